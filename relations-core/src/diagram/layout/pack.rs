//! Finds the connected parts, and packs them into one picture.

use super::{Layout, Link, Part};

/// The space between two parts.
const GAP: i32 = 48;

/// Returns the groups of boxes that lines connect, each in the order of its boxes, ordered by their first
/// box.
pub(super) fn parts(boxes: usize, links: &[Link]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..boxes).collect();
    for link in links {
        let (one, other) = (leader_of(&leader, link.parent), leader_of(&leader, link.child));
        leader[one.max(other)] = one.min(other);
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); boxes];
    for at in 0..boxes {
        parts[leader_of(&leader, at)].push(at);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn leader_of(leader: &[usize], mut at: usize) -> usize {
    while leader[at] != at {
        at = leader[at];
    }
    at
}

/// Packs the parts in rows, the highest first, as wide as the widest part or a little wider than high.
pub(super) fn pack(layout: &mut Layout, parts: &[Part]) {
    let area: f64 = parts.iter().map(|part| f64::from(part.width + GAP) * f64::from(part.height + GAP)).sum();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float that is too great becomes the greatest integer"
    )]
    let wanted = (area * 1.6).sqrt() as i32;
    let widest = parts.iter().map(|part| part.width).max().unwrap_or_default().max(wanted);

    let mut order: Vec<&Part> = parts.iter().collect();
    order.sort_by_key(|part| std::cmp::Reverse(part.height));
    let (mut x, mut y, mut row_height) = (0, 0, 0);
    for part in order {
        if x > 0 && x + part.width > widest {
            (x, y, row_height) = (0, y + row_height + GAP, 0);
        }
        for (at, frame) in &part.frames {
            let mut frame = *frame;
            (frame.x, frame.y) = (frame.x + x, frame.y + y);
            layout.frames[*at] = frame;
        }
        for (at, route) in &part.routes {
            let mut route = route.clone();
            for point in route.points.iter_mut().chain([&mut route.caption]) {
                *point = (point.0 + x, point.1 + y);
            }
            layout.routes[*at] = route;
        }
        layout.width = layout.width.max(x + part.width);
        layout.height = layout.height.max(y + part.height);
        row_height = row_height.max(part.height);
        x += part.width + GAP;
    }
}

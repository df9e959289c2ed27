//! Checks that the work grows as the picture does.

use super::{Layout, Link, Size, arrange, max_gaps, work};

/// Returns the lines of `boxes` tables, each of which refers to each of the `near` before it, and with `both`
/// also the other way round.
fn related(boxes: usize, near: usize, both: bool) -> Vec<Link> {
    let pairs =
        (0..boxes).flat_map(|child| (child.saturating_sub(near)..child).map(move |parent| (parent, child)));
    let line = |(parent, child)| Link { parent, child, caption: 40 };
    pairs
        .flat_map(|(one, other)| [Some(line((one, other))), both.then(|| line((other, one)))])
        .flatten()
        .collect()
}

/// Returns the lines of tables with two parents each, chosen at random among those before it, most of them
/// among the first: schemas look like that.
fn realistic(boxes: usize) -> Vec<Link> {
    let mut state = 1_usize;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let lines = (1..boxes).flat_map(|child| [child, child]);
    lines
        .map(|child| {
            let most = if next(3) > 0 { child.min(30) } else { child };
            Link { parent: next(most), child, caption: 40 }
        })
        .collect()
}

fn arranged(name: &str, boxes: usize, links: &[Link]) -> Layout {
    let sizes = vec![Size { width: 160, height: 120, above: 0 }; boxes];
    work::take();
    let layout = arrange(&sizes, links);
    let steps = work::take();
    let corners: usize = layout.routes.iter().map(|route| route.points.len()).sum();
    println!("{name}: {boxes} boxes, {} lines, {corners} corners, {steps} steps", links.len());
    // Sweeps go over boxes, lines and gaps several dozen times; the search for the next box among all is
    // quadratic.
    let gaps = max_gaps(boxes).min(boxes * links.len());
    let size = boxes + links.len() + gaps;
    assert!(
        steps < boxes * boxes + 150 * size,
        "{name}: {steps} steps for {boxes} boxes and {} lines",
        links.len()
    );
    assert!(corners <= 4 * (links.len() + gaps), "{name}: {corners} corners");
    layout
}

#[test]
fn work_grows_as_the_picture_does() {
    for boxes in [2, 10, 20, 40, 41, 60, 160, 300] {
        for near in [1, 3, 10, boxes] {
            for both in [false, true] {
                let links = related(boxes, near, both);
                arranged(&format!("each with {near} before it, both ways: {both}"), boxes, &links);
            }
        }
    }
    for boxes in [10, 50, 200, 500, 1_000] {
        let layout = arranged("realistic", boxes, &realistic(boxes));
        assert!(!is_column(&layout), "{boxes} realistic tables");
    }
}

#[test]
fn a_part_with_too_many_gaps_is_a_column() {
    for (boxes, expected) in [(40, false), (41, true)] {
        let layout = arranged("all", boxes, &related(boxes, boxes, true));
        assert_eq!(is_column(&layout), expected, "{boxes} boxes");
    }
}

fn is_column(layout: &Layout) -> bool {
    layout.frames.iter().all(|frame| frame.x == layout.frames[0].x)
}

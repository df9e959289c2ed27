//! Arranges boxes below one another, whose lines are [arcs](https://en.wikipedia.org/wiki/Arc_diagram) at
//! their right side.
//!
//! Both ends of a line are at the right sides of boxes, each at a height of its own. Between them the line
//! runs upright, on a lane that it shares with lines that it never comes close to. So there are as many
//! corners as lines, however many tables a line passes.

use std::{cmp::Reverse, collections::HashMap};

use super::{
    FOOT, Frame, GRID, Link, Part, Route, Size,
    graph::{ENTRY, EXIT},
    span::{self, LANE, Span},
};

/// The space between two boxes.
const BETWEEN: i32 = 32;

/// An end of a line at a box.
struct End {
    link: usize,
    is_child: bool,
    /// The position in the column of the box at the other end.
    other: usize,
}

impl End {
    /// Returns half of the room that the end needs; the child's end also has a caption.
    fn half(&self) -> i32 {
        if self.is_child { ENTRY / 2 } else { EXIT / 2 }
    }
}

pub(super) fn arrange(sizes: &[Size], links: &[Link], ordered: &[usize]) -> Part {
    let side = ordered.iter().map(|&member| sizes[member].width).max().unwrap_or_default();
    let mut frames = Vec::with_capacity(ordered.len());
    // The heights of the parent's and of the child's end.
    let mut heights: HashMap<usize, [i32; 2]> = HashMap::new();
    let mut y = 0;
    for (&member, ends) in ordered.iter().zip(ends(links, ordered)) {
        let Size { width, height, above } = sizes[member];
        y += above;
        let room = ends.iter().map(|end| 2 * end.half()).sum::<i32>();
        let height = height.max(room + GRID);
        frames.push((member, Frame { x: side - width, y, width, height }));
        let mut at = y + (height - room) / 2;
        for end in ends {
            heights.entry(end.link).or_default()[usize::from(end.is_child)] = at + end.half();
            at += 2 * end.half();
        }
        y += height + BETWEEN;
    }
    let (routes, width) = routes(links, &heights, side);
    Part { width, height: (y - BETWEEN).max(0), frames, routes }
}

/// Returns the ends at each box from top to bottom: first those of lines that go up, near ones above far
/// ones, then those of lines that go down, far ones above near ones. So arcs are nested.
fn ends(links: &[Link], ordered: &[usize]) -> Vec<Vec<End>> {
    let place: HashMap<usize, usize> = ordered.iter().enumerate().map(|(at, &member)| (member, at)).collect();
    let mut ends: Vec<Vec<End>> = ordered.iter().map(|_| Vec::new()).collect();
    for (link, Link { parent, child, .. }) in links.iter().enumerate() {
        if let (Some(&parent), Some(&child)) = (place.get(parent), place.get(child)) {
            ends[parent].push(End { link, is_child: false, other: child });
            ends[child].push(End { link, is_child: true, other: parent });
        }
    }
    for (at, ends) in ends.iter_mut().enumerate() {
        ends.sort_by_key(|end| {
            let goes_down = end.other > at;
            let number = if goes_down { end.link } else { usize::MAX - end.link };
            (goes_down, Reverse(end.other), number)
        });
    }
    ends
}

/// Returns the lines, and the width of the picture with them.
fn routes(links: &[Link], heights: &HashMap<usize, [i32; 2]>, side: i32) -> (Vec<(usize, Route)>, i32) {
    let span = |&(_, [parent, child]): &(usize, [i32; 2])| Span::between(parent, child);
    let mut between: Vec<(usize, [i32; 2])> =
        heights.iter().map(|(&link, &heights)| (link, heights)).collect();
    // Short lines are nearest to the boxes.
    between.sort_by_key(|line| (span(line).bottom - span(line).top, line.0));
    let lanes = span::lanes(&between.iter().map(span).collect::<Vec<_>>());
    let caption = between.iter().map(|&(link, _)| links[link].caption).max().unwrap_or_default();
    let first_lane = side + FOOT + caption + FOOT;
    let mut right = side;
    let mut routes = Vec::with_capacity(between.len());
    for ((link, [parent, child]), lane) in between.into_iter().zip(lanes) {
        let lane = first_lane + lane * LANE;
        let points = vec![(side, parent), (lane, parent), (lane, child), (side, child)];
        routes.push((link, Route { points, caption: (side + FOOT + links[link].caption, child) }));
        right = right.max(lane);
    }
    (routes, right)
}

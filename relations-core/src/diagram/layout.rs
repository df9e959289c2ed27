//! Where the boxes stand and how the lines run: layers from left to right, parents before their children
//! (after [Sugiyama](https://en.wikipedia.org/wiki/Layered_graph_drawing)).
//!
//! Between two layers lies a channel. A line leaves a box to the right, turns once in the channel, on a lane
//! of its own, and enters the next box from the left; its caption stands on that last stretch, where no lane
//! is. A line over several layers passes those between through a gap that is kept for it there.
//!
//! A part with too many such gaps is a column of boxes instead, with its lines beside it.

pub(crate) mod column;
pub(crate) mod graph;
pub(crate) mod layers;
pub(crate) mod order;
pub(crate) mod pack;
pub(crate) mod place;
pub(crate) mod route;
pub(crate) mod span;
pub(crate) mod straighten;
#[cfg(test)]
mod tests;
pub(crate) mod work;

use crate::diagram::layout::graph::Graph;

/// A point, in pixels from the top left.
pub(super) type Point = (i32, i32);

/// The grid on which boxes stand. Lines leave boxes at its multiples, enter them half-way between, and pass
/// layers at the quarters, so that no two of them ever come near to running on one another.
const GRID: i32 = 16;
/// The room for a crow's foot between a box and whatever comes next.
pub(super) const FOOT: i32 = 28;

/// How many gaps for long lines a layered picture of so many boxes has at most. Where each table refers to each other,
/// every table is a layer of its own and their number grows with its cube: 40 such tables have as many. Nobody could
/// follow a line through them.
fn most_gaps(boxes: usize) -> usize {
    (50 * boxes).max(20_000)
}

/// A box to be placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub width: i32,
    pub height: i32,
    /// The room above it for the lines that lead back to it.
    pub above: i32,
}

/// A line to be placed, between two different boxes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub parent: usize,
    pub child: usize,
    /// The width of its caption.
    pub caption: i32,
}

/// A box at its place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    /// At least the height that was asked for: more where many lines come in.
    pub height: i32,
}

/// A line at its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Route {
    /// The corners from the parent to the child.
    pub points: Vec<Point>,
    /// Where the caption ends; it stands on the line there.
    pub caption: Point,
}

/// Everything at its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub width: i32,
    pub height: i32,
    pub frames: Vec<Frame>,
    pub routes: Vec<Route>,
}

/// Places each part that hangs together, then the parts beside one another.
pub(super) fn arrange(sizes: &[Size], links: &[Link]) -> Layout {
    let mut layout = Layout {
        frames: vec![Frame::default(); sizes.len()],
        routes: vec![Route::default(); links.len()],
        ..Layout::default()
    };
    let parts: Vec<Part> =
        pack::parts(sizes.len(), links).iter().map(|members| part(sizes, links, members)).collect();
    pack::pack(&mut layout, &parts);
    layout
}

/// A part of the picture, with its own origin.
struct Part {
    width: i32,
    height: i32,
    frames: Vec<(usize, Frame)>,
    routes: Vec<(usize, Route)>,
}

fn part(sizes: &[Size], links: &[Link], members: &[usize]) -> Part {
    let layers = layers::assign(sizes, links, members);
    if layers.gaps(links) > most_gaps(members.len()) {
        return column::arrange(sizes, links, &layers.ordered);
    }
    let mut graph = Graph::new(sizes, links, members, &layers.of);
    order::reduce_crossings(&mut graph);
    place::set_heights(&mut graph);
    straighten::straighten(&mut graph);
    route::route(&graph, links)
}

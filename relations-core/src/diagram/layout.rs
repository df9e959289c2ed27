//! Places the boxes and routes the lines: layers from left to right, parents before their children (after
//! [Sugiyama](https://en.wikipedia.org/wiki/Layered_graph_drawing)).
//!
//! Between two layers is a channel. A line leaves a box to the right, turns once in the channel, on a lane of
//! its own, and enters the next box from the left. Its caption is placed on that last segment, where there
//! are no lanes. A line over several layers passes those between through a gap that is reserved for it there.
//!
//! A part with too many such gaps is drawn as a column of boxes instead, with its lines beside it.
//!
//! Begin with [`arrange`]. It knows sizes and lines only, and nothing of tables.

mod column;
mod graph;
mod heights;
mod layers;
mod order;
mod pack;
mod route;
mod span;
mod straighten;
#[cfg(test)]
mod tests;
mod work;

use self::graph::Graph;

/// A point, in pixels from the top left.
pub(super) type Point = (i32, i32);

/// The grid on which boxes are placed. Lines leave boxes at its multiples, enter them half-way between, and
/// pass layers at the quarters, so that no two of them ever come close to overlapping.
const GRID: i32 = 16;
/// The room for a crow's foot between a box and the next element.
pub(super) const FOOT: i32 = 28;

/// Returns the largest number of gaps for long lines in a layered picture of so many boxes. If each table
/// refers to each other, every table is a layer of its own and the number grows with its cube: 40 such tables
/// have as many. Nobody could follow a line through them.
fn max_gaps(boxes: usize) -> usize {
    (50 * boxes).max(20_000)
}

/// The size of a box to be placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub width: i32,
    pub height: i32,
    /// The room above it for its lines to itself.
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

/// A placed box.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    /// At least the requested height; more where many lines come in.
    pub height: i32,
}

/// A placed line.
#[derive(Clone, Debug, Default)]
pub(super) struct Route {
    /// The corners from the parent to the child.
    pub points: Vec<Point>,
    /// The end of the caption, which is placed on the line there.
    pub caption: Point,
}

/// The finished layout.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub width: i32,
    pub height: i32,
    pub frames: Vec<Frame>,
    pub routes: Vec<Route>,
}

/// Arranges each connected part, then places the parts beside one another.
pub(super) fn arrange(sizes: &[Size], links: &[Link]) -> Layout {
    let mut layout = Layout {
        frames: vec![Frame::default(); sizes.len()],
        routes: vec![Route::default(); links.len()],
        ..Layout::default()
    };
    let parts: Vec<Part> =
        pack::parts(sizes.len(), links).iter().map(|members| arrange_part(sizes, links, members)).collect();
    pack::pack(&mut layout, &parts);
    layout
}

/// A connected part of the picture, with its own origin.
struct Part {
    width: i32,
    height: i32,
    frames: Vec<(usize, Frame)>,
    routes: Vec<(usize, Route)>,
}

fn arrange_part(sizes: &[Size], links: &[Link], members: &[usize]) -> Part {
    let layers = layers::assign(sizes, links, members);
    if layers.gaps(links) > max_gaps(members.len()) {
        return column::arrange(sizes, links, &layers.ordered);
    }
    let mut graph = Graph::new(sizes, links, members, &layers.of);
    order::reduce_crossings(&mut graph);
    heights::set_heights(&mut graph);
    straighten::straighten(&mut graph);
    route::route(&graph, links)
}

//! Lines that need no turn.

use super::graph::{ENTRY, EXIT, Graph};

/// How far a line must be from the ends of others in its channel.
const CLEAR: i32 = 6;
/// How far a line that passes must be from what stands above and below.
const ASIDE: i32 = 12;

/// Moves lines within their gaps, and their ends along the sides of boxes, where that saves a turn and
/// brings no line near to another.
pub(super) fn straighten(graph: &mut Graph) {
    let channels = graph.channels.clone();
    let gaps: Vec<Gap> = (0..graph.vertices.len()).filter_map(|vertex| Gap::of(graph, vertex)).collect();
    for _ in 0..2 {
        for gap in gaps.iter().chain(gaps.iter().rev()) {
            gap.straighten(graph, &channels);
        }
        for channel in &channels {
            straighten_ends(graph, channel);
        }
    }
}

/// The gap for a line that passes a layer.
struct Gap {
    vertex: usize,
    entering: usize,
    leaving: usize,
    /// What stands above and below it in its layer.
    upper: Option<usize>,
    lower: Option<usize>,
}

impl Gap {
    fn of(graph: &Graph, vertex: usize) -> Option<Self> {
        if graph.vertices[vertex].member.is_some() {
            return None;
        }
        let layer = &graph.layers[graph.vertices[vertex].layer];
        let place = layer.iter().position(|&other| other == vertex)?;
        Some(Self {
            vertex,
            entering: graph.vertices[vertex].entries.first().copied()?,
            leaving: graph.vertices[vertex].exits.first().copied()?,
            upper: place.checked_sub(1).map(|upper| layer[upper]),
            lower: layer.get(place + 1).copied(),
        })
    }

    fn straighten(&self, graph: &mut Graph, channels: &[Vec<usize>]) {
        let (before, after) = (graph.exit_y(self.entering), graph.entry_y(self.leaving));
        let here = graph.exit_y(self.leaving);
        let turns = |y: i32| u8::from(y != before) + u8::from(y != after);
        for y in [before, after] {
            if turns(y) < turns(here) && self.may_pass_at(graph, channels, y) {
                graph.vertices[self.vertex].y += y - here;
                return;
            }
        }
    }

    fn may_pass_at(&self, graph: &Graph, channels: &[Vec<usize>], y: i32) -> bool {
        let below_upper = self.upper.is_none_or(|upper| {
            let upper = &graph.vertices[upper];
            y >= upper.y + upper.height + if upper.member.is_some() { ASIDE } else { 0 }
        });
        let above_lower = self.lower.is_none_or(|lower| {
            let lower = &graph.vertices[lower];
            y <= lower.y - lower.above - if lower.member.is_some() { ASIDE } else { 0 }
        });
        let layer = graph.vertices[self.vertex].layer;
        let mut facing =
            channels[layer].iter().filter(|&&at| at != self.leaving).map(|&at| graph.entry_y(at));
        let mut behind = channels[..layer].last().into_iter().flatten().filter(|&&at| at != self.entering);
        below_upper
            && above_lower
            && facing.all(|end| (end - y).abs() >= CLEAR)
            && behind.all(|&at| (graph.exit_y(at) - y).abs() >= CLEAR)
    }
}

fn straighten_ends(graph: &mut Graph, channel: &[usize]) {
    for &at in channel {
        let (exit, entry) = (graph.exit_y(at), graph.entry_y(at));
        if exit == entry {
            continue;
        }
        let may_leave = may_leave_at(graph, channel, at, entry);
        // The end moves that has fewer lines beside it, since those were spread evenly.
        let (left, right) = (graph.stretches[at].left, graph.stretches[at].right);
        let is_better_entered = graph.vertices[right].entries.len() < graph.vertices[left].exits.len();
        if may_enter_at(graph, channel, at, exit) && (is_better_entered || !may_leave) {
            graph.stretches[at].entry += exit - entry;
        } else if may_leave {
            graph.stretches[at].exit += entry - exit;
        }
    }
}

fn may_leave_at(graph: &Graph, channel: &[usize], at: usize, y: i32) -> bool {
    let left = graph.stretches[at].left;
    is_on_side(graph, left, y, EXIT / 2)
        && channel.iter().filter(|&&other| other != at).all(|&other| {
            let beside = graph.exit_y(other);
            let keeps_order = (beside < y) == (beside < graph.exit_y(at));
            (graph.entry_y(other) - y).abs() >= CLEAR
                && (graph.stretches[other].left != left || (keeps_order && (beside - y).abs() >= EXIT))
        })
}

fn may_enter_at(graph: &Graph, channel: &[usize], at: usize, y: i32) -> bool {
    let right = graph.stretches[at].right;
    is_on_side(graph, right, y, ENTRY / 2)
        && channel.iter().filter(|&&other| other != at).all(|&other| {
            let beside = graph.entry_y(other);
            let keeps_order = (beside < y) == (beside < graph.entry_y(at));
            (graph.exit_y(other) - y).abs() >= CLEAR
                && (graph.stretches[other].right != right || (keeps_order && (beside - y).abs() >= ENTRY))
        })
}

/// Whether the side of this vertex, a box, has this height with that much to spare.
fn is_on_side(graph: &Graph, vertex: usize, y: i32, margin: i32) -> bool {
    let vertex = &graph.vertices[vertex];
    vertex.member.is_some() && y >= vertex.y + margin && y <= vertex.y + vertex.height - margin
}

//! Straightens lines that need no turn.

use std::collections::BTreeMap;

use super::{
    graph::{ENTRY, EXIT, Graph},
    work,
};

/// The smallest distance of a line from the ends of others in its channel.
const CLEAR: i32 = 6;
/// The smallest distance of a passing line from the boxes above and below.
const ASIDE: i32 = 12;

/// Moves lines within their gaps, and their ends along the sides of boxes, where that saves a turn and brings
/// no line close to another.
pub(super) fn straighten(graph: &mut Graph) {
    let channels = graph.channels.clone();
    let places = graph.places();
    let gaps: Vec<Gap> =
        (0..graph.vertices.len()).filter_map(|vertex| Gap::of(graph, &places, vertex)).collect();
    let mut ends: Vec<Ends> = channels.iter().map(|channel| Ends::of(graph, channel)).collect();
    for _ in 0..2 {
        for gap in gaps.iter().chain(gaps.iter().rev()) {
            gap.straighten(graph, &mut ends);
        }
        for (channel, ends) in channels.iter().zip(&mut ends) {
            straighten_ends(graph, channel, ends);
        }
    }
}

/// The heights at which the lines of a channel begin and end.
struct Ends {
    exits: Heights,
    entries: Heights,
}

impl Ends {
    fn of(graph: &Graph, channel: &[usize]) -> Self {
        let mut ends = Self { exits: Heights::default(), entries: Heights::default() };
        for &at in channel {
            ends.exits.add(graph.exit_y(at));
            ends.entries.add(graph.entry_y(at));
        }
        ends
    }
}

/// The number of lines at each height.
#[derive(Default)]
struct Heights(BTreeMap<i32, usize>);

impl Heights {
    fn add(&mut self, y: i32) {
        *self.0.entry(y).or_default() += 1;
    }

    fn change(&mut self, from: i32, to: i32) {
        if let Some(count) = self.0.get_mut(&from) {
            *count -= 1;
            if *count == 0 {
                self.0.remove(&from);
            }
        }
        self.add(to);
    }

    /// Returns `true` if no line is close to `y`, apart from one at `own`.
    fn are_clear(&self, y: i32, own: i32) -> bool {
        let near = y - CLEAR + 1..y + CLEAR;
        let count: usize = self.0.range(near.clone()).map(|(_, count)| count).sum();
        work::count(1);
        count == usize::from(near.contains(&own))
    }
}

/// The gap for a line that passes a layer.
struct Gap {
    vertex: usize,
    entering: usize,
    leaving: usize,
    /// The vertices above and below it in its layer.
    upper: Option<usize>,
    lower: Option<usize>,
}

impl Gap {
    fn of(graph: &Graph, places: &[usize], vertex: usize) -> Option<Self> {
        if graph.vertices[vertex].member.is_some() {
            return None;
        }
        let layer = &graph.layers[graph.vertices[vertex].layer];
        let place = places[vertex];
        Some(Self {
            vertex,
            entering: graph.vertices[vertex].entries.first().copied()?,
            leaving: graph.vertices[vertex].exits.first().copied()?,
            upper: place.checked_sub(1).map(|upper| layer[upper]),
            lower: layer.get(place + 1).copied(),
        })
    }

    fn straighten(&self, graph: &mut Graph, ends: &mut [Ends]) {
        let (before, after) = (graph.exit_y(self.entering), graph.entry_y(self.leaving));
        let (entry, exit) = (graph.entry_y(self.entering), graph.exit_y(self.leaving));
        let turns = |y: i32| u8::from(y != before) + u8::from(y != after);
        for y in [before, after] {
            if turns(y) < turns(exit) && self.may_pass_at(graph, ends, y) {
                graph.vertices[self.vertex].y += y - exit;
                let layer = graph.vertices[self.vertex].layer;
                ends[layer].exits.change(exit, graph.exit_y(self.leaving));
                ends[layer - 1].entries.change(entry, graph.entry_y(self.entering));
                return;
            }
        }
    }

    fn may_pass_at(&self, graph: &Graph, ends: &[Ends], y: i32) -> bool {
        let below_upper = self.upper.is_none_or(|upper| {
            let upper = &graph.vertices[upper];
            y >= upper.y + upper.height + if upper.member.is_some() { ASIDE } else { 0 }
        });
        let above_lower = self.lower.is_none_or(|lower| {
            let lower = &graph.vertices[lower];
            y <= lower.y - lower.above - if lower.member.is_some() { ASIDE } else { 0 }
        });
        let layer = graph.vertices[self.vertex].layer;
        below_upper
            && above_lower
            && ends[layer].entries.are_clear(y, graph.entry_y(self.leaving))
            && ends[layer - 1].exits.are_clear(y, graph.exit_y(self.entering))
    }
}

fn straighten_ends(graph: &mut Graph, channel: &[usize], ends: &mut Ends) {
    for &at in channel {
        let (exit, entry) = (graph.exit_y(at), graph.entry_y(at));
        if exit == entry {
            continue;
        }
        work::count(graph.vertices[graph.segments[at].left].exits.len());
        let may_leave = may_leave_at(graph, ends, at, entry);
        // The end with fewer lines beside it moves, since those were spread evenly.
        let (left, right) = (graph.segments[at].left, graph.segments[at].right);
        let is_better_entered = graph.vertices[right].entries.len() < graph.vertices[left].exits.len();
        if may_enter_at(graph, ends, at, exit) && (is_better_entered || !may_leave) {
            graph.segments[at].entry += exit - entry;
            ends.entries.change(entry, exit);
        } else if may_leave {
            graph.segments[at].exit += entry - exit;
            ends.exits.change(exit, entry);
        }
    }
}

fn may_leave_at(graph: &Graph, ends: &Ends, at: usize, y: i32) -> bool {
    let left = graph.segments[at].left;
    is_on_side(graph, left, y, EXIT / 2)
        && ends.entries.are_clear(y, graph.entry_y(at))
        && graph.vertices[left].exits.iter().filter(|&&other| other != at).all(|&other| {
            let beside = graph.exit_y(other);
            let keeps_order = (beside < y) == (beside < graph.exit_y(at));
            keeps_order && (beside - y).abs() >= EXIT
        })
}

fn may_enter_at(graph: &Graph, ends: &Ends, at: usize, y: i32) -> bool {
    let right = graph.segments[at].right;
    is_on_side(graph, right, y, ENTRY / 2)
        && ends.exits.are_clear(y, graph.exit_y(at))
        && graph.vertices[right].entries.iter().filter(|&&other| other != at).all(|&other| {
            let beside = graph.entry_y(other);
            let keeps_order = (beside < y) == (beside < graph.entry_y(at));
            keeps_order && (beside - y).abs() >= ENTRY
        })
}

/// Reports whether the side of this vertex, a box, has this height with `margin` to spare.
fn is_on_side(graph: &Graph, vertex: usize, y: i32, margin: i32) -> bool {
    let vertex = &graph.vertices[vertex];
    vertex.member.is_some() && y >= vertex.y + margin && y <= vertex.y + vertex.height - margin
}

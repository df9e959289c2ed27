//! Orders the boxes within the layers, and the lines at the sides of each box.

use super::{
    GRID,
    graph::{ENTRY, EXIT, Graph},
    work,
};

/// The number of sweeps over the layers, forwards and backwards in turn.
const SWEEPS: usize = 12;

/// Orders each layer by the
/// [barycentres](https://en.wikipedia.org/wiki/Layered_graph_drawing#Layout_algorithm) of its neighbours,
/// keeps the best order found, and sets where the lines meet the boxes.
pub(super) fn reduce_crossings(graph: &mut Graph) {
    let mut places = graph.places();
    let mut best = (count_crossings(graph, &places), graph.layers.clone());
    for sweep in 0..SWEEPS {
        let there = sweep % 2 == 0;
        let count = graph.layers.len();
        for step in 1..count {
            let layer = if there { step } else { count - 1 - step };
            sort_layer(graph, &mut places, layer, there);
        }
        let crossings = count_crossings(graph, &places);
        if crossings < best.0 {
            best = (crossings, graph.layers.clone());
        }
    }
    graph.layers = best.1;
    set_ports(graph);
}

/// Sorts a layer by the positions of the neighbours in the layer before it, or in the one after it; a vertex
/// without neighbours keeps its place.
fn sort_layer(graph: &mut Graph, places: &mut [usize], layer: usize, by_the_layer_before: bool) {
    // The mean of the positions as a fraction of integers, so that every machine sorts alike.
    let barycentre = |&vertex: &usize| {
        let here = &graph.vertices[vertex];
        let segments = if by_the_layer_before { &here.entries } else { &here.exits };
        let near = segments.iter().map(|&at| {
            let segment = &graph.segments[at];
            places[if by_the_layer_before { segment.left } else { segment.right }]
        });
        let (sum, count) = near.fold((0, 0), |(sum, count), place| (sum + place, count + 1));
        if count == 0 { (places[vertex], 1, vertex) } else { (sum, count, vertex) }
    };
    let mut sorted: Vec<(usize, usize, usize)> = graph.layers[layer].iter().map(barycentre).collect();
    sorted.sort_by(|one, other| (one.0 * other.1).cmp(&(other.0 * one.1)));
    for (place, (vertex, &(_, _, sorted))) in graph.layers[layer].iter_mut().zip(&sorted).enumerate() {
        *vertex = sorted;
        places[sorted] = place;
        work::count(1 + graph.vertices[sorted].entries.len() + graph.vertices[sorted].exits.len());
    }
}

fn count_crossings(graph: &Graph, places: &[usize]) -> usize {
    let ends = |&at: &usize| (places[graph.segments[at].left], places[graph.segments[at].right]);
    let mut total = 0;
    for (layer, channel) in graph.channels.iter().enumerate() {
        let mut ends: Vec<(usize, usize)> = channel.iter().map(ends).collect();
        ends.sort_unstable();
        let rights = graph.layers.get(layer + 1).map_or(0, Vec::len);
        total += count_inversions(ends.into_iter().map(|(_, right)| right), rights);
    }
    total
}

/// Counts the pairs of these numbers below `limit` that are in the wrong order, by a [tree of
/// sums](https://en.wikipedia.org/wiki/Fenwick_tree).
fn count_inversions(numbers: impl Iterator<Item = usize>, limit: usize) -> usize {
    let mut counts = vec![0; limit + 1];
    let mut total = 0;
    for (before, number) in numbers.enumerate() {
        let mut not_greater = 0;
        let mut at = number + 1;
        while at > 0 {
            not_greater += counts[at];
            at &= at - 1;
        }
        total += before - not_greater;
        work::count(1);
        let mut at = number + 1;
        while at <= limit {
            counts[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    total
}

/// Spreads the lines over the sides of each box, in the order of their other ends.
///
/// A passing line takes another quarter of the grid in each second layer, since both may lie in one channel.
fn set_ports(graph: &mut Graph) {
    let places = graph.places();
    for vertex in 0..graph.vertices.len() {
        let height = graph.vertices[vertex].height;
        if graph.vertices[vertex].member.is_none() {
            let pass = if graph.vertices[vertex].layer.is_multiple_of(2) { GRID / 4 } else { GRID * 3 / 4 };
            for at in graph.vertices[vertex].exits.clone() {
                graph.segments[at].exit = pass;
            }
            for at in graph.vertices[vertex].entries.clone() {
                graph.segments[at].entry = pass;
            }
            continue;
        }
        let mut exits = graph.vertices[vertex].exits.clone();
        exits.sort_by_key(|&at| (places[graph.segments[at].right], graph.segments[at].link));
        for (&at, exit) in exits.iter().zip(spread(exits.len(), height, EXIT, 0)) {
            graph.segments[at].exit = exit;
        }
        let mut entries = graph.vertices[vertex].entries.clone();
        entries.sort_by_key(|&at| (places[graph.segments[at].left], graph.segments[at].link));
        for (&at, entry) in entries.iter().zip(spread(entries.len(), height, ENTRY, GRID / 2)) {
            graph.segments[at].entry = entry;
        }
    }
}

/// Returns `count` heights around the middle of `height`, at least `least` apart, each `rest` over a multiple
/// of the grid.
fn spread(count: usize, height: i32, least: i32, rest: i32) -> impl Iterator<Item = i32> {
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    let apart = ((height - 2 * EXIT) / (count - 1).max(1) / GRID * GRID).clamp(least, ENTRY);
    let first = (height - (count - 1) * apart) / 2 / GRID * GRID + rest;
    (0..count).map(move |at| first + at * apart)
}

//! The order within the layers, and of the lines at the sides of each box.

use crate::diagram::layout::{
    GRID,
    graph::{ENTRY, EXIT, Graph},
    work,
};

/// How often the layers are gone through, there and back.
const SWEEPS: usize = 12;

/// Orders each layer by the [barycentres](https://en.wikipedia.org/wiki/Layered_graph_drawing#Layout_algorithm)
/// of its neighbours, keeps the best order that was seen, and gives the lines their places at the boxes.
pub(super) fn reduce_crossings(graph: &mut Graph) {
    let mut places = graph.places();
    let mut best = (crossings(graph, &places), graph.layers.clone());
    for sweep in 0..SWEEPS {
        let there = sweep % 2 == 0;
        let count = graph.layers.len();
        for step in 1..count {
            let layer = if there { step } else { count - 1 - step };
            sort_layer(graph, &mut places, layer, there);
        }
        let crossings = crossings(graph, &places);
        if crossings < best.0 {
            best = (crossings, graph.layers.clone());
        }
    }
    graph.layers = best.1;
    set_ports(graph);
}

/// Sorts a layer by where the neighbours in the layer before it stand, or in the one after it; a vertex without
/// any keeps its place.
fn sort_layer(graph: &mut Graph, places: &mut [usize], layer: usize, by_the_layer_before: bool) {
    // The mean of the places as a fraction of integers, so that every machine sorts alike.
    let barycentre = |&vertex: &usize| {
        let here = &graph.vertices[vertex];
        let stretches = if by_the_layer_before { &here.entries } else { &here.exits };
        let near = stretches.iter().map(|&at| {
            let stretch = &graph.stretches[at];
            places[if by_the_layer_before { stretch.left } else { stretch.right }]
        });
        let (sum, count) = near.fold((0, 0), |(sum, count), place| (sum + place, count + 1));
        if count == 0 { (places[vertex], 1, vertex) } else { (sum, count, vertex) }
    };
    let mut sorted: Vec<(usize, usize, usize)> = graph.layers[layer].iter().map(barycentre).collect();
    sorted.sort_by(|one, other| (one.0 * other.1).cmp(&(other.0 * one.1)));
    for (place, (vertex, &(_, _, sorted))) in graph.layers[layer].iter_mut().zip(&sorted).enumerate() {
        *vertex = sorted;
        places[sorted] = place;
        work::done(1 + graph.vertices[sorted].entries.len() + graph.vertices[sorted].exits.len());
    }
}

fn crossings(graph: &Graph, places: &[usize]) -> usize {
    let ends = |&at: &usize| (places[graph.stretches[at].left], places[graph.stretches[at].right]);
    let mut total = 0;
    for (layer, channel) in graph.channels.iter().enumerate() {
        let mut ends: Vec<(usize, usize)> = channel.iter().map(ends).collect();
        ends.sort_unstable();
        let rights = graph.layers.get(layer + 1).map_or(0, Vec::len);
        total += inversions(ends.into_iter().map(|(_, right)| right), rights);
    }
    total
}

/// How many pairs of these numbers below `limit` stand in the wrong order, counted by a [tree of
/// sums](https://en.wikipedia.org/wiki/Fenwick_tree).
fn inversions(numbers: impl Iterator<Item = usize>, limit: usize) -> usize {
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
        work::done(1);
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
/// Which of the quarters of the grid a passing line takes changes from layer to layer, as both of them may
/// lie in one channel.
fn set_ports(graph: &mut Graph) {
    let places = graph.places();
    for vertex in 0..graph.vertices.len() {
        let height = graph.vertices[vertex].height;
        if graph.vertices[vertex].member.is_none() {
            let pass = if graph.vertices[vertex].layer.is_multiple_of(2) { GRID / 4 } else { GRID * 3 / 4 };
            for at in graph.vertices[vertex].exits.clone() {
                graph.stretches[at].exit = pass;
            }
            for at in graph.vertices[vertex].entries.clone() {
                graph.stretches[at].entry = pass;
            }
            continue;
        }
        let mut exits = graph.vertices[vertex].exits.clone();
        exits.sort_by_key(|&at| (places[graph.stretches[at].right], graph.stretches[at].link));
        for (&at, exit) in exits.iter().zip(spread(exits.len(), height, EXIT, 0)) {
            graph.stretches[at].exit = exit;
        }
        let mut entries = graph.vertices[vertex].entries.clone();
        entries.sort_by_key(|&at| (places[graph.stretches[at].left], graph.stretches[at].link));
        for (&at, entry) in entries.iter().zip(spread(entries.len(), height, ENTRY, GRID / 2)) {
            graph.stretches[at].entry = entry;
        }
    }
}

/// `count` places over the middle of `height`, at least `least` apart, each `rest` over a multiple of the grid.
fn spread(count: usize, height: i32, least: i32, rest: i32) -> impl Iterator<Item = i32> {
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    let apart = ((height - 2 * EXIT) / (count - 1).max(1) / GRID * GRID).clamp(least, ENTRY);
    let first = (height - (count - 1) * apart) / 2 / GRID * GRID + rest;
    (0..count).map(move |at| first + at * apart)
}

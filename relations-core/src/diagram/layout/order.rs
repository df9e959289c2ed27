//! The order within the layers, and of the lines at the sides of each box.

use super::GRID;
use super::graph::{ENTRY, EXIT, Graph};

/// How often the layers are gone through, there and back.
const SWEEPS: usize = 12;

/// Orders each layer by the [barycentres](https://en.wikipedia.org/wiki/Layered_graph_drawing#Layout_algorithm)
/// of its neighbours, keeps the best order that was seen, and gives the lines their places at the boxes.
pub(super) fn reduce_crossings(graph: &mut Graph) {
    let neighbours = neighbours(graph);
    let mut best = (crossings(graph), graph.layers.clone());
    for sweep in 0..SWEEPS {
        let there = sweep % 2 == 0;
        let count = graph.layers.len();
        for step in 1..count {
            let (layer, from) = if there { (step, step - 1) } else { (count - 1 - step, count - step) };
            sort_layer(graph, &neighbours, layer, from);
        }
        let crossings = crossings(graph);
        if crossings < best.0 {
            best = (crossings, graph.layers.clone());
        }
    }
    graph.layers = best.1;
    set_ports(graph);
}

/// Both ends of each stretch, by vertex.
fn neighbours(graph: &Graph) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); graph.vertices.len()];
    for stretch in &graph.stretches {
        neighbours[stretch.left].push(stretch.right);
        neighbours[stretch.right].push(stretch.left);
    }
    neighbours
}

/// Sorts a layer by where the neighbours in the layer `from` stand; a vertex without any keeps its place.
fn sort_layer(graph: &mut Graph, neighbours: &[Vec<usize>], layer: usize, from: usize) {
    let places = graph.places();
    // The mean of the places as a fraction of integers, so that every machine sorts alike.
    let barycentre = |vertex: usize| {
        let near = neighbours[vertex].iter().filter(|&&near| graph.vertices[near].layer == from);
        let (sum, count) = near.fold((0, 0), |(sum, count), &near| (sum + places[near], count + 1));
        if count == 0 { (2 * places[vertex], 2) } else { (2 * sum, 2 * count) }
    };
    let mut sorted = graph.layers[layer].clone();
    sorted.sort_by(|&one, &other| {
        let (one, other) = (barycentre(one), barycentre(other));
        (one.0 * other.1).cmp(&(other.0 * one.1))
    });
    graph.layers[layer] = sorted;
}

fn crossings(graph: &Graph) -> usize {
    let places = graph.places();
    let ends = |&at: &usize| (places[graph.stretches[at].left], places[graph.stretches[at].right]);
    let mut total = 0;
    for channel in &graph.channels {
        let mut ends: Vec<(usize, usize)> = channel.iter().map(ends).collect();
        ends.sort_unstable();
        for (at, one) in ends.iter().enumerate() {
            total += ends[at + 1..].iter().filter(|other| one.0 < other.0 && one.1 > other.1).count();
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

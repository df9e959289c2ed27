//! Sets the height at which each box is placed.

use super::{GRID, graph::Graph, work};

/// The number of sweeps over the layers, forwards and backwards in turn.
const SWEEPS: usize = 24;

/// Places each vertex as close to the height where its lines are straight as the order of its layer allows.
pub(super) fn set_heights(graph: &mut Graph) {
    for layer in 0..graph.layers.len() {
        let wanted = vec![(0.0, 1.0); graph.layers[layer].len()];
        settle(graph, layer, &wanted);
    }
    for sweep in 0..SWEEPS {
        let count = graph.layers.len();
        for step in 0..count {
            let layer = if sweep % 2 == 0 { step } else { count - 1 - step };
            // The first sweeps look at one side only, so that the picture unfolds from there.
            let sides = if sweep + 4 < SWEEPS { [sweep % 2 == 0, sweep % 2 == 1] } else { [true, true] };
            let wanted: Vec<(f64, f64)> =
                (graph.layers[layer].iter()).map(|&vertex| wanted_top(graph, vertex, sides)).collect();
            settle(graph, layer, &wanted);
        }
    }
    let top = graph.vertices.iter().map(|vertex| vertex.y - vertex.above).min().unwrap_or_default();
    for vertex in &mut graph.vertices {
        vertex.y -= top;
    }
}

/// Returns the top that would make the lines at these sides straight on average, and its weight: greatest for
/// a line that only passes.
fn wanted_top(graph: &Graph, vertex: usize, sides: [bool; 2]) -> (f64, f64) {
    let mut sum = (0.0, 0.0);
    let mut pull = |y: i32, other: usize| {
        let is_gap = |vertex: usize| graph.vertices[vertex].member.is_none();
        let weight = match (is_gap(vertex), is_gap(other)) {
            (true, true) => 8.0,
            (false, false) => 2.0,
            _ => 1.0,
        };
        sum = (sum.0 + f64::from(y) * weight, sum.1 + weight);
    };
    if sides[0] {
        for &at in &graph.vertices[vertex].entries {
            pull(graph.exit_y(at) - graph.segments[at].entry, graph.segments[at].left);
        }
    }
    if sides[1] {
        for &at in &graph.vertices[vertex].exits {
            pull(graph.entry_y(at) - graph.segments[at].exit, graph.segments[at].right);
        }
    }
    if sum.1 == 0.0 { (f64::from(graph.vertices[vertex].y), 0.1) } else { (sum.0 / sum.1, sum.1) }
}

/// Places the vertices of a layer as close to the wanted tops as their order and distances allow, by least
/// squares: neighbours that would come too close are moved [as one
/// block](https://en.wikipedia.org/wiki/Isotonic_regression).
fn settle(graph: &mut Graph, layer: usize, wanted: &[(f64, f64)]) {
    let vertices = graph.layers[layer].clone();
    let mut offsets = Vec::with_capacity(vertices.len());
    let mut offset = 0;
    for (at, &vertex) in vertices.iter().enumerate() {
        if at > 0 {
            offset += distance(graph, vertices[at - 1], vertex);
        }
        offsets.push(offset);
    }
    // Each block: the weighted sum of wanted tops, the weight, the number of vertices.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (&(top, weight), &offset) in wanted.iter().zip(&offsets) {
        let mut block = ((top - f64::from(offset)) * weight, weight, 1);
        while let Some(last) = blocks.pop_if(|last| last.0 / last.1 >= block.0 / block.1) {
            block = (block.0 + last.0, block.1 + last.1, block.2 + last.2);
        }
        blocks.push(block);
    }
    let places = blocks.iter().flat_map(|block| std::iter::repeat_n(block.0 / block.1, block.2));
    for ((&vertex, &offset), place) in vertices.iter().zip(&offsets).zip(places) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a float that is too great becomes the greatest integer"
        )]
        let on_grid = (place / f64::from(GRID)).round() as i32 * GRID;
        graph.vertices[vertex].y = on_grid + offset;
        work::count(1);
    }
}

/// Returns the smallest distance from the top of one vertex to that of the next below.
fn distance(graph: &Graph, upper: usize, lower: usize) -> i32 {
    let (upper, lower) = (&graph.vertices[upper], &graph.vertices[lower]);
    let gap = match (upper.member, lower.member) {
        (Some(_), Some(_)) => 32,
        (None, None) => 0,
        _ => 8,
    };
    (upper.height + gap + lower.above + GRID - 1) / GRID * GRID
}

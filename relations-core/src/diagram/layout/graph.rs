//! The layered graph of one part: its boxes, the gaps that are reserved for long lines, and the segments of
//! lines between one layer and the next.

use std::collections::HashMap;

use super::{Link, Size};

/// The smallest distance between two lines that enter a box, with the two lines of text of their captions.
pub(super) const ENTRY: i32 = 32;
/// The smallest distance between two lines that leave a box to the right.
pub(super) const EXIT: i32 = 16;
/// The height of the gap for a line.
const GAP: i32 = 16;

pub(super) struct Graph {
    pub vertices: Vec<Vertex>,
    pub segments: Vec<Segment>,
    /// The vertices of each layer, from top to bottom.
    pub layers: Vec<Vec<usize>>,
    /// The segments in the channel to the right of each layer.
    pub channels: Vec<Vec<usize>>,
}

/// A box, or the gap for a line between boxes.
pub(super) struct Vertex {
    /// The box; none for a gap.
    pub member: Option<usize>,
    pub layer: usize,
    pub width: i32,
    pub height: i32,
    pub above: i32,
    /// The top of the box itself, without the room above.
    pub y: i32,
    /// The segments that enter it from the left.
    pub entries: Vec<usize>,
    /// The segments that leave it to the right.
    pub exits: Vec<usize>,
}

impl Vertex {
    fn new(member: Option<usize>, layer: usize, size: Size) -> Self {
        let Size { width, height, above } = size;
        Self { member, layer, width, height, above, y: 0, entries: Vec::new(), exits: Vec::new() }
    }
}

/// The part of a line in one channel, from left to right.
pub(super) struct Segment {
    pub link: usize,
    pub left: usize,
    pub right: usize,
    /// The heights at which it leaves the left vertex and enters the right one, from their tops.
    pub exit: i32,
    pub entry: i32,
}

impl Graph {
    pub fn new(sizes: &[Size], links: &[Link], members: &[usize], layer_of: &HashMap<usize, usize>) -> Self {
        let layers = layer_of.values().max().map_or(0, |last| last + 1);
        let mut graph = Self {
            vertices: Vec::new(),
            segments: Vec::new(),
            layers: vec![Vec::new(); layers],
            channels: vec![Vec::new(); layers],
        };
        let mut vertex_of = HashMap::new();
        for &member in members {
            let vertex = Vertex::new(Some(member), layer_of[&member], sizes[member]);
            vertex_of.insert(member, graph.add(vertex));
        }
        for (at, link) in links.iter().enumerate() {
            if let (Some(&parent), Some(&child)) = (vertex_of.get(&link.parent), vertex_of.get(&link.child)) {
                graph.add_link(at, parent, child);
            }
        }
        graph.make_room_for_lines();
        graph
    }

    fn add(&mut self, vertex: Vertex) -> usize {
        self.layers[vertex.layer].push(self.vertices.len());
        self.vertices.push(vertex);
        self.vertices.len() - 1
    }

    fn add_link(&mut self, link: usize, parent: usize, child: usize) {
        let runs_back = self.vertices[parent].layer > self.vertices[child].layer;
        let (mut left, last) = if runs_back { (child, parent) } else { (parent, child) };
        for layer in self.vertices[left].layer + 1..self.vertices[last].layer {
            let gap = self.add(Vertex::new(None, layer, Size { width: 0, height: GAP, above: 0 }));
            self.add_segment(Segment { link, left, right: gap, exit: 0, entry: 0 });
            left = gap;
        }
        self.add_segment(Segment { link, left, right: last, exit: 0, entry: 0 });
    }

    fn add_segment(&mut self, segment: Segment) {
        let at = self.segments.len();
        self.channels[self.vertices[segment.left].layer].push(at);
        self.vertices[segment.left].exits.push(at);
        self.vertices[segment.right].entries.push(at);
        self.segments.push(segment);
    }

    /// Makes boxes high enough for the lines at their sides.
    fn make_room_for_lines(&mut self) {
        for vertex in self.vertices.iter_mut().filter(|vertex| vertex.member.is_some()) {
            let room =
                |lines: &[usize], each: i32| i32::try_from(lines.len()).unwrap_or(i32::MAX / each) * each;
            let exits = room(&vertex.exits, EXIT) + EXIT;
            let entries = room(&vertex.entries, ENTRY) + ENTRY / 2;
            vertex.height = vertex.height.max(exits).max(entries);
        }
    }

    pub fn exit_y(&self, segment: usize) -> i32 {
        let segment = &self.segments[segment];
        self.vertices[segment.left].y + segment.exit
    }

    pub fn entry_y(&self, segment: usize) -> i32 {
        let segment = &self.segments[segment];
        self.vertices[segment.right].y + segment.entry
    }

    /// Returns the position of each vertex in its layer, counted from the top.
    pub fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.vertices.len()];
        for layer in &self.layers {
            for (place, &vertex) in layer.iter().enumerate() {
                places[vertex] = place;
            }
        }
        places
    }
}

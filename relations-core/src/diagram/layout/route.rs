//! Assigns lanes to the lines, and from them the horizontal place of everything.

use super::{
    FOOT, Frame, Link, Part, Point, Route,
    graph::Graph,
    span::{self, LANE, Span},
    work,
};

pub(super) fn route(graph: &Graph, links: &[Link]) -> Part {
    let channels: Vec<Channel> =
        (0..graph.layers.len()).map(|layer| Channel::new(graph, links, layer)).collect();
    let mut lefts = Vec::with_capacity(graph.layers.len());
    let mut lanes: Vec<Option<i32>> = vec![None; graph.segments.len()];
    let mut x = 0;
    for (layer, channel) in channels.iter().enumerate() {
        lefts.push(x);
        let members = graph.layers[layer].iter().map(|&vertex| graph.vertices[vertex].width);
        x += members.max().unwrap_or_default();
        for &(segment, lane) in &channel.lanes {
            lanes[segment] = Some(x + FOOT + lane * LANE);
        }
        x += channel.width();
    }
    Part {
        width: x,
        height: graph.vertices.iter().map(|vertex| vertex.y + vertex.height).max().unwrap_or_default(),
        frames: frames(graph, &lefts),
        routes: routes(graph, links, &lefts, &lanes),
    }
}

fn frames(graph: &Graph, lefts: &[i32]) -> Vec<(usize, Frame)> {
    let boxes = graph.vertices.iter().filter_map(|vertex| Some((vertex.member?, vertex)));
    boxes
        .map(|(member, vertex)| {
            let (x, y) = (lefts[vertex.layer], vertex.y);
            (member, Frame { x, y, width: vertex.width, height: vertex.height })
        })
        .collect()
}

/// Returns the corners of each line: its segments one after another, which are listed from left to right.
fn routes(graph: &Graph, links: &[Link], lefts: &[i32], lanes: &[Option<i32>]) -> Vec<(usize, Route)> {
    let mut routes: Vec<(usize, Route)> = Vec::new();
    let mut last_boxes = Vec::new();
    for (at, segment) in graph.segments.iter().enumerate() {
        let (left, right) = (&graph.vertices[segment.left], &graph.vertices[segment.right]);
        let (exit, entry) = (graph.exit_y(at), graph.entry_y(at));
        let mut points = vec![(lefts[left.layer] + left.width, exit)];
        points.extend(lanes[at].into_iter().flat_map(|lane| [(lane, exit), (lane, entry)]));
        points.push((lefts[right.layer], entry));
        match routes.last_mut() {
            Some((link, route)) if *link == segment.link => route.points.extend(points),
            _ => routes.push((segment.link, Route { points, caption: (0, 0) })),
        }
        if let Some(member) = right.member {
            last_boxes.push(member);
        }
    }
    for ((link, route), last_box) in routes.iter_mut().zip(last_boxes) {
        let end = route.points.last().copied().unwrap_or_default();
        route.caption = (end.0 - FOOT, end.1);
        route.points = remove_straight_points(&route.points);
        if last_box == links[*link].parent {
            route.points.reverse();
        }
    }
    routes
}

/// Removes the points in the middle of a straight line.
fn remove_straight_points(points: &[Point]) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::with_capacity(points.len());
    for &point in points {
        if let [.., before, last] = corners[..]
            && ((before.0 == last.0 && last.0 == point.0) || (before.1 == last.1 && last.1 == point.1))
        {
            corners.pop();
        }
        if corners.last() != Some(&point) {
            corners.push(point);
        }
    }
    corners
}

/// The space between a layer and the next: the feet at the left, the lanes, the captions, the feet at the
/// right.
struct Channel {
    /// The segments that turn, and the lane of each.
    lanes: Vec<(usize, i32)>,
    caption: i32,
    is_last: bool,
}

impl Channel {
    fn new(graph: &Graph, links: &[Link], layer: usize) -> Self {
        let segments = graph.channels[layer].clone();
        let ends_here = |at: &&usize| graph.vertices[graph.segments[**at].right].member.is_some();
        let captions = segments.iter().filter(ends_here).map(|&at| links[graph.segments[at].link].caption);
        let caption = captions.max().unwrap_or_default();
        let mut turning = segments;
        turning.retain(|&at| graph.exit_y(at) != graph.entry_y(at));
        let turns: Vec<Turn> =
            turning.iter().map(|&at| Turn { exit: graph.exit_y(at), entry: graph.entry_y(at) }).collect();
        let lanes = lanes(&turns).into_iter().map(|(at, lane)| (turning[at], lane)).collect();
        Self { lanes, caption, is_last: layer + 1 == graph.layers.len() }
    }

    fn width(&self) -> i32 {
        let lanes = self.lanes.iter().map(|&(_, lane)| lane + 1).max().unwrap_or_default();
        if self.is_last { 0 } else { FOOT + lanes * LANE + self.caption + FOOT }
    }
}

/// A segment that turns in a channel.
#[derive(Clone, Copy)]
struct Turn {
    exit: i32,
    entry: i32,
}

impl Turn {
    fn spans(self, y: i32) -> bool {
        self.exit.min(self.entry) < y && y < self.exit.max(self.entry)
    }

    /// Returns the cost if this one turns to the left of the other: the crossings, and far more where the two
    /// would overlap.
    fn cost_before(self, other: Self) -> u32 {
        let crossings = u32::from(self.spans(other.exit)) + u32::from(other.spans(self.entry));
        let touches = (other.exit - self.entry).abs() < 6;
        crossings + if touches { 100 } else { 0 }
    }
}

/// The largest number of comparisons of neighbouring turns in one channel: more than any picture needs that
/// people can still read.
const MAX_COMPARISONS: usize = 400_000;

/// Returns a lane for each turn, counted from the left: neighbours change places as long as that saves
/// crossings, then turns that never meet share a lane.
fn lanes(turns: &[Turn]) -> Vec<(usize, i32)> {
    let mut order: Vec<usize> = (0..turns.len()).collect();
    order.sort_by_key(|&at| {
        let turn = turns[at];
        // Rising lines turn from the top on, falling lines from the bottom on.
        if turn.entry < turn.exit { (0, turn.exit) } else { (1, -turn.exit) }
    });
    for _ in 0..turns.len().min(MAX_COMPARISONS / turns.len().max(1)) {
        let mut changed = false;
        work::count(turns.len());
        for at in 1..order.len() {
            let (before, after) = (turns[order[at - 1]], turns[order[at]]);
            if after.cost_before(before) < before.cost_before(after) {
                order.swap(at - 1, at);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    // Turns whose order matters for the crossings overlap, so they keep it.
    let spans: Vec<Span> = order.iter().map(|&at| Span::between(turns[at].exit, turns[at].entry)).collect();
    order.into_iter().zip(span::lanes(&spans)).collect()
}

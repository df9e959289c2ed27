//! Which upright strokes may share a lane.

use crate::diagram::layout::work;

/// The distance between two lanes.
pub(super) const LANE: i32 = 12;
/// How near two strokes in one lane may come.
const NEAR: i32 = 8;

/// The upright part of a line, from top to bottom.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub top: i32,
    pub bottom: i32,
}

impl Span {
    pub fn between(one: i32, other: i32) -> Self {
        Self { top: one.min(other), bottom: one.max(other) }
    }
}

/// A lane for each span, in the order of the spans: the first that is to the right of all before that it comes near
/// to.
pub(super) fn lanes(spans: &[Span]) -> Vec<i32> {
    let mut heights: Vec<i32> = spans.iter().flat_map(|span| [span.top, span.bottom]).collect();
    heights.sort_unstable();
    heights.dedup();
    let mut taken = Maxima::new(heights.len());
    let mut lanes = Vec::with_capacity(spans.len());
    for span in spans {
        // Two spans that come near have one of their ends within the other, widened by how near is too near.
        let first = heights.partition_point(|&height| height <= span.top - NEAR);
        let end = heights.partition_point(|&height| height < span.bottom + NEAR);
        let lane = taken.greatest(first, end);
        lanes.push(lane);
        work::done(1);
        let first = heights.partition_point(|&height| height < span.top);
        let end = heights.partition_point(|&height| height <= span.bottom);
        taken.raise(first, end, lane + 1);
    }
    lanes
}

/// Numbers of which ranges are raised to at least a number, and asked for their greatest: a [tree of
/// ranges](https://en.wikipedia.org/wiki/Segment_tree).
struct Maxima {
    len: usize,
    /// What the whole range of a node was raised to.
    raised: Vec<i32>,
    /// The greatest number in the range of a node.
    greatest: Vec<i32>,
}

impl Maxima {
    fn new(len: usize) -> Self {
        let len = len.next_power_of_two();
        Self { len, raised: vec![0; 2 * len], greatest: vec![0; 2 * len] }
    }

    /// Raises those from `first` up to `end` to `number` at least.
    fn raise(&mut self, first: usize, end: usize, number: i32) {
        let (mut left, mut right) = (first + self.len, end + self.len);
        while left < right {
            if left % 2 == 1 {
                self.raise_node(left, number);
                left += 1;
            }
            if right % 2 == 1 {
                right -= 1;
                self.raise_node(right, number);
            }
            (left, right) = (left / 2, right / 2);
        }
    }

    fn raise_node(&mut self, node: usize, number: i32) {
        self.raised[node] = self.raised[node].max(number);
        let mut above = node;
        while above > 0 {
            self.greatest[above] = self.greatest[above].max(number);
            above /= 2;
        }
    }

    /// The greatest of those from `first` up to `end`; 0 if there are none.
    fn greatest(&self, first: usize, end: usize) -> i32 {
        let (mut left, mut right) = (first + self.len, end + self.len);
        let mut greatest = 0;
        if first < end {
            // What holds for a range holds for all its parts.
            greatest = self.above(left).max(self.above(right - 1));
        }
        while left < right {
            if left % 2 == 1 {
                greatest = greatest.max(self.greatest[left]);
                left += 1;
            }
            if right % 2 == 1 {
                right -= 1;
                greatest = greatest.max(self.greatest[right]);
            }
            (left, right) = (left / 2, right / 2);
        }
        greatest
    }

    /// What the ranges were raised to that hold the number at this leaf.
    fn above(&self, mut node: usize) -> i32 {
        let mut greatest = 0;
        while node > 0 {
            greatest = greatest.max(self.raised[node]);
            node /= 2;
        }
        greatest
    }
}

//! Decides which vertical strokes may share a lane.

use super::work;

/// The distance between two lanes.
pub(super) const LANE: i32 = 12;
/// The smallest distance between two strokes in one lane.
const NEAR: i32 = 8;

/// The vertical part of a line, from top to bottom.
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

/// Returns a lane for each span, in the order of the spans: the first lane to the right of all earlier spans
/// that it comes close to.
pub(super) fn lanes(spans: &[Span]) -> Vec<i32> {
    let mut heights: Vec<i32> = spans.iter().flat_map(|span| [span.top, span.bottom]).collect();
    heights.sort_unstable();
    heights.dedup();
    let mut taken = Maxima::new(heights.len());
    let mut lanes = Vec::with_capacity(spans.len());
    for span in spans {
        // Two spans are close if one end of either is within the other, widened by the smallest distance.
        let first = heights.partition_point(|&height| height <= span.top - NEAR);
        let end = heights.partition_point(|&height| height < span.bottom + NEAR);
        let lane = taken.greatest(first, end);
        lanes.push(lane);
        work::count(1);
        let first = heights.partition_point(|&height| height < span.top);
        let end = heights.partition_point(|&height| height <= span.bottom);
        taken.raise(first, end, lane + 1);
    }
    lanes
}

/// Numbers whose ranges can be raised to a minimum and queried for their maximum: a [segment
/// tree](https://en.wikipedia.org/wiki/Segment_tree).
struct Maxima {
    len: usize,
    /// The number that the whole range of a node was raised to.
    raised: Vec<i32>,
    /// The greatest number in the range of a node.
    greatest: Vec<i32>,
}

impl Maxima {
    fn new(len: usize) -> Self {
        let len = len.next_power_of_two();
        Self { len, raised: vec![0; 2 * len], greatest: vec![0; 2 * len] }
    }

    /// Raises the numbers from `first` up to `end` to at least `number`.
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

    /// Returns the greatest number from `first` up to `end`; 0 if there are none.
    fn greatest(&self, first: usize, end: usize) -> i32 {
        let (mut left, mut right) = (first + self.len, end + self.len);
        let mut greatest = 0;
        if first < end {
            // A raise of a range also applies to all its parts.
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

    /// Returns the greatest raise of all ranges that contain this leaf.
    fn above(&self, mut node: usize) -> i32 {
        let mut greatest = 0;
        while node > 0 {
            greatest = greatest.max(self.raised[node]);
            node /= 2;
        }
        greatest
    }
}

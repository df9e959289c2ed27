//! A relationship as a line.

use crate::diagram::{
    Diagram,
    entity::{Cardinality, Relationship},
    escape::xml,
    layout::{FOOT, Frame, Link, Point, Route},
    svg::{
        feet,
        metrics::{CAPTION, PADDING, shown, width},
        table::tooltip,
    },
};

/// How round a corner is.
const CORNER: i32 = 5;
/// The height of the innermost loop over its table, and how much higher each next one is.
const LOOP: i32 = 34;
const NEXT_LOOP: i32 = 28;
/// The distance between two ends of loops.
const LOOP_END: i32 = 16;

/// Whether the line is between two tables, both of which there are.
pub fn is_between(diagram: &Diagram, at: usize) -> bool {
    let Relationship { parent, child, .. } = diagram.relationships[at];
    parent != child && parent.max(child) < diagram.entities.len()
}

/// The lines from each table to itself.
pub fn loops(diagram: &Diagram) -> Vec<Vec<usize>> {
    let mut loops = vec![Vec::new(); diagram.entities.len()];
    for (at, line) in diagram.relationships.iter().enumerate() {
        if line.parent == line.child
            && let Some(loops) = loops.get_mut(line.parent)
        {
            loops.push(at);
        }
    }
    loops
}

pub fn link(relationship: &Relationship) -> Link {
    let Relationship { parent, child, .. } = *relationship;
    Link { parent, child, caption: caption_width(relationship) + 4 }
}

fn caption_width(relationship: &Relationship) -> i32 {
    let rule = relationship.rule().unwrap_or_default();
    width(&shown(&relationship.label), CAPTION).max(width(&rule, CAPTION))
}

pub fn write(svg: &mut String, diagram: &Diagram, relationship: &Relationship, route: &Route) {
    let [start, second, ..] = route.points[..] else { return };
    let [.., before, end] = route.points[..] else { return };
    open(svg, diagram, relationship, &route.points);
    feet::write(svg, start, second, relationship.parent_cardinality);
    feet::write(svg, end, before, relationship.child_cardinality);
    let (x, y) = route.caption;
    let rule = relationship.rule().unwrap_or_default();
    for (text, soft, y) in [(shown(&relationship.label), "", y - 4), (rule, " er-soft", y + 11)] {
        if !text.is_empty() {
            *svg += &format!(
                "<text class=\"er-caption{soft}\" x=\"{x}\" y=\"{y}\" text-anchor=\"end\" \
                 xml:space=\"preserve\">{}</text>\n",
                xml(&text)
            );
        }
    }
    *svg += "</g>\n";
}

/// The width that a table needs for its loops with their captions, and the room above it.
pub fn room_for_loops(diagram: &Diagram, loops: &[usize]) -> (i32, i32) {
    let captions = loops.iter().map(|&at| caption_width(&diagram.relationships[at]));
    let Some(caption) = captions.max() else { return (0, 0) };
    let count = i32::try_from(loops.len()).unwrap_or(i32::MAX / NEXT_LOOP / 2);
    (caption_at(count) + caption + PADDING, LOOP + NEXT_LOOP * (count - 1) + 12)
}

/// Where the captions of loops begin: to the right of them all.
fn caption_at(count: i32) -> i32 {
    LOOP_END * (2 * count + 1) + 8
}

/// Draws the loops of a table one within the other, from the parent's end at the left over the table to the
/// child's at the right.
pub fn write_loops(svg: &mut String, diagram: &Diagram, loops: &[usize], frame: &Frame) {
    let count = i32::try_from(loops.len()).unwrap_or(i32::MAX);
    for (at, &line) in (0..).zip(loops) {
        let relationship = &diagram.relationships[line];
        let left = frame.x + LOOP_END * (count - at);
        let right = frame.x + LOOP_END * (count + 1 + at);
        let top = frame.y - LOOP - NEXT_LOOP * at;
        let points = [(left, frame.y), (left, top), (right, top), (right, frame.y)];
        open(svg, diagram, relationship, &points);
        feet::write(svg, points[0], points[1], relationship.parent_cardinality);
        feet::write(svg, points[3], points[2], relationship.child_cardinality);
        let x = frame.x + caption_at(count);
        let rule = relationship.rule().unwrap_or_default();
        for (text, soft, y) in [(shown(&relationship.label), "", top + 4), (rule, " er-soft", top + 16)] {
            if !text.is_empty() {
                *svg += &format!(
                    "<text class=\"er-caption{soft}\" x=\"{x}\" y=\"{y}\" xml:space=\"preserve\">{}</text>\n",
                    xml(&text)
                );
            }
        }
        *svg += "</g>\n";
    }
}

/// Begins the group of a line, with the line itself.
fn open(svg: &mut String, diagram: &Diagram, relationship: &Relationship, points: &[Point]) {
    *svg += "<g>\n";
    *svg += &tooltip(description(diagram, relationship).trim_start());
    *svg += &format!("<path class=\"er-line\" d=\"{}\"/>\n", path(points));
}

/// The way through these corners, each a little rounded.
fn path(points: &[Point]) -> String {
    let mut path = String::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        let around = (at.checked_sub(1).and_then(|before| points.get(before)), points.get(at + 1));
        match around {
            (None, _) => path += &format!("M{x} {y}"),
            (Some(_), None) => path += &format!("L{x} {y}"),
            (Some(&before), Some(&after)) => {
                let (near, far) = (towards((x, y), before), towards((x, y), after));
                path += &format!("L{} {}Q{x} {y} {} {}", near.0, near.1, far.0, far.1);
            }
        }
    }
    path
}

/// The point where the rounding of `corner` meets the way to `other`.
fn towards(corner: Point, other: Point) -> Point {
    let step = |from: i32, to: i32| from + (to - from).signum() * CORNER.min((to - from).abs() / 2);
    (step(corner.0, other.0), step(corner.1, other.1))
}

/// The relationship as a sentence.
pub fn description(diagram: &Diagram, relationship: &Relationship) -> String {
    let name = |place: usize| diagram.entities.get(place).map_or("", |entity| entity.name.as_str());
    let (parent, child) = (name(relationship.parent), name(relationship.child));
    let parents = match relationship.parent_cardinality {
        Cardinality::ZeroOrOne => "zero or one",
        Cardinality::ExactlyOne => "exactly one",
        Cardinality::ZeroOrMany => "any number of",
    };
    let children = match relationship.child_cardinality {
        Cardinality::ZeroOrOne => "zero or one",
        Cardinality::ExactlyOne => "exactly one",
        Cardinality::ZeroOrMany => "any number of",
    };
    let caption = relationship.caption();
    let caption = if caption.is_empty() { caption } else { format!(" ({caption})") };
    format!(" {parents} {parent} to {children} {child}{caption}.")
}

const _: () = assert!(FOOT > 20, "a foot is 20 pixels long");

//! Draws a relationship as a line.

use super::{
    feet,
    metrics::{CAPTION, PADDING, shorten, width},
    table::tooltip,
};

use crate::diagram::{
    Cardinality, Diagram, Relationship,
    escape::xml,
    layout::{FOOT, Frame, Link, Point, Route},
};

/// The radius of a corner.
const CORNER: i32 = 5;
/// The height of the innermost loop over its table, and the additional height of each further one.
const LOOP: i32 = 34;
const NEXT_LOOP: i32 = 28;
/// The distance between two ends of loops.
const LOOP_END: i32 = 16;

/// Reports whether the line is between two different tables that both exist.
pub fn is_between(diagram: &Diagram, at: usize) -> bool {
    let Relationship { parent, child, .. } = diagram.relationships[at];
    parent != child && parent.max(child) < diagram.entities.len()
}

/// Returns the lines from each table to itself.
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
    width(&shorten(&relationship.label), CAPTION).max(width(&rule, CAPTION))
}

pub fn write(svg: &mut String, diagram: &Diagram, relationship: &Relationship, route: &Route) {
    let [start, second, ..] = route.points[..] else { return };
    let [.., before, end] = route.points[..] else { return };
    open(svg, diagram, relationship, &route.points);
    feet::write(svg, start, second, relationship.parent_cardinality);
    feet::write(svg, end, before, relationship.child_cardinality);
    let (x, y) = route.caption;
    write_captions(svg, relationship, x, [y - 4, y + 11], " text-anchor=\"end\"");
    *svg += "</g>\n";
}

/// Writes the label and the rule at these heights.
fn write_captions(svg: &mut String, relationship: &Relationship, x: i32, heights: [i32; 2], anchor: &str) {
    let texts = [(shorten(&relationship.label), ""), (relationship.rule().unwrap_or_default(), " er-soft")];
    for ((text, soft), y) in texts.into_iter().zip(heights) {
        if !text.is_empty() {
            *svg += &format!(
                "<text class=\"er-caption{soft}\" x=\"{x}\" y=\"{y}\"{anchor} xml:space=\"preserve\">{}</text>\n",
                xml(&text)
            );
        }
    }
}

/// Returns the width that a table needs for its loops with their captions, and the room above it.
pub fn room_for_loops(diagram: &Diagram, loops: &[usize]) -> (i32, i32) {
    let captions = loops.iter().map(|&at| caption_width(&diagram.relationships[at]));
    let Some(caption) = captions.max() else { return (0, 0) };
    let count = i32::try_from(loops.len()).unwrap_or(i32::MAX / NEXT_LOOP / 2);
    (caption_at(count) + caption + PADDING, LOOP + NEXT_LOOP * (count - 1) + 12)
}

/// Returns where the captions of loops begin: to the right of all loops.
fn caption_at(count: i32) -> i32 {
    LOOP_END * (2 * count + 1) + 8
}

/// Draws the loops of a table, nested, from the parent's end at the left over the table to the child's at the
/// right.
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
        write_captions(svg, relationship, frame.x + caption_at(count), [top + 4, top + 16], "");
        *svg += "</g>\n";
    }
}

/// Begins the group of a line and draws the line.
fn open(svg: &mut String, diagram: &Diagram, relationship: &Relationship, points: &[Point]) {
    *svg += "<g>\n";
    *svg += &tooltip(description(diagram, relationship).trim_start());
    *svg += &format!("<path class=\"er-line\" d=\"{}\"/>\n", path(points));
}

/// Returns the path through these corners, each slightly rounded.
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

/// Returns the point where the rounding of `corner` meets the line to `other`.
fn towards(corner: Point, other: Point) -> Point {
    let step = |from: i32, to: i32| from + (to - from).signum() * CORNER.min((to - from).abs() / 2);
    (step(corner.0, other.0), step(corner.1, other.1))
}

/// Returns the relationship as a sentence.
pub fn description(diagram: &Diagram, relationship: &Relationship) -> String {
    let name = |place: usize| diagram.entities.get(place).map_or("", |entity| entity.name.as_str());
    let (parent, child) = (name(relationship.parent), name(relationship.child));
    let number = |cardinality: Cardinality| match cardinality {
        Cardinality::ZeroOrOne => "zero or one",
        Cardinality::ExactlyOne => "exactly one",
        Cardinality::ZeroOrMany => "any number of",
    };
    let parents = number(relationship.parent_cardinality);
    let children = number(relationship.child_cardinality);
    let caption = relationship.caption();
    let caption = if caption.is_empty() { caption } else { format!(" ({caption})") };
    format!(" {parents} {parent} to {children} {child}{caption}.")
}

const _: () = assert!(FOOT > 20, "a foot is 20 pixels long");

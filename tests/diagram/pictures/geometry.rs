//! The shapes of a picture and their positions.
#![allow(clippy::float_cmp, reason = "boxes and lines are at whole numbers")]

use relations::diagram::Diagram;

use crate::xml::{self, Element};

pub type Point = (f64, f64);

#[derive(Clone, Copy, Debug)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    fn of(element: &Element, origin: Point) -> Self {
        let at = |name| if element.attribute(name).is_empty() { 0.0 } else { element.number(name) };
        let (left, top) = (at("x") + origin.0, at("y") + origin.1);
        Self { left, top, right: left + element.number("width"), bottom: top + element.number("height") }
    }

    pub fn around(points: &[Point]) -> Self {
        let none = Self { left: f64::MAX, top: f64::MAX, right: f64::MIN, bottom: f64::MIN };
        points.iter().fold(none, |rect, point| Self {
            left: rect.left.min(point.0),
            top: rect.top.min(point.1),
            right: rect.right.max(point.0),
            bottom: rect.bottom.max(point.1),
        })
    }

    /// Returns `true` if the two share more than an edge. A stroke has no width, and meets a rectangle that it
    /// enters.
    pub fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Returns the rectangle, enlarged by this much on each side.
    pub fn widened(self, by: f64) -> Self {
        if self.is_upright() {
            return Self { left: self.left - by, right: self.right + by, ..self };
        }
        Self { top: self.top - by, bottom: self.bottom + by, ..self }
    }

    /// Returns `true` if the two share a point.
    pub fn touches(self, other: Self) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }

    pub fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    pub fn is_upright(self) -> bool {
        self.left == self.right
    }

    pub fn has_on_its_edge(self, (x, y): Point) -> bool {
        let is_beside = (x == self.left || x == self.right) && self.top < y && y < self.bottom;
        let is_above = (y == self.top || y == self.bottom) && self.left < x && x < self.right;
        is_beside || is_above
    }
}

pub struct Text {
    pub content: String,
    pub rect: Rect,
    pub is_caption: bool,
}

impl Text {
    fn of(element: &Element, origin: Point) -> Self {
        let is_caption = element.has_class("er-caption");
        let size = match () {
            () if is_caption => 10.0,
            () if element.has_class("er-name") => 13.0,
            () => 12.0,
        };
        // DejaVu Sans Mono, the widest of the requested fonts, advances by 0.602 of its size.
        let width: f64 =
            element.text.chars().map(|char| if char.is_ascii() { 0.602 } else { 1.0 } * size).sum();
        let (x, y) = (element.number("x") + origin.0, element.number("y") + origin.1);
        let left = if element.attribute("text-anchor") == "end" { x - width } else { x };
        let rect = Rect { left, top: y - 0.76 * size, right: left + width, bottom: y + 0.24 * size };
        Self { content: element.text.clone(), rect, is_caption }
    }
}

#[derive(Debug)]
pub struct Foot {
    pub class: String,
    pub points: Vec<Point>,
    pub strokes: usize,
    pub circles: usize,
}

#[derive(Debug)]
pub struct Line {
    pub points: Vec<Point>,
    pub feet: Vec<Foot>,
}

impl Line {
    /// Returns the parts of the line between its corners, each vertical or horizontal.
    pub fn strokes(&self) -> Vec<Rect> {
        let strokes = self.points.windows(2).map(|ends| {
            assert!(ends[0].0 == ends[1].0 || ends[0].1 == ends[1].1, "{self:?} has no slope");
            Rect::around(ends)
        });
        strokes.collect()
    }

    fn of(group: &Element, origin: Point) -> Option<Self> {
        let path = group.children.iter().find(|child| child.has_class("er-line"))?;
        let mut feet = Vec::new();
        let mut circle: Option<Rect> = None;
        for child in group.children.iter().filter(|child| child.has_class("er-foot")) {
            if child.name == "circle" {
                let [x, y, r] = ["cx", "cy", "r"].map(|name| child.number(name));
                let (x, y) = (x + origin.0, y + origin.1);
                circle = Some(Rect { left: x - r, top: y - r, right: x + r, bottom: y + r });
                continue;
            }
            let mut points = points(child.attribute("d"), origin);
            let circles = usize::from(circle.is_some());
            points
                .extend(circle.take().into_iter().flat_map(|at| [(at.left, at.top), (at.right, at.bottom)]));
            let class = child.attribute("class").replace("er-foot ", "");
            feet.push(Foot { class, points, strokes: child.attribute("d").matches('M').count(), circles });
        }
        Some(Self { points: corners(path.attribute("d"), origin), feet })
    }
}

/// Returns the points of a path, without the rounding of its corners.
fn corners(path: &str, origin: Point) -> Vec<Point> {
    let mut corners = Vec::new();
    let mut parts = path.split_inclusive(|char: char| char.is_ascii_alphabetic());
    let mut command = parts.next().unwrap_or_default().to_owned();
    let mut pending = Vec::new();
    for part in parts.map(str::to_owned).chain([String::new()]) {
        let numbers = part.trim_end_matches(|char: char| char.is_ascii_alphabetic());
        let here = points(numbers, origin);
        // `L` ends at the beginning of a rounding, which is not a corner unless the path ends there.
        match command.chars().last() {
            Some('L') => pending = here,
            Some('Q') => {
                corners.extend(here.first());
                pending.clear();
            }
            _ => corners.extend(here),
        }
        command = part;
    }
    corners.extend(pending);
    corners
}

/// Returns the pairs of numbers in a path.
fn points(path: &str, origin: Point) -> Vec<Point> {
    let numbers: Vec<f64> = path
        .split(|char: char| char.is_ascii_alphabetic() || char == ' ')
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().unwrap_or_else(|_| panic!("`{number}` is a number")))
        .collect();
    numbers.chunks(2).map(|pair| (pair[0] + origin.0, pair[1] + origin.1)).collect()
}

pub struct Picture {
    pub page: Rect,
    pub boxes: Vec<Rect>,
    pub texts: Vec<Text>,
    pub lines: Vec<Line>,
}

impl Picture {
    pub fn of(diagram: &Diagram) -> Self {
        let root = xml::parse(&diagram.svg());
        let drawing = root.children.iter().find(|child| child.name == "g").expect("there is a drawing");
        let moved = drawing.attribute("transform").trim_start_matches("translate(").trim_end_matches(')');
        let origin = points(moved, (0.0, 0.0))[0];
        let all = drawing.all();
        Self {
            page: Rect::of(&root, (0.0, 0.0)),
            boxes: all.iter().filter(|at| at.has_class("er-box")).map(|at| Rect::of(at, origin)).collect(),
            texts: all.iter().filter(|at| at.name == "text").map(|at| Text::of(at, origin)).collect(),
            lines: all.iter().filter_map(|at| Line::of(at, origin)).collect(),
        }
    }
}

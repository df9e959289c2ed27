//! Draws the feet at the ends of lines.

use crate::diagram::{Cardinality, layout::Point};

/// Draws the foot of a line that ends at `end` and comes from the direction of `before`: from the table
/// outwards two bars, a bar and a circle, or a crow's foot and a circle.
pub fn write(svg: &mut String, end: Point, before: Point, cardinality: Cardinality) {
    let along = ((before.0 - end.0).signum(), (before.1 - end.1).signum());
    // A point this far along the line and this far beside it.
    let at = |far: i32, aside: i32| {
        (end.0 + along.0 * far - along.1 * aside, end.1 + along.1 * far + along.0 * aside)
    };
    let stroke = |from: Point, to: Point| format!("M{} {}L{} {}", from.0, from.1, to.0, to.1);
    let bar = |far: i32| stroke(at(far, -6), at(far, 6));
    let (name, strokes, circle) = match cardinality {
        Cardinality::ZeroOrOne => ("zero-or-one", bar(7), Some(15)),
        Cardinality::ExactlyOne => ("exactly-one", bar(7) + &bar(12), None),
        Cardinality::ZeroOrMany => {
            ("zero-or-many", stroke(at(12, 0), at(0, -6)) + &stroke(at(12, 0), at(0, 6)), Some(16))
        }
    };
    if let Some(far) = circle {
        let center = at(far, 0);
        *svg +=
            &format!("<circle class=\"er-foot er-dot\" cx=\"{}\" cy=\"{}\" r=\"4\"/>\n", center.0, center.1);
    }
    *svg += &format!("<path class=\"er-foot {name}\" d=\"{strokes}\"/>\n");
}

//! Writes a diagram as SVG: `table` measures and draws the boxes, `line` the lines between them, `feet` the
//! ends of the lines; `metrics` has the sizes. The places come from `layout`. Begin with `write`.

mod feet;
mod line;
mod metrics;
mod table;

use metrics::MARGIN;

use super::{
    Diagram,
    escape::xml,
    layout::{self, Link},
};

/// The style sheet, with colours for light and for dark surroundings; a viewer without `@media` shows the
/// light ones.
const STYLE: &str = r"<style>
.er-page { fill: #ffffff }
.er-box { fill: #ffffff; stroke: #57606a; stroke-width: 1 }
.er-head { fill: #ddf4ff; stroke: #57606a; stroke-width: 1 }
.er-missing { stroke-dasharray: 4 3 }
.er-line, .er-foot { fill: none; stroke: #57606a; stroke-width: 1.25 }
.er-dot { fill: #ffffff }
.er-ink { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace; fill: #1f2328 }
.er-name { font-size: 13px; font-weight: bold }
.er-row { font-size: 12px }
.er-caption { font-size: 10px }
.er-soft { fill: #59636e }
.er-key { fill: #0969da; font-weight: bold }
@media (prefers-color-scheme: dark) {
.er-page, .er-box, .er-dot { fill: #0d1117 }
.er-box, .er-head, .er-line, .er-foot { stroke: #9198a1 }
.er-head { fill: #15283e }
.er-ink { fill: #f0f6fc }
.er-soft { fill: #9198a1 }
.er-key { fill: #4493f8 }
}
</style>
";

pub(super) fn write(diagram: &Diagram) -> String {
    let loops = line::loops(diagram);
    let tables: Vec<table::Table> = (diagram.entities.iter().zip(loops))
        .map(|(entity, loops)| table::Table::new(diagram, entity, loops))
        .collect();
    let sizes: Vec<layout::Size> = tables.iter().map(table::Table::size).collect();
    let between: Vec<usize> =
        (0..diagram.relationships.len()).filter(|&at| line::is_between(diagram, at)).collect();
    let links: Vec<Link> = between.iter().map(|&at| line::link(&diagram.relationships[at])).collect();
    let layout = layout::arrange(&sizes, &links);

    let mut svg = head(diagram, layout.width + 2 * MARGIN, layout.height + 2 * MARGIN);
    svg += &format!("<g class=\"er-ink\" transform=\"translate({MARGIN} {MARGIN})\">\n");
    for (table, frame) in tables.iter().zip(&layout.frames) {
        table.write(&mut svg, frame);
    }
    for (&at, route) in between.iter().zip(&layout.routes) {
        line::write(&mut svg, diagram, &diagram.relationships[at], route);
    }
    for (table, frame) in tables.iter().zip(&layout.frames) {
        line::write_loops(&mut svg, diagram, table.loops(), frame);
    }
    svg += "</g>\n</svg>\n";
    svg
}

/// Returns the beginning of the document, with a description for screen readers.
fn head(diagram: &Diagram, width: i32, height: i32) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>Entity-relationship diagram</title>\n<desc>"
    );
    let names: Vec<&str> = diagram.entities.iter().map(|entity| entity.name.as_str()).collect();
    svg += &xml(&format!("Tables: {}.", names.join(", ")));
    for relationship in &diagram.relationships {
        svg += &xml(&line::description(diagram, relationship));
    }
    svg += "</desc>\n";
    svg += STYLE;
    svg += &format!("<rect class=\"er-page\" width=\"{width}\" height=\"{height}\"/>\n");
    svg
}

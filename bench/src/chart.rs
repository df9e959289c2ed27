//! Draws the table as an SVG chart: a line for each workload, and a dot for each contestant on a logarithmic axis,
//! for light and dark pages. With dots instead of bars, a workload takes one line, so that all are visible at once;
//! the table has the figures.

use std::fmt::Write as _;

use crate::table::{Table, heading};

const WIDTH: f64 = 860.0;
const LEFT: f64 = 232.0;
const RIGHT: f64 = 92.0;
const TOP: f64 = 78.0;
const LINE: f64 = 20.0;
const HEADING: f64 = 34.0;
const FOOT: f64 = 34.0;

/// The ends of the axis, as ratios to the work by hand. A ratio beyond the axis is an arrow with its figure.
const FROM: f64 = 0.25;
const TO: f64 = 200.0;
const TICKS: [f64; 8] = [0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 200.0];

/// A colour for each contestant but the first, which is the line at 1.
const COLOURS: [&str; 5] = ["#d9480f", "#4c78a8", "#3fb5ac", "#54a24b", "#9d79bc"];

/// Returns the chart as an SVG document.
pub fn draw(table: &Table) -> String {
    let names: Vec<&str> = table.contestants.iter().skip(1).copied().collect();
    let (mut body, bottom) = draw_workloads(table);
    let height = bottom + FOOT;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-label=\"Time as a ratio to rusqlite by hand, less is better\">\n{STYLE}"
    );
    svg += "<text class=\"title\" x=\"12\" y=\"22\">Time as a ratio to rusqlite by hand (less is better, logarithmic; no dot: cannot)</text>\n";
    draw_legend(&mut svg, &names);
    draw_axis(&mut svg, bottom);
    if let Some(first) = names.first() {
        let x = WIDTH - 12.0;
        _ = writeln!(
            body,
            "<text class=\"own\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            TOP - 6.0,
            escape(first)
        );
    }
    svg + &body + "</svg>\n"
}

/// Returns the lines of all workloads, and the coordinate at which they end.
fn draw_workloads(table: &Table) -> (String, f64) {
    let mut svg = String::new();
    let mut y = TOP;
    for (workload, values) in &table.rows {
        if let Some(heading) = heading(*workload) {
            _ = writeln!(
                svg,
                "<text class=\"head\" x=\"12\" y=\"{:.1}\">{heading}</text>",
                y + HEADING - 12.0
            );
            y += HEADING;
        }
        let middle = y + LINE / 2.0;
        let text = middle + 4.0;
        let (x, end) = (LEFT - 12.0, WIDTH - RIGHT);
        _ = writeln!(
            svg,
            "<text class=\"work\" x=\"{x:.1}\" y=\"{text:.1}\">{}</text>",
            escape(workload.name)
        );
        _ = writeln!(
            svg,
            "<line class=\"line\" x1=\"{LEFT:.1}\" y1=\"{middle:.1}\" x2=\"{end:.1}\" y2=\"{middle:.1}\"/>"
        );
        let ratios: Vec<Option<f64>> = Table::ratios(values).into_iter().skip(1).collect();
        draw_dots(&mut svg, &ratios, middle);
        if let Some(ratio) = ratios.first().copied().flatten() {
            let x = WIDTH - 12.0;
            _ = writeln!(svg, "<text class=\"own\" x=\"{x:.1}\" y=\"{text:.1}\">{ratio:.2}</text>");
        }
        y += LINE;
    }
    (svg, y + 8.0)
}

/// Draws a dot for each contestant, the last first, so that the first is on top where they meet.
fn draw_dots(svg: &mut String, ratios: &[Option<f64>], y: f64) {
    // The figures beyond the axis follow each other from its end to the left.
    let mut beyond = position(TO);
    for (ratio, colour) in ratios.iter().zip(COLOURS).rev() {
        let Some(ratio) = *ratio else { continue };
        if ratio > TO {
            let figure = format!("{ratio:.0}");
            let (tip, back) = (beyond, beyond - 8.0);
            let (above, below) = (y - 5.0, y + 5.0);
            _ = writeln!(
                svg,
                "<path d=\"M{tip:.1} {y:.1}L{back:.1} {above:.1}V{below:.1}Z\" fill=\"{colour}\"/>"
            );
            let text = y + 3.5;
            _ = writeln!(
                svg,
                "<text class=\"value\" x=\"{:.1}\" y=\"{text:.1}\">{figure}</text>",
                back - 2.0
            );
            beyond = back - 8.0 - 6.0 * as_f64(figure.len());
        } else {
            let x = position(ratio);
            _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\" fill=\"{colour}\"/>");
        }
    }
}

fn draw_axis(svg: &mut String, bottom: f64) {
    for tick in TICKS {
        let x = position(tick);
        let class = if (tick - 1.0).abs() < f64::EPSILON { "one" } else { "grid" };
        _ = writeln!(
            svg,
            "<line class=\"{class}\" x1=\"{x:.1}\" y1=\"{TOP:.1}\" x2=\"{x:.1}\" y2=\"{bottom:.1}\"/>"
        );
        for y in [TOP - 6.0, bottom + 16.0] {
            _ = writeln!(svg, "<text class=\"tick\" x=\"{x:.1}\" y=\"{y:.1}\">{tick}</text>");
        }
    }
}

fn draw_legend(svg: &mut String, names: &[&str]) {
    let mut x = 12.0;
    for (name, colour) in names.iter().zip(COLOURS) {
        _ = writeln!(svg, "<circle cx=\"{:.1}\" cy=\"42\" r=\"5\" fill=\"{colour}\"/>", x + 6.0);
        _ = writeln!(svg, "<text class=\"name\" x=\"{:.1}\" y=\"46\">{}</text>", x + 17.0, escape(name));
        x += 40.0 + 7.2 * as_f64(name.chars().count());
    }
}

/// Returns the coordinate of a ratio on the axis.
fn position(ratio: f64) -> f64 {
    let share = (ratio.clamp(FROM, TO) / FROM).log10() / (TO / FROM).log10();
    LEFT + share * (WIDTH - LEFT - RIGHT)
}

fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(0.0, f64::from)
}

/// Escapes text for XML, and removes the README's backquotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('`', "")
}

/// The style, with colours that are readable on light and on dark pages, whose background shows through.
const STYLE: &str = "<style>\n\
text { font: 12px system-ui, sans-serif; fill: #24292f }\n\
.title { font-weight: 600; font-size: 14px }\n\
.head { font-weight: 600 }\n\
.work { text-anchor: end }\n\
.own { text-anchor: end; font-weight: 600; fill: #d9480f }\n\
.tick { text-anchor: middle; fill: #6e7781 }\n\
.value { text-anchor: end; font-size: 10px; fill: #6e7781 }\n\
.line { stroke: #8c959f; stroke-opacity: .2 }\n\
.grid { stroke: #8c959f; stroke-opacity: .3 }\n\
.one { stroke: #6e7781; stroke-width: 1.5 }\n\
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .tick, .value { fill: #9da7b1 } .own { fill: #ff8a4c } }\n\
</style>\n";

//! The table as a picture: bars on a logarithmic axis, for a light and for a dark page.

use std::fmt::Write as _;

use crate::peers::Table;

const WIDTH: f64 = 860.0;
const LEFT: f64 = 220.0;
const RIGHT: f64 = 60.0;
const TOP: f64 = 78.0;
const BAR: f64 = 9.0;
const GAP: f64 = 2.0;
const BETWEEN: f64 = 16.0;

/// The axis, as ratios to the work by hand.
const FROM: f64 = 0.1;
const TO: f64 = 200.0;
const TICKS: [f64; 8] = [0.1, 0.25, 0.5, 1.0, 2.0, 10.0, 50.0, 200.0];

/// A colour for each contestant but the first, which is the line at 1.
const COLOURS: [&str; 5] = ["#d9480f", "#4c78a8", "#72b7b2", "#54a24b", "#9d79bc"];

/// The chart as an SVG document.
pub fn draw(table: &Table) -> String {
    let names: Vec<&str> = table.contestants.iter().skip(1).copied().collect();
    let group = bars(names.len());
    let height = TOP + rows(table.rows.len()) * (group + BETWEEN) + 34.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-label=\"Time as a ratio to rusqlite by hand, less is better\">\n{STYLE}"
    );
    svg += "<text class=\"title\" x=\"12\" y=\"22\">Time as a ratio to rusqlite by hand (less is better, logarithmic)</text>\n";
    legend(&mut svg, &names);
    for tick in TICKS {
        let x = place(tick);
        let class = if (tick - 1.0).abs() < f64::EPSILON { "one" } else { "grid" };
        let bottom = height - 30.0;
        _ = writeln!(
            svg,
            "<line class=\"{class}\" x1=\"{x:.1}\" y1=\"{:.1}\" x2=\"{x:.1}\" y2=\"{bottom:.1}\"/>",
            TOP - 12.0
        );
        _ = writeln!(svg, "<text class=\"tick\" x=\"{x:.1}\" y=\"{:.1}\">{tick}</text>", bottom + 16.0);
    }
    let mut top = TOP;
    for (workload, values) in &table.rows {
        let middle = top + group / 2.0 + 4.0;
        _ = writeln!(
            svg,
            "<text class=\"work\" x=\"{:.1}\" y=\"{middle:.1}\">{}</text>",
            LEFT - 12.0,
            escaped(workload.name)
        );
        let ratios = Table::ratios(values);
        let mut y = top;
        for (ratio, colour) in ratios.into_iter().skip(1).zip(COLOURS) {
            bar(&mut svg, ratio, y, colour);
            y += BAR + GAP;
        }
        top += group + BETWEEN;
    }
    svg + "</svg>\n"
}

/// Bars grow from the line at 1 to the left where the work takes less time, to the right where it takes more.
fn bar(svg: &mut String, ratio: Option<f64>, y: f64, colour: &str) {
    let one = place(1.0);
    let text = y + BAR - 1.0;
    let Some(ratio) = ratio else {
        _ = writeln!(svg, "<text class=\"value\" x=\"{:.1}\" y=\"{text:.1}\">cannot</text>", one + 4.0);
        return;
    };
    let end = place(ratio);
    let (x, width) = (one.min(end), (end - one).abs().max(1.0));
    _ = writeln!(
        svg,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{BAR}\" fill=\"{colour}\"/>"
    );
    let (class, x) = if ratio < 1.0 { ("value left", x - 4.0) } else { ("value", x + width + 4.0) };
    let shown = if ratio < 10.0 { format!("{ratio:.2}") } else { format!("{ratio:.0}") };
    _ = writeln!(svg, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{text:.1}\">{shown}</text>");
}

fn legend(svg: &mut String, names: &[&str]) {
    let mut x = 12.0;
    for (name, colour) in names.iter().zip(COLOURS) {
        _ = writeln!(svg, "<rect x=\"{x:.1}\" y=\"36\" width=\"12\" height=\"12\" fill=\"{colour}\"/>");
        _ = writeln!(svg, "<text class=\"name\" x=\"{:.1}\" y=\"46\">{}</text>", x + 17.0, escaped(name));
        x += 40.0 + 7.2 * rows(name.chars().count());
    }
}

/// Where a ratio lies on the axis.
fn place(ratio: f64) -> f64 {
    let share = (ratio.clamp(FROM, TO) / FROM).log10() / (TO / FROM).log10();
    LEFT + share * (WIDTH - LEFT - RIGHT)
}

fn bars(count: usize) -> f64 {
    rows(count) * (BAR + GAP) - GAP
}

fn rows(count: usize) -> f64 {
    u32::try_from(count).map_or(0.0, f64::from)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Colours that a light page and a dark one both bear; the page's own background shows.
const STYLE: &str = "<style>\n\
text { font: 12px system-ui, sans-serif; fill: #24292f }\n\
.title { font-weight: 600; font-size: 14px }\n\
.work { text-anchor: end }\n\
.tick { text-anchor: middle; fill: #6e7781 }\n\
.value { font-size: 9px; fill: #6e7781 }\n\
.left { text-anchor: end }\n\
.grid { stroke: #8c959f; stroke-opacity: .3 }\n\
.one { stroke: #6e7781; stroke-width: 1.5 }\n\
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .tick, .value { fill: #9da7b1 } }\n\
</style>\n";

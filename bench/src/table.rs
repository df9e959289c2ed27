//! The table of all contestants, and its form in Markdown.

use std::fmt::Write as _;

use ground::workload::{GRAPH_OF_40_000, GRAPH_OF_400, HAS, INSERT, ROW_BY_KEY, Workload};

/// The headings in the tables and in the chart, by the first workload below each.
const HEADINGS: [(Workload, &str); 3] =
    [(ROW_BY_KEY, "Rows, relations and graphs"), (HAS, "Filters by what is related"), (INSERT, "Writes")];

/// Returns the heading above this workload.
pub fn heading(workload: Workload) -> Option<&'static str> {
    HEADINGS.iter().find(|(first, _)| first.name == workload.name).map(|(_, heading)| *heading)
}

/// The measured values: a row for each workload, with a value for each contestant that can do it. The first is the
/// work by hand.
pub struct Table {
    pub contestants: Vec<&'static str>,
    pub rows: Vec<(Workload, Vec<Option<f64>>)>,
}

impl Table {
    /// Returns the values of a row, divided by the first.
    pub fn ratios(values: &[Option<f64>]) -> Vec<Option<f64>> {
        let base = values.first().copied().flatten();
        values.iter().map(|value| Some((*value)? / base?)).collect()
    }
}

/// Returns a table as Markdown.
pub fn render(table: &Table, what: &str, unit: &str) -> String {
    let others: Vec<&str> = table.contestants.iter().skip(1).copied().collect();
    let mut text =
        format!("| {what}, as a ratio to rusqlite by hand | by hand ({unit}) | {} |\n", others.join(" | "));
    _ = writeln!(text, "|---|{}", "---:|".repeat(table.contestants.len()));
    for (workload, values) in &table.rows {
        if let Some(heading) = heading(*workload) {
            _ = writeln!(text, "| **{heading}** |{}", " |".repeat(table.contestants.len()));
        }
        let base = values[0].map_or_else(
            || "–".into(),
            |value| if value < 100.0 { format!("{value:.2}") } else { format!("{value:.0}") },
        );
        let ratios: Vec<String> = Table::ratios(values)
            .into_iter()
            .skip(1)
            .map(|ratio| ratio.map_or_else(|| "–".into(), format_ratio))
            .collect();
        _ = writeln!(text, "| {} | {base} | {} |", workload.name, ratios.join(" | "));
    }
    text
}

/// Formats a ratio with about three digits.
fn format_ratio(ratio: f64) -> String {
    match ratio {
        ..2.0 => format!("{ratio:.2}"),
        2.0..100.0 => format!("{ratio:.1}"),
        _ => format!("{ratio:.0}"),
    }
}

/// Returns a sentence about how the time of a graph grows with the number of its parents.
pub fn render_growth(table: &Table) -> String {
    let values_of =
        |name: &str| table.rows.iter().find(|(workload, _)| workload.name == name).map(|(_, values)| values);
    let (Some(few), Some(many)) = (values_of(GRAPH_OF_400.name), values_of(GRAPH_OF_40_000.name)) else {
        return String::new();
    };
    let each: Vec<String> = (few.iter().zip(many).zip(&table.contestants))
        .filter_map(|((few, many), contestant)| {
            Some(format!("{contestant} {:.2}", (*many)? / (*few)? / 100.0))
        })
        .collect();
    format!("\nA parent among 40,000 takes so many times what one among 400 takes: {}.\n", each.join(", "))
}

//! Puts the edited statement together from its removals and insertions.

use std::ops::Range;

use super::Edit;

impl Edit<'_> {
    /// Returns the statement with all edits applied.
    pub(super) fn finish(mut self) -> String {
        // Table constraints that are all removed leave no item.
        for (place, item) in self.old.items.iter().enumerate().filter(|(_, item)| item.column.is_none()) {
            let cut = |span: &Range<usize>| {
                self.removals.iter().any(|cut| cut.start <= span.start && span.end <= cut.end)
            };
            if item.constraints.iter().all(|constraint| cut(&constraint.span)) {
                self.dropped.push(place);
            }
        }
        let last_column = self.old.items.iter().rposition(|item| item.column.is_some());
        let mut first = true;
        for (place, item) in self.old.items.iter().enumerate() {
            if self.dropped.contains(&place) {
                self.insertions.retain(|(at, _)| !(item.span.start..=item.span.end).contains(at));
                self.removals.push(item.span.clone());
            }
            if first || self.dropped.contains(&place) {
                self.removals.extend(item.comma.clone());
            }
            first &= self.dropped.contains(&place);
            if Some(place) == last_column {
                for (_, sql) in &self.columns {
                    let comma = if first { "" } else { ",\n    " };
                    self.insertions.push((item.span.end, format!("{comma}{sql}")));
                    first = false;
                }
            }
        }
        let end = self.old.items.last().map_or(self.old.close.start, |item| item.span.end);
        self.insertions.extend(self.constraints.iter().map(|sql| (end, format!(",\n    {sql}"))));
        splice(&self.live.sql, self.removals, self.insertions)
    }
}

/// Returns the text without the removed ranges and with the insertions, in the order in which they were
/// added.
fn splice(sql: &str, mut removals: Vec<Range<usize>>, mut insertions: Vec<(usize, String)>) -> String {
    removals.sort_by_key(|cut| (cut.start, cut.end));
    insertions.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(sql.len());
    let mut insertions = insertions.into_iter().peekable();
    let mut removals = removals.into_iter().peekable();
    let mut at = 0;
    loop {
        let first_put = insertions.peek().map_or(sql.len(), |(place, _)| *place);
        let start_of_cut = removals.peek().map_or(sql.len(), |cut| cut.start.max(at));
        let next = first_put.min(start_of_cut).max(at);
        if at < next {
            out += &sql[at..next];
            at = next;
        }
        if let Some((_, text)) = insertions.next_if(|(place, _)| *place <= at) {
            out += &text;
        } else if let Some(cut) = removals.next_if(|cut| cut.start <= at) {
            // An insertion within a removed range takes its place.
            while let Some((_, text)) = insertions.next_if(|(place, _)| *place < cut.end) {
                out += &text;
            }
            at = at.max(cut.end);
        } else {
            return out;
        }
    }
}

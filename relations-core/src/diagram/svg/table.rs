//! Measures and draws a table as a box.

use super::{
    line,
    metrics::{CELL, HEAD, NAME, PADDING, ROW, TEXT, shorten, width},
};

use crate::diagram::{
    Diagram, Entity,
    escape::xml,
    layout::{Frame, Size},
};

/// The note in the box of a missing table that foreign keys refer to.
const MISSING: &str = "does not exist";

/// A table with its measures.
pub struct Table<'a> {
    entity: &'a Entity,
    /// The lines from the table to itself.
    loops: Vec<usize>,
    rows: Vec<[String; 4]>,
    /// Texts over the whole width, below the columns.
    notes: Vec<String>,
    /// The widths of the keys, the names, the types and the NULLs.
    cells: [i32; 4],
    size: Size,
}

impl<'a> Table<'a> {
    pub fn new(diagram: &'a Diagram, entity: &'a Entity, loops: Vec<usize>) -> Self {
        let rows: Vec<[String; 4]> = (entity.attributes.iter())
            .map(|attribute| {
                let null = if attribute.nullable { "NULL" } else { "" };
                [
                    attribute.keys(),
                    shorten(&attribute.name),
                    shorten(&attribute.declared_type),
                    null.to_owned(),
                ]
            })
            .collect();
        let unique = entity.unique_together.iter().map(|unique| format!("UNIQUE ({})", unique.join(", ")));
        let missing = (!entity.exists).then(|| MISSING.to_owned());
        let notes: Vec<String> = missing.into_iter().chain(unique).map(|note| shorten(&note)).collect();

        let cells =
            [0, 1, 2, 3].map(|cell| rows.iter().map(|row| width(&row[cell], TEXT)).max().unwrap_or_default());
        let used = cells.iter().filter(|&&cell| cell > 0);
        let row_width =
            used.clone().sum::<i32>() + CELL * (i32::try_from(used.count()).unwrap_or(1) - 1).max(0);
        let texts = notes.iter().map(|note| width(note, TEXT));
        let widest = texts.chain([row_width, width(&shorten(&entity.name), NAME)]).max().unwrap_or_default();
        let (loops_width, above) = line::room_for_loops(diagram, &loops);
        let lines = i32::try_from(rows.len() + notes.len()).unwrap_or(i32::MAX / ROW / 2);
        let size = Size {
            width: (widest + 2 * PADDING).max(loops_width).max(80),
            height: HEAD + lines * ROW + if lines > 0 { 8 } else { 0 },
            above,
        };
        Self { entity, loops, rows, notes, cells, size }
    }

    pub fn size(&self) -> Size {
        self.size
    }

    pub fn loops(&self) -> &[usize] {
        &self.loops
    }

    pub fn write(&self, svg: &mut String, frame: &Frame) {
        let Frame { x, y, width, height } = *frame;
        let missing = if self.entity.exists { "" } else { " er-missing" };
        // A table without columns and notes is all head.
        let head = if self.rows.is_empty() && self.notes.is_empty() { height } else { HEAD };
        *svg += "<g>\n";
        *svg += &tooltip(&self.entity.name);
        *svg += &format!(
            "<rect class=\"er-box{missing}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>\n\
             <rect class=\"er-head{missing}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{head}\"/>\n"
        );
        write_text(svg, "er-name", (x + PADDING, y + 19), &shorten(&self.entity.name));
        let mut baseline = y + HEAD + 18;
        for (row, attribute) in self.rows.iter().zip(&self.entity.attributes) {
            self.write_row(svg, (x + PADDING, baseline), row, &attribute.name);
            baseline += ROW;
        }
        for note in &self.notes {
            write_text(svg, "er-row er-soft", (x + PADDING, baseline), note);
            baseline += ROW;
        }
        *svg += "</g>\n";
    }

    fn write_row(&self, svg: &mut String, (mut x, y): (i32, i32), row: &[String; 4], name: &str) {
        *svg += "<g>";
        if row[1] != *name {
            *svg += &tooltip(name);
        }
        let classes = ["er-row er-key", "er-row", "er-row er-soft", "er-row er-soft"];
        for ((text, class), cell) in row.iter().zip(classes).zip(self.cells) {
            if !text.is_empty() {
                write_text(svg, class, (x, y), text);
            }
            x += if cell > 0 { cell + CELL } else { 0 };
        }
        *svg += "</g>\n";
    }
}

/// Returns the text that is shown when something is pointed at.
pub fn tooltip(text: &str) -> String {
    format!("<title>{}</title>\n", xml(text))
}

pub fn write_text(svg: &mut String, class: &str, (x, y): (i32, i32), text: &str) {
    *svg +=
        &format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\" xml:space=\"preserve\">{}</text>\n", xml(text));
}

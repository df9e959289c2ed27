//! Sizes of texts and boxes, in pixels.

use crate::diagram::escape::cut;

/// The space around the picture.
pub const MARGIN: i32 = 24;
/// The height of a table's head.
pub const HEAD: i32 = 28;
/// The height of a column.
pub const ROW: i32 = 20;
/// The space at the sides of a table's text.
pub const PADDING: i32 = 10;
/// The space between the cells of a row.
pub const CELL: i32 = 12;
/// The size of a table's name.
pub const NAME: i32 = 13;
/// The size of a column's text.
pub const TEXT: i32 = 12;
/// The size of the text at a line.
pub const CAPTION: i32 = 10;

/// The greatest length of a cell's text or a caption, in characters.
const LONGEST: usize = 40;

/// Returns `text` in one line, shortened if it is very long.
pub fn shorten(text: &str) -> String {
    cut(text, LONGEST)
}

/// Returns the greatest width of `text`. Monospace fonts advance by 0.55 to 0.61 of their size; characters
/// that they lack come from other fonts, where none is much wider than high.
pub fn width(text: &str, size: i32) -> i32 {
    let thousandths: i32 = text.chars().map(|char| if u32::from(char) < 0x250 { 625 } else { 1250 }).sum();
    (thousandths * size + 999) / 1000
}

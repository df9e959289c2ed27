//! Models whose rows have a mark each, which no other row of the table has.

use relations::{Model, Schema, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(lines: Line)]
#[has_many(notes: Note)]
#[has_many(pages: Page)]
#[has_one(seal: Seal)]
#[has_one(cover: Cover)]
#[many_to_many(tags: Tag, through = "paper_tag")]
pub struct Paper {
    pub id: i64,
    #[unique]
    pub mark: i64,
    pub title: String,
    pub weight: f64,
    pub data: Option<Vec<u8>>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(unique(paper_id, position))]
#[has_many(parts: Part)]
#[has_many(hints: Hint)]
#[many_to_many(tags: Tag, through = "line_tag")]
pub struct Line {
    pub id: i64,
    #[belongs_to(paper: Paper, on_delete = cascade)]
    pub paper_id: i64,
    #[unique]
    pub mark: i64,
    pub position: i64,
    #[column(check = "text <> 'refused'")]
    pub text: String,
    #[column(default = "1")]
    pub amount: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Part {
    pub id: i64,
    #[belongs_to(line: Line, on_delete = cascade)]
    pub line_id: i64,
    #[unique]
    pub mark: i64,
    #[column(check = "text <> 'refused'")]
    pub text: String,
    pub size: Option<i64>,
}

/// A child of a line that can be without it.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Hint {
    pub id: i64,
    #[belongs_to(line: Line, on_delete = set_null)]
    pub line_id: Option<i64>,
    #[unique]
    pub mark: i64,
    pub text: String,
}

/// A child of a paper that can be without it.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Note {
    pub id: i64,
    #[belongs_to(paper: Paper)]
    pub paper_id: Option<i64>,
    #[unique]
    pub mark: i64,
    #[column(check = "text <> 'refused'")]
    pub text: String,
}

/// A child whose key is the program's.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(paper_id, mark), without_rowid)]
pub struct Page {
    #[belongs_to(paper: Paper, on_delete = cascade)]
    pub paper_id: i64,
    pub mark: i64,
    pub text: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Seal {
    pub id: i64,
    #[unique]
    #[belongs_to(paper: Paper, on_delete = cascade)]
    pub paper_id: i64,
    #[unique]
    pub mark: i64,
    #[column(check = "text <> 'refused'")]
    pub text: String,
}

/// An only child that can be without its parent.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Cover {
    pub id: i64,
    #[unique]
    #[belongs_to(paper: Paper)]
    pub paper_id: Option<i64>,
    #[unique]
    pub mark: i64,
    pub text: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(papers: Paper, through = "paper_tag")]
#[many_to_many(lines: Line, through = "line_tag")]
pub struct Tag {
    pub id: i64,
    #[unique]
    pub mark: i64,
    #[column(check = "text <> 'refused'")]
    pub text: String,
}

pub const SCHEMA: Schema = schema![Paper, Line, Part, Hint, Note, Page, Seal, Cover, Tag];

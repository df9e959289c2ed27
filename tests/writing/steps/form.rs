//! The structs that are saved.

use relations::{Insert, Key};

use super::models::{Cover, Hint, Line, Note, Page, Paper, Part, Seal, Tag};

#[derive(Insert, Clone, Debug)]
#[insert(Paper)]
pub struct PaperForm {
    pub id: Option<i64>,
    pub mark: i64,
    pub title: String,
    pub weight: f64,
    pub data: Option<Vec<u8>>,
    pub lines: Vec<LineForm>,
    pub notes: Vec<Leaf>,
    pub pages: Vec<PageForm>,
    pub seal: Option<SealForm>,
    pub cover: Option<CoverForm>,
    pub tags: Vec<TagForm>,
}

/// A form without relations, which are not touched.
#[derive(Insert, Clone, Debug)]
#[insert(Paper)]
pub struct Head {
    pub id: Option<i64>,
    pub mark: i64,
    pub title: String,
    pub weight: f64,
}

#[derive(Insert, Clone, Debug)]
#[insert(Line)]
pub struct LineForm {
    pub id: Option<Key<Line>>,
    pub mark: i64,
    pub position: i64,
    pub text: String,
    pub amount: Option<i64>,
    pub parts: Vec<PartForm>,
    pub hints: Vec<HintForm>,
    pub tags: Vec<TagForm>,
}

#[derive(Insert, Clone, Debug)]
#[insert(Part)]
pub struct PartForm {
    pub id: Option<i64>,
    pub mark: i64,
    pub text: String,
    pub size: Option<i64>,
}

#[derive(Insert, Clone, Debug)]
#[insert(Hint)]
pub struct HintForm {
    pub id: Option<i64>,
    pub mark: i64,
    pub text: String,
}

#[derive(Insert, Clone, Debug)]
#[insert(Note)]
pub struct Leaf {
    pub id: Option<i64>,
    pub mark: i64,
    pub text: String,
}

#[derive(Insert, Clone, Debug)]
#[insert(Page)]
pub struct PageForm {
    pub mark: i64,
    pub text: String,
}

#[derive(Insert, Clone, Debug)]
#[insert(Seal)]
pub struct SealForm {
    pub id: Option<i64>,
    pub mark: i64,
    pub text: String,
}

#[derive(Insert, Clone, Debug)]
#[insert(Cover)]
pub struct CoverForm {
    pub id: Option<i64>,
    pub mark: i64,
    pub text: String,
}

#[derive(Insert, Clone, Debug)]
#[insert(Tag)]
pub enum TagForm {
    Known(Key<Tag>),
    Form(NamedTag),
}

#[derive(Insert, Clone, Debug)]
#[insert(Tag)]
pub struct NamedTag {
    pub id: Option<i64>,
    pub mark: i64,
    pub text: String,
}

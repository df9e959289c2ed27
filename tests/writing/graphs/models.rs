//! Models with keys of every kind.

use relations::{ColumnType, Model, Schema, schema};

/// A key that is a newtype over a text.
#[derive(ColumnType, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(pub String);

/// A key that is a newtype over an integer that SQLite assigns.
#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub struct VisitId(pub i64);

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(sites: Site)]
#[has_many(parts: Region, inverse = upper)]
#[has_one(emblem: Emblem)]
#[many_to_many(labels: Label, through = "region_label")]
pub struct Region {
    #[key]
    pub code: Code,
    pub nth: i64,
    #[belongs_to(upper: Region)]
    pub upper_code: Option<Code>,
    #[belongs_to(holder: Holder)]
    pub holder_uuid: Option<String>,
    pub title: String,
    #[column(default = "'?'")]
    pub motto: String,
    pub area: Option<f64>,
    #[column(default = "'remark'")]
    pub remark: Option<String>,
    #[column(default = "7")]
    pub rank: Option<i64>,
}

/// A composite key of a table without rowids.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(region_code, name), without_rowid)]
#[has_many(visits: Visit)]
pub struct Site {
    #[belongs_to(region: Region)]
    pub region_code: Code,
    pub name: String,
    pub nth: i64,
    pub plan: Vec<u8>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(site: Site, key(region_code, site_name))]
pub struct Visit {
    pub id: VisitId,
    pub region_code: Code,
    pub site_name: String,
    #[belongs_to(guide: Holder, references = card)]
    pub guide_card: Option<i64>,
    pub nth: i64,
    pub size: i64,
    pub weight: f64,
    pub picture: Option<Vec<u8>>,
    #[column(default = "1")]
    pub stars: i64,
}

/// A key that the database makes, and a unique column that others refer to.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(permits: Permit)]
pub struct Holder {
    #[key]
    #[column(default = "(lower(hex(randomblob(8))))")]
    pub uuid: String,
    #[unique]
    pub card: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Permit {
    pub id: i64,
    #[belongs_to(holder: Holder, references = card)]
    pub holder_card: i64,
    pub nth: i64,
    pub text: String,
    #[column(default = "3")]
    pub level: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Emblem {
    pub id: i64,
    #[unique]
    #[belongs_to(region: Region)]
    pub region_code: Code,
    pub picture: Vec<u8>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(regions: Region, through = "region_label")]
pub struct Label {
    pub id: i64,
    #[unique]
    pub word: String,
}

pub const SCHEMA: Schema = schema![Region, Site, Visit, Holder, Permit, Emblem, Label];

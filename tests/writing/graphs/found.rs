//! What is loaded, as the same shape, and what is to be found of structs that were inserted.

use relations::{Load, prelude::*};

use super::{
    given::{HolderInput, LabelInput, NewHolder, NewRegion, NewSite, NewVisit},
    models::{Code, Holder, Label, Permit, Region, Site, Visit},
};

#[derive(Load, Clone, Debug, PartialEq)]
#[load(Region)]
pub struct FoundRegion {
    pub code: Code,
    nth: i64,
    title: String,
    motto: String,
    area: Option<f64>,
    remark: Option<String>,
    rank: Option<i64>,
    #[load(with = |q| q.order_by(Site::NTH.asc()))]
    pub sites: Vec<FoundSite>,
    holder: Option<FoundHolder>,
    emblem: Option<FoundEmblem>,
    #[load(with = |q| q.order_by(Label::WORD.asc()))]
    labels: Vec<FoundLabel>,
    #[load(with = |q| q.order_by(Region::NTH.asc()))]
    parts: Vec<FoundRegion>,
}

#[derive(Load, Clone, Debug, PartialEq)]
#[load(Site)]
pub struct FoundSite {
    name: String,
    nth: i64,
    plan: Vec<u8>,
    #[load(with = |q| q.order_by(Visit::NTH.asc()))]
    visits: Vec<FoundVisit>,
}

#[derive(Load, Clone, Debug, PartialEq)]
#[load(Visit)]
struct FoundVisit {
    nth: i64,
    size: i64,
    weight: f64,
    picture: Option<Vec<u8>>,
    stars: i64,
    guide: Option<FoundHolder>,
}

#[derive(Load, Clone, Debug, PartialEq)]
#[load(Holder)]
struct FoundHolder {
    card: i64,
    name: String,
    #[load(with = |q| q.order_by(Permit::NTH.asc()))]
    permits: Vec<FoundPermit>,
}

#[derive(Load, Clone, Debug, PartialEq)]
#[load(Permit)]
struct FoundPermit {
    nth: i64,
    text: String,
    level: i64,
}

#[derive(Load, Clone, Debug, PartialEq)]
#[load(super::models::Emblem)]
struct FoundEmblem {
    picture: Vec<u8>,
}

#[derive(Load, Clone, Debug, PartialEq)]
#[load(Label)]
struct FoundLabel {
    word: String,
}

/// The numbers of rows of regions, sites, visits, holders, permits, emblems, labels and links.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts(pub [i64; 8]);

/// Finds what is to be found, and counts its rows.
#[derive(Default)]
pub struct Expecting {
    pub counts: Counts,
}

impl Expecting {
    fn one(&mut self, table: usize) {
        self.counts.0[table] += 1;
    }

    pub fn region(&mut self, new: &NewRegion) -> FoundRegion {
        self.one(0);
        let mut labels: Vec<FoundLabel> = new.labels.iter().map(|label| self.label(label)).collect();
        labels.sort_by(|one, other| one.word.as_bytes().cmp(other.word.as_bytes()));
        FoundRegion {
            code: new.code.clone(),
            nth: new.nth,
            title: new.title.clone(),
            motto: new.motto.clone().unwrap_or_else(|| "?".to_owned()),
            area: new.area,
            // Of a column that can be NULL, an `Option` gives the value.
            remark: new.remark.clone(),
            rank: new.rank.unwrap_or(Some(7)),
            sites: new.sites.iter().map(|site| self.site(site)).collect(),
            holder: new.holder.as_ref().map(|holder| self.holder_input(holder)),
            emblem: new.emblem.as_ref().map(|emblem| {
                self.one(5);
                FoundEmblem { picture: emblem.picture.clone() }
            }),
            labels,
            parts: new.parts.iter().map(|part| self.region(part)).collect(),
        }
    }

    pub fn site(&mut self, new: &NewSite) -> FoundSite {
        self.one(1);
        let visits = new.visits.iter().map(|visit| self.visit(visit)).collect();
        FoundSite { name: new.name.clone(), nth: new.nth, plan: new.plan.clone(), visits }
    }

    fn visit(&mut self, new: &NewVisit) -> FoundVisit {
        self.one(2);
        FoundVisit {
            nth: new.nth,
            size: new.size,
            weight: new.weight,
            picture: new.picture.clone(),
            stars: new.stars.unwrap_or(1),
            guide: new.guide.as_ref().map(|guide| self.holder(guide)),
        }
    }

    fn holder(&mut self, new: &NewHolder) -> FoundHolder {
        self.one(3);
        self.counts.0[4] += i64::try_from(new.permits.len()).unwrap_or_default();
        let permits = new.permits.iter().map(|permit| FoundPermit {
            nth: permit.nth,
            text: permit.text.clone(),
            level: permit.level.unwrap_or(3),
        });
        FoundHolder { card: new.card, name: new.name.clone(), permits: permits.collect() }
    }

    fn holder_input(&mut self, new: &HolderInput) -> FoundHolder {
        match new {
            HolderInput::Known(key) => {
                let known =
                    (0..super::given::KNOWN).find(|known| super::given::known_uuid(*known) == *key.value());
                let known = known.expect("it is one of those that are there");
                FoundHolder {
                    card: super::known_card(known),
                    name: format!("known {known}"),
                    permits: Vec::new(),
                }
            }
            HolderInput::New(new) => self.holder(new),
            HolderInput::Named(new) => {
                self.one(3);
                FoundHolder { card: new.card, name: new.name.clone(), permits: Vec::new() }
            }
        }
    }

    fn label(&mut self, new: &LabelInput) -> FoundLabel {
        self.one(7);
        match new {
            LabelInput::Known(key) => FoundLabel { word: format!("known {}", key.value()) },
            LabelInput::New(new) => {
                self.one(6);
                FoundLabel { word: new.word.clone() }
            }
        }
    }
}

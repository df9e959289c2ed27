//! What is inserted: structs of [`models`](super::models), and random ones.

use relations::{Insert, Key};

use super::models::{Code, Emblem, Holder, Label, Permit, Region, Site, Visit};
use crate::{
    random::Random,
    values::{bytes, integer, list, maybe, real, text},
};

#[derive(Insert, Clone, Debug)]
#[insert(Region)]
pub struct NewRegion {
    pub code: Code,
    pub nth: i64,
    pub title: String,
    pub motto: Option<String>,
    pub area: Option<f64>,
    pub remark: Option<String>,
    #[allow(clippy::option_option, reason = "no value and NULL are told apart")]
    pub rank: Option<Option<i64>>,
    pub sites: Vec<NewSite>,
    pub holder: Option<HolderInput>,
    pub emblem: Option<NewEmblem>,
    pub labels: Vec<LabelInput>,
    pub parts: Vec<NewRegion>,
}

#[derive(Insert, Clone, Debug)]
#[insert(Site)]
pub struct NewSite {
    pub name: String,
    pub nth: i64,
    pub plan: Vec<u8>,
    pub visits: Vec<NewVisit>,
}

#[derive(Insert, Clone, Debug)]
#[insert(Visit)]
pub struct NewVisit {
    pub nth: i64,
    pub size: i64,
    pub weight: f64,
    pub picture: Option<Vec<u8>>,
    pub stars: Option<i64>,
    pub guide: Option<Box<NewHolder>>,
}

#[derive(Insert, Clone, Debug)]
#[insert(Holder)]
pub enum HolderInput {
    Known(Key<Holder>),
    New(NewHolder),
    Named(NamedHolder),
}

#[derive(Insert, Clone, Debug)]
#[insert(Holder)]
pub struct NewHolder {
    pub card: i64,
    pub name: String,
    pub permits: Vec<NewPermit>,
}

/// A holder whose key may be the program's.
#[derive(Insert, Clone, Debug)]
#[insert(Holder)]
pub struct NamedHolder {
    pub uuid: Option<String>,
    pub card: i64,
    pub name: String,
}

#[derive(Insert, Clone, Debug)]
#[insert(Permit)]
pub struct NewPermit {
    pub nth: i64,
    pub text: String,
    pub level: Option<i64>,
}

#[derive(Insert, Clone, Debug)]
#[insert(Emblem)]
pub struct NewEmblem {
    pub picture: Vec<u8>,
}

#[derive(Insert, Clone, Debug)]
#[insert(Label)]
pub enum LabelInput {
    Known(Key<Label>),
    New(NewLabel),
}

#[derive(Insert, Clone, Debug)]
#[insert(Label)]
pub struct NewLabel {
    pub word: String,
}

/// Makes random structs, whose unique values are distinct.
pub struct Maker<'m> {
    pub random: &'m mut Random,
    /// The number of unique values so far.
    pub made: i64,
    /// The most rows of a list.
    pub most: usize,
}

impl Maker<'_> {
    fn unique(&mut self) -> i64 {
        self.made += 1;
        self.made
    }

    /// Returns a text that no other is.
    fn unique_text(&mut self) -> String {
        let number = self.unique();
        format!("{}#{number}", text(self.random))
    }

    /// Returns an integer that no other is, which may be far out.
    fn unique_integer(&mut self) -> i64 {
        let number = self.unique();
        match self.random.below(3) {
            0 => i64::MAX - number,
            1 => i64::MIN + number,
            _ => number,
        }
    }

    fn length(&mut self, most: usize) -> usize {
        if self.random.one_in(4) { 0 } else { self.random.below(most + 1) }
    }

    fn some<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self, i64) -> T) -> Vec<T> {
        let length = self.length(most);
        (0..length).zip(0..).map(|(_, nth)| make(self, nth)).collect()
    }

    pub fn region(&mut self, nth: i64, levels: usize) -> NewRegion {
        let most = self.most;
        NewRegion {
            code: Code(self.unique_text()),
            nth,
            title: text(self.random),
            motto: maybe(self.random, text),
            area: maybe(self.random, real),
            remark: maybe(self.random, text),
            rank: maybe(self.random, |random| maybe(random, integer)),
            sites: self.some(most, Self::site),
            holder: if self.random.one_in(3) { None } else { Some(self.holder()) },
            emblem: maybe(self.random, |random| NewEmblem { picture: bytes(random) }),
            labels: self.labels(),
            parts: if levels == 0 {
                Vec::new()
            } else {
                self.some(3, |maker, nth| maker.region(nth, levels - 1))
            },
        }
    }

    pub fn site(&mut self, nth: i64) -> NewSite {
        let most = self.most;
        let (name, plan) = (self.unique_text(), bytes(self.random));
        NewSite { name, nth, plan, visits: self.some(most, Self::visit) }
    }

    fn visit(&mut self, nth: i64) -> NewVisit {
        NewVisit {
            nth,
            size: integer(self.random),
            weight: real(self.random),
            picture: maybe(self.random, bytes),
            stars: maybe(self.random, integer),
            guide: if self.random.one_in(3) { Some(Box::new(self.new_holder())) } else { None },
        }
    }

    fn new_holder(&mut self) -> NewHolder {
        let permit =
            |random: &mut Random, nth| NewPermit { nth, text: text(random), level: maybe(random, integer) };
        let (card, name) = (self.unique_integer(), text(self.random));
        NewHolder { card, name, permits: list(self.random, self.most, permit) }
    }

    fn holder(&mut self) -> HolderInput {
        match self.random.below(3) {
            0 => HolderInput::Known(Key::new(known_uuid(self.random.below(KNOWN)))),
            1 => HolderInput::New(self.new_holder()),
            _ => {
                let uuid = if self.random.one_in(2) { Some(self.unique_text()) } else { None };
                HolderInput::Named(NamedHolder { uuid, card: self.unique_integer(), name: text(self.random) })
            }
        }
    }

    fn labels(&mut self) -> Vec<LabelInput> {
        let mut known: Vec<i64> = (1..).take(KNOWN).collect();
        self.some(4, |maker, _| {
            if maker.random.one_in(2) {
                let at = maker.random.below(known.len());
                LabelInput::Known(Key::new(known.swap_remove(at)))
            } else {
                LabelInput::New(NewLabel { word: maker.unique_text() })
            }
        })
    }
}

/// The number of holders and of labels that are there before.
pub const KNOWN: usize = 5;

/// Returns the key of a holder that is there before.
pub fn known_uuid(number: usize) -> String {
    format!("'known' {number}\0")
}

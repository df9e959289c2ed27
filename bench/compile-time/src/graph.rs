//! The models and relations that every contestant declares: drawn from a fixed seed, the same for all.

/// How large the crate is.
#[derive(Clone, Copy)]
pub struct Size {
    pub models: usize,
    /// How many plain columns of each model have an index, at most four; their foreign keys have one anyway.
    pub indexes: usize,
}

impl Size {
    /// Two for each model, as far as there are so many pairs.
    pub fn relations(self) -> usize {
        (2 * self.models).min(self.models * self.models.saturating_sub(1) / 2)
    }
}

/// One table: a key, four plain columns, and a foreign key for each parent.
pub struct Model {
    pub number: usize,
    pub columns: Vec<Column>,
    /// How many of them, from the first on, have an index.
    pub indexes: usize,
    /// The models that this one belongs to, by number.
    pub parents: Vec<usize>,
    /// The models that belong to this one, by number.
    pub children: Vec<usize>,
}

pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Real,
    Flag,
    MaybeText,
}

const COLUMNS: [Column; 8] = [
    Column { name: "name", kind: Kind::Text },
    Column { name: "title", kind: Kind::Text },
    Column { name: "amount", kind: Kind::Integer },
    Column { name: "position", kind: Kind::Integer },
    Column { name: "weight", kind: Kind::Real },
    Column { name: "active", kind: Kind::Flag },
    Column { name: "comment", kind: Kind::MaybeText },
    Column { name: "hint", kind: Kind::MaybeText },
];

impl Model {
    pub fn type_name(&self) -> String {
        type_name(self.number)
    }

    /// The name of its table, and of its module.
    pub fn name(&self) -> String {
        name(self.number)
    }
}

pub fn type_name(number: usize) -> String {
    format!("Model{number:02}")
}

pub fn name(number: usize) -> String {
    format!("model{number:02}")
}

/// Each pair of models is related once at most, since two of the contestants can say no more by derive;
/// parents have the smaller numbers.
pub fn models(size: Size) -> Vec<Model> {
    let mut random = Random(0x5eed);
    let mut models: Vec<Model> = (0..size.models)
        .map(|number| {
            let mut columns: Vec<Column> = COLUMNS.into();
            while columns.len() > 4 {
                // The first stays, so that each model has something to search for.
                columns.remove(1 + random.below(columns.len() - 1));
            }
            Model { number, columns, indexes: size.indexes, parents: Vec::new(), children: Vec::new() }
        })
        .collect();
    let mut relations = 0;
    while relations < size.relations() {
        let (one, other) = (random.below(size.models), random.below(size.models));
        let (parent, child) = (one.min(other), one.max(other));
        if parent != child && !models[child].parents.contains(&parent) {
            models[child].parents.push(parent);
            models[parent].children.push(child);
            relations += 1;
        }
    }
    models
}

/// A linear congruential generator, which is random enough to draw a graph.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).map_or(0, |drawn| drawn % limit)
    }
}

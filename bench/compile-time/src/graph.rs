//! The models and relations that every contestant declares, drawn from a fixed seed.

/// The size of the crate.
#[derive(Clone, Copy)]
pub struct Size {
    pub models: usize,
    /// The number of plain columns of each model that have an index, at most four. Foreign keys always have one.
    pub indexes: usize,
}

impl Size {
    /// Returns the number of relations: two for each model, or all pairs if there are fewer.
    pub fn relations(self) -> usize {
        (2 * self.models).min(self.models * self.models.saturating_sub(1) / 2)
    }
}

/// One table: a key, four plain columns, and a foreign key for each parent.
pub struct Model {
    pub number: usize,
    pub columns: Vec<Column>,
    /// The number of columns that have an index, from the first on.
    pub indexes: usize,
    /// The models that this one belongs to, by number.
    pub parents: Vec<usize>,
    /// The models that belong to this one, by number.
    pub children: Vec<usize>,
}

/// A plain column.
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
}

/// The type of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Real,
    Boolean,
    OptionalText,
}

/// The columns that each model has four of.
const COLUMNS: [Column; 8] = [
    Column { name: "name", kind: Kind::Text },
    Column { name: "title", kind: Kind::Text },
    Column { name: "amount", kind: Kind::Integer },
    Column { name: "position", kind: Kind::Integer },
    Column { name: "weight", kind: Kind::Real },
    Column { name: "active", kind: Kind::Boolean },
    Column { name: "comment", kind: Kind::OptionalText },
    Column { name: "hint", kind: Kind::OptionalText },
];

impl Model {
    pub fn type_name(&self) -> String {
        type_name(self.number)
    }

    /// Returns the name of the table and of the module.
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

/// Returns the models. A pair of models has one relation at most, since two of the contestants cannot derive more.
/// Parents have the smaller numbers.
pub fn models(size: Size) -> Vec<Model> {
    let mut random = Random(0x5eed);
    let mut models: Vec<Model> = (0..size.models)
        .map(|number| {
            let mut columns: Vec<Column> = COLUMNS.into();
            while columns.len() > 4 {
                // The first column stays, so that each model has one to search by.
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

/// A linear congruential generator.
struct Random(u64);

impl Random {
    /// Returns a number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).map_or(0, |drawn| drawn % limit)
    }
}

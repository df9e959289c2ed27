//! Writes the source of models for a database.
//!
//! Begin with [`import`], which lists the stages: `tables` builds a model for each table, `adoption` and
//! `types` find the types, `foreign_keys`, `inverses`, `one_of` and `indexes` add relations and indexes, and `write`
//! writes the source. `model` is the plain data between them, `names` and `words` choose names.

mod adoption;
mod expressions;
mod foreign_keys;
mod indexes;
mod inverses;
mod model;
mod names;
mod one_of;
mod tables;
mod types;
mod words;
mod write;

use relations::catalog::{Catalog, TableInfo};

use self::{
    model::{Model, Note},
    names::{Members, Structs},
};

pub use self::types::Dates;

/// The options of [`import`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The crate whose types are used for columns that are declared as dates and times; without one they are
    /// texts. The models then need the feature of `relations` of the same name.
    pub dates: Option<Dates>,
}

/// The models of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The source of a module.
    pub source: String,
    /// The number of comments in it about things that only the database or only the models have.
    pub notes: usize,
    /// The parts of the database that the models do not need to behave the same, and that are therefore not
    /// in the source.
    pub needless: Vec<String>,
}

/// Writes the models of a database, as a module that compiles unchanged.
///
/// The models create the same tables as the database has: importing them again writes the same source.
/// Anything that models cannot express is a comment at its place.
///
/// ```
/// use relations::catalog::Catalog;
/// use relations_cli::{Options, import};
///
/// let catalog = Catalog::of_script(
///     "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
///      CREATE TABLE posts (
///          id INTEGER PRIMARY KEY,
///          user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE
///      ) STRICT;",
/// )?;
/// let source = import(&catalog, Options::default()).source;
/// assert!(source.contains("#[belongs_to(user: User, on_delete = cascade)]"));
/// assert!(source.contains("#[has_many(posts: Post)]"));
/// # Ok::<(), relations::Error>(())
/// ```
#[must_use]
pub fn import(catalog: &Catalog, options: Options) -> Imported {
    let mut structs = Structs::default();
    let (mut models, mut members, unmapped) = build_models(catalog, &mut structs, options);
    adoption::adopt_types(&mut models, catalog);
    for model in &mut models {
        if let Some(table) = catalog.table(&model.table) {
            tables::add_checks(model, table);
        }
    }
    foreign_keys::relate(&mut models, &mut members, catalog);
    inverses::relate(&mut models, &mut members);
    inverses::link(&mut models, &mut members);
    one_of::relate(&mut models, &mut members, &mut structs);
    let mut needless = Vec::new();
    for model in &mut models {
        if let Some(table) = catalog.table(&model.table) {
            needless.extend(indexes::assign(model, table));
        }
        model.notes_after = trigger_notes(&model.table, catalog);
    }
    indexes::keep_names_apart(&mut models);
    write::write(catalog, &models, &unmapped, needless)
}

/// Builds a model for each table that can have one, and comments for the others.
fn build_models(
    catalog: &Catalog,
    structs: &mut Structs,
    options: Options,
) -> (Vec<Model>, Vec<Members>, Vec<Note>) {
    let (mapped, others): (Vec<&TableInfo>, Vec<&TableInfo>) =
        catalog.tables.iter().partition(|table| tables::why_unmappable(table).is_none());
    let names: Vec<&str> = mapped.iter().map(|table| table.name.as_str()).collect();
    let (models, members) =
        mapped.iter().map(|table| tables::build_model(table, structs, &names, options)).unzip();
    let unmapped = others.into_iter().flat_map(|table| describe_unmapped(table, catalog)).collect();
    (models, members, unmapped)
}

/// Returns the comments for a table without a model, its indexes and triggers.
fn describe_unmapped(table: &TableInfo, catalog: &Catalog) -> Vec<Note> {
    let why = tables::why_unmappable(table).unwrap_or_default();
    let mut notes = vec![Note::lost(format!("`{}` {why}", table.name), Some(&table.sql))];
    notes.extend(table.indexes.iter().map(|index| {
        Note::lost(format!("index `{}` of table `{}`", index.name, table.name), Some(&index.sql))
    }));
    notes.extend(trigger_notes(&table.name, catalog));
    notes
}

/// Returns the comments for the triggers of a table or view.
fn trigger_notes(name: &str, catalog: &Catalog) -> Vec<Note> {
    let on = catalog.triggers.iter().filter(|trigger| trigger.table.eq_ignore_ascii_case(name));
    on.map(|trigger| Note::lost(format!("trigger `{}` of `{name}`", trigger.name), Some(&trigger.sql)))
        .collect()
}

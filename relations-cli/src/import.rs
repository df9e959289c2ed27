//! From a database to the source of its models.

mod adoption;
mod expressions;
mod foreign_keys;
mod indexes;
mod inverses;
mod model;
mod names;
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

/// What is asked of [`import`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The crate whose types stand for columns that are declared as dates and times, which are texts unless
    /// one is named. The models then need the feature of `relations` of that name.
    pub dates: Option<Dates>,
}

/// The models of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The source of a module.
    pub source: String,
    /// How many comments in it tell of something that is in the database or in the models only.
    pub notes: usize,
    /// What of the database the models need not have to be the same, and so is not in the source.
    pub needless: Vec<String>,
}

/// Writes the models of a database: a module that compiles as it is.
///
/// The tables that the models create are those of the database: a second import of them writes the same
/// source. What models cannot express is a comment at its place.
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
    let (mut models, mut members, unmapped) = models(catalog, options);
    adoption::adopt_types(&mut models, catalog);
    for model in &mut models {
        if let Some(table) = catalog.table(&model.table) {
            tables::checks(model, table);
        }
    }
    foreign_keys::relate(&mut models, &mut members, catalog);
    inverses::relate(&mut models, &mut members);
    inverses::link(&mut models, &mut members);
    let mut needless = Vec::new();
    for model in &mut models {
        if let Some(table) = catalog.table(&model.table) {
            needless.extend(indexes::place(model, table));
        }
        model.notes_behind = of_table(&model.table, catalog);
    }
    indexes::keep_names_apart(&mut models);
    write::write(catalog, &models, &unmapped, needless)
}

/// A model for each table that can have one, and of each other table the comment that stands for it.
fn models(catalog: &Catalog, options: Options) -> (Vec<Model>, Vec<Members>, Vec<Note>) {
    let (mapped, others): (Vec<&TableInfo>, Vec<&TableInfo>) =
        catalog.tables.iter().partition(|table| tables::unmappable(table).is_none());
    let names: Vec<&str> = mapped.iter().map(|table| table.name.as_str()).collect();
    let mut structs = Structs::default();
    let (models, members) =
        mapped.iter().map(|table| tables::model(table, &mut structs, &names, options)).unzip();
    let unmapped = others.into_iter().flat_map(|table| comment(table, catalog)).collect();
    (models, members, unmapped)
}

/// A table without a model, its indexes and triggers.
fn comment(table: &TableInfo, catalog: &Catalog) -> Vec<Note> {
    let why = tables::unmappable(table).unwrap_or_default();
    let mut notes = vec![Note::lost(format!("`{}` {why}", table.name), Some(&table.sql))];
    notes.extend(table.indexes.iter().map(|index| {
        Note::lost(format!("index `{}` of table `{}`", index.name, table.name), Some(&index.sql))
    }));
    notes.extend(of_table(&table.name, catalog));
    notes
}

/// The triggers of a table or view.
fn of_table(name: &str, catalog: &Catalog) -> Vec<Note> {
    let on = catalog.triggers.iter().filter(|trigger| trigger.table.eq_ignore_ascii_case(name));
    on.map(|trigger| Note::lost(format!("trigger `{}` of `{name}`", trigger.name), Some(&trigger.sql)))
        .collect()
}

//! The checks of a schema when `schema!` is compiled.
//!
//! The compiler [reports an
//! error](https://doc.rust-lang.org/rustc/lints/listing/deny-by-default.html#long-running-const-eval) for a const
//! that takes too long. So names are looked up by their hashes, and the number of steps is proportional to that of
//! names.

pub(crate) mod names;
#[cfg(test)]
mod tests;

use crate::{
    base::const_message::{const_panic, str_eq},
    schema::{
        metadata::{column::Index, table::Table},
        proof::names::{Case, Name, Names, Place},
    },
};

/// Panics, with a message for the author of the models, if the tables contradict each other.
#[track_caller]
pub(crate) const fn check(models: &[&Table]) {
    // At most half of the slots are used, so that a name is found near the slot of its hash.
    match most_names(models) {
        0..=64 => check_with::<128>(models),
        65..=512 => check_with::<1024>(models),
        513..=4096 => check_with::<8192>(models),
        4097..=32_768 => check_with::<65_536>(models),
        32_769..=262_144 => check_with::<524_288>(models),
        _ => panic!("a schema has no more than 262,144 names"),
    }
}

/// Checks the tables, with hash tables of so many slots.
#[track_caller]
const fn check_with<const SLOTS: usize>(models: &[&Table]) {
    let tables = tables::<SLOTS>(models);
    let junctions = junctions(models, &tables);
    former_names_are_free(models, &tables);
    indexes_are_distinct(models, &tables, &junctions);
    relations_are_listed::<SLOTS>(models);
}

/// Returns the number of names of the kind that has the most: models, junction tables or indexes.
const fn most_names(models: &[&Table]) -> usize {
    let (mut junctions, mut indexes) = (0, 0);
    let mut at = 0;
    while at < models.len() {
        junctions += models[at].junctions.len();
        indexes += models[at].indexes.len();
        let mut junction = 0;
        while junction < models[at].junctions.len() {
            indexes += models[at].junctions[junction].indexes.len();
            junction += 1;
        }
        at += 1;
    }
    let most = if models.len() > junctions { models.len() } else { junctions };
    if indexes > most { indexes } else { most }
}

/// Returns the names of the models' tables, and checks that they differ: two models of one table would create it once
/// and read it as two different tables.
#[track_caller]
const fn tables<'a, const SLOTS: usize>(models: &[&'a Table]) -> Names<'a, SLOTS> {
    let mut names = Names::new(Case::Ignored);
    let mut at = 0;
    while at < models.len() {
        let table = models[at];
        if let Some(other) = names.add(Name::new(table.name), Place { model: at, thing: 0 }) {
            const_panic! {
                "`" (models[other.model].model) "` and `" (table.model) "` both map table `" (table.name)
                "`: give one of them another name with `#[model(table = \"…\")]`"
            }
        }
        at += 1;
    }
    names
}

/// Returns the names of the generated junction tables, and checks that both ends of one describe the same table.
#[track_caller]
const fn junctions<'a, const SLOTS: usize>(
    models: &[&'a Table],
    tables: &Names<'a, SLOTS>,
) -> Names<'a, SLOTS> {
    let mut names = Names::new(Case::Ignored);
    let mut at = 0;
    while at < models.len() {
        let table = models[at];
        let mut thing = 0;
        while thing < table.junctions.len() {
            let junction = &table.junctions[thing];
            if let Some(other) = tables.find(Name::new(junction.name)) {
                let other = models[other.model].model;
                const_panic! {
                    "`" (table.model) "` generates junction table `" (junction.name) "`, which `" (other)
                    "` maps: write `through = " (other) "` without quotes to use that model"
                }
            }
            if let Some(other) = names.add(Name::new(junction.name), Place { model: at, thing })
                && other.model != at
                && !same_junction(&models[other.model].junctions[other.thing], junction)
            {
                const_panic! {
                    "`" (models[other.model].model) "` and `" (table.model)
                    "` disagree about junction table `" (junction.name)
                    "`: both must pair the same models by the same columns; see their `from` and `to`"
                }
            }
            thing += 1;
        }
        at += 1;
    }
    names
}

/// Checks the former names of tables: no table has that name now, and only one is renamed from it.
#[track_caller]
const fn former_names_are_free<const SLOTS: usize>(models: &[&Table], tables: &Names<'_, SLOTS>) {
    let mut names = Names::<SLOTS>::new(Case::Ignored);
    let mut at = 0;
    while at < models.len() {
        let table = models[at];
        if let Some(former) = table.renamed_from {
            if let Some(other) = tables.find(Name::new(former)) {
                const_panic! {
                    "`" (table.model) "` says `renamed_from = \"" (former) "\"`, but `"
                    (models[other.model].model) "` maps that table: name a table that is gone"
                }
            }
            if let Some(other) = names.add(Name::new(former), Place { model: at, thing: 0 }) {
                const_panic! {
                    "`" (models[other.model].model) "` and `" (table.model) "` both say `renamed_from = \""
                    (former) "\"`: a table becomes one other; remove one"
                }
            }
        }
        at += 1;
    }
}

/// Checks that index names differ in the whole database, not only within a table: those of `a` with `b_c` and `a_b`
/// with `c` clash.
#[track_caller]
const fn indexes_are_distinct<const SLOTS: usize>(
    models: &[&Table],
    tables: &Names<'_, SLOTS>,
    junctions: &Names<'_, SLOTS>,
) {
    let mut names = Names::<SLOTS>::new(Case::Ignored);
    let mut at = 0;
    while at < models.len() {
        let table = models[at];
        add_indexes(models, &mut names, at, table.indexes, tables, junctions);
        let mut thing = 0;
        while thing < table.junctions.len() {
            let junction = &table.junctions[thing];
            // Both ends describe the junction table, which has its indexes once.
            if let Some(first) = junctions.find(Name::new(junction.name))
                && first.model == at
                && first.thing == thing
            {
                add_indexes(models, &mut names, at, junction.indexes, tables, junctions);
            }
            thing += 1;
        }
        at += 1;
    }
}

/// Adds the names of a table's indexes, and checks that no other index and no table has one of them.
#[track_caller]
const fn add_indexes<'a, const SLOTS: usize>(
    models: &[&Table],
    names: &mut Names<'a, SLOTS>,
    model: usize,
    indexes: &'a [Index],
    tables: &Names<'_, SLOTS>,
    junctions: &Names<'_, SLOTS>,
) {
    let mut at = 0;
    while at < indexes.len() {
        let name = indexes[at].name;
        let hashed = Name::new(name);
        if let Some(other) = names.add(hashed, Place { model, thing: at }) {
            if other.model == model {
                const_panic! {
                    "`" (models[model].model) "` would have two indexes `" (name)
                    "`: rename one of the columns that they are named after"
                }
            }
            const_panic! {
                "`" (models[other.model].model) "` and `" (models[model].model) "` would both have index `" (name)
                "`: rename one of the tables or columns that it is named after"
            }
        }
        let table = if let Some(table) = tables.find(hashed) { Some(table) } else { junctions.find(hashed) };
        if let Some(table) = table {
            const_panic! {
                "`" (models[model].model) "` would have index `" (name) "`, and `" (models[table.model].model)
                "` a table of that name: rename the table, or a column that the index is named after"
            }
        }
        at += 1;
    }
}

/// Returns `true` if two junction tables pair the same models by the same columns.
const fn same_junction(left: &Table, right: &Table) -> bool {
    let mut mine = 0;
    while mine < left.foreign_keys.len() {
        let key = &left.foreign_keys[mine];
        let mut found = false;
        let mut theirs = 0;
        while theirs < right.foreign_keys.len() {
            let other = &right.foreign_keys[theirs];
            found = found
                || str_eq(key.columns[0], other.columns[0])
                    && str_eq(key.parent_identity, other.parent_identity);
            theirs += 1;
        }
        if !found {
            return false;
        }
        mine += 1;
    }
    left.foreign_keys.len() == right.foreign_keys.len()
}

/// Checks that the models of all relations are listed: a foreign key to a table that is never created would make
/// every write fail, and a relation to one every read.
#[track_caller]
const fn relations_are_listed<const SLOTS: usize>(models: &[&Table]) {
    let mut listed = Names::<SLOTS>::new(Case::Matters);
    let mut at = 0;
    while at < models.len() {
        // No two models are the same, since their tables differ.
        _ = listed.add(Name::new(models[at].identity), Place { model: at, thing: 0 });
        at += 1;
    }
    let mut at = 0;
    while at < models.len() {
        parents_are_listed(&listed, models[at]);
        targets_are_listed(&listed, models[at]);
        at += 1;
    }
}

/// Checks that the parents of a table's foreign keys are listed.
#[track_caller]
const fn parents_are_listed<const SLOTS: usize>(listed: &Names<'_, SLOTS>, table: &Table) {
    let mut at = 0;
    while at < table.foreign_keys.len() {
        let key = &table.foreign_keys[at];
        if listed.find(Name::new(key.parent_identity)).is_none() {
            const_panic! {
                "`" (table.model) "` belongs to `" (key.parent_model) "` by `" (key.relation)
                "`, which this schema does not list: add `" (key.parent_model) "` to `schema![…]`"
            }
        }
        at += 1;
    }
}

/// Checks that the targets and junctions of a model's relations are listed.
#[track_caller]
const fn targets_are_listed<const SLOTS: usize>(listed: &Names<'_, SLOTS>, table: &Table) {
    let mut at = 0;
    while at < table.relations.len() {
        let relation = &table.relations[at];
        if listed.find(Name::new(relation.target_identity)).is_none() {
            missing(table.model, relation.name, relation.target);
        }
        if let Some(junction) = relation.junction
            && listed.find(Name::new(junction.identity)).is_none()
        {
            missing(table.model, relation.name, junction.name);
        }
        at += 1;
    }
}

/// Panics because a relation leads to a model that is not listed.
#[track_caller]
const fn missing(model: &str, relation: &str, target: &str) -> ! {
    const_panic! {
        "`" (model) "." (relation) "` leads to `" (target) "`, which this schema does not list: add `"
        (target) "` to `schema![…]`"
    }
}

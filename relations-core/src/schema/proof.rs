//! What a schema must hold together by, checked when `schema!` is compiled.

use super::metadata::Table;
use crate::text::{same, same_name, say};

/// Panics, with a message for the author of the models, if the tables do not hold together.
#[track_caller]
pub(super) const fn check(models: &[&Table]) {
    let mut at = 0;
    while at < models.len() {
        names_are_distinct(models, at);
        former_name_is_free(models, at);
        indexes_are_distinct(models, at);
        parents_are_listed(models, models[at]);
        targets_are_listed(models, models[at]);
        at += 1;
    }
}

/// Two models of one table would create it once and read it as two different things.
#[track_caller]
const fn names_are_distinct(models: &[&Table], at: usize) {
    let table = models[at];
    let mut other = 0;
    while other < at {
        if same_name(models[other].name, table.name) {
            say! {
                "`" (models[other].model) "` and `" (table.model) "` both map table `" (table.name)
                "`: give one of them another name with `#[model(table = \"…\")]`"
            }
        }
        other += 1;
    }
    let mut junction = 0;
    while junction < table.junctions.len() {
        let name = table.junctions[junction].name;
        let mut other = 0;
        while other < models.len() {
            if same_name(models[other].name, name) {
                say! {
                    "`" (table.model) "` generates junction table `" (name) "`, which `"
                    (models[other].model) "` maps: write `through = " (models[other].model)
                    "` without quotes to use that model"
                }
            }
            other += 1;
        }
        junction_agrees(models, at, &table.junctions[junction]);
        junction += 1;
    }
}

/// A table that was called as another is called now could never have been renamed from it.
#[track_caller]
const fn former_name_is_free(models: &[&Table], at: usize) {
    let table = models[at];
    let Some(former) = table.renamed_from else { return };
    let mut other = 0;
    while other < models.len() {
        if same_name(models[other].name, former) {
            say! {
                "`" (table.model) "` says `renamed_from = \"" (former) "\"`, but `" (models[other].model)
                "` maps that table: name a table that is gone"
            }
        }
        if other < at
            && let Some(same) = models[other].renamed_from
            && same_name(same, former)
        {
            say! {
                "`" (models[other].model) "` and `" (table.model) "` both say `renamed_from = \"" (former)
                "\"`: a table becomes one other; remove one"
            }
        }
        other += 1;
    }
}

/// Index names are those of a whole database, not of one table: `a` with `b_c` and `a_b` with `c` clash.
#[track_caller]
const fn indexes_are_distinct(models: &[&Table], at: usize) {
    let table = models[at];
    let mut other = 0;
    while other < at {
        let mut theirs = 0;
        while theirs < models[other].indexes.len() {
            let name = models[other].indexes[theirs].name;
            let mut ours = 0;
            while ours < table.indexes.len() {
                if same_name(table.indexes[ours].name, name) {
                    say! {
                        "`" (models[other].model) "` and `" (table.model) "` would both have index `" (name)
                        "`: rename one of the tables or columns that it is named after"
                    }
                }
                ours += 1;
            }
            theirs += 1;
        }
        other += 1;
    }
}

/// Both ends of a generated junction table describe it, and must describe the same one.
#[track_caller]
const fn junction_agrees(models: &[&Table], at: usize, junction: &Table) {
    let mut other = 0;
    while other < at {
        let mut theirs = 0;
        while theirs < models[other].junctions.len() {
            let that = &models[other].junctions[theirs];
            if same_name(that.name, junction.name) && !same_junction(that, junction) {
                say! {
                    "`" (models[other].model) "` and `" (models[at].model)
                    "` disagree about junction table `" (junction.name)
                    "`: both must pair the same models by the same columns; see their `from` and `to`"
                }
            }
            theirs += 1;
        }
        other += 1;
    }
}

const fn same_junction(left: &Table, right: &Table) -> bool {
    let mut mine = 0;
    while mine < left.foreign_keys.len() {
        let key = &left.foreign_keys[mine];
        let mut found = false;
        let mut theirs = 0;
        while theirs < right.foreign_keys.len() {
            let other = &right.foreign_keys[theirs];
            found = found
                || same(key.columns[0], other.columns[0]) && same(key.parent_identity, other.parent_identity);
            theirs += 1;
        }
        if !found {
            return false;
        }
        mine += 1;
    }
    left.foreign_keys.len() == right.foreign_keys.len()
}

/// A foreign key to a table that is never created makes every write fail.
#[track_caller]
const fn parents_are_listed(models: &[&Table], table: &Table) {
    let mut at = 0;
    while at < table.foreign_keys.len() {
        let key = &table.foreign_keys[at];
        if !is_listed(models, key.parent_identity) {
            say! {
                "`" (table.model) "` belongs to `" (key.parent_model) "` by `" (key.relation)
                "`, which this schema does not list: add `" (key.parent_model) "` to `schema![…]`"
            }
        }
        at += 1;
    }
}

/// A relation to a table that is never created makes every read fail.
#[track_caller]
const fn targets_are_listed(models: &[&Table], table: &Table) {
    let mut at = 0;
    while at < table.relations.len() {
        let relation = &table.relations[at];
        if !is_listed(models, relation.target_identity) {
            missing(table.model, relation.name, relation.target);
        }
        if let Some(junction) = relation.junction
            && !is_listed(models, junction.identity)
        {
            missing(table.model, relation.name, junction.name);
        }
        at += 1;
    }
}

#[track_caller]
const fn missing(model: &str, relation: &str, target: &str) -> ! {
    say! {
        "`" (model) "." (relation) "` leads to `" (target) "`, which this schema does not list: add `"
        (target) "` to `schema![…]`"
    }
}

const fn is_listed(models: &[&Table], identity: &str) -> bool {
    let mut at = 0;
    while at < models.len() {
        if same(models[at].identity, identity) {
            return true;
        }
        at += 1;
    }
    false
}

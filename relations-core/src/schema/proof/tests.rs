//! Contradictions are found among any number of tables, at any place.

use std::panic;

use crate::schema::{
    metadata::{
        column::Index,
        foreign_key::ForeignKey,
        relation::{RelationDef, RelationKind},
        table::{Entity, Table},
    },
    proof::check,
};

/// Numbers of tables that use each size of hash table.
const COUNTS: [usize; 6] = [2, 3, 33, 200, 1_000, 5_000];

#[test]
fn tables_that_hold_together_pass() {
    for count in [0, 1].into_iter().chain(COUNTS) {
        assert_eq!(message(&tables(count)), None, "{count} tables");
    }
}

#[test]
fn two_models_of_one_table_are_reported() {
    every_pair(|tables, one, other| {
        tables[other].name = leak(&tables[one].name.to_uppercase());
        format!("`Model{one}` and `Model{other}` both map table `TABLE{one}`: ")
    });
}

#[test]
fn two_indexes_of_one_name_are_reported() {
    every_pair(|tables, one, other| {
        let name = tables[one].indexes[1].name;
        tables[other].indexes = indexes(&["ix_fresh", &name.to_uppercase()]);
        let name = name.to_uppercase();
        format!("`Model{one}` and `Model{other}` would both have index `{name}`: ")
    });
}

#[test]
fn two_indexes_of_one_table_are_reported() {
    every_pair(|tables, one, _| {
        tables[one].indexes = indexes(&["ix_a_b_c", "ix_d", "ix_a_b_c"]);
        format!("`Model{one}` would have two indexes `ix_a_b_c`: ")
    });
}

#[test]
fn an_index_named_as_a_table_is_reported() {
    every_pair(|tables, one, other| {
        let name = tables[one].name;
        tables[other].indexes = indexes(&[name]);
        format!("`Model{other}` would have index `{name}`, and `Model{one}` a table of that name: ")
    });
}

#[test]
fn an_index_named_as_a_junction_table_or_its_index_is_reported() {
    every_pair(|tables, one, other| {
        tables[one].junctions = junction(&tables[one], "pairs", "a");
        tables[other].indexes = indexes(&["PAIRS"]);
        format!("`Model{other}` would have index `PAIRS`, and `Model{one}` a table of that name: ")
    });
    every_pair(|tables, one, other| {
        tables[one].junctions = junction(&tables[one], "pairs", "a");
        tables[other].indexes = indexes(&["IX_pairs"]);
        format!("`Model{one}` and `Model{other}` would both have index `IX_pairs`: ")
    });
}

#[test]
fn ends_of_a_junction_agree() {
    for count in COUNTS {
        let mut agreed = tables(count);
        agreed[0].junctions = junction(&agreed[0], "pairs", "a");
        agreed[count - 1].junctions = junction(&agreed[0], "PAIRS", "a");
        assert_eq!(message(&agreed), None);
    }
    every_pair(|tables, one, other| {
        tables[one].junctions = junction(&tables[one], "pairs", "a");
        tables[other].junctions = junction(&tables[one], "Pairs", "b");
        format!("`Model{one}` and `Model{other}` disagree about junction table `Pairs`: ")
    });
    every_pair(|tables, one, other| {
        tables[one].junctions = junction(&tables[one], leak(&tables[other].name.to_uppercase()), "a");
        format!("`Model{one}` generates junction table `TABLE{other}`, which `Model{other}` maps: ")
    });
}

#[test]
fn former_names_are_of_tables_that_are_gone() {
    every_pair(|tables, one, other| {
        tables[one].renamed_from = Some("Old");
        tables[other].renamed_from = Some("OLD");
        format!("`Model{one}` and `Model{other}` both say `renamed_from = \"OLD\"`: ")
    });
    every_pair(|tables, one, other| {
        let name = tables[other].name;
        tables[one].renamed_from = Some(name);
        format!("`Model{one}` says `renamed_from = \"{name}\"`, but `Model{other}` maps that table: ")
    });
}

#[test]
fn parents_targets_and_junction_models_are_listed() {
    // The identity counts, not the name; and its case matters.
    let missing = Entity { name: "Model0", table: "table0", identity: "crate::MODEL0:1:1" };
    every_pair(|tables, one, _| {
        tables[one].foreign_keys = vec![ForeignKey::new("up", &["a"], missing, &["id"])].leak();
        format!("`Model{one}` belongs to `Model0` by `up`, which this schema does not list: ")
    });
    every_pair(|tables, one, _| {
        tables[one].relations = vec![RelationDef::new("down", RelationKind::HasMany, missing)].leak();
        format!("`Model{one}.down` leads to `Model0`, which this schema does not list: ")
    });
    every_pair(|tables, one, other| {
        let far = entity(&tables[other]);
        let relation = RelationDef::new("far", RelationKind::ManyToMany, far).through(missing);
        tables[one].relations = vec![relation].leak();
        format!("`Model{one}.far` leads to `Model0`, which this schema does not list: ")
    });
}

/// Spoils two tables among every number of them, near the ends and each other, and expects the returned message.
fn every_pair(spoil: impl Fn(&mut [Table], usize, usize) -> String) {
    for count in COUNTS {
        let last = count - 1;
        for (one, other) in [(0, last), (0, 1), (last / 2, last), (last - 1, last)] {
            if one == other {
                continue;
            }
            let mut spoilt = tables(count);
            let expected = spoil(&mut spoilt, one, other);
            let message = message(&spoilt).unwrap_or_default();
            assert!(message.starts_with(&expected), "{count} tables: {message:?} and not {expected:?}");
        }
    }
}

/// Returns tables with three indexes each, related to those before.
fn tables(count: usize) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::with_capacity(count);
    for at in 0..count {
        let name = format!("table{at}");
        let index = |column: &str| format!("ix_{name}_{column}");
        let model = Entity {
            name: leak(&format!("Model{at}")),
            table: leak(&name),
            identity: leak(&format!("crate::models::model{at}::Model{at}:{}:1", 10 + at % 3)),
        };
        let mut table = Table::new(model, &[], &["id"], &[]).indexes(indexes(&[
            &index("name"),
            &index("title"),
            &index("parent_id"),
        ]));
        if let Some(parent) = tables.get(at / 2) {
            let parent = entity(parent);
            table.foreign_keys = vec![ForeignKey::new("parent", &["parent_id"], parent, &["id"])].leak();
            table.relations = vec![RelationDef::new("parent", RelationKind::BelongsTo, parent)].leak();
        }
        tables.push(table);
    }
    tables
}

/// Returns the names of the table's model.
fn entity(table: &Table) -> Entity {
    Entity { name: table.model, table: table.name, identity: table.identity }
}

/// Returns indexes of these names.
fn indexes(names: &[&str]) -> &'static [Index] {
    names.iter().map(|name| Index { name: leak(name), columns: &["a"] }).collect::<Vec<_>>().leak()
}

/// Returns the junction table of this name that pairs rows of `end`, by this column and another.
fn junction(end: &Table, name: &'static str, column: &str) -> &'static [Table] {
    let key = |column: &str| ForeignKey::of_junction(vec![leak(column)].leak(), entity(end), &["id"]);
    let index = if name.eq_ignore_ascii_case("pairs") { "ix_pairs" } else { "ix_other_pairs" };
    let keys = vec![key(column), key("far")].leak();
    vec![Table {
        name,
        foreign_keys: keys,
        indexes: indexes(&[index]),
        junctions: &[],
        relations: &[],
        ..*end
    }]
    .leak()
}

/// Returns the text as a static one.
fn leak(text: &str) -> &'static str {
    text.to_owned().leak()
}

/// Returns the message of the proof if it fails. It needs a large stack for the hash tables.
fn message(tables: &[Table]) -> Option<String> {
    std::thread::scope(|scope| {
        let proof = std::thread::Builder::new().stack_size(256 << 20).spawn_scoped(scope, || {
            let tables: Vec<&Table> = tables.iter().collect();
            panic::catch_unwind(|| check(&tables))
                .err()
                .map(|words| words.downcast_ref::<String>().cloned().unwrap_or_else(|| "no words".into()))
        });
        proof.expect("a thread starts").join().expect("the panic was caught")
    })
}

//! The core's layers: no module uses one of a higher layer, and each item says what it does.
//!
//! A layer is a module of the crate, and the table in the documentation of `relations-core/src/lib.rs` is their order. What is read
//! are the paths of the source, in `use` declarations and elsewhere, each followed through re-exports to the module that declares
//! the item. A method that a higher layer adds to a type of a lower one is called without a path, and is not seen. Within a layer modules may refer to each other: so the one circle that is wanted, of models and of what is loaded
//! from them, is the layer `model`.

mod graph;
mod source;
mod summaries;

use std::{collections::BTreeSet, path::Path};

use source::Source;

fn core() -> Source {
    Source::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("relations-core/src"))
}

#[test]
fn no_layer_uses_a_higher_one() {
    let upwards = graph::upwards(&core());
    let lines: Vec<String> =
        upwards.iter().map(|one| format!("`{}` uses `{}`, a higher layer", one.from, one.to)).collect();
    assert!(lines.is_empty(), "{lines:#?}");
}

#[test]
fn every_module_of_the_crate_is_a_layer() {
    let core = core();
    let layers: BTreeSet<&str> = core.layers().collect();
    let modules: BTreeSet<&str> = core
        .modules()
        .map(|(path, _)| path)
        .filter(|path| !path.is_empty() && !path.contains("::"))
        .collect();
    assert_eq!(layers, modules);
}

#[test]
fn a_line_in_the_wrong_layer_is_found() {
    let lines = [
        ("schema::column_type", "use crate::query::Query;", "query"),
        ("schema::column_type", "use crate::Query;", "query"),
        ("row::bind", "fn late() { crate::open_in_memory().ok(); }", "connection"),
        ("row::bind", "const LATE: &str = stringify!(crate::write::row::insert);", "write::row"),
        ("expression::order", "use super::super::handle::kept;", "handle::kept"),
        ("expression::order", "use crate::relation::{self, HasMany};", "relation::kinds::has_many"),
        ("base::quote", "mod inner { use super::super::super::schema::proof; }", "schema::proof"),
        ("base::quote", "use crate::evolution::Plan;", "evolution::plan"),
        ("base::quote", "use crate::catalog::Catalog;", "catalog::info"),
        ("base::quote", "use crate::diagram::Cardinality;", "diagram::entity"),
        ("base::quote", "use crate::*;", ""),
        ("base::quote", "use crate::{self as root};", ""),
        ("base::quote", "fn late() { crate::__private::load::query(); }", ""),
        ("base::quote", "#[cfg_attr(test, derive(crate::query::Query))] struct Late;", "query"),
        ("base::quote", "const LATE: &str = stringify!(use crate::{row, query::Query});", "query"),
    ];
    for (module, line, expected) in lines {
        let mut core = core();
        core.add(module, line);
        let upwards = graph::upwards(&core);
        assert!(upwards.iter().any(|one| one.from == module && one.to == expected), "{line}: {upwards:?}");
    }
}

#[test]
fn every_layer_has_a_short_head() {
    let core = core();
    for layer in core.layers() {
        let head = core.head(layer);
        assert!((2..=10).contains(&head), "the head of `{layer}` has {head} lines");
    }
}

/// A summary such as "Whether …" makes the reader guess what the function does.
#[test]
fn summaries_of_functions_begin_with_a_verb() {
    assert!(begins_with_a_verb("Returns the row.") && !begins_with_a_verb("Whether there is a row."));
    assert!(!begins_with_a_verb("Columns of the row."));
    let core = core();
    let odd: Vec<String> = core
        .modules()
        .flat_map(|(path, module)| {
            summaries::of_functions(&module.file).into_iter().map(move |one| (path, one))
        })
        .filter(|(_, (_, summary))| !begins_with_a_verb(summary))
        .map(|(path, (name, summary))| format!("{path}::{name}: {summary}"))
        .collect();
    assert!(odd.is_empty(), "{odd:#?}");
}

/// Words that end as a verb in the third person does, and are none.
const NOUNS: [&str; 16] = [
    "Always",
    "As",
    "Bytes",
    "Columns",
    "Has",
    "Indexes",
    "Its",
    "Keys",
    "Names",
    "Pairs",
    "Rows",
    "Statements",
    "Tables",
    "This",
    "Values",
    "Words",
];

fn begins_with_a_verb(summary: &str) -> bool {
    let word = summary.split([' ', ',', ':']).next().unwrap_or_default();
    word.ends_with('s') && !NOUNS.contains(&word)
}

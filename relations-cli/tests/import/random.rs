//! Names made from those of random tables are valid and unique names of Rust.

use std::collections::{HashMap, HashSet};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use relations::catalog::Catalog;
use relations_cli::{Options, import};
use syn::{Attribute, Fields, Item, ItemStruct, ext::IdentExt};

/// Names that clash with each other, or with those of Rust and of models.
const NAMES: [&str; 36] = [
    "user",
    "users",
    "User",
    "user_id",
    "userId",
    "USER-ID",
    "create_user",
    "option",
    "options",
    "vec",
    "value",
    "type",
    "match",
    "self",
    "Self",
    "crate",
    "_",
    "",
    "1",
    "1a",
    "%",
    "a b",
    "a\"b",
    "größe",
    "名前",
    "parent",
    "parent_id",
    "insert",
    "get",
    "get_id",
    "query_id",
    "id",
    "key",
    "child",
    "children",
    "users_as_parent",
];

const TYPES: [&str; 8] = ["INTEGER", "TEXT", "", "NUMERIC", "BOOLEAN", "VARCHAR(3)", "ANY", "DATE"];

/// A table: its name, its columns with their types, the number of them that are the key, and which columns
/// refer to which table, and whether they are unique.
#[derive(Clone, Debug)]
struct Table {
    name: &'static str,
    columns: Vec<(&'static str, &'static str)>,
    key: usize,
    references: Vec<(usize, usize, bool)>,
}

fn table() -> impl Strategy<Value = Table> {
    let columns = prop::collection::vec((prop::sample::select(&NAMES), prop::sample::select(&TYPES)), 1..6);
    let references = prop::collection::vec((0..6_usize, 0..6_usize, any::<bool>()), 0..4);
    (prop::sample::select(&NAMES), columns, 0..3_usize, references).prop_map(
        |(name, mut columns, key, references)| {
            let mut seen = HashSet::new();
            columns.retain(|(column, _)| seen.insert(column.to_ascii_lowercase()));
            Table { name, columns, key, references }
        },
    )
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn script(tables: &[Table]) -> String {
    let mut script = String::new();
    for table in tables {
        let columns = &table.columns;
        let mut parts: Vec<String> =
            columns.iter().map(|(name, ty)| format!("{} {ty}", quoted(name))).collect();
        let names = |range: std::ops::Range<usize>| {
            columns[range].iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ")
        };
        let key = table.key.min(columns.len());
        if key > 0 {
            parts.push(format!("PRIMARY KEY ({})", names(0..key)));
        }
        for (from, to, unique) in &table.references {
            let parent = &tables[to % tables.len()];
            let width = parent.key.min(parent.columns.len()).max(1);
            let from = from % columns.len();
            if from + width > columns.len() {
                continue;
            }
            let own = names(from..from + width);
            parts.push(format!("FOREIGN KEY ({own}) REFERENCES {}", quoted(parent.name)));
            if *unique {
                parts.push(format!("UNIQUE ({own})"));
            }
        }
        script += &format!("CREATE TABLE {} ({});\n", quoted(table.name), parts.join(", "));
    }
    script
}

/// Returns the name, the target and the options `through` and `inverse` of a relation.
fn relation(attribute: &Attribute) -> Option<[String; 4]> {
    let kinds = ["belongs_to", "has_one", "has_many", "many_to_many"];
    kinds.iter().find(|kind| attribute.path().is_ident(kind))?;
    let text = attribute.meta.require_list().ok()?.tokens.to_string();
    let option = |name: &str| {
        let (_, rest) = text.split_once(&format!(", {name} = "))?;
        Some(rest.split(',').next()?.trim().to_owned())
    };
    let (name, rest) = text.split_once(':')?;
    let target = rest.split(',').next()?.trim().to_owned();
    let bare = |name: String| name.trim().trim_start_matches("r#").to_owned();
    Some([
        bare(name.to_owned()),
        target,
        option("through").unwrap_or_default(),
        bare(option("inverse").unwrap_or_default()),
    ])
}

/// Checks that the constants of a struct and its relations are distinct.
fn members_are_distinct(model: &ItemStruct, relations: &[[String; 4]]) -> Result<(), TestCaseError> {
    let Fields::Named(fields) = &model.fields else { return Err(TestCaseError::fail("no fields")) };
    let mut seen = HashSet::new();
    for field in &fields.named {
        let name = field.ident.as_ref().map(|ident| ident.unraw().to_string()).unwrap_or_default();
        prop_assert_ne!(&name, "insert");
        prop_assert!(seen.insert(name.to_uppercase()), "field {} of {}", name, model.ident);
    }
    for [name, ..] in relations {
        prop_assert!(seen.insert(name.to_uppercase()), "relation {} of {}", name, model.ident);
        for method in ["create", "query", "find", "get", "insert", "update", "delete", "reload", "key"] {
            prop_assert_ne!(name, method);
        }
    }
    Ok(())
}

/// Returns schemas to compile, the same at every run.
pub fn schemas(count: usize) -> Result<Vec<String>, String> {
    let mut runner = TestRunner::deterministic();
    let tables = prop::collection::vec(table(), 1..7);
    let schema = |_| {
        let mut tables = tables.new_tree(&mut runner).map_err(|reason| reason.to_string())?.current();
        distinct(&mut tables);
        Ok(script(&tables))
    };
    (0..count).map(schema).collect()
}

fn distinct(tables: &mut Vec<Table>) {
    let mut seen = HashSet::new();
    tables.retain(|table| seen.insert(table.name.to_ascii_lowercase()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn names_are_rusts_and_do_not_meet(mut tables in prop::collection::vec(table(), 1..7)) {
        distinct(&mut tables);
        let script = script(&tables);
        let catalog = Catalog::of_script(&script).map_err(|error| TestCaseError::fail(format!("{error}\n{script}")))?;
        let source = import(&catalog, Options::default()).source;
        let file = syn::parse_file(&source).map_err(|error| TestCaseError::fail(format!("{error}\n{source}")))?;
        let models: Vec<&ItemStruct> = file.items.iter().filter_map(|item| match item {
            Item::Struct(model) => Some(model),
            _ => None,
        }).collect();
        let mapped = tables.iter().filter(|table| !table.name.is_empty() && table.key > 0).count();
        prop_assert_eq!(models.len(), mapped);

        let mut names = HashSet::new();
        let mut relations: HashMap<String, Vec<[String; 4]>> = HashMap::new();
        for model in &models {
            let name = model.ident.to_string();
            for name in [name.clone(), format!("Create{name}")] {
                prop_assert!(names.insert(name.clone()), "{} is there twice\n{}", name, source);
            }
            for taken in ["Option", "Vec", "Value", "String", "Model", "Schema"] {
                prop_assert_ne!(&name, taken);
            }
            let fields = model.fields.iter().flat_map(|field| &field.attrs);
            let found: Vec<[String; 4]> = model.attrs.iter().chain(fields).filter_map(relation).collect();
            members_are_distinct(model, &found)?;
            relations.insert(name, found);
        }
        for [_, target, through, inverse] in relations.values().flatten() {
            prop_assert!(relations.contains_key(target));
            prop_assert!(through.is_empty() || relations.contains_key(through));
            prop_assert!(inverse.is_empty() || relations[target].iter().any(|[name, ..]| name == inverse));
        }
    }
}

//! One index for each foreign key that no other index serves.

use relations::{Model, Schema, rusqlite::Connection, schema};

use super::{created, tables, texts};

#[derive(Model)]
#[model(unique(number, id))]
pub struct Parent {
    id: i64,
    #[unique]
    number: i64,
}

#[derive(Model)]
#[model(primary_key(a, b))]
pub struct Pair {
    a: i64,
    b: i64,
}

#[derive(Model)]
pub struct Plain {
    id: i64,
    #[belongs_to(parent: Parent)]
    parent_id: i64,
}

#[derive(Model)]
pub struct NullablePlain {
    id: i64,
    #[belongs_to(parent: Parent)]
    parent_id: Option<i64>,
}

#[derive(Model)]
pub struct Unique {
    id: i64,
    #[unique]
    #[belongs_to(parent: Parent)]
    parent_id: i64,
}

#[derive(Model)]
pub struct Indexed {
    id: i64,
    #[index]
    #[belongs_to(parent: Parent)]
    parent_id: i64,
}

#[derive(Model)]
pub struct IsKey {
    #[key]
    #[belongs_to(parent: Parent)]
    parent_id: i64,
}

#[derive(Model)]
#[model(primary_key(parent_id, n))]
pub struct BeginsKey {
    #[belongs_to(parent: Parent)]
    parent_id: i64,
    n: i64,
}

#[derive(Model)]
#[model(primary_key(n, parent_id))]
pub struct EndsKey {
    #[belongs_to(parent: Parent)]
    parent_id: i64,
    n: i64,
}

#[derive(Model)]
#[model(unique(parent_id, n))]
pub struct BeginsUnique {
    id: i64,
    #[belongs_to(parent: Parent)]
    parent_id: i64,
    n: i64,
}

#[derive(Model)]
#[model(unique(n, parent_id))]
pub struct EndsUnique {
    id: i64,
    #[belongs_to(parent: Parent)]
    parent_id: i64,
    n: i64,
}

#[derive(Model)]
#[model(index(parent_id, n))]
pub struct BeginsIndex {
    id: i64,
    #[belongs_to(parent: Parent)]
    parent_id: i64,
    n: i64,
}

#[derive(Model)]
#[model(index(n, parent_id))]
pub struct EndsIndex {
    id: i64,
    #[belongs_to(parent: Parent)]
    parent_id: i64,
    n: i64,
}

#[derive(Model)]
pub struct Two {
    id: i64,
    #[belongs_to(one: Parent)]
    one_id: i64,
    #[belongs_to(other: Parent)]
    other_id: i64,
}

#[derive(Model)]
#[belongs_to(pair: Pair, key(pair_a, pair_b))]
pub struct Composite {
    id: i64,
    pair_a: i64,
    pair_b: i64,
}

#[derive(Model)]
#[belongs_to(pair: Pair, key(pair_b, pair_a))]
pub struct CompositeTurned {
    id: i64,
    pair_a: i64,
    pair_b: i64,
}

#[derive(Model)]
#[model(unique(pair_a, pair_b, n))]
#[belongs_to(pair: Pair, key(pair_a, pair_b))]
pub struct CompositeServed {
    id: i64,
    pair_a: i64,
    pair_b: i64,
    n: i64,
}

#[derive(Model)]
#[belongs_to(pair: Pair, key(pair_a, pair_b))]
pub struct Overlapping {
    id: i64,
    #[belongs_to(parent: Parent)]
    pair_a: i64,
    pair_b: i64,
}

#[derive(Model)]
#[belongs_to(one: Parent, key(parent_id))]
#[belongs_to(other: Parent, key(parent_id), references = number)]
pub struct SameColumn {
    id: i64,
    parent_id: i64,
}

#[derive(Model)]
#[model(without_rowid)]
pub struct WithoutRowid {
    #[key]
    code: String,
    #[belongs_to(parent: Parent)]
    parent_id: i64,
}

#[derive(Model)]
#[many_to_many(parents: Parent, through = "generated")]
pub struct Linked {
    id: i64,
}

const SCHEMA: Schema = schema![
    Parent,
    Pair,
    Plain,
    NullablePlain,
    Unique,
    Indexed,
    IsKey,
    BeginsKey,
    EndsKey,
    BeginsUnique,
    EndsUnique,
    BeginsIndex,
    EndsIndex,
    Two,
    Composite,
    CompositeTurned,
    CompositeServed,
    Overlapping,
    SameColumn,
    WithoutRowid,
    Linked,
];

/// Returns the columns of each index of `table` that no constraint made.
fn made(db: &Connection, table: &str) -> relations::Result<Vec<String>> {
    Ok(texts(
        db,
        &format!(
            "SELECT (SELECT group_concat(name) FROM pragma_index_info(list.name)) AS columns
             FROM pragma_index_list('{table}') AS list WHERE origin = 'c' ORDER BY columns"
        ),
    )?)
}

#[test]
fn a_foreign_key_has_an_index_unless_something_else_serves_it() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    let cases: [(&str, &[&str]); 19] = [
        ("plain", &["parent_id"]),
        ("nullable_plain", &["parent_id"]),
        ("unique", &[]),
        ("indexed", &["parent_id"]),
        ("is_key", &[]),
        ("begins_key", &[]),
        ("ends_key", &["parent_id"]),
        ("begins_unique", &[]),
        ("ends_unique", &["parent_id"]),
        ("begins_index", &["parent_id,n"]),
        ("ends_index", &["n,parent_id", "parent_id"]),
        ("two", &["one_id", "other_id"]),
        ("composite", &["pair_a,pair_b"]),
        ("composite_turned", &["pair_b,pair_a"]),
        ("composite_served", &[]),
        ("overlapping", &["pair_a,pair_b"]),
        ("same_column", &["parent_id"]),
        ("without_rowid", &["parent_id"]),
        ("generated", &["parent_id"]),
    ];
    for (table, expected) in cases {
        assert_eq!(made(&db, table)?, expected, "{table}");
    }
    assert_eq!(tables(&db)?.len(), cases.len() + 3);
    Ok(())
}

/// Returns the plan by which SQLite finds the children of a parent when it is deleted.
fn plan_of_finding_children(db: &Connection, child: &str) -> relations::Result<Vec<(String, String)>> {
    let keys = texts(
        db,
        &format!(
            "SELECT group_concat(\"from\" || ' = 1', ' AND ') FROM pragma_foreign_key_list('{child}') GROUP BY id"
        ),
    )?;
    keys.into_iter()
        .map(|condition| {
            let sql = format!("EXPLAIN QUERY PLAN SELECT 1 FROM \"{child}\" WHERE {condition}");
            Ok((condition, db.query_row(&sql, [], |row| row.get("detail"))?))
        })
        .collect()
}

#[test]
fn the_children_of_a_parent_are_never_found_by_a_scan() -> relations::Result<()> {
    for schema in [SCHEMA, crate::seed::SCHEMA] {
        let db = created(&schema)?;
        let mut keys = 0;
        for table in tables(&db)? {
            for (condition, plan) in plan_of_finding_children(&db, &table)? {
                assert!(plan.starts_with("SEARCH"), "{table} by {condition}: {plan}");
                keys += 1;
            }
        }
        let declared: usize = schema.tables().iter().map(|table| table.foreign_keys.len()).sum();
        assert_eq!(keys, declared);
    }
    Ok(())
}

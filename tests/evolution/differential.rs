//! Random changes of random schemas: the rows are kept, and the result is the same as in a fresh database.
//!
//! `RELATIONS_EVOLUTION_CASES=100000` tries more cases than the thousand of every run, and
//! `RELATIONS_EVOLUTION_SEED=…` repeats one.

mod change;
mod data;
mod model;

use relations::{
    catalog::Catalog,
    evolution::{Consent, Plan, Planner, Risk},
    rusqlite::Connection,
};

use crate::{
    environment::number,
    random::Random,
    steps::{database, everything, refusal, rows, texts},
};
use change::Renamed;
use model::{Schema, quoted};

#[test]
fn any_change_of_any_schema_keeps_the_rows() {
    if let Some(seed) = number("RELATIONS_EVOLUTION_SEED") {
        run_case(seed);
        return;
    }
    let cases = number("RELATIONS_EVOLUTION_CASES").unwrap_or(1_000);
    let done = (0..cases).filter(|seed| run_case(*seed)).count() as u64;
    assert!(done * 2 > cases, "most plans can be carried out, and not {done} of {cases}");
}

/// Runs one case. Returns `true` if its plan could be carried out.
fn run_case(seed: u64) -> bool {
    let mut random = Random::new(seed);
    let before = Schema::random(&mut random);
    let setup = before.script() + &data::script(&before, &mut random);
    let (after, renamed) = change::change(&before, &mut random);
    let wanted = after.script();
    let context = format!("case {seed}\n{setup}\n--- wanted\n{wanted}\n--- {renamed:?}");

    let mut db = database(&setup);
    let planner = planner(&before, &after, &renamed, &wanted);
    let plan = planner.plan(&db).unwrap_or_else(|error| panic!("{error}\n{context}"));
    let context = format!("{context}\n--- {:#?}\n{}", texts(&plan), plan.sql());
    let unchanged = everything(&db);
    if plan
        .changes()
        .iter()
        .any(|change| matches!(change.risk, Risk::NeedsData { .. } | Risk::Impossible { .. }))
    {
        let _ = refusal(plan.apply(&mut db, Consent::Destructive));
        assert_eq!(everything(&db), unchanged, "{context}");
        return false;
    }
    let kept = Seen::of(&db, &before);
    if let Err(error) = plan.apply(&mut db, Consent::Destructive) {
        panic!("{error}\n{context}");
    }
    let again = planner.plan(&db).unwrap_or_else(|error| panic!("{error}\n{context}"));
    assert!(again.is_empty(), "a second plan would do {:?}\n{context}", texts(&again));
    kept.check(&db, &before, &after, &context);
    by_script(&setup, &plan, &db, &context);
    let fresh = database(&wanted);
    drop_equivalent_indexes(&db, &fresh, &after);
    assert_eq!(shape(&db, &after), shape(&fresh, &after), "{context}");
    true
}

fn planner(before: &Schema, after: &Schema, renamed: &Renamed, wanted: &str) -> Planner {
    let mut planner = Planner::to(Catalog::of_script(wanted).expect("the wanted script runs"));
    for (from, to) in &renamed.tables {
        planner = planner.rename_table(from, to);
    }
    for (table, from, to) in &renamed.columns {
        planner = planner.rename_column(table, from, to);
    }
    for table in before.tables.iter().filter(|table| after.by_identity(table.identity).is_none()) {
        planner = planner.drop_table(&table.name);
    }
    planner
}

/// Asserts that the script of the plan does the same to a second database as `apply` did to the first.
fn by_script(setup: &str, plan: &Plan, db: &Connection, context: &str) {
    let other = database(setup);
    other.execute_batch("PRAGMA foreign_keys = OFF").expect("foreign keys can be turned off");
    other.execute_batch(&plan.sql()).unwrap_or_else(|error| panic!("{error}\n{context}"));
    assert_eq!(everything(&other), everything(db), "{context}");
}

/// Returns what SQLite reports about the managed tables, sorted where there is no order.
fn shape(db: &Connection, schema: &Schema) -> Vec<Vec<String>> {
    let queries = [
        "SELECT lower(name), upper(type), \"notnull\", trim(dflt_value, '()'), pk, hidden FROM pragma_table_xinfo(?) ORDER BY 1",
        "SELECT \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?) ORDER BY 1, 2",
        "SELECT l.\"unique\", l.origin, l.partial, CASE l.origin WHEN 'c' THEN l.name END, x.name, x.\"desc\", x.coll
         FROM pragma_index_list(?) AS l, pragma_index_xinfo(l.name) AS x WHERE x.key ORDER BY 4, 5, 2",
        "SELECT wr, strict FROM pragma_table_list(?)",
    ];
    let text = |name: &str| format!("'{}'", name.replace('\'', "''"));
    schema
        .tables
        .iter()
        .flat_map(|table| queries.map(|query| rows(db, &query.replace('?', &text(&table.name)))))
        .collect()
}

/// Drops the indexes that may differ from those of a fresh database, since an index is identified by its columns:
/// those with other names in the two databases, and those of `db` that a key or another index makes superfluous.
fn drop_equivalent_indexes(db: &Connection, fresh: &Connection, schema: &Schema) {
    for table in &schema.tables {
        let (ours, theirs) = (indexes(db, &table.name), indexes(fresh, &table.name));
        let lacks = |others: &[Index], index: &Index| others.iter().all(|other| other.name != index.name);
        for index in ours.iter().filter(|index| index.created && lacks(&theirs, index)) {
            let alike = |other: &&Index| other.created && lacks(&ours, other) && other.is_like(index);
            if let Some(other) = theirs.iter().find(alike) {
                drop_index(fresh, other);
                drop_index(db, index);
            } else if ours.iter().any(|other| other.name != index.name && other.serves(index)) {
                drop_index(db, index);
            }
        }
    }
}

struct Index {
    name: String,
    /// Set if the index was created by CREATE INDEX.
    created: bool,
    unique: bool,
    over: String,
    condition: Option<String>,
}

impl Index {
    fn is_like(&self, other: &Self) -> bool {
        (self.unique, &self.over, &self.condition) == (other.unique, &other.over, &other.condition)
    }

    fn serves(&self, other: &Self) -> bool {
        !other.unique
            && self.condition.is_none()
            && other.condition.is_none()
            && self.over.starts_with(&other.over)
    }
}

fn indexes(db: &Connection, table: &str) -> Vec<Index> {
    let sql = "SELECT l.name, l.origin = 'c', l.\"unique\",
                   (SELECT group_concat(quote(x.name) || x.coll || x.\"desc\" || ',', '')
                    FROM pragma_index_xinfo(l.name) AS x WHERE x.key),
                   (SELECT substr(s.sql, instr(s.sql, ' WHERE ')) FROM sqlite_schema AS s
                    WHERE s.name = l.name AND l.partial)
               FROM pragma_index_list(?1) AS l";
    let mut statement = db.prepare(sql).expect("the query can be prepared");
    let indexes = statement.query_map([table], |row| {
        Ok(Index {
            name: row.get(0)?,
            created: row.get(1)?,
            unique: row.get(2)?,
            over: row.get(3)?,
            condition: row.get(4)?,
        })
    });
    indexes.and_then(Iterator::collect).expect("indexes can be read")
}

fn drop_index(db: &Connection, index: &Index) {
    db.execute_batch(&format!("DROP INDEX {}", quoted(&index.name))).expect("an index can be dropped");
}

type Columns = Vec<(usize, Vec<String>)>;

/// The content that a plan must keep.
struct Seen {
    /// The values of each column of each table, by their identities.
    tables: Vec<(usize, Columns)>,
    sequences: Vec<(usize, Vec<String>)>,
    children: Vec<String>,
    violations: usize,
    dependents: Vec<String>,
}

impl Seen {
    fn of(db: &Connection, schema: &Schema) -> Self {
        let tables = schema.tables.iter().map(|table| {
            let columns = table.columns.iter().map(|column| (column.identity, values(db, table, column)));
            (table.identity, columns.collect())
        });
        Self {
            tables: tables.collect(),
            sequences: schema
                .tables
                .iter()
                .map(|table| (table.identity, sequence(db, &table.name)))
                .collect(),
            children: children(db),
            violations: rows(db, "SELECT * FROM pragma_foreign_key_check").len(),
            dependents: dependents(db),
        }
    }

    fn check(&self, db: &Connection, before: &Schema, after: &Schema, context: &str) {
        for (identity, columns) in &self.tables {
            let Some(table) = after.by_identity(*identity) else { continue };
            for (column, seen) in columns {
                let Some(column) = table.columns.iter().find(|other| other.identity == *column) else {
                    continue;
                };
                if column.generated.is_none() {
                    let now = values(db, table, column);
                    assert!(are_same(seen, &now), "{}: {seen:?} became {now:?}\n{context}", column.name);
                }
            }
        }
        for (identity, seen) in &self.sequences {
            if let Some(table) = after.by_identity(*identity) {
                assert_eq!(&sequence(db, &table.name), seen, "{context}");
            }
        }
        assert_eq!(children(db), self.children, "{context}");
        assert_eq!(dependents(db), self.dependents, "{context}");
        let gone = before.tables.len() > after.tables.len();
        let violations = rows(db, "SELECT * FROM pragma_foreign_key_check").len();
        assert!(violations <= self.violations || gone, "{context}");
        assert_eq!(rows(db, "SELECT count(*) FROM foreign_log"), ["0"], "no trigger was set off\n{context}");
    }
}

/// Returns the values of a column, in the order of a key that stays.
fn values(db: &Connection, table: &model::Table, column: &model::Column) -> Vec<String> {
    let key = table.key_columns();
    let order = if key.is_empty() { "rowid".to_owned() } else { key.join(", ") };
    rows(
        db,
        &format!("SELECT {order}, {} FROM {} ORDER BY {order}", quoted(&column.name), quoted(&table.name)),
    )
}

/// Returns `true` if the values are the same: equal as texts or as numbers.
fn are_same(seen: &[String], now: &[String]) -> bool {
    let same = |(seen, now): (&String, &String)| {
        seen.split('|').zip(now.split('|')).all(|(seen, now)| {
            let number = |text: &str| text.parse::<f64>().ok().map(f64::to_bits);
            seen == now || number(seen).is_some() && number(seen) == number(now)
        })
    };
    seen.len() == now.len() && seen.iter().zip(now).all(same)
}

fn sequence(db: &Connection, table: &str) -> Vec<String> {
    if rows(db, "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").is_empty() {
        return Vec::new();
    }
    rows(db, &format!("SELECT seq FROM sqlite_sequence WHERE name = '{}'", table.replace('\'', "''")))
}

fn children(db: &Connection) -> Vec<String> {
    let there = !rows(db, "SELECT 1 FROM sqlite_schema WHERE name = 'foreign_child'").is_empty();
    if there { rows(db, "SELECT * FROM foreign_child ORDER BY 1") } else { Vec::new() }
}

fn dependents(db: &Connection) -> Vec<String> {
    let mut found =
        rows(db, "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY 2");
    found.extend(rows(db, "SELECT n FROM first_rows"));
    found
}

//! Schemas of many tables.

use relations::{
    catalog::Catalog,
    evolution::{ChangeKind, Planner, Risk},
};

/// The number of tables. A plan that reads all of them for each of them takes minutes.
const TABLES: usize = 1_000;

fn script() -> String {
    let tables = (0..TABLES).map(|at| {
        let parent = at / 2;
        format!(
            "CREATE TABLE t{at} (id INTEGER PRIMARY KEY NOT NULL, code TEXT NOT NULL UNIQUE, \
             parent TEXT REFERENCES t{parent} (code)) STRICT;
             CREATE INDEX ix{at} ON t{at} (parent)"
        )
    });
    tables.collect::<Vec<_>>().join(";\n")
}

#[test]
fn a_plan_for_many_tables_that_are_as_they_should_be_is_empty() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(&script())?;
    let plan = Planner::to(Catalog::read(&db)?).plan(&db)?;
    assert!(plan.is_empty());
    assert_eq!(Catalog::read(&db)?.tables.len(), TABLES);
    Ok(())
}

#[test]
fn of_many_tables_those_that_differ_are_planned() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(&script())?;
    let mut wanted = Catalog::read(&db)?;
    // The table is the one that `t14` and `t15` refer to by its unique column.
    let parent = wanted.tables.iter_mut().find(|table| table.name == "t7").expect("one of the thousand");
    parent.uniques.clear();
    parent.sql = parent.sql.replace(" UNIQUE", "");
    let plan = Planner::to(wanted).drop_others().plan(&db)?;
    let [change] = plan.changes() else { panic!("{:?}", plan.changes()) };
    assert_eq!((change.table.as_str(), matches!(change.kind, ChangeKind::DropUnique { .. })), ("t7", true));
    let Risk::Impossible { reason } = &change.risk else { panic!("{change}") };
    assert_eq!(reason, "`t15` (parent) refers to `t7` (code), which would no longer be unique");
    Ok(())
}

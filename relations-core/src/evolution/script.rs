//! A plan as a script that checks its own preconditions.

use super::{parent_keys::is_unique_key, plan::Plan, step::Step};

use crate::{
    base::quote::{quoted, text_literal},
    catalog::{Catalog, TableInfo},
};

/// The messages of the guards, as names of CHECK constraints: SQLite has no other way to fail a script.
const KEYS_ON: &str =
    "foreign keys are on: run PRAGMA foreign_keys = OFF before this script and outside of a transaction";
const KEYS_BROKEN: &str = "foreign keys that held before this script would not hold after it";
const VALUES_LOST: &str = "values would not be what they were: say what becomes of them first";

/// Returns the script of a plan, which is empty if there is nothing to change.
pub(super) fn render(plan: &Plan) -> String {
    if plan.is_empty() {
        return String::new();
    }
    let mut script = Script::default();
    let needs_keys_off = plan.steps.after_renames().any(|step| matches!(step, Step::LegacyAlter(_)))
        || !plan.steps.table_drops.is_empty();
    for change in plan.changes() {
        script.comment(&change.to_string());
    }
    for kept in plan.kept() {
        script.comment(&kept.to_string());
    }
    if needs_keys_off {
        script.comment("");
        script.comment("Run it with PRAGMA foreign_keys = OFF, which has no effect inside of a transaction.");
    }
    script.statement("SAVEPOINT relations");
    if needs_keys_off {
        add_guarded_steps(plan, &mut script);
    } else {
        add_renames(plan, &mut script);
        plan.steps.after_renames().for_each(|step| script.statement(&step.sql()));
        plan.dependents.iter().for_each(|dependent| script.statement(&dependent.probe));
    }
    script.statement("RELEASE relations");
    script.text
}

/// Adds the steps between guards, which only run with foreign keys off.
fn add_guarded_steps(plan: &Plan, script: &mut Script) {
    script.statement(&format!(
        "CREATE TEMP TABLE relations_guard (\n    keys_off INTEGER CONSTRAINT {} CHECK (keys_off),\n    \
         keys_hold INTEGER CONSTRAINT {} CHECK (keys_hold),\n    \
         values_stay INTEGER CONSTRAINT {} CHECK (values_stay)\n)",
        quoted(KEYS_ON),
        quoted(KEYS_BROKEN),
        quoted(VALUES_LOST)
    ));
    script.statement(
        "INSERT INTO temp.relations_guard (keys_off) SELECT NOT foreign_keys FROM temp.pragma_foreign_keys",
    );
    for precondition in plan.preconditions.iter().filter(|precondition| precondition.unchecked_by_sqlite) {
        script.statement(&format!(
            "INSERT INTO temp.relations_guard (values_stay) SELECT ({}) = 0",
            precondition.sql
        ));
    }
    add_renames(plan, script);
    let before = select_violations(&checkable(plan.renamed.tables.iter(), &plan.renamed, &plan.renamed));
    script.statement(&format!("CREATE TEMP TABLE relations_violations AS {before}"));
    plan.steps.after_renames().for_each(|step| script.statement(&step.sql()));
    let after =
        select_violations(&checkable(plan.tables_afterwards().into_iter(), &plan.renamed, &plan.wanted));
    script.statement(&format!(
        "INSERT INTO temp.relations_guard (keys_hold)\nSELECT count(*) = 0\nFROM (SELECT child, parent, count(*) AS n FROM \
         ({after}) GROUP BY child, parent) AS a\nWHERE n > (SELECT count(*) FROM temp.relations_violations AS b\n           \
         WHERE b.child = a.child AND b.parent = a.parent)"
    ));
    plan.dependents.iter().for_each(|dependent| script.statement(&dependent.probe));
    script.statement("DROP TABLE temp.relations_violations");
    script.statement("DROP TABLE temp.relations_guard");
}

fn add_renames(plan: &Plan, script: &mut Script) {
    if !plan.steps.renames.is_empty() {
        script.statement(&Step::LegacyAlter(false).sql());
    }
    plan.steps.renames.iter().for_each(|step| script.statement(&step.sql()));
}

#[derive(Default)]
struct Script {
    text: String,
}

impl Script {
    /// Appends a comment; each line of the text becomes a comment line.
    fn comment(&mut self, text: &str) {
        for line in text.split(['\n', '\r']) {
            self.text += format!("-- {line}").trim_end();
            self.text.push('\n');
        }
    }

    fn statement(&mut self, sql: &str) {
        self.text.push('\n');
        self.text += sql;
        self.text += ";\n";
    }
}

/// Returns the tables whose foreign keys can be checked: not those that refer to columns which are no key now
/// either, for which the check itself fails.
fn checkable<'a>(
    tables: impl Iterator<Item = &'a TableInfo>,
    before: &Catalog,
    parents: &Catalog,
) -> Vec<&'a TableInfo> {
    let mismatches = |table: &TableInfo| {
        (table.foreign_keys.iter()).any(|key| {
            let parent = before.table(&key.parent).or_else(|| parents.table(&key.parent));
            parent.is_some_and(|parent| !is_unique_key(parent, &key.parent_columns))
        })
    };
    tables
        .filter(|table| !table.foreign_keys.is_empty())
        .filter(|table| {
            let there = before.table(&table.name);
            // A new foreign key cannot have been violated before.
            there.is_none_or(|there| !mismatches(there))
        })
        .collect()
}

fn select_violations(tables: &[&TableInfo]) -> String {
    if tables.is_empty() {
        return "SELECT '' AS child, '' AS parent WHERE 0".to_owned();
    }
    let parts: Vec<String> = (tables.iter())
        .map(|table| {
            format!(
                "SELECT \"table\" AS child, parent FROM temp.pragma_foreign_key_check({}, 'main')",
                text_literal(&table.name)
            )
        })
        .collect();
    parts.join("\nUNION ALL ")
}

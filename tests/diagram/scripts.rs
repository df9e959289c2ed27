//! Databases of many shapes, as the scripts that create them.

use relations::{Result, catalog::Catalog, diagram::Diagram};

/// Returns the diagram of the tables that a script creates.
pub fn diagram_of(script: &str) -> Result<Diagram> {
    Ok(Catalog::of_script(script)?.diagram())
}

pub const SELF_REFERENCES: &str = "
CREATE TABLE category (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
    parent_id INTEGER REFERENCES category ON DELETE CASCADE);
CREATE TABLE employee (id INTEGER PRIMARY KEY, reports_to INTEGER REFERENCES employee,
    mentor_id INTEGER NOT NULL REFERENCES employee ON DELETE RESTRICT,
    substitute_id INTEGER UNIQUE REFERENCES employee ON DELETE SET NULL);
CREATE TABLE task (id INTEGER PRIMARY KEY, employee_id INTEGER NOT NULL REFERENCES employee);";

pub const CYCLE: &str = "
CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
    captain_id INTEGER UNIQUE REFERENCES player ON DELETE SET NULL);
CREATE TABLE player (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
    team_id INTEGER NOT NULL REFERENCES team ON DELETE CASCADE);";

/// A script with names that are markup, syntax or empty in one of the three languages.
pub const AWKWARD: &str = r#"
CREATE TABLE "Order ""Details"" <b>&amp;" (
    "the id" PRIMARY KEY REFERENCES "end",
    "größe" NUMERIC(10,2),
    "pk" PK NOT NULL,
    "日本語の列" "テキスト",
    "back\slash" "TEXT\",
    "a`b~c~d" double precision,
    "_id_" TEXT,
    "" TEXT,
    FOREIGN KEY ("größe", "pk") REFERENCES "no such 'table'\" (a, b) ON DELETE SET DEFAULT
);
CREATE TABLE "end" (id INTEGER PRIMARY KEY);
CREATE TABLE "direction LR" (id INTEGER PRIMARY KEY, "TB" direction);
CREATE TABLE "a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on" (
    id INTEGER PRIMARY KEY,
    author_id INTEGER NOT NULL REFERENCES "direction LR" ON DELETE RESTRICT,
    reviewer_id INTEGER REFERENCES "direction LR",
    "and so does the name of this column, which nobody would ever want to type" INTEGER REFERENCES "direction LR"
);
CREATE TABLE "%%{init: {}}%%" (id INTEGER PRIMARY KEY);
CREATE TABLE "one
line" (id INTEGER PRIMARY KEY);
CREATE TABLE "one line" (id INTEGER PRIMARY KEY);
CREATE TABLE "_emphasis_ **bold** #quot; $$x$$" (id INTEGER PRIMARY KEY);
CREATE TABLE "]]><!--" (id INTEGER PRIMARY KEY, "</text><script>" "x' onload='y");
CREATE TABLE "" (id INTEGER PRIMARY KEY);"#;

/// Returns a script of one table to which forty others refer.
pub fn star() -> String {
    let leaf = |at| {
        format!(
            "CREATE TABLE leaf_{at} (id INTEGER PRIMARY KEY, hub_id INTEGER NOT NULL REFERENCES hub, name TEXT);"
        )
    };
    (0..40)
        .map(leaf)
        .fold("CREATE TABLE hub (id INTEGER PRIMARY KEY);".to_owned(), |script, table| script + &table)
}

/// Returns a script of this many tables with up to three foreign keys each, most of them to earlier tables. Each
/// seed gives another picture.
pub fn random(tables: u32, seed: u32) -> String {
    let mut state = seed;
    let mut next = move |below: u32| {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        (state >> 16) % below
    };
    let mut script = String::new();
    for at in 0..tables {
        let mut columns = vec!["id INTEGER PRIMARY KEY".to_owned()];
        columns.extend((0..next(8)).map(|column| format!("value_{column} TEXT")));
        for column in 0..next(4) {
            let parent = if at > 0 && next(8) > 0 { next(at) } else { next(tables) };
            let constraint = ["", "NOT NULL", "UNIQUE"][next(3) as usize];
            let rule = ["", "ON DELETE CASCADE", "ON DELETE SET NULL"][next(3) as usize];
            columns.push(format!("key_{column} INTEGER {constraint} REFERENCES table_{parent} {rule}"));
        }
        script += &format!("CREATE TABLE table_{at} ({});\n", columns.join(", "));
    }
    script
}

/// Returns a script of this many tables, each with a foreign key to each of the others, and some with one to
/// themselves.
pub fn dense(tables: usize) -> String {
    let table = |at: usize| {
        let keys = (0..tables).filter(|&other| other != at || at.is_multiple_of(5));
        let key = |other: usize| {
            let rule = ["", "ON DELETE CASCADE", "NOT NULL"][(at + other) % 3];
            format!(", key_{other} INTEGER REFERENCES table_{other} {rule}")
        };
        format!("CREATE TABLE table_{at} (id INTEGER PRIMARY KEY{});\n", keys.map(key).collect::<String>())
    };
    (0..tables).map(table).collect()
}

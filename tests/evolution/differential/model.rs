//! Random schemas, as scripts.

use crate::random::Random;

#[derive(Clone, Debug)]
pub struct Schema {
    pub tables: Vec<Table>,
    /// The number of names that have been given.
    pub named: usize,
}

#[derive(Clone, Debug)]
pub struct Table {
    /// The identity of the table, which does not change with its name.
    pub identity: usize,
    pub name: String,
    pub key: Key,
    pub strict: bool,
    pub without_rowid: bool,
    pub columns: Vec<Column>,
    pub indexes: Vec<Index>,
    pub check: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    None,
    Integer,
    Autoincrement,
    Text,
    Composite,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub identity: usize,
    pub name: String,
    pub ty: &'static str,
    pub not_null: bool,
    pub unique: bool,
    pub nocase: bool,
    pub default: Option<&'static str>,
    pub check: Option<String>,
    pub generated: Option<bool>,
    /// The identity of the parent, and the referential action.
    pub parent: Option<(usize, &'static str)>,
}

#[derive(Clone, Debug)]
pub struct Index {
    pub name: String,
    pub terms: String,
    /// The identities of its columns.
    pub over: Vec<usize>,
    pub unique: bool,
}

pub const TYPES: [&str; 4] = ["INTEGER", "TEXT", "REAL", "BLOB"];
const NAMES: [&str; 6] = ["plain", "Mixed", "order", "two words", "qu\"ote", "it's"];
const ACTIONS: [&str; 3] = ["CASCADE", "SET NULL", "NO ACTION"];

pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Schema {
    pub fn random(random: &mut Random) -> Self {
        let mut schema = Self { tables: Vec::new(), named: 0 };
        for _ in 0..=random.below(3) {
            schema.add_table(random);
        }
        schema
    }

    pub fn fresh_name(&mut self, random: &mut Random) -> (usize, String) {
        self.named += 1;
        (
            self.named,
            format!("{} {}", random.pick(&NAMES), self.named)
                .replace(' ', if random.one_in(2) { "_" } else { " " }),
        )
    }

    pub fn add_table(&mut self, random: &mut Random) {
        let (identity, name) = self.fresh_name(random);
        let key = random.pick(&[
            Key::None,
            Key::Integer,
            Key::Integer,
            Key::Autoincrement,
            Key::Text,
            Key::Composite,
        ]);
        let without_rowid = matches!(key, Key::Text | Key::Composite) && random.one_in(2);
        let mut table = Table {
            identity,
            name,
            key,
            strict: random.one_in(2),
            without_rowid,
            columns: Vec::new(),
            indexes: Vec::new(),
            check: random.one_in(4),
        };
        for _ in 0..=random.below(4) {
            let column = self.column(random);
            table.columns.push(column);
        }
        if random.one_in(2) {
            let index = self.index(&table, random);
            table.indexes.push(index);
        }
        self.tables.push(table);
    }

    pub fn column(&mut self, random: &mut Random) -> Column {
        let (identity, name) = self.fresh_name(random);
        let ty = random.pick(&TYPES);
        let parents: Vec<usize> = (self.tables.iter())
            .filter(|table| matches!(table.key, Key::Integer | Key::Autoincrement))
            .map(|table| table.identity)
            .collect();
        let mut column = Column {
            identity,
            name,
            ty,
            not_null: random.one_in(3),
            unique: random.one_in(5),
            nocase: ty == "TEXT" && random.one_in(5),
            default: random.one_in(3).then(|| default_of(ty, random)),
            check: None,
            generated: random.one_in(8).then(|| random.one_in(2)),
            parent: None,
        };
        if !parents.is_empty() && random.one_in(3) {
            column.ty = "INTEGER";
            column.nocase = false;
            column.default = None;
            column.not_null = false;
            column.generated = None;
            column.parent = Some((random.pick(&parents), random.pick(&ACTIONS)));
        }
        if column.generated.is_some() {
            (column.not_null, column.unique, column.default) = (false, false, None);
        } else if random.one_in(5) {
            column.check =
                Some(format!("{} IS NULL OR length({}) < 1000", quoted(&column.name), quoted(&column.name)));
        }
        column
    }

    pub fn index(&mut self, table: &Table, random: &mut Random) -> Index {
        let (_, name) = self.fresh_name(random);
        let column = &table.columns[random.below(table.columns.len())];
        let of = quoted(&column.name);
        let terms = match random.below(5) {
            0 => format!("({of} DESC)"),
            1 => format!("(lower({of}))"),
            2 => format!("({of}) WHERE {of} IS NOT NULL"),
            3 => format!("({of} COLLATE NOCASE)"),
            _ => format!("({of})"),
        };
        Index { name, terms, over: vec![column.identity], unique: random.one_in(6) }
    }

    pub fn by_identity(&self, identity: usize) -> Option<&Table> {
        self.tables.iter().find(|table| table.identity == identity)
    }

    pub fn script(&self) -> String {
        self.tables.iter().map(|table| table.script(self)).collect()
    }
}

pub fn default_of(ty: &str, random: &mut Random) -> &'static str {
    match ty {
        "INTEGER" => random.pick(&["7", "-1", "(1 + 1)"]),
        "TEXT" => random.pick(&["'x'", "'it''s'", "('a' || 'b')"]),
        "REAL" => random.pick(&["0.5", "(1.0 / 3)"]),
        _ => "x'00ff'",
    }
}

impl Table {
    pub fn key_columns(&self) -> &'static [&'static str] {
        match self.key {
            Key::None => &[],
            Key::Integer | Key::Autoincrement => &["id"],
            Key::Text => &["code"],
            Key::Composite => &["code", "number"],
        }
    }

    fn script(&self, schema: &Schema) -> String {
        let mut parts: Vec<String> = match self.key {
            Key::None => vec!["note TEXT".into()],
            Key::Integer => vec!["id INTEGER PRIMARY KEY".into()],
            Key::Autoincrement => vec!["id INTEGER PRIMARY KEY AUTOINCREMENT".into()],
            Key::Text => vec!["code TEXT NOT NULL PRIMARY KEY".into()],
            Key::Composite => vec!["code TEXT NOT NULL".into(), "number INTEGER NOT NULL".into()],
        };
        parts.extend(self.columns.iter().map(Column::script));
        if self.key == Key::Composite {
            parts.push("PRIMARY KEY (code, number)".into());
        }
        if self.check {
            parts.push(format!(
                "CONSTRAINT \"a check\" CHECK ({} IS NOT 'never')",
                quoted(&self.columns[0].name)
            ));
        }
        for column in &self.columns {
            if let Some((parent, action)) = column.parent
                && let Some(parent) = schema.by_identity(parent)
            {
                parts.push(format!(
                    "FOREIGN KEY ({}) REFERENCES {} (id) ON DELETE {action}",
                    quoted(&column.name),
                    quoted(&parent.name)
                ));
            }
        }
        let options = match (self.strict, self.without_rowid) {
            (true, true) => " STRICT, WITHOUT ROWID",
            (true, false) => " STRICT",
            (false, true) => " WITHOUT ROWID",
            (false, false) => "",
        };
        let mut script =
            format!("CREATE TABLE {} (\n  {}\n){options};\n", quoted(&self.name), parts.join(",\n  "));
        for index in &self.indexes {
            script += &format!(
                "CREATE {}INDEX {} ON {} {};\n",
                if index.unique { "UNIQUE " } else { "" },
                quoted(&index.name),
                quoted(&self.name),
                index.terms
            );
        }
        script
    }
}

impl Column {
    fn script(&self) -> String {
        let name = quoted(&self.name);
        let mut sql = format!("{name} {}", self.ty);
        if self.not_null {
            sql += " NOT NULL";
        }
        if self.unique {
            sql += " UNIQUE";
        }
        if let Some(default) = self.default {
            sql += &format!(" DEFAULT {default}");
        }
        if let Some(check) = &self.check {
            sql += &format!(" CHECK ({check})");
        }
        if self.nocase {
            sql += " COLLATE NOCASE";
        }
        if let Some(stored) = self.generated {
            let value = match self.ty {
                "INTEGER" => "1 + 1",
                "TEXT" => "'g' || 'en'",
                "REAL" => "1.0 / 4",
                _ => "x'01'",
            };
            sql += &format!(" GENERATED ALWAYS AS ({value}) {}", if stored { "STORED" } else { "VIRTUAL" });
        }
        sql
    }
}

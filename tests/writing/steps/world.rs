//! The rows as a collection in memory, where marks stand for keys.

use std::collections::{BTreeMap, BTreeSet};

use relations::{
    Result,
    rusqlite::{Connection, types::Value},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    Paper,
    Line,
    Part,
    Hint,
    Note,
    Page,
    Seal,
    Cover,
    Tag,
    PaperTag,
    LineTag,
}

/// The tables of rows: their names, the columns of their parents, these parents, and their other columns.
type Description = (Table, &'static str, Option<(&'static str, Table)>, &'static str);

const TABLES: &[Description] = &[
    (Table::Paper, "paper", None, "title, weight, data"),
    (Table::Line, "line", Some(("paper_id", Table::Paper)), "position, text, amount"),
    (Table::Part, "part", Some(("line_id", Table::Line)), "text, size"),
    (Table::Hint, "hint", Some(("line_id", Table::Line)), "text"),
    (Table::Note, "note", Some(("paper_id", Table::Paper)), "text"),
    (Table::Page, "page", Some(("paper_id", Table::Paper)), "text"),
    (Table::Seal, "seal", Some(("paper_id", Table::Paper)), "text"),
    (Table::Cover, "cover", Some(("paper_id", Table::Paper)), "text"),
    (Table::Tag, "tag", None, "text"),
];

const LINKS: &[(Table, &str, Table, &str)] = &[
    (Table::PaperTag, "paper_tag", Table::Paper, "paper_id"),
    (Table::LineTag, "line_tag", Table::Line, "line_id"),
];

/// A row: the mark of its parent, and its values.
pub type Row = (Option<i64>, Vec<Value>);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    pub rows: BTreeMap<(Table, i64), Row>,
    pub links: BTreeSet<(Table, i64, i64)>,
}

/// The keys of rows by their marks.
pub type Keys = BTreeMap<(Table, i64), i64>;

/// The numbers of rows of each table that are inserted, updated and deleted.
pub type Writes = BTreeMap<(Table, &'static str), u64>;

impl World {
    /// Reads all rows, and their keys.
    pub fn read(db: &Connection) -> Result<(Self, Keys)> {
        let (mut world, mut keys) = (Self::default(), Keys::new());
        let mut marks: BTreeMap<(Table, i64), i64> = BTreeMap::new();
        for (table, name, parent, columns) in TABLES {
            let key = if *table == Table::Page { "mark" } else { "id" };
            let parent_column = parent.map_or("NULL", |(column, _)| column);
            let mut read =
                db.prepare_cached(&format!("SELECT mark, {key}, {parent_column}, {columns} FROM {name}"))?;
            let width = read.column_count();
            let mut found = read.query([])?;
            while let Some(row) = found.next()? {
                let (mark, key): (i64, i64) = (row.get(0)?, row.get(1)?);
                let above: Option<i64> = row.get(2)?;
                let above = above.zip(*parent).map(|(above, (_, parent))| marks[&(parent, above)]);
                let values = (3..width).map(|at| row.get(at)).collect::<relations::rusqlite::Result<_>>()?;
                marks.insert((*table, key), mark);
                keys.insert((*table, mark), key);
                world.rows.insert((*table, mark), (above, values));
            }
        }
        for (table, name, near, column) in LINKS {
            let mut read = db.prepare_cached(&format!("SELECT {column}, tag_id FROM {name}"))?;
            let mut found = read.query([])?;
            while let Some(row) = found.next()? {
                world.links.insert((*table, marks[&(*near, row.get(0)?)], marks[&(Table::Tag, row.get(1)?)]));
            }
        }
        Ok((world, keys))
    }

    /// Returns the numbers of writes that make another world of this one.
    pub fn writes_to(&self, other: &Self) -> Writes {
        let mut writes = Writes::new();
        let mut one = |table: Table, verb| *writes.entry((table, verb)).or_default() += 1;
        for (key, row) in &self.rows {
            match other.rows.get(key) {
                None => one(key.0, "DELETE"),
                Some(now) if now != row => one(key.0, "UPDATE"),
                Some(_) => {}
            }
        }
        other.rows.keys().filter(|key| !self.rows.contains_key(key)).for_each(|key| one(key.0, "INSERT"));
        self.links.difference(&other.links).for_each(|link| one(link.0, "DELETE"));
        other.links.difference(&self.links).for_each(|link| one(link.0, "INSERT"));
        writes
    }

    /// Returns the marks of the children of a row.
    pub fn children(&self, table: Table, parent: i64) -> Vec<i64> {
        let of = self.rows.iter().filter(|((of, _), (above, _))| *of == table && *above == Some(parent));
        of.map(|((_, mark), _)| *mark).collect()
    }

    /// Returns the marks of all rows of a table.
    pub fn all(&self, table: Table) -> Vec<i64> {
        self.rows.keys().filter(|(of, _)| *of == table).map(|(_, mark)| *mark).collect()
    }

    pub fn linked(&self, table: Table, near: i64) -> Vec<i64> {
        self.links
            .iter()
            .filter(|(of, this, _)| *of == table && *this == near)
            .map(|(.., tag)| *tag)
            .collect()
    }

    pub fn put(&mut self, table: Table, mark: i64, parent: Option<i64>, values: Vec<Value>) {
        self.rows.insert((table, mark), (parent, values));
    }

    /// Lets the children of a row go that are not named.
    pub fn keep_only(&mut self, table: Table, parent: i64, named: impl IntoIterator<Item = i64>) {
        let named: BTreeSet<i64> = named.into_iter().collect();
        for gone in self.children(table, parent) {
            if !named.contains(&gone) {
                self.let_go(table, gone);
            }
        }
    }

    fn let_go(&mut self, table: Table, mark: i64) {
        if matches!(table, Table::Note | Table::Hint | Table::Cover) {
            if let Some(row) = self.rows.get_mut(&(table, mark)) {
                row.0 = None;
            }
            return;
        }
        self.rows.remove(&(table, mark));
        if table == Table::Line {
            self.keep_only(Table::Part, mark, []);
            self.keep_only(Table::Hint, mark, []);
            self.links.retain(|(of, near, _)| *of != Table::LineTag || *near != mark);
        }
    }
}

/// Creates triggers that count what is written.
pub fn count_by_triggers(db: &Connection) -> Result<()> {
    db.execute_batch("CREATE TABLE written (name TEXT, verb TEXT)")?;
    for name in TABLES.iter().map(|(_, name, ..)| name).chain(LINKS.iter().map(|(_, name, ..)| name)) {
        for verb in ["INSERT", "UPDATE", "DELETE"] {
            db.execute_batch(&format!(
                "CREATE TRIGGER {name}_{verb} AFTER {verb} ON {name} BEGIN INSERT INTO written VALUES ('{name}', '{verb}'); END"
            ))?;
        }
    }
    Ok(())
}

/// Returns what the triggers have counted, and forgets it.
pub fn counted(db: &Connection) -> Result<Writes> {
    let mut writes = Writes::new();
    for (table, name) in TABLES
        .iter()
        .map(|(table, name, ..)| (table, name))
        .chain(LINKS.iter().map(|(table, name, ..)| (table, name)))
    {
        for verb in ["INSERT", "UPDATE", "DELETE"] {
            let sql = "SELECT count(*) FROM written WHERE name = ?1 AND verb = ?2";
            let count: u64 = db.query_row(sql, (name, verb), |row| row.get(0))?;
            if count > 0 {
                writes.insert((*table, verb), count);
            }
        }
    }
    db.execute("DELETE FROM written", [])?;
    Ok(writes)
}

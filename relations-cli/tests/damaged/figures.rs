//! Counts and bounds reads, which must not panic.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use relations::rusqlite::{self, Connection};

/// The number of times that a read may be asked whether it goes on, each time after a number of SQLite's
/// instructions.
const ASKED: usize = 4_000;
const INSTRUCTIONS: i32 = 1_000;

#[derive(Default)]
pub struct Figures {
    pub files: usize,
    pub unopened: usize,
    pub reads: usize,
    pub errors: usize,
    pub interrupted: usize,
    pub compared: usize,
    /// The rows with a text that UTF-8 cannot represent.
    pub untold: usize,
    /// The number of errors of each kind, by name.
    pub kinds: BTreeMap<String, usize>,
    /// The reads that panicked or differed.
    pub faults: Vec<String>,
}

impl Figures {
    /// Prints the figures.
    ///
    /// # Panics
    ///
    /// If there are faults; the message lists all of them.
    pub fn tell(self) {
        println!(
            "{} files tried, {} times one did not open; {} reads, {} errors, {} of them at the limit of instructions; {} answers \
             compared; {} pages behind a text that cannot be told; {} faults",
            self.files,
            self.unopened,
            self.reads,
            self.errors,
            self.interrupted,
            self.compared,
            self.untold,
            self.faults.len()
        );
        println!("{:?}", self.kinds);
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
    }
}

/// The reads of one connection.
pub struct Reads<'a> {
    pub db: &'a Connection,
    pub case: &'a str,
    pub figures: &'a mut Figures,
    left: Arc<AtomicUsize>,
}

/// Bounds the statements of a connection, and returns the number of times that they may still go on.
pub fn bound(db: &mut Connection) -> Arc<AtomicUsize> {
    let left = Arc::new(AtomicUsize::new(ASKED));
    let asked = Arc::clone(&left);
    let may_not_go_on =
        move || asked.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err();
    db.progress_handler(INSTRUCTIONS, Some(may_not_go_on)).expect("a handler is set");
    left
}

impl<'a> Reads<'a> {
    pub fn new(db: &'a Connection, left: Arc<AtomicUsize>, case: &'a str, figures: &'a mut Figures) -> Self {
        Self { db, case, figures, left }
    }

    /// Returns what a read of the library returns, unless it is an error.
    pub fn read<T>(
        &mut self,
        what: &str,
        read: impl FnOnce(&Connection) -> relations::Result<T>,
    ) -> Option<T> {
        self.figures.reads += 1;
        self.left.store(ASKED, Ordering::Relaxed);
        match catch_unwind(AssertUnwindSafe(|| read(self.db))) {
            Ok(Ok(answer)) => Some(answer),
            Ok(Err(error)) => {
                self.figures.errors += 1;
                let words = error.to_string();
                if self.left.load(Ordering::Relaxed) == 0 {
                    self.figures.interrupted += 1;
                }
                let kind = format!("{error:?}");
                let kind = kind.split([' ', '(', '{']).next().unwrap_or_default();
                *self.figures.kinds.entry(kind.to_owned()).or_default() += 1;
                if words.is_empty() {
                    self.fault(what, "an error without words");
                }
                None
            }
            Err(_) => {
                self.fault(what, "PANIC");
                None
            }
        }
    }

    /// Returns what rusqlite returns for a statement, unless it is an error.
    pub fn by_hand(&mut self, sql: &str, values: impl rusqlite::Params) -> Option<Vec<Vec<Cell>>> {
        self.left.store(ASKED, Ordering::Relaxed);
        by_hand(self.db, sql, values).ok()
    }

    pub fn was_interrupted(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }

    /// Records a fault if the two differ.
    pub fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, given: &T, expected: &T) {
        self.figures.compared += 1;
        if given != expected {
            let cut = |text: String| text.chars().take(600).collect::<String>();
            self.fault(
                what,
                &format!("{} and not {}", cut(format!("{given:?}")), cut(format!("{expected:?}"))),
            );
        }
    }

    pub fn fault(&mut self, what: &str, fault: &str) {
        self.figures.faults.push(format!("{}: {what}: {fault}", self.case));
    }
}

/// A stored value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(Vec<u8>),
    Blob(Vec<u8>),
    /// An integer that was read as a `bool`: any but 0 is true.
    Truth(bool),
}

fn by_hand(db: &Connection, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<Vec<Vec<Cell>>> {
    let mut statement = db.prepare(sql)?;
    let columns = statement.column_count();
    let rows = statement.query_map(values, |row| {
        (0..columns)
            .map(|at| {
                use rusqlite::types::ValueRef;
                Ok(match row.get_ref(at)? {
                    ValueRef::Null => Cell::Null,
                    ValueRef::Integer(value) => Cell::Integer(value),
                    ValueRef::Real(value) => Cell::Real(value),
                    ValueRef::Text(value) => Cell::Text(value.to_owned()),
                    ValueRef::Blob(value) => Cell::Blob(value.to_owned()),
                })
            })
            .collect()
    })?;
    rows.collect()
}

/// A value of a model as a cell.
pub trait ToCell {
    fn to_cell(&self) -> Cell;
}

impl ToCell for i64 {
    fn to_cell(&self) -> Cell {
        Cell::Integer(*self)
    }
}

impl ToCell for bool {
    fn to_cell(&self) -> Cell {
        Cell::Truth(*self)
    }
}

impl ToCell for f64 {
    fn to_cell(&self) -> Cell {
        Cell::Real(*self)
    }
}

impl ToCell for String {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.clone().into())
    }
}

impl ToCell for Vec<u8> {
    fn to_cell(&self) -> Cell {
        Cell::Blob(self.clone())
    }
}

impl<T: ToCell> ToCell for Option<T> {
    fn to_cell(&self) -> Cell {
        self.as_ref().map_or(Cell::Null, ToCell::to_cell)
    }
}

/// A row of a model as cells, in the order of its columns.
pub trait Cells {
    fn cells(&self) -> Vec<Cell>;
}

macro_rules! cells {
    ($($model:ident: $($field:ident)*;)*) => {$(
        impl Cells for crate::models::$model {
            fn cells(&self) -> Vec<Cell> {
                vec![$(self.$field.to_cell()),*]
            }
        }
    )*};
}

cells! {
    Author: id name email rating;
    Book: id title author_id prequel_id pages price published cover;
    Card: code author_id;
    Tag: name weight;
    Tagging: book_id tag_name note;
}

/// Converts the cells to the types of the fields: a stored integer is also read as a float.
pub fn as_read(stored: &[Vec<Cell>], given: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let cell = |stored: &Cell, given: Option<&Cell>| match (stored, given) {
        #[allow(clippy::cast_precision_loss, reason = "as SQLite and the library convert it")]
        (Cell::Integer(stored), Some(Cell::Real(_))) => Cell::Real(*stored as f64),
        (Cell::Integer(stored), Some(Cell::Truth(_))) => Cell::Truth(*stored != 0),
        _ => stored.clone(),
    };
    let row = |(at, row): (usize, &Vec<Cell>)| {
        let given = given.get(at);
        row.iter()
            .enumerate()
            .map(|(at, stored)| cell(stored, given.and_then(|given| given.get(at))))
            .collect()
    };
    stored.iter().enumerate().map(row).collect()
}

//! Random forms of rows that are there, and of new ones.

use relations::Key;

use super::{
    form::{
        CoverForm, Head, HintForm, Leaf, LineForm, NamedTag, PageForm, PaperForm, PartForm, SealForm, TagForm,
    },
    world::{Keys, Table, World},
};
use crate::{
    random::Random,
    values::{bytes, integer, real, text},
};
use relations::rusqlite::types::Value;

/// Makes forms of the rows of a world.
pub struct Maker<'m> {
    pub random: &'m mut Random,
    pub world: &'m World,
    pub keys: &'m Keys,
    /// The last mark that was given.
    pub marks: &'m mut i64,
    /// The tags that a form gives values to already.
    pub given: Vec<i64>,
    /// Something differs from what is stored.
    pub changes: bool,
    /// Set if lines change places, which can take another write for each.
    pub rows_change_places: bool,
}

impl Maker<'_> {
    fn mark(&mut self) -> i64 {
        *self.marks += 1;
        *self.marks
    }

    fn key(&self, table: Table, mark: i64) -> Option<i64> {
        self.keys.get(&(table, mark)).copied()
    }

    /// Returns `true` if something here shall differ.
    fn differs(&mut self) -> bool {
        self.changes && self.random.one_in(4)
    }

    /// Returns the values of a row, some of them changed; those of a new row are all made.
    fn values<const N: usize>(
        &mut self,
        table: Table,
        mark: i64,
        make: [fn(&mut Random) -> Value; N],
    ) -> [Value; N] {
        let stored = self.world.rows.get(&(table, mark)).map(|(_, values)| values.clone());
        let mut at = 0;
        make.map(|make| {
            at += 1;
            match &stored {
                Some(stored) if !self.differs() => stored[at - 1].clone(),
                _ => make(self.random),
            }
        })
    }

    fn text(&mut self, table: Table, mark: i64) -> String {
        let at = usize::from(table == Table::Line);
        let stored = self.world.rows.get(&(table, mark)).map(|(_, values)| as_text(&values[at]));
        match stored {
            Some(stored) if !self.differs() => stored,
            _ => text(self.random),
        }
    }

    /// Returns the marks of those children that stay, and of new ones.
    fn children(&mut self, table: Table, parent: i64, most: usize) -> Vec<i64> {
        let mut marks = self.world.children(table, parent);
        if !self.changes {
            return marks;
        }
        marks.retain(|_| !self.random.one_in(5));
        if self.random.one_in(2) {
            for _ in 0..self.random.below(3) {
                if marks.len() < most {
                    let at = self.random.below(marks.len() + 1);
                    let mark = self.mark();
                    marks.insert(at, mark);
                }
            }
        }
        if self.random.one_in(3) {
            for at in 1..marks.len() {
                marks.swap(at, self.random.below(at + 1));
            }
        }
        marks
    }

    pub fn paper(&mut self, mark: i64) -> PaperForm {
        let head = self.head(mark);
        let data = match self.world.rows.get(&(Table::Paper, mark)) {
            Some((_, values)) if !self.differs() => as_bytes(&values[2]),
            _ if self.random.one_in(3) => None,
            _ => Some(bytes(self.random)),
        };
        PaperForm {
            id: head.id,
            mark,
            title: head.title,
            weight: head.weight,
            data,
            lines: self.lines(mark),
            notes: self.notes(mark),
            pages: self.pages(mark),
            seal: self.seal(mark),
            cover: self.cover(mark),
            tags: self.tags(Table::PaperTag, mark),
        }
    }

    pub fn head(&mut self, mark: i64) -> Head {
        let make: [fn(&mut Random) -> Value; 2] =
            [|random| Value::Text(text(random)), |random| Value::Real(real(random))];
        let [title, weight] = self.values(Table::Paper, mark, make);
        let weight = if let Value::Real(weight) = weight { weight } else { 0.0 };
        Head { id: self.key(Table::Paper, mark), mark, title: as_text(&title), weight }
    }

    pub fn lines(&mut self, paper: i64) -> Vec<LineForm> {
        let position = |world: &World, mark| match world.rows.get(&(Table::Line, mark)) {
            Some((_, values)) => as_integer(&values[0]),
            None => None,
        };
        let there = self.world.children(Table::Line, paper);
        let last = there.iter().filter_map(|mark| position(self.world, *mark)).max().unwrap_or(0);
        let by = if self.differs() { self.random.pick(&[1, -1, 5]) } else { 0 };
        let marks = self.children(Table::Line, paper, 12);
        let place =
            |(mark, nth): (&i64, i64)| position(self.world, *mark).map_or(last + 5 + nth, |at| at + by);
        let mut positions: Vec<i64> = marks.iter().zip(1..).map(place).collect();
        if self.differs() {
            self.rows_change_places = true;
            for at in 1..positions.len() {
                positions.swap(at, self.random.below(at + 1));
            }
        }
        marks.into_iter().zip(positions).map(|(mark, position)| self.line(mark, position)).collect()
    }

    fn line(&mut self, mark: i64, position: i64) -> LineForm {
        LineForm {
            id: self.key(Table::Line, mark).map(Key::new),
            mark,
            position,
            text: self.text(Table::Line, mark),
            amount: if self.differs() { Some(integer(self.random)) } else { None },
            parts: self.parts(mark),
            hints: self.hints(mark),
            tags: self.tags(Table::LineTag, mark),
        }
    }

    pub fn parts(&mut self, line: i64) -> Vec<PartForm> {
        let marks = self.children(Table::Part, line, 5);
        let part = |mark| {
            let stored =
                self.world.rows.get(&(Table::Part, mark)).and_then(|(_, values)| as_integer(&values[1]));
            let size = if self.differs() { Some(integer(self.random)) } else { stored };
            PartForm { id: self.key(Table::Part, mark), mark, text: self.text(Table::Part, mark), size }
        };
        marks.into_iter().map(part).collect()
    }

    pub fn hints(&mut self, line: i64) -> Vec<HintForm> {
        let marks = self.children(Table::Hint, line, 3);
        let hint =
            |mark| HintForm { id: self.key(Table::Hint, mark), mark, text: self.text(Table::Hint, mark) };
        marks.into_iter().map(hint).collect()
    }

    pub fn notes(&mut self, paper: i64) -> Vec<Leaf> {
        let marks = self.children(Table::Note, paper, 4);
        let note = |mark| Leaf { id: self.key(Table::Note, mark), mark, text: self.text(Table::Note, mark) };
        marks.into_iter().map(note).collect()
    }

    pub fn pages(&mut self, paper: i64) -> Vec<PageForm> {
        let marks = self.children(Table::Page, paper, 4);
        marks.into_iter().map(|mark| PageForm { mark, text: self.text(Table::Page, mark) }).collect()
    }

    pub fn seal(&mut self, paper: i64) -> Option<SealForm> {
        let mark = self.children(Table::Seal, paper, 1).pop()?;
        Some(SealForm { id: self.key(Table::Seal, mark), mark, text: self.text(Table::Seal, mark) })
    }

    pub fn cover(&mut self, paper: i64) -> Option<CoverForm> {
        let mark = self.children(Table::Cover, paper, 1).pop()?;
        Some(CoverForm { id: self.key(Table::Cover, mark), mark, text: self.text(Table::Cover, mark) })
    }

    /// Returns tags: those that are linked, as forms or by their keys, others by their keys, and new ones.
    pub fn tags(&mut self, table: Table, near: i64) -> Vec<TagForm> {
        let mut marks = self.world.linked(table, near);
        let linked = marks.clone();
        if self.changes {
            marks.retain(|_| !self.random.one_in(5));
            for other in self.world.all(Table::Tag) {
                if !linked.contains(&other) && self.random.one_in(12) {
                    marks.push(other);
                }
            }
            if self.random.one_in(5) {
                let new = self.mark();
                marks.push(new);
            }
        }
        let tag = |mark: i64| match self.key(Table::Tag, mark) {
            None => TagForm::Form(NamedTag { id: None, mark, text: text(self.random) }),
            Some(key) if linked.contains(&mark) && !self.given.contains(&mark) && self.random.one_in(2) => {
                self.given.push(mark);
                TagForm::Form(NamedTag { id: Some(key), mark, text: self.text(Table::Tag, mark) })
            }
            Some(key) => TagForm::Known(Key::new(key)),
        };
        marks.into_iter().map(tag).collect()
    }
}

fn as_text(value: &Value) -> String {
    if let Value::Text(text) = value { text.clone() } else { String::new() }
}

fn as_integer(value: &Value) -> Option<i64> {
    if let Value::Integer(integer) = value { Some(*integer) } else { None }
}

fn as_bytes(value: &Value) -> Option<Vec<u8>> {
    if let Value::Blob(bytes) = value { Some(bytes.clone()) } else { None }
}

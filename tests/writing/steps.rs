//! Random forms that are saved: after each step the database is what plain collections are, and no row is written that
//! does not differ. A form with a mistake is refused with the way to it, and nothing is written.
//!
//! `RELATIONS_WRITING_CASES` sets the number of cases, and `RELATIONS_WRITING_SEED` the first one.

mod form;
mod make;
mod models;
mod saving;
mod world;
mod wrong;

use relations::{Insert, Result, prelude::*, rusqlite::Connection};

use self::{
    make::Maker,
    models::{Line, Paper, SCHEMA},
    world::{Keys, Table, World, Writes, count_by_triggers, counted},
};
use crate::{environment::number, random::Random};

/// The figures of a run.
#[derive(Debug, Default)]
struct Figures {
    steps: u64,
    /// The numbers of rows that were written, and of steps that wrote none.
    written: u64,
    idle: u64,
    /// The number of forms that were refused.
    refused: u64,
}

/// A database with what is known of it.
struct Case {
    db: Connection,
    world: World,
    keys: Keys,
    marks: i64,
    triggers: bool,
    name: String,
}

impl Case {
    fn new(seed: u64) -> Result<Self> {
        let db = relations::open_in_memory()?;
        SCHEMA.create_all(&db)?;
        let triggers = seed % 2 == 1;
        if triggers {
            count_by_triggers(&db)?;
        }
        let name = format!("RELATIONS_WRITING_SEED={seed}");
        Ok(Self { db, world: World::default(), keys: Keys::new(), marks: 0, triggers, name })
    }

    /// Takes a random step. Returns the number of rows that were written.
    fn step(&mut self, random: &mut Random) -> Result<u64> {
        let changes = !random.one_in(5);
        let mut papers = self.world.all(Table::Paper);
        if papers.len() < 4 {
            self.marks += 1;
            papers.push(self.marks);
        }
        let paper = random.pick(&papers);
        let id = self.keys.get(&(Table::Paper, paper)).copied();
        let verb = if id.is_some() { random.below(11) } else { 0 };
        let lines = self.world.children(Table::Line, paper);
        let line = if lines.is_empty() { None } else { Some(random.pick(&lines)) };
        let line_id = line.map(|line| self.keys[&(Table::Line, line)]);
        let (before, keys) = (self.world.clone(), self.keys.clone());
        let (db, world, marks) = (&self.db, &mut self.world, &mut self.marks);
        let mut maker = Maker {
            random,
            world: &before,
            keys: &keys,
            marks,
            given: Vec::new(),
            changes,
            rows_change_places: false,
        };
        let written = db.total_changes();
        // The table whose rows are synced, with what the handle says.
        let mut said = None;
        let handle = Paper { id: id.unwrap_or(0), mark: 0, title: String::new(), weight: 0.0, data: None };
        let line_handle = |id| -> Result<Line> { Line::get(db, id) };
        match (verb, line.zip(line_id)) {
            (0..=2, _) => {
                let form = maker.paper(paper);
                world.save_paper(&form, &keys);
                let saved = form.save(db)?;
                assert_eq!(saved.mark, paper);
            }
            (3, _) => {
                let form = maker.head(paper);
                world.save_head(&form);
                form.save(db)?;
            }
            (4, _) => {
                let forms = maker.lines(paper);
                world.save_lines(paper, &forms, &keys);
                said = Some((Table::Line, handle.lines().sync(db, forms)?));
            }
            (5, _) => {
                let forms = maker.notes(paper);
                world.save_notes(paper, &forms);
                said = Some((Table::Note, handle.notes().sync(db, forms)?));
            }
            (6, _) => {
                let forms = maker.pages(paper);
                world.save_pages(paper, &forms);
                said = Some((Table::Page, handle.pages().sync(db, forms)?));
            }
            (7, _) => {
                let (seal, cover) = (maker.seal(paper), maker.cover(paper));
                world.save_seal(paper, seal.as_ref());
                world.save_cover(paper, cover.as_ref());
                handle.seal().sync(db, seal)?;
                said = Some((Table::Cover, handle.cover().sync(db, cover)?));
            }
            (8, Some((line, id))) => {
                let forms = maker.parts(line);
                world.save_parts(line, &forms);
                said = Some((Table::Part, line_handle(id)?.parts().sync(db, forms)?));
            }
            (9, Some((line, id))) => {
                let forms = maker.tags(Table::LineTag, line);
                world.save_tags(Table::LineTag, line, &forms, &keys);
                said = Some((Table::LineTag, line_handle(id)?.tags().sync(db, forms)?));
            }
            _ => {
                let forms = maker.tags(Table::PaperTag, paper);
                world.save_tags(Table::PaperTag, paper, &forms, &keys);
                said = Some((Table::PaperTag, handle.tags().sync(db, forms)?));
            }
        }
        let change_places = maker.rows_change_places;
        let written = self.db.total_changes() - written;
        let (now, keys) = World::read(&self.db)?;
        assert_eq!(now, self.world, "{}", self.name);
        let expected = before.writes_to(&now);
        let total = self.check_writes(&expected, written, change_places)?;
        if let Some((table, changes)) = said {
            self.check_said(table, changes, &before, &expected);
        }
        (self.world, self.keys) = (now, keys);
        Ok(total)
    }

    /// Checks that no more was written than the rows that differ. Returns their number.
    fn check_writes(&self, expected: &Writes, written: u64, change_places: bool) -> Result<u64> {
        let total: u64 = expected.values().sum();
        // A line that changes places with another can be written once more.
        let lines = expected.get(&(Table::Line, "UPDATE")).copied().unwrap_or(0);
        let more = if change_places { lines } else { 0 };
        if self.triggers {
            let mut counted = counted(&self.db)?;
            if let Some(count) = counted.get_mut(&(Table::Line, "UPDATE"))
                && (lines..=lines + more).contains(count)
            {
                *count = lines;
            }
            assert_eq!(counted, *expected, "{}", self.name);
        } else {
            assert!((total..=total + more).contains(&written), "{}: {written}, {expected:?}", self.name);
        }
        Ok(total)
    }

    /// Checks the numbers that a handle returned.
    fn check_said(&self, table: Table, said: relations::Changes, before: &World, expected: &Writes) {
        let count_of = |table, verb| {
            expected.get(&(table, verb)).map_or(0, |count| usize::try_from(*count).unwrap_or(0))
        };
        let count = |verb| count_of(table, verb);
        // Of a relation across a junction, the far rows are updated.
        let updated = if matches!(table, Table::PaperTag | Table::LineTag) { Table::Tag } else { table };
        let freed = |((of, mark), (above, _)): &(&(Table, i64), &world::Row)| {
            *of == table
                && above.is_some()
                && self.world.rows.get(&(*of, *mark)).is_some_and(|row| row.0.is_none())
        };
        let freed = before.rows.iter().filter(freed).count();
        let right = (count("INSERT"), count_of(updated, "UPDATE") - freed, count("DELETE") + freed);
        assert_eq!((said.added, said.updated, said.removed), right, "{}: {table:?}", self.name);
    }

    /// Saves a form with a mistake. Returns `false` if the form has no place for one.
    fn mistake(&mut self, random: &mut Random) -> Result<bool> {
        let papers = self.world.all(Table::Paper);
        if papers.is_empty() {
            return Ok(false);
        }
        let paper = random.pick(&papers);
        let (world, keys, marks) = (&self.world, &self.keys, &mut self.marks);
        let mut maker =
            Maker { random, world, keys, marks, given: Vec::new(), changes: true, rows_change_places: false };
        let mut form = maker.paper(paper);
        let Some((way, kind)) = wrong::spoil(&mut form, random, world, keys) else { return Ok(false) };
        let shown = format!("{form:?}");
        let Err(error) = form.save(&self.db) else { panic!("{}: nothing is wrong with {shown}", self.name) };
        let name = &self.name;
        assert_eq!(error.path(), way.as_deref(), "{name}: {error}");
        assert!(kind(error.cause()), "{name}: {error:?}");
        let (now, keys) = World::read(&self.db)?;
        assert!(now == self.world && keys == self.keys, "{name}: written in spite of {error}");
        assert!(self.db.is_autocommit());
        if self.triggers {
            assert_eq!(counted(&self.db)?, Writes::new());
        }
        Ok(true)
    }
}

fn run(seed: u64, figures: &mut Figures) -> Result<()> {
    let mut random = Random::new(seed);
    let mut case = Case::new(seed)?;
    for _ in 0..20 {
        let written = case.step(&mut random)?;
        figures.steps += 1;
        figures.written += written;
        figures.idle += u64::from(written == 0);
        figures.refused += u64::from(case.mistake(&mut random)?);
    }
    Ok(())
}

#[test]
fn what_is_saved_is_what_plain_collections_hold() {
    let cases = number("RELATIONS_WRITING_CASES").unwrap_or(200);
    let first = number("RELATIONS_WRITING_SEED").unwrap_or(0);
    let mut figures = Figures::default();
    for seed in first..first + cases {
        run(seed, &mut figures).unwrap_or_else(|error| panic!("RELATIONS_WRITING_SEED={seed}: {error}"));
    }
    println!("{cases} cases: {figures:?}");
    assert!(figures.idle > 0 && figures.refused > 0, "{figures:?}");
}

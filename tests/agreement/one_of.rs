//! Random rows that belong to one of three models, with a text, a composite and a newtype key: the handle, the predicate,
//! the count, the shape and plain SQL agree on which, whatever changed it; and the database refuses two or none.
//!
//! `RELATIONS_AGREEMENT_CASES` sets the number of databases, `RELATIONS_AGREEMENT_SEED` the first.

use relations::{ColumnType, Key, Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::{environment::number, numbers::Random};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(notes: Note)]
#[has_many(marks: Mark)]
pub struct Book {
    #[key]
    isbn: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(shelf, place), without_rowid)]
#[has_many(notes: Note)]
#[has_many(marks: Mark)]
pub struct Carton {
    shelf: i64,
    place: String,
}

#[derive(ColumnType, Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilmId(i64);

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(notes: Note)]
#[has_many(marks: Mark)]
pub struct Film {
    id: FilmId,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(r#box: Carton, key(shelf, place), on_delete = cascade)]
#[one_of(about: About, book, r#box, film, derive(Clone, Debug, PartialEq))]
pub struct Note {
    id: i64,
    #[belongs_to(book: Book, on_delete = cascade)]
    isbn: Option<String>,
    shelf: Option<i64>,
    place: Option<String>,
    #[belongs_to(film: Film, on_delete = cascade)]
    film_id: Option<FilmId>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(r#box: Carton, key(shelf, place), on_delete = set_null)]
#[one_of(at: At, book, r#box, film, optional, derive(Clone, Debug, PartialEq))]
pub struct Mark {
    id: i64,
    #[belongs_to(book: Book, on_delete = set_null)]
    isbn: Option<String>,
    shelf: Option<i64>,
    place: Option<String>,
    #[belongs_to(film: Film, on_delete = set_null)]
    film_id: Option<FilmId>,
}

const SCHEMA: Schema = schema![Book, Carton, Film, Note, Mark];

#[derive(Load, Debug, PartialEq)]
#[load(Note)]
struct NoteShape {
    id: i64,
    about: About,
}

/// The same row as parts of it, in another order of variants.
#[derive(Load, Debug, PartialEq)]
#[load(Note)]
struct NotePart {
    about: AboutPart,
}

#[derive(Load, Debug, PartialEq)]
#[load(Note::about)]
enum AboutPart {
    Film(FilmPart),
    Book(Book),
    Box(BoxPart),
}

#[derive(Load, Debug, PartialEq)]
#[load(Film)]
struct FilmPart {
    id: FilmId,
    #[load(count = notes)]
    notes: u64,
}

#[derive(Load, Debug, PartialEq)]
#[load(Carton)]
struct BoxPart {
    place: String,
}

#[derive(Load, Debug, PartialEq)]
#[load(Mark)]
struct MarkShape {
    id: i64,
    at: Option<At>,
}

/// The parents of a database.
struct Parents {
    books: Vec<Book>,
    boxes: Vec<Carton>,
    films: Vec<Film>,
}

impl Parents {
    fn insert(db: &Connection, random: &mut Random) -> Result<Self> {
        let mut parents = Self { books: Vec::new(), boxes: Vec::new(), films: Vec::new() };
        for nth in 0..=random.below(3) {
            parents.books.push(Book::create().isbn(format!("isbn {nth}")).insert(db)?);
        }
        for nth in 0..=random.below(3) {
            let shelf = i64::try_from(nth % 2).unwrap_or(0);
            parents.boxes.push(Carton::create().shelf(shelf).place(format!("place {nth}")).insert(db)?);
        }
        for _ in 0..=random.below(3) {
            parents.films.push(Film::create().insert(db)?);
        }
        Ok(parents)
    }

    fn any(&self, random: &mut Random) -> About {
        match random.below(3) {
            0 => About::Book(self.books[random.below(self.books.len())].clone()),
            1 => About::Box(self.boxes[random.below(self.boxes.len())].clone()),
            _ => About::Film(self.films[random.below(self.films.len())].clone()),
        }
    }

    fn all(&self) -> Vec<About> {
        let books = self.books.iter().cloned().map(About::Book);
        let boxes = self.boxes.iter().cloned().map(About::Box);
        books.chain(boxes).chain(self.films.iter().cloned().map(About::Film)).collect()
    }
}

fn at(about: &About) -> At {
    match about.clone() {
        About::Book(book) => At::Book(book),
        About::Box(row) => At::Box(row),
        About::Film(film) => At::Film(film),
    }
}

/// Inserts a note in one of several ways.
fn insert_note(db: &Connection, about: &About, way: usize) -> Result<Note> {
    match (about, way) {
        (_, 0) => Note::create().about(about).insert(db),
        (About::Book(book), 1) => Note::create().about(book).insert(db),
        (About::Book(book), _) => book.notes().create().insert(db),
        (About::Box(row), 1) => Note::create().about(Key::of(row)).insert(db),
        (About::Box(row), _) => row.notes().create().insert(db),
        (About::Film(film), 1) => Note::create().about(Note::FILM.to(film)).insert(db),
        (About::Film(film), _) => film.notes().create().insert(db),
    }
}

/// Gives a note another row in one of several ways.
fn change_note(db: &Connection, note: &mut Note, about: &About, way: usize) -> Result<()> {
    match (about, way) {
        (_, 0) => Note::ABOUT.set(db, note, about),
        (About::Book(book), 1) => Note::BOOK.set(db, note, book),
        (About::Book(book), _) => book.notes().add(db, note),
        (About::Box(row), 1) => Note::BOX.set(db, note, row),
        (About::Box(row), _) => row.notes().add(db, note),
        (About::Film(film), 1) => Note::FILM.set(db, note, film),
        (About::Film(film), _) => film.notes().add(db, note),
    }
}

/// Returns the ids of the rows of a table that plain SQL finds by the key of a row.
fn by_sql(db: &Connection, table: &str, about: &About) -> Result<Vec<i64>> {
    let condition = match about {
        About::Book(book) => format!("isbn = '{}'", book.isbn),
        About::Box(row) => format!("shelf = {} AND place = '{}'", row.shelf, row.place),
        About::Film(film) => format!("film_id = {}", film.id.0),
    };
    let mut statement = db.prepare(&format!("SELECT id FROM {table} WHERE {condition} ORDER BY id"))?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<relations::rusqlite::Result<_>>()?)
}

/// Returns the number of notes that a row has by its handle.
fn counted(db: &Connection, about: &About) -> Result<u64> {
    match about {
        About::Book(book) => book.notes().count(db),
        About::Box(row) => row.notes().count(db),
        About::Film(film) => film.notes().count(db),
    }
}

#[test]
fn every_way_to_ask_names_the_same_row() {
    let cases = number("RELATIONS_AGREEMENT_CASES").unwrap_or(300);
    let first = number("RELATIONS_AGREEMENT_SEED").unwrap_or(0);
    let mut agreed = 0;
    for seed in first..first + cases {
        agreed += agree(&mut Random::new(seed)).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    }
    println!("one_of: {cases} databases, {agreed} answers agreed");
}

/// A number of rows as one of this machine.
fn size(rows: u64) -> usize {
    usize::try_from(rows).unwrap_or(usize::MAX)
}

fn agree(random: &mut Random) -> Result<usize> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    if random.one_in(2) {
        db.execute_batch("ANALYZE")?;
    }
    let parents = Parents::insert(&db, random)?;
    let mut notes: Vec<(Note, About)> = Vec::new();
    let mut marks: Vec<(Mark, Option<About>)> = Vec::new();
    for _ in 0..random.below(8) {
        let about = parents.any(random);
        notes.push((insert_note(&db, &about, random.below(3))?, about));
        let place = (!random.one_in(3)).then(|| parents.any(random));
        let mark = match &place {
            Some(place) => Mark::create().at(&at(place)).insert(&db)?,
            None => Mark::create().insert(&db)?,
        };
        marks.push((mark, place));
    }
    for (note, about) in &mut notes {
        if random.one_in(2) {
            *about = parents.any(random);
            change_note(&db, note, about, random.below(3))?;
        }
    }
    for (mark, place) in &mut marks {
        match random.below(4) {
            0 => {
                Mark::AT.unset(&db, mark)?;
                *place = None;
            }
            1 => {
                let other = parents.any(random);
                Mark::AT.set(&db, mark, &at(&other))?;
                *place = Some(other);
            }
            _ => {}
        }
    }
    let mut agreed = 0;
    let mut check = |agrees: bool, what: &str| {
        assert!(agrees, "{what}: {notes:?} {marks:?}");
        agreed += 1;
    };
    let shapes = NoteShape::query().order_by(Note::ID.asc()).all(&db)?;
    let parts = NotePart::query().order_by(Note::ID.asc()).all(&db)?;
    check(shapes.len() == notes.len() && parts.len() == notes.len(), "the number of shapes");
    for (((note, about), shape), part) in notes.iter().zip(&shapes).zip(&parts) {
        check(Note::get(&db, note.id)? == *note, "the struct");
        check(note.about().get(&db)? == *about, "the handle");
        check((shape.id, &shape.about) == (note.id, about), "the shape");
        check(
            match (&part.about, about) {
                (AboutPart::Book(part), About::Book(book)) => part == book,
                (AboutPart::Box(part), About::Box(row)) => part.place == row.place,
                (AboutPart::Film(part), About::Film(film)) => {
                    part.id == film.id && part.notes == counted(&db, about)?
                }
                _ => false,
            },
            "the part",
        );
    }
    let shapes = MarkShape::query().order_by(Mark::ID.asc()).all(&db)?;
    for ((mark, place), shape) in marks.iter().zip(&shapes) {
        let place = place.as_ref().map(at);
        check(Mark::get(&db, mark.id)? == *mark, "the optional struct");
        check(mark.at().get(&db)? == place, "the optional handle");
        check((shape.id, &shape.at) == (mark.id, &place), "the optional shape");
    }
    for about in parents.all() {
        let of_note: Vec<i64> =
            notes.iter().filter(|(_, other)| *other == about).map(|(note, _)| note.id).collect();
        let of_mark = marks.iter().filter(|(_, place)| place.as_ref() == Some(&about));
        let of_mark: Vec<i64> = of_mark.map(|(mark, _)| mark.id).collect();
        let found = Note::query().filter(Note::ABOUT.is(&about)).order_by(Note::ID.asc()).all(&db)?;
        check(found.iter().map(|note| note.id).eq(of_note.iter().copied()), "the predicate");
        let others = Note::query().filter(!Note::ABOUT.is(&about)).count(&db)?;
        check(size(others) == notes.len() - of_note.len(), "the negated predicate");
        check(by_sql(&db, "note", &about)? == of_note, "plain SQL");
        check(by_sql(&db, "mark", &about)? == of_mark, "plain SQL of the optional one");
        check(size(counted(&db, &about)?) == of_note.len(), "the count");
        let found = Mark::query().filter(Mark::AT.is(&at(&about))).order_by(Mark::ID.asc()).all(&db)?;
        check(found.iter().map(|mark| mark.id).eq(of_mark), "the optional predicate");
    }
    let none = marks.iter().filter(|(_, place)| place.is_none()).count();
    check(size(Mark::query().filter(Mark::AT.is_none()).count(&db)?) == none, "is_none");
    check(size(Mark::query().filter(Mark::AT.is_some()).count(&db)?) == marks.len() - none, "is_some");
    for values in [
        "NULL, NULL, NULL, NULL",
        "'a', NULL, NULL, 1",
        "NULL, 1, 'p', 1",
        "NULL, 1, NULL, NULL",
        "'a', 1, NULL, NULL",
    ] {
        let sql = format!("INSERT INTO note (isbn, shelf, place, film_id) VALUES ({values})");
        check(db.execute(&sql, []).is_err(), values);
        let sql = format!("INSERT INTO mark (isbn, shelf, place, film_id) VALUES ({values})");
        check(db.execute(&sql, []).is_err() != values.starts_with("NULL, NULL"), values);
    }
    Ok(agreed)
}

//! Orders by counts, by columns of the related row, and by expressions.

use relations::{Load, Order, Result, prelude::*, raw};

use super::{Author, Book, Loan, library, titles};

/// The names of the authors in this order, and then in that of their keys.
fn authors(order: Order<Author>) -> Result<Vec<String>> {
    let query = Author::query().order_by(order).order_by(Author::ID.asc());
    Ok(query.all(&library()?)?.into_iter().map(|author| author.name).collect())
}

/// The titles of the books in this order, and then in that of their titles.
fn books(order: Order<Book>) -> Result<String> {
    let query = Book::query().order_by(order).order_by(Book::TITLE.asc());
    Ok(titles(&query.all(&library()?)?).join(" "))
}

#[test]
fn rows_are_ordered_by_the_number_of_related_rows() -> Result<()> {
    assert_eq!(authors(Author::BOOKS.count().desc())?, ["Bea", "ada", "cleo", "Dora"]);
    assert_eq!(authors(Author::BOOKS.count().asc())?, ["Dora", "cleo", "ada", "Bea"]);
    assert_eq!(authors(Author::EDITED.count().desc())?, ["cleo", "ada", "Bea", "Dora"]);
    assert_eq!(
        authors(Author::BOOKS.count_where(Book::PAGES.lt(200)).desc())?,
        ["ada", "Bea", "cleo", "Dora"]
    );
    let borrowed = Book::LOANS.any(Loan::DAYS.gt(5));
    assert_eq!(authors(Author::BOOKS.count_where(borrowed).desc())?, ["Bea", "ada", "cleo", "Dora"]);
    assert_eq!(books(Book::LOANS.count().desc())?, "Ice Elm Fog Air Bog Dew");
    Ok(())
}

#[test]
fn rows_are_ordered_by_a_column_of_the_related_row() -> Result<()> {
    // The names compare without case, as their column does.
    assert_eq!(books(Book::AUTHOR.order(Author::NAME.asc()))?, "Dew Elm Bog Fog Ice Air");
    assert_eq!(books(Book::AUTHOR.order(Author::NAME.desc()))?, "Air Bog Fog Ice Dew Elm");
    // A book without an editor has NULL, which comes first or last.
    assert_eq!(books(Book::EDITOR.order(Author::NAME.asc()))?, "Air Dew Ice Bog Elm Fog");
    assert_eq!(books(Book::EDITOR.order(Author::NAME.desc()))?, "Elm Fog Bog Ice Air Dew");
    // So has an author without an address.
    let by_city = Author::ADDRESS.order(super::Address::CITY.asc());
    assert_eq!(authors(by_city)?, ["Bea", "Dora", "cleo", "ada"]);
    // Along two relations, by a count, by an expression, and by SQL.
    let by_city = Book::AUTHOR.order(Author::ADDRESS.order(super::Address::CITY.desc()));
    assert_eq!(books(by_city)?, "Dew Elm Air Bog Fog Ice");
    assert_eq!(books(Book::AUTHOR.order(Author::BOOKS.count().asc()))?, "Air Dew Elm Bog Fog Ice");
    assert_eq!(books(Book::AUTHOR.order((Author::ID * -1).asc()))?, "Air Bog Fog Ice Dew Elm");
    let by_length = raw("length(").column(Author::NAME).sql(")").desc();
    assert_eq!(books(Book::AUTHOR.order(by_length))?, "Air Bog Dew Elm Fog Ice");
    Ok(())
}

#[test]
fn rows_are_ordered_by_a_column_of_a_parent_with_two_key_columns() -> Result<()> {
    let db = library()?;
    let loans =
        Loan::query().order_by(Loan::BOOK.order(Book::TITLE.asc())).order_by(Loan::ID.desc()).all(&db)?;
    assert_eq!(loans.iter().map(|loan| loan.id).collect::<Vec<_>>(), [3, 4, 2, 1]);
    Ok(())
}

#[test]
fn rows_are_ordered_by_an_expression() -> Result<()> {
    assert_eq!(books((Book::PAGES * Book::NUMBER).desc())?, "Air Fog Bog Ice Dew Elm");
    assert_eq!(books((Book::WEIGHT * -1.0).asc())?, "Bog Dew Elm Ice Fog Air");
    assert_eq!(books((Book::SHELF + Book::TITLE).asc())?, "Dew Fog Air Bog Ice Elm");
    Ok(())
}

#[derive(Load, Debug, PartialEq)]
#[load(Author)]
struct Shelf {
    name: String,
    #[load(with = |q| q.order_by(Book::LOANS.count().desc()).order_by(Book::EDITOR.order(Author::NAME.desc())).limit(2))]
    books: Vec<Book>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Author)]
struct WholeShelf {
    #[load(with = |q| q.order_by(Book::EDITOR.order(Author::NAME.asc())).order_by((Book::PAGES * -1).asc()))]
    books: Vec<Book>,
}

#[test]
fn such_orders_work_wherever_orders_do() -> Result<()> {
    let db = library()?;
    let bea = Author::get(&db, 2)?;
    let by_loans = || bea.books().order_by(Book::LOANS.count().desc()).order_by(Book::TITLE.desc());
    assert_eq!(titles(&by_loans().all(&db)?), ["Ice", "Fog", "Bog"]);
    assert_eq!(titles(&by_loans().limit(1).offset(1).all(&db)?), ["Fog"]);
    assert_eq!(by_loans().first(&db)?.map(|book| book.title), Some("Ice".into()));
    assert_eq!(by_loans().count(&db)?, 3);
    assert_eq!(titles(&by_loans().stream(&db)?.rows()?.collect::<Result<Vec<_>>>()?), ["Ice", "Fog", "Bog"]);
    // Beside a condition on the same parent.
    let by_name = Book::query()
        .filter(Book::AUTHOR.has(Author::ID.eq(1)))
        .order_by(Book::AUTHOR.order(Author::NAME.asc()));
    assert_eq!(titles(&by_name.order_by(Book::PAGES.asc()).all(&db)?), ["Elm", "Dew"]);

    let shelves = Author::query().order_by(Author::BOOKS.count().desc()).load::<Shelf>(&db)?;
    let found: Vec<_> = shelves.iter().map(|shelf| (shelf.name.as_str(), titles(&shelf.books))).collect();
    let expected =
        [("Bea", vec!["Ice", "Fog"]), ("ada", vec!["Elm", "Dew"]), ("cleo", vec!["Air"]), ("Dora", vec![])];
    assert_eq!(found, expected);
    let shelf = Author::query().filter(Author::ID.eq(2)).load::<WholeShelf>(&db)?.remove(0);
    assert_eq!(titles(&shelf.books), ["Ice", "Bog", "Fog"]);

    assert_eq!(by_loans().limit(1).set(Book::PAGES, 251).update(&db)?, 1);
    assert_eq!(Book::get(&db, ("B".to_owned(), 1))?.pages, 251);
    Loan::query().delete(&db)?;
    assert_eq!(Book::query().order_by(Book::AUTHOR.order(Author::NAME.desc())).limit(1).delete(&db)?, 1);
    assert!(Book::find(&db, ("B".to_owned(), 2))?.is_none());
    Ok(())
}

/// Rows whose parents the database can have twice are not read twice.
#[test]
fn a_parent_that_is_there_twice_makes_no_row_twice() -> Result<()> {
    let db = library()?;
    db.execute_batch(
        "PRAGMA foreign_keys = OFF;
         ALTER TABLE author RENAME TO old;
         CREATE TABLE author (id INTEGER, name TEXT COLLATE NOCASE, born INTEGER);
         INSERT INTO author SELECT * FROM old; INSERT INTO author SELECT * FROM old;",
    )?;
    let query = Book::query().order_by(Book::AUTHOR.order(Author::NAME.asc())).order_by(Book::TITLE.asc());
    let whole = query.clone().all(&db)?;
    assert_eq!(titles(&whole).join(" "), "Dew Elm Bog Fog Ice Air");
    let page = query.clone().page(2).read(&db)?;
    assert_eq!(query.page(9).after(page.next).read(&db)?.rows, whole[2..]);
    let by_editor =
        Book::query().order_by(Book::EDITOR.order(Author::NAME.asc())).order_by(Book::TITLE.asc());
    assert_eq!(titles(&by_editor.all(&db)?).join(" "), "Air Dew Ice Bog Elm Fog");
    Ok(())
}

//! Cursors: what they are made from, and the orders that they do not go with.

use relations::{Cursor, Error, Result, prelude::*, raw};

use super::{Author, Book, Loan, library, titles};

/// Returns the message of the error that a cursor does not go with a query.
fn refusal<T: std::fmt::Debug>(read: Result<T>) -> String {
    match read {
        Err(error @ Error::Cursor { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_cursor_goes_with_its_order_only() -> Result<()> {
    let db = library()?;
    let by_loans = |days: i64| Book::query().order_by(Book::LOANS.count_where(Loan::DAYS.gt(days)).desc());
    let cursor = by_loans(5).page(2).read(&db)?.next.expect("six books");
    by_loans(5).after(&cursor).all(&db)?;
    by_loans(5).filter(Book::PAGES.gt(50)).page(20).after(&cursor).read(&db)?;

    let words = "the cursor was made for another order or another model than this page of `Book`: begin at the first page";
    assert_eq!(refusal(by_loans(6).after(&cursor).all(&db)), words);
    assert_eq!(refusal(by_loans(6).after(&cursor).first(&db)), words);
    assert_eq!(refusal(by_loans(6).after(&cursor).count(&db)), words);
    assert_eq!(refusal(by_loans(6).page(2).after(&cursor).read(&db)), words);
    assert_eq!(refusal(by_loans(6).page(2).after(&cursor).statement()), words);
    assert_eq!(refusal(Book::query().after(&cursor).all(&db)), words);
    assert_eq!(refusal(by_loans(5).order_by(Book::TITLE.asc()).after(&cursor).all(&db)), words);
    let ascending = Book::query().order_by(Book::LOANS.count_where(Loan::DAYS.gt(5)).asc());
    assert_eq!(refusal(ascending.after(&cursor).all(&db)), words);
    assert!(refusal(Loan::query().page(3).after(cursor).read(&db)).contains("`Loan`"));
    // Two models with the same columns.
    let key = Author::query().page(1).read(&db)?.next;
    refusal(Loan::query().page(1).after(key).read(&db));
    Ok(())
}

#[test]
fn a_cursor_is_made_from_a_row_in_an_order_of_columns() -> Result<()> {
    let db = library()?;
    let query = Book::query().order_by(Book::WEIGHT.desc()).order_by(Book::TITLE.asc());
    let book = Book::get(&db, ("B".to_owned(), 1))?;
    let cursor: Cursor = query.cursor(&book)?.to_string().parse()?;
    assert_eq!(query.clone().after(cursor.clone()).all(&db)?, query.clone().after(&book).all(&db)?);
    Loan::query().delete(&db)?;
    book.delete(&db)?;
    assert_eq!(titles(&query.after(&cursor).limit(2).all(&db)?), ["Fog", "Air"]);
    Ok(())
}

#[test]
fn a_row_is_no_place_in_an_order_that_it_does_not_hold() -> Result<()> {
    let db = library()?;
    let book = Book::get(&db, ("B".to_owned(), 1))?;
    let orders = [
        Book::LOANS.count().desc(),
        Book::AUTHOR.order(Author::NAME.asc()),
        (Book::PAGES + 1).asc(),
        raw("length(").column(Book::TITLE).sql(")").asc(),
    ];
    for order in orders {
        let query = Book::query().order_by(order);
        for error in [query.clone().after(&book).all(&db).unwrap_err(), query.cursor(&book).unwrap_err()] {
            assert!(matches!(error, Error::Query { .. }), "{error:?}");
            assert_eq!(
                error.to_string(),
                "a row does not hold all values that its page is ordered by: begin the page behind the cursor that \
                 `page` returns with the rows before"
            );
        }
    }
    Ok(())
}

#[test]
fn a_text_that_is_no_cursor_is_an_error() {
    for text in ["", "next", "AAAA", "a b"] {
        let words = "the text is no cursor, or only a part of one: begin at the first page";
        assert_eq!(refusal(text.parse::<Cursor>()), words);
    }
}

#[cfg(feature = "serde")]
#[test]
fn a_cursor_is_a_string_in_json() -> Result<()> {
    let db = library()?;
    let next = Book::query().order_by(Book::TITLE.asc()).page(2).read(&db)?.next;
    let json = serde_json::to_string(&next).expect("a string");
    assert_eq!(json, format!("{:?}", next.clone().expect("a cursor").to_string()));
    assert_eq!(serde_json::from_str::<Option<Cursor>>(&json).expect("a cursor"), next);
    let page = Author::query().shape::<super::pages::Name>().order_by(Author::ID.asc()).page(1).read(&db)?;
    let cursor = page.next.as_ref().map(ToString::to_string);
    let expected = serde_json::json!({ "rows": [{ "name": "ada" }], "next": cursor, "total": null });
    assert_eq!(serde_json::to_value(&page).expect("an object"), expected);
    let error = serde_json::from_str::<Cursor>("\"AAAA\"").unwrap_err();
    assert!(error.to_string().starts_with("the text is no cursor"), "{error}");
    Ok(())
}

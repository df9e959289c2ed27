//! Pages in every order: they put all rows together, once each.

use relations::{Load, Order, Result, prelude::*, raw};

use super::{Author, Book, Loan, library, titles};

/// Every order that a book can have.
fn orders() -> Vec<Vec<Order<Book>>> {
    vec![
        vec![],
        vec![Book::TITLE.desc()],
        vec![Book::WEIGHT.asc(), Book::PAGES.desc()],
        vec![Book::WEIGHT.desc()],
        vec![Book::LOANS.count().desc()],
        vec![Book::LOANS.count().asc(), Book::PAGES.asc()],
        vec![Book::LOANS.count_where(Loan::DAYS.ge(7)).desc(), Book::PAGES.asc(), Book::TITLE.asc()],
        vec![Book::AUTHOR.order(Author::NAME.asc())],
        vec![Book::AUTHOR.order(Author::NAME.desc()), Book::WEIGHT.desc()],
        vec![Book::EDITOR.order(Author::NAME.asc())],
        vec![Book::EDITOR.order(Author::NAME.desc())],
        vec![Book::EDITOR.order(Author::BORN.desc()), Book::AUTHOR.order(Author::BORN.asc())],
        vec![Book::PAGES.asc(), Book::EDITOR.order(Author::NAME.desc())],
        vec![Book::AUTHOR.order(Author::BOOKS.count().asc())],
        vec![(Book::PAGES * Book::NUMBER).desc()],
        vec![(Book::WEIGHT * -1.0).asc()],
        vec![(Book::WEIGHT * -1.0).desc(), Book::TITLE.desc()],
        vec![raw("length(").column(Book::TITLE).sql(") + ").value(0.5).asc()],
        vec![raw("CASE WHEN ").column(Book::PAGES).sql(" > ").value(200).sql(" THEN x'00ff' END").desc()],
        vec![Book::SHELF.desc(), Book::NUMBER.asc()],
    ]
}

#[test]
fn pages_put_together_are_the_whole_in_its_order() -> Result<()> {
    let db = library()?;
    for order in orders() {
        let query = order.iter().cloned().fold(Book::query(), relations::Select::order_by);
        // What completes the order has the direction of its last term.
        let descending = format!("{:?}", order.last()).contains("descending: true");
        let complete =
            |column: relations::Column<Book, _>| if descending { column.desc() } else { column.asc() };
        let whole = query.clone().order_by(complete(Book::SHELF));
        let whole =
            whole.order_by(if descending { Book::NUMBER.desc() } else { Book::NUMBER.asc() }).all(&db)?;
        for size in 1..8 {
            let (mut found, mut next) = (Vec::new(), None);
            loop {
                let page = query.clone().page(size).after(next).with_total().read(&db)?;
                assert!(page.rows.len() as u64 == size || page.next.is_none());
                assert_eq!(page.total, Some(6));
                found.extend(page.rows);
                let Some(cursor) = page.next else { break };
                // Behind a cursor that was sent, as a query too.
                let cursor = cursor.to_string().parse()?;
                let rest = query.clone().after(&cursor).all(&db)?;
                assert_eq!(rest, whole[found.len()..], "{order:?}");
                assert_eq!(query.clone().after(&cursor).count(&db)?, rest.len() as u64);
                next = Some(cursor);
            }
            assert_eq!(found, whole, "{size} {order:?}");
        }
    }
    Ok(())
}

#[derive(Load, Debug)]
#[load(Author)]
struct AuthorPage {
    name: String,
    books: Vec<Book>,
    #[load(count = edited)]
    edited: i64,
}

#[derive(Load, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[load(Author)]
pub struct Name {
    name: String,
}

#[test]
fn pages_are_of_handles_and_shapes_too() -> Result<()> {
    let db = library()?;
    let query = AuthorPage::query().order_by(Author::BOOKS.count().desc()).page(3);
    let first = query.read(&db)?;
    let names: Vec<_> =
        first.rows.iter().map(|row| (row.name.as_str(), row.books.len(), row.edited)).collect();
    assert_eq!(names, [("Bea", 3, 1), ("ada", 2, 1), ("cleo", 1, 2)]);
    let second =
        AuthorPage::query().order_by(Author::BOOKS.count().desc()).page(3).after(first.next).read(&db)?;
    assert_eq!((second.rows[0].name.as_str(), second.rows.len(), second.next), ("Dora", 1, None));

    // The shape does not have the column of the order.
    let names = Name::query().order_by(Author::BORN.desc()).page(2).with_total().read(&db)?;
    assert_eq!(names.rows, [Name { name: "ada".into() }, Name { name: "cleo".into() }]);
    let rest = Author::query().shape::<Name>().order_by(Author::BORN.desc()).page(9).after(names.next);
    assert_eq!(rest.read(&db)?.rows, [Name { name: "Dora".into() }, Name { name: "Bea".into() }]);

    let bea = Author::get(&db, 2)?;
    let handle = || bea.books().filter(Book::PAGES.ge(100)).order_by(Book::LOANS.count().asc());
    let first = handle().page(1).with_total().read(&db)?;
    assert_eq!((titles(&first.rows), first.total), (vec!["Fog"], Some(2)));
    let second = handle().page(1).after(first.next.expect("a second page")).read(&db)?;
    assert_eq!((titles(&second.rows), second.next), (vec!["Ice"], None));
    Ok(())
}

#[test]
fn an_offset_counts_from_the_beginning_of_the_page() -> Result<()> {
    let db = library()?;
    let page = Book::query().order_by(Book::TITLE.asc()).limit(1).offset(2).page(3).with_total().read(&db)?;
    assert_eq!((titles(&page.rows), page.total), (vec!["Dew", "Elm", "Fog"], Some(6)));
    assert!(Book::query().page(0).read(&db).is_err());
    Ok(())
}

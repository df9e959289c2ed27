//! SQL by hand within a query.

use relations::{Error, Raw, Result, prelude::*, raw};

use super::{Article, Author, Note, Seat, Status, Topic, library};

#[test]
fn a_piece_of_sql_filters_and_orders() -> Result<()> {
    let (db, [ada, bob, cy]) = library()?;
    let longer = |than: i64| raw("length(").column(Author::NAME).sql(") > ").value(than);
    assert_eq!(Author::query().filter(longer(2).filter()).count(&db)?, 2);
    assert_eq!(Author::query().filter(!longer(2).filter()).one(&db)?, cy);
    assert_eq!(Author::query().filter(longer(2).filter().and(Author::AGE.lt(30))).one(&db)?, bob);
    let last_letter = || raw("substr(").column(Author::NAME).sql(", ").value(-1).sql(")");
    assert_eq!(
        Author::query().order_by(last_letter().desc()).all(&db)?,
        [cy.clone(), bob.clone(), ada.clone()]
    );
    assert_eq!(Author::query().order_by(last_letter().asc()).limit(1).values(&db, Author::NAME)?, ["Ada"]);
    assert_eq!(Author::query().filter(raw("1").into()).count(&db)?, 3);
    Ok(())
}

/// A value that is true to SQLite need not be 1.
#[test]
fn the_negation_of_any_value_is_that_of_its_truth() -> Result<()> {
    let (db, _) = library()?;
    for (value, truth) in [
        ("2", true),
        ("-0.5", true),
        ("'3 mice'", true),
        ("0", false),
        ("0.0", false),
        ("'mice'", false),
        ("NULL", false),
    ] {
        let count = |filter| Author::query().filter(filter).exists(&db);
        assert_eq!(count(raw(value).filter())?, truth, "{value}");
        assert_eq!(count(!raw(value).filter())?, !truth, "not {value}");
        assert_eq!(count(!!raw(value).filter())?, truth, "not not {value}");
        assert!(count(Author::FRIENDS.all(raw(value).filter()).and(Author::FRIENDS.none()))?, "{value}");
    }
    Ok(())
}

#[test]
fn columns_are_those_of_the_row_at_any_depth() -> Result<()> {
    let (db, [ada, bob, _]) = library()?;
    ada.friends().link(&db, &bob)?;
    let named = |name: &str| raw("lower(").column(Author::NAME).sql(") = ").value(name).filter();
    assert_eq!(Author::query().filter(Author::FRIENDS.any(named("bob"))).one(&db)?, ada);
    let far = Author::TOPICS.any(Topic::AUTHORS.any(Author::FRIENDS.any(named("bob"))));
    assert_eq!(Author::query().filter(far).order_by(Author::ID.asc()).all(&db)?, [ada.clone(), bob]);
    let heavy = raw("").column(Note::WEIGHT).sql(" * 2 >= ").value(1.0).filter();
    let filter = Author::ARTICLES.any(Article::NOTES.any(heavy)).and(named("ada"));
    assert_eq!(Author::query().filter(filter).all(&db)?, [ada]);
    Ok(())
}

#[test]
fn values_are_bound_as_a_column_stores_them() -> Result<()> {
    let (db, _) = library()?;
    let drafts = Article::STATUS.raw().sql(" = ").value_of(Article::STATUS, Status::Draft);
    assert_eq!(Article::query().filter(drafts.filter()).values(&db, Article::TITLE)?, ["Looms"]);
    let hostile = "x') OR 1; DROP TABLE author; --";
    let query = Author::query().filter(Author::NAME.raw().sql(" = ").value(hostile).filter());
    assert!(!query.statement()?.sql.contains("DROP"));
    assert_eq!((query.count(&db)?, Author::query().count(&db)?), (0, 3));
    let null = Author::AGE.raw().sql(" IS ").value(None::<i64>);
    assert_eq!(Author::query().filter(null.filter()).values(&db, Author::NAME)?, ["Cy"]);
    Ok(())
}

#[test]
fn a_text_that_would_shift_the_values_is_an_error() -> Result<()> {
    let (db, _) = library()?;
    let pieces: [fn() -> Raw<Seat>; 4] =
        [|| raw("1 = ?").value(1), || raw("price > :least"), || raw("1 -- 2"), || raw("1; 2")];
    for piece in pieces {
        let error = Seat::query().filter(piece().filter()).all(&db).unwrap_err();
        assert!(matches!(error, Error::Query { .. }), "{error:?}");
        let error = Seat::query().order_by(piece().asc()).all(&db).unwrap_err();
        assert!(error.to_string().contains("bind values by `.value(…)`"), "{error}");
        assert!(Seat::query().set_raw(Seat::PRICE, piece()).update(&db).is_err());
    }
    let plain = raw("'?' || ':a' = ").value("?:a");
    assert_eq!(Seat::query().filter(plain.filter()).count(&db)?, 3);
    Ok(())
}

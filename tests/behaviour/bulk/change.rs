//! Updating and deleting by a query.

use relations::{Error, Load, Model, Result, prelude::*, raw};

use super::{Article, Author, Guest, Note, SCHEMA, Seat, Status, Topic, library, titles};

#[test]
fn rows_that_meet_a_filter_are_updated() -> Result<()> {
    let (db, [ada, bob, cy]) = library()?;
    let changed = Author::query()
        .filter(Author::AGE.lt(30).or(Author::AGE.is_null()))
        .set(Author::NAME, "?")
        .set(Author::AGE, None)
        .update(&db)?;
    assert_eq!(changed, 2);
    assert_eq!(Author::get(&db, ada.id)?, ada);
    for author in [bob, cy] {
        let expected = Author { name: "?".to_owned(), age: None, ..author };
        assert_eq!(Author::get(&db, expected.id)?, expected);
    }
    assert_eq!(Author::query().filter(Author::ID.eq(77)).set(Author::NAME, "x").update(&db)?, 0);
    Ok(())
}

#[test]
fn the_last_value_for_a_column_counts() -> Result<()> {
    let (db, [ada, ..]) = library()?;
    let update = Author::query().set(Author::NAME, "first").set(Author::AGE, 1).set(Author::NAME, "last");
    assert_eq!(update.update(&db)?, 3);
    assert_eq!(Author::get(&db, ada.id)?, Author { name: "last".to_owned(), age: Some(1), ..ada });
    Ok(())
}

#[test]
fn a_column_is_set_by_sql_over_the_row() -> Result<()> {
    let (db, [ada, bob, _]) = library()?;
    Article::query().set_raw(Article::VIEWS, Article::VIEWS.raw().sql(" * ").value(3)).update(&db)?;
    assert_eq!(ada.articles().sum(&db, Article::VIEWS)?, 30);
    // Parameters of the relation, of the new value and of the filter are in one statement.
    let changed = bob
        .articles()
        .filter(Article::VIEWS.eq(15))
        .set_raw(Article::TITLE, Article::TITLE.raw().sql(" || ").value("!"))
        .set(Article::STATUS, Status::Draft)
        .update(&db)?;
    assert_eq!((changed, titles(&db)?), (1, vec!["Boats!".into(), "Engines".into(), "Looms".into()]));
    assert_eq!(bob.articles().one(&db)?.status, Status::Draft);
    let from_below =
        raw("(SELECT max(n.weight) FROM note AS n WHERE n.article_id = ").column(Article::ID).sql(")");
    let error = Article::query().set_raw(Article::VIEWS, from_below).update(&db).unwrap_err();
    assert!(matches!(error, Error::WrongType { .. } | Error::NotNull { .. }), "{error:?}");
    Ok(())
}

#[test]
fn rows_are_changed_by_what_they_are_related_to() -> Result<()> {
    let (db, [ada, bob, cy]) = library()?;
    let with_notes = Article::NOTES.any(Note::WEIGHT.gt(0.3));
    assert_eq!(Article::query().filter(with_notes).set(Article::VIEWS, 99).update(&db)?, 1);
    let by_ada = Article::AUTHOR.has(Author::NAME.eq("Ada"));
    assert_eq!(Article::query().filter(by_ada).set(Article::STATUS, Status::Draft).update(&db)?, 2);
    assert_eq!(Article::query().filter(Article::STATUS.eq(Status::Draft)).count(&db)?, 2);
    assert_eq!(Author::query().filter(Author::ARTICLES.none()).delete(&db)?, 1);
    assert_eq!(Author::query().order_by(Author::ID.asc()).all(&db)?, [ada.clone(), bob]);
    assert_eq!(Author::find(&db, cy.id)?, None);
    // A condition on the table that is deleted from.
    let of_many = Article::AUTHOR.has(Author::ARTICLES.count().ge(2));
    assert_eq!(Article::query().filter(of_many).delete(&db)?, 2);
    assert_eq!((titles(&db)?, ada.articles().count(&db)?), (vec!["Boats".to_owned()], 0));
    Ok(())
}

#[test]
fn a_limit_means_so_many_rows_of_the_order() -> Result<()> {
    let (db, _) = library()?;
    let by_title = Article::query().order_by(Article::TITLE.asc());
    assert_eq!(by_title.clone().limit(1).offset(1).set(Article::VIEWS, 77).update(&db)?, 1);
    let changed = Article::query().filter(Article::VIEWS.eq(77)).one(&db)?;
    assert_eq!(changed.title, "Engines");
    assert_eq!(by_title.clone().offset(2).delete(&db)?, 1);
    assert_eq!(by_title.clone().limit(0).delete(&db)?, 0);
    assert_eq!(titles(&db)?, ["Boats", "Engines"]);
    let behind = by_title.clone().after(&by_title.clone().first(&db)?.expect("Boats"));
    assert_eq!(behind.delete(&db)?, 1);
    assert_eq!(titles(&db)?, ["Boats"]);
    Ok(())
}

#[test]
fn composite_keys_tell_the_rows() -> Result<()> {
    let (db, _) = library()?;
    let dear = Seat::query().order_by(Seat::PRICE.desc());
    assert_eq!(
        dear.clone().limit(2).set_raw(Seat::PRICE, Seat::PRICE.raw().sql(" + ").value(1)).update(&db)?,
        2
    );
    assert_eq!(Seat::query().order_by(Seat::PRICE.asc()).values(&db, Seat::PRICE)?, [10, 21, 31]);
    assert_eq!(dear.limit(1).delete(&db)?, 1);
    assert_eq!(Seat::query().values(&db, Seat::PRICE)?, [10, 21]);
    assert_eq!(Guest::query().filter(Guest::ROW.is_null()).count(&db)?, 1);
    let first = Seat::get(&db, (1, "a".to_owned()))?;
    assert_eq!(first.guests().delete(&db)?, 1);
    assert_eq!(Guest::query().count(&db)?, 2);
    Ok(())
}

#[test]
fn the_far_rows_of_handles_are_changed() -> Result<()> {
    let (db, [ada, bob, cy]) = library()?;
    assert_eq!(ada.articles().filter(Article::VIEWS.eq(0)).delete(&db)?, 1);
    assert_eq!(titles(&db)?, ["Boats", "Engines"]);
    // A relation across a junction table.
    let renamed = bob.topics().filter(Topic::NAME.ne("sums")).set(Topic::NAME, "ocean").update(&db)?;
    assert_eq!(
        (renamed, Topic::query().order_by(Topic::ID.asc()).values(&db, Topic::NAME)?),
        (1, vec!["sums".into(), "ocean".into()])
    );
    ada.friends().link(&db, &bob)?;
    assert_eq!(ada.friends().into_query().set(Author::NAME, "Friend").update(&db)?, 1);
    assert_eq!(Author::get(&db, ada.id)?, ada);
    assert_eq!(bob.topics().order_by(Topic::ID.desc()).limit(1).delete(&db)?, 1);
    assert_eq!(bob.topics().values(&db, Topic::NAME)?, ["sums"]);
    // A relation through other rows.
    assert_eq!(ada.notes().filter(Note::WEIGHT.lt(0.3)).set(Note::WEIGHT, 1.5).update(&db)?, 1);
    assert_eq!(ada.notes().order_by(Note::ID.asc()).values(&db, Note::WEIGHT)?, [0.5, 1.5]);
    assert_eq!(bob.notes().delete(&db)?, 0);
    assert_eq!(ada.notes().limit(1).delete(&db)?, 1);
    assert_eq!(ada.notes().delete(&db)?, 1);
    assert_eq!(cy.articles().delete(&db)?, 0);
    Ok(())
}

#[test]
fn a_query_of_a_shape_changes_the_rows_of_its_model() -> Result<()> {
    #[derive(Load, Debug)]
    #[load(Author)]
    struct Page {
        name: String,
        articles: Vec<Article>,
    }

    let (db, [ada, ..]) = library()?;
    let query = Page::query().filter(Author::NAME.eq("Ada"));
    assert_eq!(query.clone().set(Author::NAME, "Countess").update(&db)?, 1);
    let page = Page::get(&db, ada.id)?;
    assert_eq!((page.name.as_str(), page.articles.len()), ("Countess", 2));
    assert_eq!((query.delete(&db)?, Page::query().limit(1).delete(&db)?), (0, 1));
    Ok(())
}

#[test]
fn violations_are_told_apart_and_nothing_is_changed() -> Result<()> {
    let (db, [ada, bob, _]) = library()?;
    let before = Article::query().order_by(Article::ID.asc()).all(&db)?;

    let error = Author::query().set(Author::EMAIL, "same@x").update(&db).unwrap_err();
    assert!(matches!(&error, Error::Unique { columns, .. } if columns == &["email"]), "{error:?}");
    let error = Article::query().set(Article::VIEWS, -1).update(&db).unwrap_err();
    assert!(matches!(&error, Error::Check { check, .. } if check == "views >= 0"), "{error:?}");
    let error = Article::query().set(Article::AUTHOR_ID, 77).update(&db).unwrap_err();
    assert_eq!(error.to_string(), "`article`.`author` has no parent: `author` has no row with id = 77");
    let error = Article::query().set_raw(Article::TITLE, raw("NULL")).update(&db).unwrap_err();
    assert!(matches!(&error, Error::NotNull { column, .. } if column == "title"), "{error:?}");
    assert_eq!(Article::query().order_by(Article::ID.asc()).all(&db)?, before);

    Article::query().filter(Article::TITLE.eq("Boats")).set(Article::EDITOR_ID, ada.id).update(&db)?;
    let error = Author::query().filter(Author::ID.eq(ada.id)).delete(&db).unwrap_err();
    assert_eq!(error.to_string(), "`author` still has 1 row(s) of `article` referring to it by `drafts`");
    let error = Author::query().order_by(Author::NAME.asc()).limit(1).delete(&db).unwrap_err();
    assert!(matches!(error, Error::ChildrenRemain { count: 1, .. }), "{error:?}");
    let error = Author::query().filter(Author::ID.eq(bob.id)).set(Author::ID, 50).update(&db).unwrap_err();
    assert_eq!(error.to_string(), "`author` still has 1 row(s) of `article` referring to it by `articles`");
    assert_eq!((Author::query().count(&db)?, Author::get(&db, bob.id)?), (3, bob));
    Ok(())
}

#[test]
fn a_value_that_sqlite_cannot_hold_is_an_error() -> Result<()> {
    #[derive(Model, Debug)]
    struct Big {
        id: i64,
        number: u64,
    }

    let db = relations::open_in_memory()?;
    relations::schema![Big].create_all(&db)?;
    let big = Big::create().number(1_u64).insert(&db)?;
    let error = Big::query().set(Big::NUMBER, u64::MAX).update(&db).unwrap_err();
    assert!(matches!(error, Error::Encode { .. }), "{error:?}");
    assert_eq!((big.id, Big::get(&db, big.id)?.number), (1, 1));
    Ok(())
}

#[test]
fn what_a_transaction_did_before_stays_when_a_change_fails() -> Result<()> {
    let (mut db, _) = library()?;
    let transaction = db.transaction()?;
    assert_eq!(Article::query().set(Article::VIEWS, 3).update(&transaction)?, 3);
    assert!(Author::query().set(Author::EMAIL, "same@x").update(&transaction).is_err());
    transaction.commit()?;
    assert_eq!(Article::query().distinct(&db, Article::VIEWS)?, [3]);
    Ok(())
}

#[test]
fn a_table_that_is_missing_is_named() -> Result<()> {
    let (db, _) = library()?;
    SCHEMA.drop_all(&db)?;
    let error = Note::query().set(Note::WEIGHT, 1.0).update(&db).unwrap_err();
    assert!(matches!(&error, Error::Mapping { table: "note", .. }), "{error:?}");
    let error = Note::query().delete(&db).unwrap_err();
    assert!(matches!(&error, Error::Mapping { table: "note", .. }), "{error:?}");
    Ok(())
}

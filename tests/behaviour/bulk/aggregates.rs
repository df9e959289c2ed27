//! Aggregates over rows, and numbers for each row.

use relations::{Error, Result, prelude::*};

use super::{Article, Author, Note, Seat, Status, Topic, library};

#[test]
fn the_least_and_the_greatest_value_are_found() -> Result<()> {
    let (db, [ada, _, cy]) = library()?;
    let authors = Author::query;
    assert_eq!((authors().min(&db, Author::AGE)?, authors().max(&db, Author::AGE)?), (Some(20), Some(36)));
    assert_eq!(authors().filter(Author::ID.eq(cy.id)).max(&db, Author::AGE)?, None);
    assert_eq!(authors().filter(Author::ID.eq(77)).min(&db, Author::NAME)?, None);
    assert_eq!(Article::query().max(&db, Article::STATUS)?, Some(Status::Published));
    assert_eq!(ada.articles().max(&db, Article::TITLE)?.as_deref(), Some("Looms"));
    assert_eq!(ada.notes().min(&db, Note::WEIGHT)?, Some(0.25));
    assert_eq!(ada.topics().max(&db, Topic::NAME)?.as_deref(), Some("sums"));
    // The aggregates are those of the rows that the query returns, with its limit.
    let by_price = Seat::query().order_by(Seat::PRICE.asc()).limit(2);
    assert_eq!(
        (by_price.clone().max(&db, Seat::PRICE)?, by_price.offset(1).min(&db, Seat::PRICE)?),
        (Some(20), Some(20))
    );
    Ok(())
}

#[test]
fn values_are_summed_up_and_averaged() -> Result<()> {
    let (db, [ada, bob, cy]) = library()?;
    assert_eq!(Article::query().sum(&db, Article::VIEWS)?, 15);
    assert_eq!(Author::query().sum(&db, Author::AGE)?, 56);
    assert_eq!((cy.articles().sum(&db, Article::VIEWS)?, bob.notes().sum(&db, Note::WEIGHT)?), (0, 0.0));
    let weight = Article::get(&db, 1)?.notes().sum(&db, Note::WEIGHT)?;
    assert_eq!((Some(weight), ada.notes().max(&db, Note::WEIGHT)?), (Some(0.75), Some(0.5)));
    assert_eq!(Author::query().avg(&db, Author::AGE)?, Some(28.0));
    assert_eq!(ada.articles().avg(&db, Article::VIEWS)?, Some(5.0));
    assert_eq!(cy.articles().avg(&db, Article::VIEWS)?, None);
    assert_eq!(Seat::query().order_by(Seat::PRICE.desc()).limit(2).sum(&db, Seat::PRICE)?, 50);
    Ok(())
}

#[test]
fn a_sum_beyond_64_bits_is_an_error() -> Result<()> {
    let (db, _) = library()?;
    Article::query().set(Article::VIEWS, i64::MAX).update(&db)?;
    let error = Article::query().sum(&db, Article::VIEWS).unwrap_err();
    let message = "`Article` cannot read column `views` of table `article`: found a sum beyond 64 bits";
    assert!(error.to_string().starts_with(message), "{error}");
    let error = Author::query().sum_each(&db, Author::ARTICLES, Article::VIEWS).unwrap_err();
    assert!(error.to_string().starts_with(message), "{error}");
    assert!(matches!(error, Error::Decode { column: "views", .. }));
    assert_eq!(Article::query().limit(1).sum(&db, Article::VIEWS)?, i64::MAX);
    Ok(())
}

#[test]
fn different_values_are_counted_and_listed() -> Result<()> {
    let (db, [ada, ..]) = library()?;
    Author::create().email("d@x").name("Ada").age(20).insert(&db)?;
    assert_eq!(Author::query().count_distinct(&db, Author::NAME)?, 3);
    assert_eq!(Author::query().count_distinct(&db, Author::AGE)?, 2);
    assert_eq!(Author::query().distinct(&db, Author::AGE)?, [None, Some(20), Some(36)]);
    assert_eq!(
        Author::query().order_by(Author::NAME.desc()).limit(2).distinct(&db, Author::NAME)?,
        ["Cy", "Bob"]
    );
    assert_eq!(Author::query().offset(2).distinct(&db, Author::NAME)?, ["Cy"]);
    let names = Author::query().order_by(Author::ID.asc()).values(&db, Author::NAME)?;
    assert_eq!(names, ["Ada", "Bob", "Cy", "Ada"]);
    assert_eq!(ada.articles().filter(Article::VIEWS.gt(0)).values(&db, Article::TITLE)?, ["Engines"]);
    Ok(())
}

#[test]
fn rows_are_counted_by_the_values_of_a_column() -> Result<()> {
    let (db, [ada, bob, _]) = library()?;
    let by_status = Article::query().count_by(&db, Article::STATUS)?;
    assert_eq!(by_status, [(Status::Draft, 1), (Status::Published, 2)]);
    assert_eq!(Author::query().count_by(&db, Author::AGE)?, [(None, 1), (Some(20), 1), (Some(36), 1)]);
    assert_eq!(ada.articles().count_by(&db, Article::AUTHOR_ID)?, [(ada.id, 2)]);
    let newest = Article::query().order_by(Article::ID.desc()).limit(2).count_by(&db, Article::AUTHOR_ID)?;
    assert_eq!(newest, [(ada.id, 1), (bob.id, 1)]);
    assert_eq!(Article::query().filter(Article::ID.eq(77)).count_by(&db, Article::STATUS)?, []);
    Ok(())
}

#[test]
fn related_rows_are_counted_for_each_row() -> Result<()> {
    let (db, [ada, bob, cy]) = library()?;
    ada.friends().link(&db, &bob)?;
    let all = || Author::query().order_by(Author::ID.asc());
    let with = |counts: [u64; 3]| {
        let authors = [ada.clone(), bob.clone(), cy.clone()];
        authors.into_iter().zip(counts).collect::<Vec<_>>()
    };
    assert_eq!(all().count_each(&db, Author::ARTICLES)?, with([2, 1, 0]));
    assert_eq!(all().count_each(&db, Author::TOPICS)?, with([1, 2, 0]));
    assert_eq!(all().count_each(&db, Author::FRIENDS)?, with([1, 0, 0]));
    assert_eq!(all().count_each(&db, Author::NOTES)?, with([2, 0, 0]));
    let seen = Author::ARTICLES.count_where(Article::VIEWS.gt(0));
    assert_eq!(all().count_each(&db, seen)?, with([1, 1, 0]));
    // Parameters of the relation, of the count and of the filter are in one statement.
    let topic = ada.topics().one(&db)?;
    let seen = Author::ARTICLES.count_where(Article::VIEWS.between(6, 10));
    let counts = topic.authors().filter(Author::AGE.gt(30)).count_each(&db, seen)?;
    assert_eq!(counts, [(ada.clone(), 1)]);
    let seats = Seat::query().order_by(Seat::PRICE.asc()).limit(1).count_each(&db, Seat::GUESTS)?;
    assert_eq!(seats.iter().map(|(seat, guests)| (seat.price, *guests)).collect::<Vec<_>>(), [(10, 1)]);
    Ok(())
}

#[test]
fn a_column_of_related_rows_is_summed_up_for_each_row() -> Result<()> {
    let (db, _) = library()?;
    let all = || Author::query().order_by(Author::ID.asc());
    let sums = all().sum_each(&db, Author::ARTICLES, Article::VIEWS)?;
    assert_eq!(sums.into_iter().map(|(_, sum)| sum).collect::<Vec<_>>(), [10, 5, 0]);
    let sums = all().sum_each(&db, Author::NOTES, Note::WEIGHT)?;
    assert_eq!(sums.into_iter().map(|(_, sum)| sum).collect::<Vec<_>>(), [0.75, 0.0, 0.0]);
    Ok(())
}

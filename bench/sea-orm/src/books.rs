//! Predicates over relations, limits per parent, and pages.

use ground::{
    asynchronous::{Asynchronous, lane},
    data::books::{some_authors, some_email, some_isbn, some_place, some_reviewer, some_tag, some_tag_name},
    lane::Run,
    workload::{
        AMONG, ANY, ANY_LINKED, CONTAINS, COUNTED, FILTER, HAS, MOST, NESTED, NONE, PAGE, SOON, TOP,
        TOP_SORTED, UPDATE,
    },
};
use sea_orm::{DatabaseConnection, DbErr, Select, entity::prelude::*};

use crate::{
    models::{
        Found,
        books::{author, book},
    },
    queries::{
        any, any_linked, best_ranked, contains, counted, first_by_title, has, most, nested, none, page, soon,
        update,
    },
};

pub fn lanes() -> Vec<Box<dyn Run<Asynchronous<DatabaseConnection>>>> {
    vec![
        lane(FILTER, some_email, async |db: &mut DatabaseConnection, email| {
            author::Entity::find().filter(author::COLUMN.email.eq(email)).one(db).await.map(Found)
        }),
        lane(AMONG, some_authors, async |db: &mut DatabaseConnection, ids| {
            author::Entity::find().filter(author::COLUMN.id.is_in(ids)).all(db).await
        }),
        lane(HAS, some_email, async |db: &mut DatabaseConnection, email| has(email).all(db).await),
        lane(ANY, some_isbn, async |db: &mut DatabaseConnection, isbn| any(isbn).all(db).await),
        lane(NESTED, some_reviewer, async |db: &mut DatabaseConnection, reviewer| {
            nested(reviewer).all(db).await
        }),
        lane(ANY_LINKED, some_tag_name, async |db: &mut DatabaseConnection, name| {
            any_linked(name).all(db).await
        }),
        lane(CONTAINS, some_tag, async |db: &mut DatabaseConnection, tag| contains(tag).all(db).await),
        lane(MOST, |_| (), async |db: &mut DatabaseConnection, ()| most().all(db).await),
        lane(NONE, |_| (), async |db: &mut DatabaseConnection, ()| none().all(db).await),
        lane(SOON, |_| (), async |db: &mut DatabaseConnection, ()| soon().all(db).await),
        lane(COUNTED, |_| (), async |db: &mut DatabaseConnection, ()| counted().all(db).await),
        lane(UPDATE, some_email, async |db: &mut DatabaseConnection, email| {
            let result = update(email).exec(db).await?;
            Ok::<_, DbErr>(usize::try_from(result.rows_affected).unwrap_or(usize::MAX))
        }),
        lane(TOP, |_| (), async |db: &mut DatabaseConnection, ()| with_books(db, best_ranked).await),
        lane(
            TOP_SORTED,
            |_| (),
            async |db: &mut DatabaseConnection, ()| with_books(db, first_by_title).await,
        ),
        lane(PAGE, some_place, async |db: &mut DatabaseConnection, id| page(id).all(db).await),
    ]
}

async fn with_books(
    db: &DatabaseConnection,
    books: fn(&author::Model) -> Select<book::Entity>,
) -> Result<Vec<(author::Model, Vec<book::Model>)>, DbErr> {
    let authors = author::Entity::find().all(db).await?;
    let mut all = Vec::with_capacity(authors.len());
    for author in authors {
        let books = books(&author).all(db).await?;
        all.push((author, books));
    }
    Ok(all)
}

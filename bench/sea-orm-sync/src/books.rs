//! Predicates over relations, limits per parent, and pages.

use ground::{
    data::books::{some_authors, some_email, some_isbn, some_place, some_reviewer, some_tag, some_tag_name},
    lane::{Run, lane},
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

pub fn lanes() -> Vec<Box<dyn Run<DatabaseConnection>>> {
    vec![
        lane(FILTER, some_email, |db: &mut DatabaseConnection, email| {
            author::Entity::find().filter(author::COLUMN.email.eq(email)).one(db).map(Found)
        }),
        lane(AMONG, some_authors, |db: &mut DatabaseConnection, ids| {
            author::Entity::find().filter(author::COLUMN.id.is_in(ids)).all(db)
        }),
        lane(HAS, some_email, |db: &mut DatabaseConnection, email| has(email).all(db)),
        lane(ANY, some_isbn, |db: &mut DatabaseConnection, isbn| any(isbn).all(db)),
        lane(NESTED, some_reviewer, |db: &mut DatabaseConnection, reviewer| nested(reviewer).all(db)),
        lane(ANY_LINKED, some_tag_name, |db: &mut DatabaseConnection, name| any_linked(name).all(db)),
        lane(CONTAINS, some_tag, |db: &mut DatabaseConnection, tag| contains(tag).all(db)),
        lane(MOST, |_| (), |db: &mut DatabaseConnection, ()| most().all(db)),
        lane(NONE, |_| (), |db: &mut DatabaseConnection, ()| none().all(db)),
        lane(SOON, |_| (), |db: &mut DatabaseConnection, ()| soon().all(db)),
        lane(COUNTED, |_| (), |db: &mut DatabaseConnection, ()| counted().all(db)),
        lane(UPDATE, some_email, |db: &mut DatabaseConnection, email| {
            let result = update(email).exec(db)?;
            Ok::<_, DbErr>(usize::try_from(result.rows_affected).unwrap_or(usize::MAX))
        }),
        lane(TOP, |_| (), |db: &mut DatabaseConnection, ()| with_books(db, best_ranked)),
        lane(TOP_SORTED, |_| (), |db: &mut DatabaseConnection, ()| with_books(db, first_by_title)),
        lane(PAGE, some_place, |db: &mut DatabaseConnection, id| page(id).all(db)),
    ]
}

fn with_books(
    db: &DatabaseConnection,
    books: fn(&author::Model) -> Select<book::Entity>,
) -> Result<Vec<(author::Model, Vec<book::Model>)>, DbErr> {
    let authors = author::Entity::find().all(db)?;
    let mut all = Vec::with_capacity(authors.len());
    for author in authors {
        let books = books(&author).all(db)?;
        all.push((author, books));
    }
    Ok(all)
}

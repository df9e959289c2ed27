//! The CHECK: no program writes two parents, none, or half of one.

use relations::{
    Model, Result,
    prelude::*,
    rusqlite::{Connection, ErrorCode},
    schema,
};

use super::{Comment, Sticker, gallery};

/// Runs the statement; returns `true` if a constraint refuses it.
fn refuses(db: &Connection, sql: &str) -> bool {
    match db.execute(sql, []) {
        Ok(_) => false,
        Err(error) => {
            assert_eq!(error.sqlite_error_code(), Some(ErrorCode::ConstraintViolation), "{error}");
            true
        }
    }
}

#[test]
fn no_statement_writes_two_parents_or_none() -> Result<()> {
    let gallery = gallery()?;
    let db = &gallery.db;
    gallery.comments()?;
    assert!(refuses(db, "INSERT INTO comment (post_id, photo_file, body) VALUES (1, 'sea.jpg', '')"));
    assert!(refuses(
        db,
        "INSERT INTO comment (post_id, photo_file, video_id, body) VALUES (1, 'sea.jpg', 1, '')"
    ));
    assert!(refuses(db, "INSERT INTO comment (body) VALUES ('')"));
    assert!(refuses(db, "UPDATE comment SET video_id = 1 WHERE post_id = 1"));
    assert!(refuses(db, "UPDATE comment SET post_id = NULL WHERE post_id = 1"));
    assert!(!refuses(db, "UPDATE comment SET post_id = NULL, video_id = 1 WHERE post_id = 1"));
    assert!(refuses(db, "INSERT INTO sticker (post_id, photo_file) VALUES (1, 'sea.jpg')"));
    assert!(!refuses(db, "INSERT INTO sticker DEFAULT VALUES"));
    Ok(())
}

#[test]
fn it_is_part_of_the_table() {
    let [one_of] = Comment::TABLE.one_ofs else { panic!("there is one") };
    assert_eq!((one_of.name, one_of.rows, one_of.optional), ("subject", "Subject", false));
    assert_eq!(one_of.members, ["post", "photo", "video"]);
    assert_eq!(one_of.variants, ["Post", "Photo", "Video"]);
    assert!(Sticker::TABLE.one_ofs[0].optional);
    let ddl = schema![super::Post, super::Photo, super::Video, Comment, Sticker].ddl();
    let check =
        r#"CHECK (("post_id" IS NOT NULL) + ("photo_file" IS NOT NULL) + ("video_id" IS NOT NULL) = 1)"#;
    assert!(ddl.contains(check), "{ddl}");
    assert!(ddl.contains(r#"CHECK (("post_id" IS NOT NULL) + ("photo_file" IS NOT NULL) <= 1)"#), "{ddl}");
    // Each foreign key has its index.
    assert_eq!(Comment::TABLE.indexes.len(), 3);
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(site, slug))]
pub struct Page {
    site: String,
    slug: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Author {
    id: i64,
}

/// A link to a page, by two columns, or to an author.
#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(page: Page, key(site, slug), on_delete = cascade)]
#[one_of(target: Target, page, author)]
pub struct Link {
    id: i64,
    site: Option<String>,
    slug: Option<String>,
    #[belongs_to(author: Author)]
    author_id: Option<i64>,
}

#[test]
fn a_key_of_several_columns_is_set_as_a_whole() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Page, Author, Link].create_all(&db)?;
    let page = Page::create().site("a").slug("b").insert(&db)?;
    let author = Author::create().insert(&db)?;
    assert!(refuses(&db, "INSERT INTO link (site) VALUES ('a')"));
    assert!(refuses(&db, "INSERT INTO link (slug) VALUES ('b')"));
    assert!(refuses(&db, "INSERT INTO link (site, author_id) VALUES ('a', 1)"));
    assert!(refuses(&db, "INSERT INTO link (slug, author_id) VALUES ('b', 1)"));
    assert!(refuses(&db, "INSERT INTO link (site, slug, author_id) VALUES ('a', 'b', 1)"));
    assert!(!refuses(&db, "INSERT INTO link (site, slug) VALUES ('a', 'b')"));
    let mut link = Link::create().target(&author).insert(&db)?;
    Link::TARGET.set(&db, &mut link, &page)?;
    assert_eq!(link, Link { id: link.id, site: Some("a".into()), slug: Some("b".into()), author_id: None });
    assert!(matches!(link.target().get(&db)?, Target::Page(found) if found == page));
    Link::TARGET.set(&db, &mut link, &author)?;
    assert_eq!(Link::get(&db, link.id)?, Link { id: link.id, site: None, slug: None, author_id: Some(1) });
    Ok(())
}

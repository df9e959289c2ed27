//! Parents that may be absent, whose foreign keys have columns that every row has.

use relations::{Error, Insert, Key, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Debug)]
#[has_many(posts: Post)]
struct Tenant {
    id: i64,
    name: String,
}

#[derive(Model, Debug)]
#[model(primary_key(tenant_id, number))]
struct Author {
    tenant_id: i64,
    number: i64,
}

/// A row whose author is one of its tenant's, or nobody.
#[derive(Model, Debug, PartialEq)]
#[belongs_to(author: Author, key(tenant_id, author_number))]
#[belongs_to(reviewer: Author, key(tenant_id, reviewer_number))]
struct Post {
    id: i64,
    #[belongs_to(tenant: Tenant)]
    tenant_id: i64,
    author_number: Option<i64>,
    reviewer_number: Option<i64>,
}

#[derive(Insert)]
#[insert(Tenant)]
struct NewTenant {
    name: String,
    posts: Vec<PostOfTenant>,
}

/// The tenant is that of the place.
#[derive(Insert)]
#[insert(Post)]
struct PostOfTenant {
    author: Option<Key<Author>>,
}

/// The tenant is a field of the post.
#[derive(Insert)]
#[insert(Post)]
struct PostForm {
    id: Option<i64>,
    tenant_id: i64,
    author: Option<Key<Author>>,
    reviewer: Option<Key<Author>>,
}

/// The tenant is another parent.
#[derive(Insert)]
#[insert(Post)]
struct PostWithTenant {
    tenant: Key<Tenant>,
    author: Option<Key<Author>>,
}

/// The tenant is that of the author, whom every such post has.
#[derive(Insert)]
#[insert(Post)]
struct ReviewedPost {
    author: Key<Author>,
    reviewer: Option<Key<Author>>,
}

const SCHEMA: Schema = schema![Tenant, Author, Post];

/// Two tenants, of whom each has the author 7.
fn blogs() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    for name in ["First", "Second"] {
        let tenant = Tenant::create().name(name).insert(&db)?;
        Author::create().tenant_id(tenant.id).number(7).insert(&db)?;
    }
    Ok(db)
}

fn author(tenant: i64) -> Key<Author> {
    Key::new((tenant, 7))
}

/// The tenant, author and reviewer of a post.
type Parents = (i64, Option<i64>, Option<i64>);

/// Returns the parents of each post.
fn posts(db: &Connection) -> Result<Vec<Parents>> {
    let posts = Post::query().order_by(Post::ID.asc()).all(db)?;
    Ok(posts.into_iter().map(|post| (post.tenant_id, post.author_number, post.reviewer_number)).collect())
}

#[test]
fn the_place_decides_the_column_that_an_absent_parent_leaves() -> Result<()> {
    let db = blogs()?;
    let posts_of = |authors: &[Option<i64>]| {
        authors.iter().map(|it| PostOfTenant { author: it.map(author) }).collect::<Vec<_>>()
    };
    let third = NewTenant { name: "Third".into(), posts: posts_of(&[None, None]) }.insert(&db)?;
    Tenant::get(&db, 1)?.posts().insert_all(&db, posts_of(&[None, Some(1)]))?;
    assert_eq!(
        posts(&db)?,
        [(third.id, None, None), (third.id, None, None), (1, None, None), (1, Some(7), None)]
    );
    // An author of another tenant.
    let error = Tenant::get(&db, 1)?.posts().insert_all(&db, posts_of(&[None, Some(2)])).unwrap_err();
    assert!(error.to_string().contains("give it parents that go together"), "{error}");
    assert_eq!(posts(&db)?.len(), 4);
    Ok(())
}

#[test]
fn a_field_decides_the_column_that_an_absent_parent_leaves() -> Result<()> {
    let db = blogs()?;
    let form = |id, tenant_id, author, reviewer| PostForm { id, tenant_id, author, reviewer };
    let post = form(None, 2, None, None).insert(&db)?;
    PostForm::insert_all(&db, [form(None, 1, Some(author(1)), None), form(None, 1, None, Some(author(1)))])?;
    assert_eq!(posts(&db)?, [(2, None, None), (1, Some(7), None), (1, None, Some(7))]);

    form(Some(post.id), 2, Some(author(2)), None).save(&db)?;
    assert_eq!(posts(&db)?[0], (2, Some(7), None));
    form(Some(post.id), 1, None, Some(author(1))).save(&db)?;
    assert_eq!(posts(&db)?[0], (1, None, Some(7)));

    // The field and the parent say different things.
    for save in [form(None, 1, Some(author(2)), None), form(Some(post.id), 1, Some(author(2)), None)] {
        let error = save.save(&db).unwrap_err();
        assert!(matches!(error, Error::Nested { .. }), "{error}");
        assert!(error.to_string().contains("give it parents that go together"), "{error}");
    }
    assert_eq!(posts(&db)?, [(1, None, Some(7)), (1, Some(7), None), (1, None, Some(7))]);
    Ok(())
}

#[test]
fn a_parent_decides_the_column_that_an_absent_one_leaves() -> Result<()> {
    let db = blogs()?;
    PostWithTenant { tenant: Key::new(1), author: None }.insert(&db)?;
    PostWithTenant { tenant: Key::new(1), author: Some(author(1)) }.insert(&db)?;
    ReviewedPost { author: Key::new((2, 7)), reviewer: None }.insert(&db)?;
    ReviewedPost { author: Key::new((2, 7)), reviewer: Some(author(2)) }.insert(&db)?;
    assert_eq!(posts(&db)?, [(1, None, None), (1, Some(7), None), (2, Some(7), None), (2, Some(7), Some(7))]);
    Ok(())
}

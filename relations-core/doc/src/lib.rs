//! The models that the examples of the documentation share, and databases with two rows of them.

pub use relations::{Insert, Model, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
#[has_many(posts: Post, on_delete = cascade)]
#[has_one(profile: Profile)]
#[many_to_many(addresses: Address, through = "user_address_association")]
pub struct User {
    pub id: i64,
    pub name: String,
    #[unique]
    pub email: String,
    #[unique]
    pub phone_number: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "posts")]
pub struct Post {
    pub id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub title: String,
    pub content: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "profile")]
pub struct Profile {
    pub id: i64,
    #[unique]
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub bio: String,
    pub address: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "address")]
#[many_to_many(users: User, through = "user_address_association")]
pub struct Address {
    pub id: i64,
    pub street: String,
    pub country: String,
}

pub const SCHEMA: Schema = schema![User, Post, Profile, Address];

pub fn seed() -> relations::Result<(Connection, User, User)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let alice = User::create().name("Alice").email("alice@example.com").phone_number(1).insert(&db)?;
    let bob = User::create().name("Bob").email("bob@example.com").phone_number(2).insert(&db)?;
    Ok((db, alice, bob))
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(children: Category)]
pub struct Category {
    pub id: i64,
    #[belongs_to(parent: Category)]
    pub parent_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(members: User, through = Membership)]
#[has_many(posts: Post, through = members)]
pub struct Group {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(group_id, user_id))]
pub struct Membership {
    #[belongs_to(group: Group, on_delete = cascade)]
    pub group_id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub role: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Folder {
    pub id: i64,
    pub name: String,
    #[belongs_to(parent: Folder, on_delete = cascade)]
    pub parent_id: Option<i64>,
}

/// Three folders, each in the one before.
pub fn seed_folders() -> relations::Result<(Connection, Folder, Folder, Folder)> {
    let db = relations::open_in_memory()?;
    schema![Folder].create_all(&db)?;
    let tools = Folder::create().name("Tools").insert(&db)?;
    let hammers = Folder::create().name("Hammers").parent_id(tools.id).insert(&db)?;
    let nails = Folder::create().name("Nails").parent_id(hammers.id).insert(&db)?;
    Ok((db, tools, hammers, nails))
}

/// A note on a post or on a group.
#[derive(Model, Clone, Debug, PartialEq)]
#[one_of(subject: Subject, post, group, derive(Clone, Debug, PartialEq))]
pub struct Note {
    pub id: i64,
    #[belongs_to(post: Post, on_delete = cascade)]
    pub post_id: Option<i64>,
    #[belongs_to(group: Group, on_delete = cascade)]
    pub group_id: Option<i64>,
    pub body: String,
}

/// A bookmark at a post or at a group, or at none yet.
#[derive(Model, Clone, Debug, PartialEq)]
#[one_of(place: BookmarkPlace, post, group, optional, derive(Clone, Debug, PartialEq))]
pub struct Bookmark {
    pub id: i64,
    #[belongs_to(post: Post, on_delete = set_null)]
    pub post_id: Option<i64>,
    #[belongs_to(group: Group, on_delete = set_null)]
    pub group_id: Option<i64>,
}

pub const ALL: Schema = schema![User, Post, Profile, Address, Category, Group, Membership, Note, Bookmark];

pub fn seed_with_groups() -> relations::Result<(Connection, User, User)> {
    let seeded = seed()?;
    ALL.create_all(&seeded.0)?;
    Ok(seeded)
}

#[derive(Insert, Clone, Debug)]
#[insert(User)]
pub struct NewUser {
    pub name: String,
    pub email: String,
    pub phone_number: i64,
    pub posts: Vec<NewPost>,
}

#[derive(Insert, Clone, Debug)]
#[insert(Post)]
pub struct NewPost {
    pub title: String,
    pub content: String,
}

/// A user with as many posts as there are titles.
pub fn new_user(name: &str, phone_number: i64, titles: &[&str]) -> NewUser {
    let email = format!("{}@example.com", name.to_lowercase());
    let post = |title: &&str| NewPost { title: (*title).into(), content: "…".into() };
    NewUser { name: name.into(), email, phone_number, posts: titles.iter().map(post).collect() }
}

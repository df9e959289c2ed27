//! Every attribute in every form.

use ::rel::{Filter, ModelExt as _, Schema, Select as _, schema};

/// The key of a user.
#[derive(
    ::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::ColumnType,
)]
#[column_type(crate = ::rel)]
pub struct UserId(i64);

/// The state of a review.
#[derive(
    ::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::ColumnType,
)]
#[column_type(crate = ::rel, rename_all = "snake_case")]
pub enum Status {
    /// Not seen yet.
    Draft,
    /// Seen by all.
    #[column_type(rename = "it's out")]
    Published,
}

/// A user.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel)]
#[has_many(written: Review, inverse = author, on_delete = cascade, order_by(score desc, id))]
#[has_many(checked: Review, inverse = reviewer)]
#[has_one(profile: Profile)]
#[many_to_many(followers: User, through = "follows", from = followed_id, to = follower_id)]
#[many_to_many(following: User, through = "follows", from = follower_id, to = followed_id)]
#[many_to_many(groups: Group, through = Membership)]
#[has_many(group_notes: Note, through = groups)]
#[has_many(comments: Comment, through = written, source = comments, order_by(id))]
pub struct User {
    /// The key.
    pub id: UserId,
    /// The name.
    #[column(collate = NOCASE)]
    pub name: ::std::string::String,
    #[column(default = "'draft'")]
    status: Status,
    #[index]
    age: ::std::option::Option<u32>,
}

/// The profile of a user.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel, check = "length(bio) > 0", strict = false)]
pub struct Profile {
    id: i64,
    #[unique]
    #[belongs_to(user: User, on_delete = cascade, on_update = cascade)]
    user_id: UserId,
    #[column(type = "VARCHAR")]
    bio: ::std::string::String,
}

/// A review.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel, rename_all = "PascalCase", table = "Order Details")]
#[has_many(comments: Comment)]
pub struct Review {
    id: i64,
    #[belongs_to(author: User, on_delete = cascade)]
    author_id: UserId,
    #[belongs_to(reviewer: User, on_delete = set_null)]
    reviewer_id: ::std::option::Option<UserId>,
    #[column(check = "\"Score\" BETWEEN 0 AND 10")]
    score: f64,
    r#type: bool,
}

/// A comment.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel, index(review_id, text))]
pub struct Comment {
    id: i64,
    #[belongs_to(review: Review, on_delete = cascade)]
    review_id: i64,
    #[column(name = "the text")]
    text: ::std::string::String,
}

/// The number of a page's state.
#[derive(
    ::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::ColumnType,
)]
#[column_type(crate = ::rel)]
pub struct Revision(u32);

/// A page.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel)]
pub struct Page {
    id: i64,
    #[column(version)]
    r#type: Revision,
    #[column(created_at, default = "0")]
    time: i64,
    #[column(name = "the end", updated_at)]
    bind: ::std::option::Option<i64>,
}

/// A group.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel)]
#[many_to_many(members: User, through = Membership, from = club, to = member, order_by(name))]
#[has_many(notes: Note)]
pub struct Group {
    #[key]
    slug: ::std::string::String,
    title: ::std::string::String,
}

/// A note.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel)]
pub struct Note {
    id: i64,
    #[belongs_to(group: Group, on_delete = cascade, deferrable)]
    group_slug: ::std::string::String,
    text: ::std::option::Option<::std::vec::Vec<u8>>,
}

/// The membership of a user in a group.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel, primary_key(user, group), without_rowid)]
pub struct Membership {
    #[belongs_to(member: User, on_delete = cascade)]
    user: UserId,
    #[belongs_to(club: Group, on_delete = cascade)]
    group: ::std::string::String,
    role: ::std::string::String,
}

/// A category in a tree of them.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel)]
#[has_many(children: Self, inverse = parent)]
#[belongs_to(parent: Self, key(parent_id), on_delete = restrict)]
pub struct Category {
    id: i64,
    parent_id: ::std::option::Option<i64>,
    name: ::std::string::String,
}

/// A team.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel, primary_key(org, number), unique(name, org))]
#[has_many(players: Player)]
pub struct Team {
    org: i64,
    number: i64,
    name: ::std::string::String,
}

/// A player.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::rel::Model)]
#[model(crate = ::rel)]
#[belongs_to(team: Team, key(team_org, team_number), on_delete = cascade)]
pub struct Player {
    id: i64,
    team_org: i64,
    team_number: ::std::option::Option<i64>,
    #[column(default = "0")]
    #[belongs_to(fan: User, references = id, on_delete = set_default, on_update = no_action)]
    fan_id: UserId,
}

/// Their tables.
pub const SCHEMA: Schema =
    schema![User, Profile, Review, Comment, Page, Group, Note, Membership, Category, Team, Player];

/// Calls what is generated.
///
/// # Errors
///
/// None on an empty database.
pub fn call() -> ::rel::Result<()> {
    let db = ::rel::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let ada = User::create().name("Ada").status(Status::Published).insert(&db)?;
    let review = ada.written().create().score(3.0).r#type(true).insert(&db)?;
    review.comments().create().text("x").insert(&db)?;
    let old: Filter<User> = User::AGE.gt(60).and(User::NAME.like("A%"));
    User::query().filter(old).order_by(User::ID.desc()).all(&db)?;
    ada.comments().count(&db)?;
    let mut page = Page::create().insert(&db)?;
    page.update(&db)?;
    SCHEMA.drop_all(&db)
}

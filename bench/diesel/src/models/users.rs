//! Users with their posts, comments and groups.

use diesel::prelude::*;

diesel::table! {
    users (id) {
        id -> BigInt,
        name -> Text,
        email -> Text,
        age -> BigInt,
    }
}

diesel::table! {
    posts (id) {
        id -> BigInt,
        user_id -> BigInt,
        title -> Text,
    }
}

diesel::table! {
    comments (id) {
        id -> BigInt,
        post_id -> BigInt,
        body -> Text,
    }
}

diesel::table! {
    groups (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    user_group (user_id, group_id) {
        user_id -> BigInt,
        group_id -> BigInt,
    }
}

diesel::table! {
    notes (id) {
        id -> BigInt,
        title -> Text,
        score -> BigInt,
    }
}

diesel::joinable!(posts -> users (user_id));
diesel::joinable!(comments -> posts (post_id));
diesel::joinable!(user_group -> users (user_id));
diesel::joinable!(user_group -> groups (group_id));
diesel::allow_tables_to_appear_in_same_query!(users, posts, comments, groups, user_group, notes);

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = users, check_for_backend(diesel::sqlite::Sqlite))]
pub struct User {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub age: i64,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = posts, belongs_to(User), check_for_backend(diesel::sqlite::Sqlite))]
pub struct Post {
    pub id: i64,
    pub user_id: i64,
    pub title: String,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = comments, belongs_to(Post), check_for_backend(diesel::sqlite::Sqlite))]
pub struct Comment {
    pub id: i64,
    pub post_id: i64,
    pub body: String,
}

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = groups, check_for_backend(diesel::sqlite::Sqlite))]
pub struct Group {
    pub id: i64,
    pub name: String,
}

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(primary_key(user_id, group_id))]
#[diesel(table_name = user_group, belongs_to(User), belongs_to(Group))]
#[diesel(check_for_backend(diesel::sqlite::Sqlite))]
pub struct Membership {
    pub user_id: i64,
    pub group_id: i64,
}

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = notes, check_for_backend(diesel::sqlite::Sqlite))]
pub struct Note {
    pub id: i64,
    pub title: String,
    pub score: i64,
}

#[derive(Insertable)]
#[diesel(table_name = notes, check_for_backend(diesel::sqlite::Sqlite))]
pub struct NewNote {
    pub title: String,
    pub score: i64,
}

#[derive(Insertable)]
#[diesel(table_name = users, check_for_backend(diesel::sqlite::Sqlite))]
pub struct NewUser<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub age: i64,
}

#[derive(Insertable)]
#[diesel(table_name = posts, check_for_backend(diesel::sqlite::Sqlite))]
pub struct NewPost<'a> {
    pub user_id: i64,
    pub title: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = comments, check_for_backend(diesel::sqlite::Sqlite))]
pub struct NewComment<'a> {
    pub post_id: i64,
    pub body: &'a str,
}

ground::checksums! {
    User: id, name, email, age;
    Post: id, user_id, title;
    Comment: id, post_id, body;
    Group: id, name;
    Note: id, title, score;
}

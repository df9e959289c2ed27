#![allow(unused_imports, unused_variables)]

use relations::{Key, Model, prelude::*, rusqlite::Connection};

#[derive(Model)]
#[has_many(posts: Post)]
#[has_many(tokens: Token)]
#[has_one(card: Card)]
#[many_to_many(tags: Tag, through = "user_tag")]
#[many_to_many(clubs: Club, through = Membership)]
struct User {
    id: i64,
    #[unique]
    email: String,
}

#[derive(Model)]
#[has_many(siblings: Post, through = user)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

#[derive(Model)]
struct Token {
    id: i64,
    #[belongs_to(user: User, references = email)]
    user_email: String,
}

#[derive(Model)]
struct Card {
    id: i64,
    #[unique]
    #[belongs_to(user: User, references = email)]
    user_email: Option<String>,
}

#[derive(Model)]
struct Tag {
    id: i64,
}

#[derive(Model)]
struct Club {
    id: i64,
    #[unique]
    name: String,
}

#[derive(Model)]
#[model(primary_key(user_id, club_name))]
struct Membership {
    #[belongs_to(user: User)]
    user_id: i64,
    #[belongs_to(club: Club, references = name)]
    club_name: String,
}

fn main() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    let mut user = User::get(&db, 1)?;
    let mut post = Post::get(&db, 1)?;
    let mut token = Token::get(&db, 1)?;
    let tag = Tag::get(&db, 1)?;
    user.posts().add(&db, &post)?;
    Ok(())
}

//! The request of a web service, from JSON to rows and back to JSON.

use relations::{Insert, Key, Load, Model, Schema, prelude::*, schema};
use serde::{Deserialize, Serialize};
use serde_json::{from_value, json, to_value};

#[derive(Model, Clone, Debug, PartialEq, Serialize)]
#[model(table = "users")]
#[has_many(posts: Post, on_delete = cascade)]
#[has_one(profile: Profile)]
#[many_to_many(addresses: Address, through = "user_address_association")]
struct User {
    id: i64,
    name: String,
    #[unique]
    email: String,
    #[unique]
    phone_number: i64,
}

#[derive(Model, Clone, Debug, PartialEq, Serialize)]
#[model(table = "posts")]
struct Post {
    id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
    title: String,
    content: String,
}

#[derive(Model, Clone, Debug, PartialEq, Serialize)]
struct Profile {
    id: i64,
    #[unique]
    #[belongs_to(user: User, on_delete = cascade)]
    user_id: i64,
    bio: String,
}

#[derive(Model, Clone, Debug, PartialEq, Serialize)]
#[many_to_many(users: User, through = "user_address_association")]
struct Address {
    id: i64,
    street: String,
    country: String,
}

const SCHEMA: Schema = schema![User, Post, Profile, Address];

#[derive(Insert, Deserialize)]
#[insert(User)]
struct NewUser {
    name: String,
    email: String,
    phone_number: i64,
    profile: Option<NewProfile>,
    posts: Vec<NewPost>,
    addresses: Vec<AddressInput>,
}

#[derive(Insert, Deserialize)]
#[insert(Profile)]
struct NewProfile {
    bio: String,
}

#[derive(Insert, Deserialize)]
#[insert(Post)]
struct NewPost {
    title: String,
    content: String,
}

#[derive(Insert, Deserialize)]
#[insert(Address)]
struct NewAddress {
    street: String,
    country: String,
}

#[derive(Insert, Deserialize)]
#[insert(Address)]
#[serde(untagged)]
enum AddressInput {
    Known(Key<Address>),
    New(NewAddress),
}

#[derive(Load, Debug, PartialEq, Serialize)]
#[load(User)]
struct UserPage {
    id: i64,
    name: String,
    profile: Option<Profile>,
    #[load(with = |q| q.order_by(Post::ID.asc()))]
    posts: Vec<Post>,
    #[load(with = |q| q.order_by(Address::ID.asc()))]
    addresses: Vec<Address>,
}

fn request(email: &str, phone: i64, address: i64) -> serde_json::Value {
    json!({
        "name": "Alice", "email": email, "phone_number": phone,
        "profile": {"bio": "Writes."},
        "posts": [{"title": "One", "content": "…"}, {"title": "Two", "content": "…"}],
        "addresses": [{"street": "Ring Road", "country": "India"}, address],
    })
}

#[test]
fn a_request_becomes_rows_and_these_a_response() -> Result<(), Box<dyn std::error::Error>> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let known = Address::create().street("Main Street").country("Ireland").insert(&db)?;

    let new: NewUser = from_value(request("alice@example.com", 1, known.id))?;
    let page: UserPage = new.insert_as(&db)?;
    assert_eq!(
        to_value(&page)?,
        json!({
            "id": 1, "name": "Alice",
            "profile": {"id": 1, "user_id": 1, "bio": "Writes."},
            "posts": [
                {"id": 1, "user_id": 1, "title": "One", "content": "…"},
                {"id": 2, "user_id": 1, "title": "Two", "content": "…"},
            ],
            "addresses": [
                {"id": 1, "street": "Main Street", "country": "Ireland"},
                {"id": 2, "street": "Ring Road", "country": "India"},
            ],
        })
    );

    let many: Vec<NewUser> =
        from_value(json!([request("b@example.com", 2, 1), request("c@example.com", 3, 2)]))?;
    let users = NewUser::insert_all(&db, many)?;
    assert_eq!(users.iter().map(|user| user.id).collect::<Vec<_>>(), [2, 3]);
    let pages = UserPage::query().order_by(User::ID.asc()).all(&db)?;
    assert_eq!(pages[2].posts[1].title, "Two");
    assert_eq!(pages[1].addresses.iter().map(|it| it.id).collect::<Vec<_>>(), [1, 3]);

    let new: NewUser = from_value(request("d@example.com", 4, 77))?;
    let error = new.insert(&db).unwrap_err();
    assert_eq!(
        error.to_string(),
        "addresses[1]: `user_address_association`.`address_id` has no parent: `address` has no row with id = 77"
    );
    assert_eq!(User::query().count(&db)?, 3);
    Ok(())
}

#[derive(Model, Debug, PartialEq)]
struct Note {
    id: i64,
    #[column(default = "'-'")]
    text: Option<String>,
}

#[derive(Insert, Deserialize)]
#[insert(Note)]
#[expect(clippy::option_option, reason = "NULL is a value too")]
struct NewNote {
    #[serde(default, with = "relations::nullable")]
    text: Option<Option<String>>,
}

#[test]
fn an_absent_field_is_the_default_and_null_is_null() -> Result<(), Box<dyn std::error::Error>> {
    let db = relations::open_in_memory()?;
    schema![Note].create_all(&db)?;
    let inserted = |json| -> Result<Option<String>, Box<dyn std::error::Error>> {
        Ok(from_value::<NewNote>(json)?.insert(&db)?.text)
    };
    assert_eq!(inserted(json!({}))?.as_deref(), Some("-"));
    assert_eq!(inserted(json!({"text": null}))?, None);
    assert_eq!(inserted(json!({"text": "a"}))?.as_deref(), Some("a"));
    Ok(())
}

//! Verbs of rows with the rows in their fields.

use relations::{Insert, Key};

use super::{Verb, format_result, verb};
use crate::models::{
    Address, Category, Club, Membership, Post, Profile, User, address, category, long, user,
};

#[derive(Insert)]
#[insert(User)]
struct UserForm {
    id: Option<i64>,
    name: String,
    email: String,
    profile: Option<ProfileForm>,
    posts: Vec<PostForm>,
    addresses: Vec<AddressForm>,
}

#[derive(Insert)]
#[insert(Profile)]
struct ProfileForm {
    id: Option<i64>,
    bio: String,
}

#[derive(Insert)]
#[insert(Post)]
struct PostForm {
    id: Option<i64>,
    title: String,
    state: Option<String>,
}

#[derive(Insert)]
#[insert(Address)]
enum AddressForm {
    Known(Key<Address>),
    Form(NamedAddress),
}

#[derive(Insert)]
#[insert(Address)]
struct NamedAddress {
    id: Option<i64>,
    street: String,
}

#[derive(Insert)]
#[insert(Category)]
struct CategoryForm {
    id: Option<i64>,
    children: Vec<CategoryForm>,
}

/// A membership of a new club, whose member is new too.
#[derive(Insert)]
#[insert(Membership)]
struct NewMembership {
    club: NewClub,
    user: UserForm,
    role: String,
}

#[derive(Insert)]
#[insert(Club)]
struct NewClub {
    name: String,
}

fn post_form(id: Option<i64>, title: &str) -> PostForm {
    // Some are left to the default, so that there are statements of both kinds.
    PostForm { id, title: long(title), state: title.len().is_multiple_of(2).then(|| "x".to_owned()) }
}

fn new_address(street: &str) -> AddressForm {
    AddressForm::Form(NamedAddress { id: None, street: long(street) })
}

fn new_user(email: &str, posts: usize) -> UserForm {
    UserForm {
        id: None,
        name: long("new"),
        email: email.to_owned(),
        profile: Some(ProfileForm { id: None, bio: long("bio") }),
        posts: (0..posts).map(|at| post_form(None, &"n".repeat(at + 1))).collect(),
        addresses: vec![AddressForm::Known(Key::new(1)), new_address("a"), new_address("b")],
    }
}

/// The first user: the name differs, a post stays, one is new and one goes, and so do addresses.
fn first_user() -> UserForm {
    UserForm {
        id: Some(1),
        name: long("changed"),
        email: "1@example.com".to_owned(),
        profile: Some(ProfileForm { id: Some(1), bio: long("changed") }),
        posts: vec![post_form(Some(3), "changed"), post_form(None, "new")],
        addresses: vec![
            AddressForm::Form(NamedAddress { id: Some(2), street: long("changed") }),
            AddressForm::Known(Key::new(3)),
            new_address("c"),
        ],
    }
}

fn leaf(id: Option<i64>) -> CategoryForm {
    CategoryForm { id, children: Vec::new() }
}

pub fn all() -> Vec<Verb> {
    vec![
        verb("nested insert", |db| format_result(new_user("new", 3).insert(db))),
        verb("nested insert of many", |db| {
            format_result(UserForm::insert_all(db, (0..12).map(|at| new_user(&format!("new {at}"), 4))))
        }),
        verb("nested insert of parents", |db| {
            let new = NewMembership {
                club: NewClub { name: long("club") },
                user: new_user("new", 2),
                role: long("chair"),
            };
            format_result(new.insert(db))
        }),
        verb("nested insert of a tree", |db| {
            let branch = || CategoryForm { id: None, children: vec![leaf(None), leaf(None)] };
            format_result(CategoryForm { id: None, children: vec![branch(), branch()] }.insert(db))
        }),
        verb("has_many insert_all of structs", |db| {
            format_result(user(1).posts().insert_all(db, (0..20).map(|_| post_form(None, "new"))))
        }),
        verb("many_to_many insert_all of structs", |db| {
            let new = [new_address("a"), AddressForm::Known(Key::new(3)), new_address("b")];
            format_result(user(1).addresses().insert_all(db, new))
        }),
        verb("save that inserts", |db| format_result(new_user("new", 2).save(db))),
        verb("save that updates", |db| format_result(first_user().save(db))),
        verb("save of what is stored", |db| {
            let form = UserForm {
                id: Some(4),
                name: "user 4".to_owned(),
                email: "4@example.com".to_owned(),
                profile: None,
                posts: Vec::new(),
                addresses: Vec::new(),
            };
            format_result(form.save(db))
        }),
        verb("has_many sync that deletes", |db| {
            let forms = [post_form(Some(3), "changed"), post_form(None, "new"), post_form(None, "newer")];
            format_result(user(1).posts().sync(db, forms))
        }),
        verb("has_many sync that sets to NULL", |db| {
            let kept = CategoryForm { id: Some(2), children: vec![leaf(Some(4)), leaf(None)] };
            format_result(category(1).children().sync(db, [kept, leaf(None)]))
        }),
        verb("has_one sync that replaces", |db| {
            format_result(user(1).profile().sync(db, Some(ProfileForm { id: None, bio: long("new") })))
        }),
        verb("has_one sync that updates", |db| {
            format_result(user(1).profile().sync(db, Some(ProfileForm { id: Some(1), bio: long("new") })))
        }),
        verb("many_to_many sync", |db| format_result(user(1).addresses().sync(db, first_user().addresses))),
        verb("many_to_many sync of keys", |db| {
            format_result(user(1).addresses().sync(db, [Key::of(&address(2)), Key::of(&address(3))]))
        }),
    ]
}

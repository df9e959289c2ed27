use relations::{Model, Schema, prelude::*, schema};

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

const SCHEMA: Schema = schema![User, Post, Profile, Address];

fn main() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    println!("{}", SCHEMA.ddl());

    let alice = User::create().name("Alice").email("alice@example.com").phone_number(1).insert(&db)?;
    let bob = User::create().name("Bob").email("bob@example.com").phone_number(2).insert(&db)?;
    let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    let mumbai = Address::create().street("Marine Drive").country("India").insert(&db)?;

    alice.posts().create().title("Hello").content("First post").insert(&db)?;
    alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
    alice.addresses().link(&db, &delhi)?;
    alice.addresses().link(&db, &mumbai)?;
    bob.addresses().link(&db, &mumbai)?;

    for post in alice.posts().order_by(Post::TITLE.asc()).all(&db)? {
        println!("{} by {}", post.title, post.user().get(&db)?.name);
    }
    assert_eq!(mumbai.users().order_by(User::ID.asc()).all(&db)?, [alice.clone(), bob]);

    alice.delete(&db)?;
    SCHEMA.drop_all(&db)
}

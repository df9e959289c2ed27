use relations::Model;

#[derive(Model)]
#[has_many(posts: Post)]
#[has_many(people: Person, through = posts)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Person {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    #[belongs_to(editor: Person)]
    editor_id: i64,
    #[belongs_to(critic: Person)]
    critic_id: i64,
}

fn main() {}

// More models beside those of seed.rs, for the examples that a tree or a junction model is needed for. They
// stand apart because every example compiles what it includes.

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

const ALL: Schema = schema![User, Post, Profile, Address, Category, Group, Membership];

fn seed_with_groups() -> relations::Result<(Connection, User, User)> {
    let seeded = seed()?;
    ALL.create_all(&seeded.0)?;
    Ok(seeded)
}

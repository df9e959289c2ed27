//! The developer's part: two versions of the models, and the migration files that plans write for them. Both
//! examples begin with it.

use std::path::PathBuf;

use relations::evolution::Consent;

/// The first version: users have posts.
pub mod first {
    use relations::{Model, Schema, schema};

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "users")]
    #[has_many(posts: Post)]
    pub struct User {
        pub id: i64,
        pub name: String,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "posts")]
    pub struct Post {
        pub id: i64,
        #[belongs_to(user: User, on_delete = cascade)]
        pub user_id: i64,
        pub title: String,
    }

    pub const SCHEMA: Schema = schema![User, Post];
}

/// The second version: users are members with unique names, and posts can be liked.
pub mod second {
    use relations::{Model, Schema, schema};

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "members", renamed_from = "users")]
    #[has_many(posts: Post)]
    pub struct User {
        pub id: i64,
        #[unique]
        pub name: String,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "posts")]
    pub struct Post {
        pub id: i64,
        #[belongs_to(user: User, on_delete = cascade)]
        pub user_id: i64,
        pub title: String,
        #[column(default = "0")]
        pub likes: i64,
    }

    pub const SCHEMA: Schema = schema![User, Post];
}

/// The directory of this run's files, which is removed when it is dropped.
pub struct Directory(pub PathBuf);

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Writes the files `V1__start.sql` and `V2__members.sql`. A developer does so once for each version, on a database
/// at the version before, and checks the files in.
pub fn write(tool: &str) -> relations::Result<Directory> {
    let name = format!("relations-migrations-by-{tool}-{}", std::process::id());
    let directory = Directory(std::env::temp_dir().join(name));
    let _ = std::fs::remove_dir_all(&directory.0);

    let mut development = relations::open_in_memory()?;
    let start = first::SCHEMA.plan(&development)?;
    start.write_to(&directory.0, "start")?;
    start.apply(&mut development, Consent::None)?;

    let members = second::SCHEMA.plan(&development)?;
    for change in members.changes() {
        println!("{change}");
    }
    let file = members.write_to(&directory.0, "members")?;
    assert!(file.ends_with("V2__members.sql"));
    Ok(directory)
}

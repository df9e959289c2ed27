use relations::{Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(posts: Post)]
#[has_one(profile: Profile)]
#[many_to_many(groups: Group, through = "user_group")]
#[many_to_many(teams: Team, through = Membership)]
#[has_many(comments: Comment, through = posts)]
struct User {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment, order_by(id desc))]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    #[belongs_to(editor: Profile)]
    editor_id: Option<i64>,
    title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Comment {
    id: i64,
    #[belongs_to(post: Post)]
    post_id: i64,
    body: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Profile {
    id: i64,
    #[unique]
    #[belongs_to(user: User)]
    user_id: i64,
    bio: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(users: User, through = "user_group")]
struct Group {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Team {
    id: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(user_id, team_id))]
struct Membership {
    #[belongs_to(user: User)]
    user_id: i64,
    #[belongs_to(team: Team)]
    team_id: String,
    role: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(children: Category)]
struct Category {
    id: i64,
    #[belongs_to(parent: Category)]
    parent_id: Option<i64>,
    name: String,
}

const SCHEMA: Schema = schema![User, Post, Comment, Profile, Group, Team, Membership, Category];

#[derive(Load, Debug, PartialEq)]
#[load(User)]
struct UserPage {
    name: String,
    profile: Option<Profile>,
    posts: Vec<PostPage>,
    groups: Vec<Group>,
    teams: Vec<(Team, Membership)>,
    comments: Vec<Comment>,
    #[load(count = posts)]
    post_count: i64,
    #[load(count = comments, with = |q| q.filter(Comment::BODY.like("b%")))]
    b_comments: u64,
    #[load(from = posts, with = |q| q.order_by(Post::ID.desc()).limit(1))]
    latest: Vec<Post>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Post)]
struct PostPage {
    title: String,
    user: User,
    editor: Option<Profile>,
    comments: Vec<Comment>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Category)]
struct Node {
    name: String,
    children: Vec<Node>,
}

#[derive(Load, Debug, PartialEq)]
#[load(Category)]
struct Up {
    name: String,
    parent: Option<Box<Up>>,
}

fn seed() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    for (n, name) in ["Alice", "Bob", "Carol"].into_iter().enumerate() {
        let user = User::create().name(name).insert(&db)?;
        if n > 0 {
            user.profile().create().bio(format!("bio of {name}")).insert(&db)?;
        }
        for p in 0..n {
            let post = user.posts().create().title(format!("{name} {p}")).editor_id(Some(1)).insert(&db)?;
            for body in ["a", "b"] {
                post.comments().create().body(body).insert(&db)?;
            }
        }
        user.groups().create().name(format!("of {name}")).insert(&db)?;
        let team = Team::create().id(format!("team-{name}")).insert(&db)?;
        user.teams().link_with(&db, &team, |link| link.role("lead"))?;
    }
    Ok(db)
}

#[test]
fn everything() -> Result<()> {
    let db = seed()?;
    for filtered in [false, true] {
        let mut query = UserPage::query().order_by(User::ID.asc());
        if filtered {
            query = query.filter(User::ID.gt(0));
        }
        let pages = query.all(&db)?;
        for (page, user) in pages.iter().zip(User::query().order_by(User::ID.asc()).all(&db)?) {
            assert_eq!(page.name, user.name);
            assert_eq!(page.profile, user.profile().get(&db)?);
            assert_eq!(page.groups, user.groups().all(&db)?);
            assert_eq!(page.teams, user.teams().all_with_links(&db)?);
            assert_eq!(page.comments, user.comments().all(&db)?);
            assert_eq!(page.post_count as u64, user.posts().count(&db)?);
            assert_eq!(page.b_comments, user.comments().filter(Comment::BODY.eq("b")).count(&db)?);
            assert_eq!(page.latest, user.posts().order_by(Post::ID.desc()).limit(1).all(&db)?);
            let posts = user.posts().all(&db)?;
            assert_eq!(page.posts.len(), posts.len());
            for (page, post) in page.posts.iter().zip(posts) {
                assert_eq!(page.title, post.title);
                assert_eq!(page.user, user);
                assert_eq!(page.editor, post.editor().get(&db)?);
                assert_eq!(page.comments, post.comments().all(&db)?);
            }
        }
        assert_eq!(pages.len(), 3);
    }
    Ok(())
}

#[test]
fn trees() -> Result<()> {
    let db = seed()?;
    let root = Category::create().name("root").insert(&db)?;
    let mut last = root.clone();
    for n in 0..150 {
        last = last.children().create().name(format!("{n}")).insert(&db)?;
    }
    let node = Node::get(&db, root.id)?;
    assert_eq!(node.children[0].children[0].name, "1");
    let up = Up::get(&db, last.id)?;
    assert_eq!(up.parent.map(|up| up.name), Some("148".to_owned()));
    db.execute("UPDATE category SET parent_id = ?1 WHERE id = ?2", [last.id, root.id])?;
    println!("{}", Node::get(&db, root.id).unwrap_err());
    Ok(())
}

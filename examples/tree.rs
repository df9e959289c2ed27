//! A tree of categories: a shape that contains itself.
//!
//! Categories belong to each other. A struct with a list of its own type loads a category with everything below it,
//! level by level; a struct with its own type in a box loads the path up to the root. If a row were its own
//! ancestor, loading would not end, so that this is an error.
//!
//! ```sh
//! cargo run --example tree
//! ```
//!
//! Everything is in memory. The program asserts what it prints, and ends by itself.
#![allow(missing_docs, reason = "the fields are the columns, and their names say which")]

use relations::{Error, Load, Model, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(children: Category, order_by(name))]
#[has_many(articles: Article)]
pub struct Category {
    id: i64,
    name: String,
    #[belongs_to(parent: Category)]
    parent_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Article {
    id: i64,
    #[belongs_to(category: Category)]
    category_id: i64,
    title: String,
}

const SCHEMA: Schema = schema![Category, Article];

/// A category with everything below it.
#[derive(Load, Debug)]
#[load(Category)]
struct Branch {
    name: String,
    #[load(count = articles)]
    articles: u64,
    children: Vec<Branch>,
}

/// A category with the path up to its root.
#[derive(Load, Debug)]
#[load(Category)]
struct Ancestry {
    name: String,
    parent: Option<Box<Ancestry>>,
}

fn main() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let owls = fill(&db)?;

    println!("The tree, from every category without a parent:");
    let roots = Branch::query().filter(Category::PARENT.is_none()).all(&db)?;
    for root in &roots {
        show(root, 1);
    }
    assert_eq!((roots.len(), roots[0].total()), (1, 6));

    let ancestry = Ancestry::get(&db, owls.id)?;
    println!("\nThe way up: {}", ancestry.path());
    assert_eq!(ancestry.path(), "Owls in Birds in Animals in Nature");

    // The database does not forbid a category to be its own ancestor.
    let mut nature = Category::query().filter(Category::NAME.eq("Nature")).one(&db)?;
    Category::PARENT.set(&db, &mut nature, &owls)?;
    let error = Branch::get(&db, nature.id).expect_err("a cycle has no end");
    println!("\nOnce nature is put below the owls: {error}");
    assert!(matches!(error, Error::Cycle { relation: "children", .. }));
    Ok(())
}

/// Inserts the categories and some articles, and returns the deepest category.
fn fill(db: &Connection) -> relations::Result<Category> {
    let nature = Category::create().name("Nature").insert(db)?;
    let animals = nature.children().create().name("Animals").insert(db)?;
    let plants = nature.children().create().name("Plants").insert(db)?;
    let birds = animals.children().create().name("Birds").insert(db)?;
    animals.children().create().name("Fish").insert(db)?;
    let owls = birds.children().create().name("Owls").insert(db)?;
    for (category, articles) in [(&owls, 3), (&birds, 1), (&plants, 2)] {
        for n in 1..=articles {
            category.articles().create().title(format!("On {} {n}", category.name)).insert(db)?;
        }
    }
    Ok(owls)
}

fn show(branch: &Branch, depth: usize) {
    println!("{}{} ({})", "    ".repeat(depth), branch.name, branch.articles);
    for child in &branch.children {
        show(child, depth + 1);
    }
}

impl Branch {
    /// Returns the number of articles in this category and below.
    fn total(&self) -> u64 {
        self.articles + self.children.iter().map(Self::total).sum::<u64>()
    }
}

impl Ancestry {
    fn path(&self) -> String {
        match &self.parent {
            Some(parent) => format!("{} in {}", self.name, parent.path()),
            None => self.name.clone(),
        }
    }
}

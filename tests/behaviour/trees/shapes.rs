//! Fields of shapes that hold descendants or ancestors.

use super::*;

#[derive(Load, Debug, PartialEq)]
#[load(Category)]
struct Name {
    name: String,
}

#[derive(Load, Debug, PartialEq)]
#[load(Category)]
struct Page {
    id: i64,
    #[load(ancestors = parent)]
    trail: Vec<Name>,
    #[load(descendants = parent, with = |below| below.filter(Category::ID.ne(5)).order_by(Category::ID.desc()))]
    below: Vec<Category>,
    #[load(descendants = parent, count)]
    size: u64,
    #[load(descendants = parent, depth = 1, count)]
    children: i64,
    #[load(descendants = parent, count, with = |below| below.filter(Category::ID.gt(4)))]
    late: usize,
    #[load(ancestors = parent, depth = 1)]
    parents: Vec<Category>,
}

fn numbers(rows: &[Category]) -> Vec<i64> {
    rows.iter().map(|row| row.id).collect()
}

fn trail(page: &Page) -> Vec<&str> {
    page.trail.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn of_many_rows() -> Result<()> {
    let db = database(TREE)?;
    let pages = Category::query().order_by(Category::ID.asc()).load::<Page>(&db)?;
    assert_eq!(pages.iter().map(|page| page.size).collect::<Vec<_>>(), [6, 3, 1, 1, 0, 0, 0, 0]);
    assert_eq!(pages.iter().map(|page| page.children).collect::<Vec<_>>(), [2, 2, 1, 1, 0, 0, 0, 0]);
    assert_eq!(pages.iter().map(|page| page.late).collect::<Vec<_>>(), [3, 2, 1, 1, 0, 0, 0, 0]);
    assert_eq!(numbers(&pages[0].below), [7, 6, 4, 3, 2]);
    assert_eq!(numbers(&pages[1].below), [7, 4]);
    assert_eq!(trail(&pages[6]), ["c4", "c2", "c1"]);
    assert_eq!(trail(&pages[0]), [""; 0]);
    assert_eq!(numbers(&pages[6].parents), [4]);
    Ok(())
}

#[test]
fn of_one_row_and_of_some() -> Result<()> {
    let db = database(TREE)?;
    let page = Page::get(&db, 2)?;
    assert_eq!((numbers(&page.below), page.size, trail(&page)), (vec![7, 4], 3, vec!["c1"]));
    let pages = Category::query().filter(Category::ID.in_([4, 6, 8])).order_by(Category::ID.asc());
    let pages = pages.load::<Page>(&db)?;
    assert_eq!(pages.iter().map(trail).collect::<Vec<_>>(), [vec!["c2", "c1"], vec!["c3", "c1"], vec![]]);
    Ok(())
}

#[test]
fn in_cycles() -> Result<()> {
    let db = database(CYCLES)?;
    let pages = Category::query().order_by(Category::ID.asc()).load::<Page>(&db)?;
    assert_eq!(pages.iter().map(|page| page.size).collect::<Vec<_>>(), [3, 3, 3, 0, 1, 0]);
    assert_eq!(trail(&pages[0]), ["c3", "c2"]);
    assert_eq!(trail(&pages[3]), ["c2", "c1", "c3"]);
    assert_eq!(trail(&pages[4]), [""; 0]);
    Ok(())
}

#[test]
fn limited_for_each_row() -> Result<()> {
    #[derive(Load, Debug, PartialEq)]
    #[load(Category)]
    struct Few {
        #[load(descendants = parent, with = |below| below.order_by(Category::ID.desc()).limit(2))]
        last: Vec<Category>,
        #[load(descendants = parent, depth = 2, with = |below| below.order_by(Category::ID.desc()).limit(2))]
        near: Vec<Category>,
    }
    let db = database(TREE)?;
    let rows = Category::query().order_by(Category::ID.asc()).load::<Few>(&db)?;
    assert_eq!(numbers(&rows[0].last), [7, 6]);
    assert_eq!(numbers(&rows[0].near), [6, 5]);
    assert_eq!(numbers(&rows[1].last), [7, 5]);
    assert_eq!(numbers(&rows[2].last), [6]);
    Ok(())
}

#[test]
fn from_a_handle_and_within_each_other() -> Result<()> {
    #[derive(Load, Debug, PartialEq)]
    #[load(Category)]
    struct Outer {
        id: i64,
        #[load(descendants = parent, depth = 1)]
        children: Vec<Inner>,
    }
    #[derive(Load, Debug, PartialEq)]
    #[load(Category)]
    struct Inner {
        id: i64,
        #[load(ancestors = parent, count)]
        depth: u64,
    }
    let db = database(TREE)?;
    let found = Category::get(&db, 1)?.descendants().depth(1).load::<Outer>(&db)?;
    let inner = |id| Inner { id, depth: 2 };
    assert_eq!(
        found,
        [Outer { id: 2, children: vec![inner(4), inner(5)] }, Outer { id: 3, children: vec![inner(6)] }]
    );
    Ok(())
}

#[test]
fn rows_below_have_columns_of_their_parents() -> Result<()> {
    #[derive(Load, Debug, PartialEq)]
    #[load(Category)]
    struct Below {
        name: String,
        #[load(from = parent.name)]
        parent: Option<String>,
    }

    #[derive(Load)]
    #[load(Category)]
    struct Page {
        #[load(descendants = parent, with = |q| q.order_by(Category::ID.asc()))]
        below: Vec<Below>,
        #[load(ancestors = parent)]
        above: Vec<Below>,
    }

    let db = database(&[(1, None), (2, Some(1)), (3, Some(2))])?;
    let pages = Page::query().order_by(Category::ID.asc()).all(&db)?;
    let row = |name: &str, parent: Option<&str>| Below { name: name.into(), parent: parent.map(Into::into) };
    assert_eq!(pages[0].below, [row("c2", Some("c1")), row("c3", Some("c2"))]);
    assert_eq!(pages[1].above, [row("c1", None)]);
    assert_eq!(Page::get(&db, 2)?.below, [row("c3", Some("c2"))]);
    Ok(())
}

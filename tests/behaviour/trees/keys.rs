//! Trees whose keys are composite, text or newtypes, of tables without rowids, and of odd names.

use relations::ColumnType;

use super::*;

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
struct NodeId(i64);

/// Declares a test with a model of this key, and four rows in a line.
macro_rules! line {
    ($name:ident: $model:item, $keys:expr, ($row:ident) => $key:expr) => {
        #[test]
        fn $name() -> Result<()> {
            $model

            #[derive(Load)]
            #[load(Node)]
            struct Page {
                #[load(descendants = parent)]
                below: Vec<Node>,
                #[load(ancestors = parent, count)]
                above: u64,
                #[load(ancestors = parent, depth = 2)]
                near: Vec<Node>,
            }

            let db = relations::open_in_memory()?;
            schema![Node].create_all(&db)?;
            let rows: Vec<Node> = $keys(&db)?;
            let [first, second, third, fourth] = rows.as_slice() else { panic!("four rows") };
            let keys = |rows: &[Node]| rows.iter().map(|$row| $key).collect::<Vec<_>>();
            assert_eq!(keys(&first.descendants().all(&db)?), keys(&rows[1..]));
            assert_eq!(keys(&fourth.ancestors().all(&db)?), keys(&[third.clone(), second.clone(), first.clone()]));
            assert_eq!(keys(&second.descendants().depth(1).all(&db)?), keys(&rows[2..3]));
            let above = Node::query().filter(Node::PARENT.descendants().contains(fourth));
            assert_eq!(above.count(&db)?, 3);
            let below = Node::query().filter(Node::PARENT.ancestors().contains(second));
            assert_eq!(below.count(&db)?, 2);
            assert_eq!(Node::query().filter(Node::PARENT.descendants().count().eq(2)).count(&db)?, 1);
            assert_eq!(Node::query().filter(Node::PARENT.ancestors().none()).count(&db)?, 1);
            let pages = rows.as_slice().load::<Page>(&db)?;
            let [one, two, _, four] = pages.as_slice() else { panic!("four pages") };
            assert_eq!((one.below.len(), two.below.len(), four.below.len()), (3, 2, 0));
            assert_eq!((one.above, two.above, four.above), (0, 1, 3));
            assert_eq!(keys(&four.near), keys(&[third.clone(), second.clone()]));
            // SQLite does not count the row that it deletes with its parent.
            second.descendants().delete(&db)?;
            assert_eq!(Node::query().count(&db)?, 2);
            Ok(())
        }
    };
}

line!(
    newtypes:
    #[derive(Model, Clone, Debug, PartialEq)]
    struct Node {
        id: NodeId,
        #[belongs_to(parent: Node, on_delete = cascade)]
        parent_id: Option<NodeId>,
    },
    |db: &Connection| -> Result<Vec<Node>> {
        let first = Node::create().insert(db)?;
        let second = Node::create().parent_id(first.id).insert(db)?;
        let third = Node::create().parent_id(second.id).insert(db)?;
        let fourth = Node::create().parent_id(third.id).insert(db)?;
        Ok(vec![first, second, third, fourth])
    },
    (row) => row.id
);

line!(
    texts_without_rowids:
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(without_rowid, primary_key(code))]
    struct Node {
        #[column(collate = NOCASE)]
        code: String,
        #[belongs_to(parent: Node, on_delete = cascade)]
        parent_code: Option<String>,
    },
    |db: &Connection| -> Result<Vec<Node>> {
        let node = |code: &str, parent: Option<&str>| -> Result<Node> {
            let node = Node { code: code.to_owned(), parent_code: parent.map(str::to_owned) };
            node.insert(db).map(|()| node)
        };
        Ok(vec![node("a", None)?, node("b", Some("A"))?, node("c", Some("B"))?, node("d", Some("C"))?])
    },
    (row) => row.code.clone()
);

line!(
    composite:
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(primary_key(org, number))]
    #[belongs_to(parent: Node, key(parent_org, parent_number), on_delete = cascade)]
    struct Node {
        org: String,
        number: i64,
        parent_org: Option<String>,
        parent_number: Option<i64>,
    },
    |db: &Connection| -> Result<Vec<Node>> {
        let node = |org: &str, number: i64, parent: Option<(&str, i64)>| {
            let (parent_org, parent_number) = (parent.map(|(org, _)| org.to_owned()), parent.map(|(_, number)| number));
            let node = Node { org: org.to_owned(), number, parent_org, parent_number };
            node.insert(db).map(|()| node)
        };
        // These share a part of their keys with others.
        Ok(vec![
            node("x", 1, None)?,
            node("x", 2, Some(("x", 1)))?,
            node("y", 1, Some(("x", 2)))?,
            node("y", 2, Some(("y", 1)))?,
        ])
    },
    (row) => (row.org.clone(), row.number)
);

line!(
    unique_columns:
    #[derive(Model, Clone, Debug, PartialEq)]
    struct Node {
        id: i64,
        #[unique]
        code: String,
        #[belongs_to(parent: Node, references = code, on_delete = cascade)]
        parent_code: Option<String>,
    },
    |db: &Connection| -> Result<Vec<Node>> {
        let node = |code: &str, parent: Option<&str>| {
            Node::create().code(code).parent_code(parent.map(str::to_owned)).insert(db)
        };
        Ok(vec![node("a", None)?, node("b", Some("a"))?, node("c", Some("b"))?, node("d", Some("c"))?])
    },
    (row) => row.id
);

line!(
    odd_names:
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "sqlite walk \" main", primary_key(r#type))]
    struct Node {
        #[column(name = "~key0")]
        r#type: i64,
        #[column(name = "w.c \"~next0\"")]
        #[belongs_to(parent: Node, on_delete = cascade)]
        r#in: Option<i64>,
        #[column(name = "~depth")]
        depth: Option<i64>,
    },
    |db: &Connection| -> Result<Vec<Node>> {
        let node = |r#type: i64, parent: Option<i64>| {
            let node = Node { r#type, r#in: parent, depth: None };
            node.insert(db).map(|()| node)
        };
        Ok(vec![node(1, None)?, node(2, Some(1))?, node(3, Some(2))?, node(4, Some(3))?])
    },
    (row) => row.r#type
);

#[test]
fn foreign_keys_that_compare_otherwise() -> Result<()> {
    // The database compares texts of the parent without regard to case, which the model does not say.
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "node", primary_key(code))]
    struct Node {
        code: String,
        #[belongs_to(parent: Node)]
        parent_code: Option<String>,
    }

    #[derive(Load)]
    #[load(Node)]
    struct Page {
        #[load(descendants = parent, count)]
        below: u64,
        #[load(ancestors = parent, count)]
        above: u64,
    }

    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE node (code TEXT COLLATE NOCASE PRIMARY KEY NOT NULL, parent_code TEXT);
         CREATE INDEX by_parent ON node (parent_code);
         INSERT INTO node VALUES ('a', NULL), ('b', 'A'), ('c', 'B'), ('d', 'C');",
    )?;
    let root = Node::get(&db, "a")?;
    assert_eq!(root.descendants().count(&db)?, 3);
    assert_eq!(Node::get(&db, "d")?.ancestors().count(&db)?, 3);
    let above = Node::query().filter(Node::PARENT.descendants().any(Node::CODE.eq("D")));
    assert_eq!(above.count(&db)?, 3);
    let below = Node::query().filter(Node::PARENT.ancestors().any(Node::CODE.eq("A")));
    assert_eq!(below.count(&db)?, 3);
    assert_eq!(Node::query().filter(Node::PARENT.descendants().count().ge(2)).count(&db)?, 2);
    let pages = Node::query().order_by(Node::CODE.asc()).load::<Page>(&db)?;
    assert_eq!(
        pages.iter().map(|page| (page.below, page.above)).collect::<Vec<_>>(),
        [(3, 0), (2, 1), (1, 2), (0, 3)]
    );
    Ok(())
}

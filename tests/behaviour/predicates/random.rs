//! Random conditions on random rows find the rows that meet them.

use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError},
};
use relations::Result;

use super::asked::{Comparison, Quantity, Rows, Tree, agrees};
use crate::load::{
    random::{Graph, graph},
    world::{Club, Mark, Membership, Person, Piece, Post, Square, Tag, Token},
};

fn comparison() -> impl Strategy<Value = Comparison> {
    use Comparison::{Eq, Ge, Gt, Le, Lt, Ne};
    prop::sample::select(vec![Eq, Ne, Lt, Le, Gt, Ge])
}

fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        3 => Just(Quantity::Any),
        3 => Just(Quantity::All),
        1 => Just(Quantity::None),
        1 => (0_usize..6).prop_map(Quantity::Row),
        1 => (comparison(), 0_u64..4).prop_map(|(comparison, number)| Quantity::Count(comparison, number)),
        2 => (comparison(), 0_u64..4).prop_map(|(comparison, number)| Quantity::CountWhere(comparison, number)),
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        2 => (0_usize..12).prop_map(Tree::Column),
        1 => (0_usize..13, quantity()).prop_map(|(at, quantity)| {
            Tree::Relation(at, quantity, Box::new(Tree::Column(at)))
        }),
    ];
    leaf.prop_recursive(5, 12, 2, |inner| {
        let inner = inner.prop_map(Box::new);
        prop_oneof![
            1 => (inner.clone(), inner.clone()).prop_map(|(one, other)| Tree::And(one, other)),
            1 => (inner.clone(), inner.clone()).prop_map(|(one, other)| Tree::Or(one, other)),
            1 => inner.clone().prop_map(Tree::Not),
            5 => (0_usize..13, quantity(), inner).prop_map(|(at, quantity, far)| Tree::Relation(at, quantity, far)),
        ]
    })
}

/// Changes that a database may have had before: parents that are gone, and statistics.
const FATES: [&str; 4] = ["", "ANALYZE", GONE, "ANALYZE; VACUUM"];
const GONE: &str = "DELETE FROM person WHERE id IN (SELECT id FROM person ORDER BY email LIMIT 2);
    DELETE FROM post WHERE id IN (SELECT id FROM post ORDER BY title LIMIT 2); ANALYZE";

fn check(graph: &Graph, fate: &str, trees: &[Tree]) -> Result<()> {
    let db = graph.database()?;
    db.execute_batch("PRAGMA foreign_keys = OFF")?;
    db.execute_batch(fate)?;
    let rows = Rows::of(&db)?;
    for tree in trees {
        agrees::<Person>(&db, &rows, tree)?;
        agrees::<Post>(&db, &rows, tree)?;
        agrees::<Tag>(&db, &rows, tree)?;
        agrees::<Square>(&db, &rows, tree)?;
    }
    let tree = &trees[0];
    agrees::<Club>(&db, &rows, tree)?;
    agrees::<Token>(&db, &rows, tree)?;
    agrees::<Piece>(&db, &rows, tree)?;
    agrees::<Membership>(&db, &rows, tree)?;
    agrees::<Mark>(&db, &rows, tree)?;
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]

    #[test]
    fn random_conditions_find_the_rows_of_which_they_hold(
        graph in graph(),
        fate in prop::sample::select(FATES.as_slice()),
        trees in prop::collection::vec(tree(), 4),
    ) {
        check(&graph, fate, &trees).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
    }
}

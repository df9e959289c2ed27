//! Trees.

use ground::{
    benchmark::{Benchmarks, benchmark},
    data::nodes::{ROOT, some_code, some_leaf},
};
use relations::prelude::*;
use rusqlite::Connection;

use crate::{
    models::Node,
    workloads::{ANCESTORS, ANY_DESCENDANT, DESCENDANTS},
};

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![
        benchmark(DESCENDANTS, |_| ROOT, |db: &mut Connection, id| Node::DESCENDANTS.of(id).all(db)),
        benchmark(ANCESTORS, some_leaf, |db: &mut Connection, id| Node::ANCESTORS.of(id).all(db)),
        benchmark(ANY_DESCENDANT, some_code, |db: &mut Connection, code| {
            Node::query().filter(Node::DESCENDANTS.any(Node::CODE.eq(code))).all(db)
        }),
    ]
}

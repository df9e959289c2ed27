//! Every name that the library writes by itself, as the name of tables and of columns: the outcome is the same as
//! with plain names.

use std::mem::discriminant;

use crate::{filled, outcomes, plain, world::World};

macro_rules! worlds {
    ($($module:ident: $a:literal $b:literal $c:literal $d:literal $e:literal $f:literal;)+) => {
        $(mod $module {
            crate::world::world! { $a $b $c $d $e $f }
        })+

        /// The worlds, with their names.
        const WORLDS: &[([&str; 6], World)] = &[$(([$a, $b, $c, $d, $e, $f], $module::WORLD)),+];
    };
}

// Names of aliases, columns, functions and schemas come twice, as those of different tables and columns; keywords,
// all of which are quoted in the same manner, come once. The first world is that of an upsert into a table named
// `excluded`.
worlds! {
    excluded: "excluded" "value" "nth" "key" "id" "near";
    pages: "o" "p" "x" "p0" "sqlite" "rowid";
    w0: "t" "j" "k" "d" "e" "b";
    w1: "d" "e" "b" "r" "v" "w";
    w2: "r" "v" "w" "s0" "s1" "s2";
    w3: "s0" "s1" "s2" "t1" "t2" "j1";
    w4: "t1" "t2" "j1" "c0" "c1" "key";
    w5: "c0" "c1" "key" "value" "type" "id";
    w6: "value" "type" "id" "name" "bytes" "child";
    w7: "name" "bytes" "child" "pk" "seq" "main";
    w8: "pk" "seq" "main" "temp" "excluded" "json_each";
    w9: "temp" "excluded" "json_each" "json_extract" "json_type" "substr";
    w10: "json_extract" "json_type" "substr" "char" "replace" "coalesce";
    w11: "char" "replace" "coalesce" "count" "sum" "min";
    w12: "count" "sum" "min" "max" "avg" "length";
    w13: "max" "avg" "length" "row_number" "~key" "~value";
    w14: "row_number" "~key" "~value" "~near" "~far0" "~nth";
    w15: "~near" "~far0" "~nth" "~0" "~1" "~2";
    w16: "~0" "~1" "~2" "~3" "~4" "~5";
    w17: "~3" "~4" "~5" "on_delete" "on_update" "foreign_key_list";
    w18: "on_delete" "on_update" "foreign_key_list" "pragma_foreign_key_list" "pragma_table_info" "nocase";
    w19: "pragma_foreign_key_list" "pragma_table_info" "nocase" "relations: 1" "atom" "fullkey";
    w20: "relations: 1" "atom" "fullkey" "parent" "path" "root";
    w21: "parent" "path" "root" "json" "nth" "near";
    w22: "json" "nth" "near" "far0" "t" "j";
    w23: "far0" "t" "j" "k" "d" "e";
    w24: "and" "as" "begin" "between" "by" "case";
    w25: "collate" "commit" "conflict" "cross" "delete" "desc";
    w26: "distinct" "do" "else" "end" "exists" "from";
    w27: "group" "immediate" "in" "indexed" "insert" "into";
    w28: "is" "join" "like" "limit" "not" "nothing";
    w29: "null" "offset" "on" "or" "order" "over";
    w30: "partition" "pragma" "release" "returning" "rollback" "savepoint";
    w31: "select" "set" "table" "then" "to" "true";
    w32: "update" "values" "when" "where" "with" "escape";
    w33: "_rowid_" "coll" "encoding" "i" "ifnull" "index_list";
    w34: "i" "ifnull" "index_list" "index_xinfo" "partial" "pragma_encoding";
    w35: "index_xinfo" "partial" "pragma_encoding" "pragma_index_list" "pragma_index_xinfo" "seqno";
    w36: "pragma_index_list" "pragma_index_xinfo" "seqno" "unique" "rowid" "oid";
    w37: "unique" "rowid" "oid" "_rowid_" "coll" "encoding";
    w38: "n" "near" "id" "key" "value" "nth";
    w39: "value" "key" "nth" "n" "id" "near";
    w40: "o0" "was" "moved" "place" "k0" "n";
    w41: "v" "r" "k1" "o1" "t" "left";
}

/// Returns the names that are tried.
#[cfg(feature = "bundled")]
pub fn tried_names() -> impl Iterator<Item = &'static str> {
    WORLDS.iter().flat_map(|(names, _)| *names)
}

#[test]
fn a_name_of_the_librarys_own_does_what_a_plain_one_does() -> relations::Result<()> {
    let expected = outcomes(&filled(&plain::WORLD)?, &plain::WORLD)?;
    let mut tried = 0;
    let mut failed = Vec::new();
    for (names, world) in WORLDS {
        let verbs = world.all_verbs().zip(outcomes(&filled(world)?, world)?).zip(&expected);
        for (((verb, _), (done, after)), (expected, expected_after)) in verbs {
            let same = match (&done, expected) {
                (Ok(done), Ok(expected)) => done == expected,
                (Err(done), Err(expected)) => discriminant(done.cause()) == discriminant(expected.cause()),
                _ => false,
            };
            tried += 1;
            if !same || after != *expected_after {
                failed.push(format!("{verb} with {names:?}: {done:?}"));
            }
        }
    }
    println!("{} worlds, {tried} verbs tried, {} failed", WORLDS.len(), failed.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    Ok(())
}

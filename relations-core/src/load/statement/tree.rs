//! Renders the pairs of near rows and their descendants or ancestors.

use crate::{
    base::sql::{columns, push_equal, push_source},
    load::statement::{
        KEY, NEAR,
        restriction::{Restriction, push_index},
    },
    schema::metadata::path::TreePath,
    statement::{
        sql::Sql,
        tree::{self, Carried, Walk},
    },
};

/// Appends `(WITH RECURSIVE …) AS d CROSS JOIN main."category" AS t ON …`: each row once for each near row that leads to
/// it in at most `depth` steps. The near row's key is `d."~near"`.
///
/// All near rows walk together, each row of the walk with the key of the near row where it began.
pub(crate) fn push_pairs(sql: &mut Sql, path: &TreePath, restriction: &Restriction, depth: Option<u64>) {
    let key = path.parent.to;
    let by_list = restriction.is_of_values();
    let near = if by_list { columns("k", &[KEY]) } else { columns("n", &key[..1]) };
    let mut carried = vec![Carried { name: NEAR.to_owned(), value: near }];
    // The place of a key in a list does not tell the key.
    let root: Vec<String> = if by_list {
        let names: Vec<String> = (0..key.len()).map(|at| format!("~root{at}")).collect();
        let values = key.iter().map(|column| columns("n", &[column]));
        carried.extend(names.iter().zip(values).map(|(name, value)| Carried { name: name.clone(), value }));
        names
    } else {
        vec![NEAR.to_owned()]
    };
    let root: Vec<&str> = root.iter().map(String::as_str).collect();
    let walk = Walk { tree: path, carried, root: columns("n", key), limited: depth.is_some() };

    sql.text += "(";
    sql.text += &walk.begin();
    restriction.push_list(sql);
    push_source(&mut sql.text, path.parent.table, "n");
    push_index(sql, restriction.index());
    sql.text += " CROSS JOIN ";
    sql.text += &walk.first_table(" ON ", "n");
    let keyword = restriction.push_condition(sql, "n", key);
    sql.text += keyword;
    sql.text += &walk.first_conditions();
    walk.push_rest(sql, &columns("w", &root), depth.map(tree::number));
    sql.text += &walk.rows(&[NEAR]);
    sql.text += ") AS d CROSS JOIN ";
    push_source(&mut sql.text, path.parent.table, "t");
    sql.text += " ON ";
    let names = walk.key_names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    push_equal(&mut sql.text, ("t", key), ("d", &names));
}

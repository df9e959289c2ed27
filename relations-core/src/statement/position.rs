//! The statements that keep the rows of a junction table in an order of positions: [`PositionSql`].
//!
//! SQLite checks that positions are unique [row by row](https://sqlite.org/lang_conflict.html), not at the end of a
//! statement. So rows move in two steps: to places behind all others, and from there to where they belong. Places before
//! all others, below 0, would break a CHECK that positions are not negative.

use crate::{
    base::sql::{bare_column, column, columns, equal, joined, matching, table},
    schema::metadata::table::Table,
    statement::{insert::insert, touch::Touch},
};

/// The statements that keep the rows of a junction table in an order of positions. The parameters are the near row's key,
/// then the far row's key, as far as a statement has them, and then those that are named.
#[derive(Clone, Debug)]
pub(crate) struct PositionSql {
    /// The SELECT of the number of pairs of the near row, of the greatest position, and of whether one is that of the far
    /// row.
    pub state: String,
    /// The UPDATE of the positions that change, which takes the rows to their places behind all others; its parameters are
    /// the place behind all others and the place of the far row.
    pub lift: String,
    /// The UPDATE that takes these rows to their places, and the columns that each change of a row changes with it. It has
    /// no far row; its parameters are the place behind all others and the moment.
    pub settle: String,
    /// The INSERT of a pair; its parameters are the position and the columns that are filled in.
    pub insert: String,
    /// The columns that every UPDATE changes.
    pub touch: Touch,
}

impl PositionSql {
    /// Renders the statements for the column `position` of a junction table, whose columns `near` and `far` refer to the
    /// two rows.
    pub(crate) fn new(
        junction: &'static Table,
        (near, far): (&[&'static str], &[&'static str]),
        position: &'static str,
        filled: &[&'static str],
    ) -> Self {
        let touch = Touch::of(junction.columns);
        let of_near = matching("t", near, 1);
        let of_far = matching("t", far, near.len() + 1);
        let (name, by) = (table(junction.name), column("t", position));
        Self {
            state: format!("SELECT count(*),max({by}),max({of_far}) FROM {name} t WHERE {of_near}"),
            lift: lift(junction, position, (&of_near, &of_far), near.len() + far.len() + 1),
            settle: settle(&name, position, &of_near, near.len() + 1, &touch),
            insert: insert(junction.name, &[near, far, &[position], filled].concat()),
            touch,
        }
    }
}

/// Renders the UPDATE that takes rows behind all others, with the parameters numbered from `first`.
///
/// The rows but the far one are numbered in the order that they have; from the place of the far row on they are one
/// further.
fn lift(junction: &Table, position: &str, (of_near, of_far): (&str, &str), first: usize) -> String {
    let (name, place) = (table(junction.name), first + 1);
    let key = junction.primary_key;
    let numbered: Vec<String> = (0..key.len()).map(|at| format!("k{at}")).collect();
    let numbered: Vec<&str> = numbered.iter().map(String::as_str).collect();
    let selected = joined(&numbered, ",", |at, number| format!("{} AS {number}", column("t", key[at])));
    let was = column("t", position);
    let ties = columns("v", &numbered);
    let same = equal(("t", key), ("n", &numbered));
    format!(
        "UPDATE {name} AS t SET {}=n.place+?{first} FROM (\
         SELECT r.*,CASE WHEN r.moved THEN +?{place} ELSE r.nth+(r.nth>=+?{place}) END AS place FROM (\
         SELECT v.*,row_number() OVER (PARTITION BY v.moved ORDER BY v.was,{ties})-1 AS nth FROM (\
         SELECT {selected},{was} AS was,CASE WHEN {of_far} THEN 1 ELSE 0 END AS moved FROM {name} t WHERE {of_near}\
         ) AS v) AS r) AS n WHERE {same} AND n.was IS NOT n.place",
        bare_column(position)
    )
}

/// Renders ``UPDATE main."playlist_track" AS t SET `position`=t."position"-?2 WHERE t."playlist_id"=+?1 AND
/// t."position">=+?2``, with the parameters numbered from `first`.
fn settle(name: &str, position: &str, of_near: &str, first: usize, touch: &Touch) -> String {
    let (set, by) = (bare_column(position), column("t", position));
    let settled = format!("{set}={by}-?{first}");
    let set = [vec![settled], touch.terms(first + 1)].concat().join(",");
    format!("UPDATE {name} AS t SET {set} WHERE {of_near} AND {by}>=+?{first}")
}

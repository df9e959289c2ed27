//! What tells the rows that are there from those that are wanted, by their keys as the database compares them.

use std::collections::HashSet;

use rusqlite::{Connection, types::Value};

use crate::{
    bind,
    compared::{self, Pair},
    diagnose::Touched,
    error::Result,
    load,
    model::Model,
    run,
};

/// The columns by which rows are known.
pub(super) struct Keyed {
    /// The table that has the rows.
    pub table: &'static str,
    /// The columns of their key there.
    pub columns: &'static [&'static str],
    /// What refers to these columns, if the keys that are there were read from a table that refers to the rows.
    pub pairs: Vec<Pair>,
}

/// What has to go and to come for the wanted keys to be the only ones.
pub(super) struct Difference {
    /// The keys to take away, as they are stored.
    pub gone: Vec<Vec<Value>>,
    /// The places of those to add among the wanted ones.
    pub new: Vec<usize>,
}

/// The difference of the keys that are there and those that are wanted.
///
/// Two keys of the same bytes are the same. What else is the same the database knows: it looks up what the columns have
/// stored for each key, if there can be such keys.
pub(super) fn difference<M: Model>(
    db: &Connection,
    keyed: &Keyed,
    present: &[Vec<Value>],
    wanted: &[Vec<Value>],
) -> Result<Difference> {
    let spelled = |keys: &[Vec<Value>]| keys.iter().map(|key| text(key)).collect::<Vec<_>>();
    let found = apart(&spelled(present), &spelled(wanted));
    let differing = found.gone.iter().map(|at| &present[*at]).chain(found.new.iter().map(|at| &wanted[*at]));
    let plain = differing.flatten().all(|value| matches!(value, Value::Integer(_)))
        || compared::are_binary(db, keyed.table, keyed.columns) && !compared::differ(db, &keyed.pairs);
    let found = if plain {
        found
    } else {
        apart(&stored::<M>(db, keyed, present)?, &stored::<M>(db, keyed, wanted)?)
    };
    Ok(Difference { gone: found.gone.into_iter().map(|at| present[at].clone()).collect(), new: found.new })
}

/// The places of what is present only and of what is wanted only, each once.
struct Apart {
    gone: Vec<usize>,
    new: Vec<usize>,
}

fn apart(present: &[String], wanted: &[String]) -> Apart {
    let there: HashSet<&String> = present.iter().collect();
    let mut named = HashSet::new();
    let places = wanted.iter().enumerate();
    let new =
        places.filter(|(_, key)| named.insert(*key) && !there.contains(key)).map(|(at, _)| at).collect();
    let places = present.iter().enumerate();
    Apart { gone: places.filter(|(_, key)| !named.contains(key)).map(|(at, _)| at).collect(), new }
}

/// Of each key what is stored for it, or the key itself if there is no such row.
fn stored<M: Model>(db: &Connection, keyed: &Keyed, keys: &[Vec<Value>]) -> Result<Vec<String>> {
    let mut found: Vec<String> = keys.iter().map(|key| text(key)).collect();
    let statement = load::look_up(keyed.table, keyed.columns, keys);
    run::rows(
        db,
        Touched::model::<M>(),
        &statement,
        |bind| bind.owned_values(&statement.values),
        |row| {
            let at: usize = row.get(0)?;
            let key = (1..=keyed.columns.len()).map(|column| row.get(column));
            found[at] = text(&key.collect::<rusqlite::Result<Vec<Value>>>()?);
            Ok(())
        },
    )?;
    Ok(found)
}

/// A key as a text that only equal keys share.
fn text(key: &[Value]) -> String {
    bind::display(&key.iter().map(compared::one_form).collect::<Vec<_>>())
}

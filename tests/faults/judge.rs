//! The judgement of what a fault has left: all of the verb's work or nothing, and a connection that goes on.

use relations::{
    Error, Result,
    rusqlite::{Connection, limits::Limit},
};

use crate::{campaign::Expected, fault::Kind, models::dump, place::Place, verbs::Verb};

/// Judges the result of a verb under a fault. An error describes what is wrong.
#[expect(clippy::too_many_arguments, reason = "the state before, the state after, and the expected one")]
pub fn judge(
    db: &mut Connection,
    verb: &Verb,
    place: Place,
    kind: Kind,
    expected: &Expected,
    result: Result<String>,
    untouched: &str,
    before: &str,
    reached: bool,
) -> Result<Outcome, String> {
    let ended = place != Place::Outside && db.is_autocommit();
    if place == Place::Outside && !db.is_autocommit() {
        return Err(format!("a transaction is left open after {result:?}"));
    }
    if !ended && db.execute_batch("RELEASE \"relations: 1\"").is_ok() {
        return Err(format!("a savepoint is left open after {result:?}"));
    }
    if ended && !(kind.may_end_the_transaction() && result.is_err()) {
        return Err(format!("the user's transaction has ended after {result:?}"));
    }
    let result = result.map_err(|error| (matches!(error, Error::Ignored { .. }), error.to_string()));
    let failed = match (&result, &expected.value) {
        (Err((_, message)), Err(wanted)) => message != wanted,
        (Err(_), Ok(_)) => true,
        (Ok(_), _) => false,
    };
    if failed {
        let now = dump(db);
        let wanted = if ended { untouched } else { before };
        if now != wanted {
            if !is_exception(kind, place, expected) {
                return Err(format!("half done after {result:?}: {}", difference(wanted, &now)));
            }
            return finish(db, place, ended).map(|()| Outcome::Excepted);
        }
        // The verb succeeds once the fault is removed.
        if ended {
            place.enter(db).map_err(|error| format!("not entered again: {error}"))?;
        }
        let again = (verb.run)(db).map_err(|error| error.to_string());
        if again != expected.value {
            return Err(format!("after {result:?} the connection gives {again:?}"));
        }
    } else if ignores_row(kind) {
        // A row that a trigger ignores is missing in the end, which a verb of many rows does not report.
        finish(db, place, ended)?;
        let met = result.ok() != expected.value.clone().ok() || dump(db) != expected.state;
        return Ok(if met { Outcome::Excepted } else { Outcome::Missed });
    } else if let (Ok(value), Ok(wanted)) = (&result, &expected.value)
        && value != wanted
    {
        return Err(format!("gave {value} instead of {wanted}"));
    }
    finish(db, place, false)?;
    let now = dump(db);
    if now != expected.state {
        return Err(format!("after {result:?} not the full effect: {}", difference(&expected.state, &now)));
    }
    Ok(if failed || reached { Outcome::Struck } else { Outcome::Missed })
}

fn finish(db: &Connection, place: Place, ended: bool) -> Result<(), String> {
    if ended { Ok(()) } else { place.leave(db).map_err(|error| format!("not left: {error}")) }
}

/// Returns `true` if the fault is an exception of SQLite's, as documented at [`Error`].
fn is_exception(kind: Kind, place: Place, expected: &Expected) -> bool {
    match kind {
        // RAISE(FAIL) keeps what the statement did before.
        Kind::Trigger { raise: "FAIL", .. } => !expected.has_transaction,
        // Within a transaction, a cascade that is ignored, or is deeper than the limit of triggers, keeps what it
        // did before.
        Kind::Trigger { raise: "IGNORE", .. } | Kind::Limit(Limit::SQLITE_LIMIT_TRIGGER_DEPTH) => {
            place != Place::Outside && !expected.has_transaction
        }
        _ => false,
    }
}

/// Returns `true` if a row that is skipped is not an error to SQLite.
fn ignores_row(kind: Kind) -> bool {
    matches!(kind, Kind::Trigger { raise: "IGNORE", .. })
}

/// The outcome of a fault.
pub enum Outcome {
    /// The fault was not met.
    Missed,
    /// The fault was met, and all is well.
    Struck,
    /// The fault is an exception of SQLite's.
    Excepted,
}

fn difference(wanted: &str, now: &str) -> String {
    let lines = wanted.lines().zip(now.lines()).find(|(wanted, now)| wanted != now);
    lines.map_or_else(|| "tables differ".to_owned(), |(wanted, now)| format!("{now} instead of {wanted}"))
}

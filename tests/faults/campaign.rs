//! The campaign of faults that need only one process.

use std::{
    collections::BTreeMap,
    env,
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use relations::rusqlite::{
    Connection,
    hooks::{AuthAction, AuthContext, Authorization, TransactionOperation},
};

use crate::{
    fault::{Kind, spread},
    judge::{Outcome, judge},
    models::{database, dump, fill},
    place::Place,
    verbs::{self, Verb},
};

/// The result of a verb without a fault.
pub struct Expected {
    pub value: Result<String, String>,
    pub state: String,
    before: String,
    /// Set if the verb runs in its own transaction or savepoint, and so not as one statement.
    pub has_transaction: bool,
}

impl Expected {
    /// Returns `true` if the verb changes rows of this table.
    fn touches(&self, table: &str) -> bool {
        let rows = |state: &str| {
            state.lines().find(|line| line.starts_with(&format!("{table}:"))).map(str::to_owned)
        };
        rows(&self.before) != rows(&self.state)
    }
}

#[derive(Default)]
struct Figures {
    tried: u32,
    struck: u32,
    excepted: u32,
    failed: Vec<String>,
}

#[test]
fn a_verb_is_done_wholly_or_not_at_all_whatever_fails() {
    // The number of places that are tried for each verb and fault.
    let cases: u32 = env::var("RELATIONS_FAULT_CASES").map_or(6, |cases| cases.parse().expect("a number"));
    let only = env::var("RELATIONS_FAULT_VERB").ok();
    let mut by_kind: BTreeMap<String, Figures> = BTreeMap::new();
    let verbs = verbs::all();
    for verb in &verbs {
        if only.as_ref().is_some_and(|only| !verb.name.contains(only.as_str())) {
            continue;
        }
        for place in Place::ALL {
            if verb.outside_only && place != Place::Outside {
                continue;
            }
            let expected = run_without_fault(verb, place);
            let mut db = database().expect("a database");
            for kind in Kind::all() {
                // Triggers are tried only on tables that the verb changes.
                if kind.table().is_some_and(|table| !expected.touches(table)) {
                    continue;
                }
                let figures = by_kind.entry(kind_name(kind)).or_default();
                try_places(&mut db, (verb, place, kind), &expected, cases, figures);
            }
        }
    }
    let (mut tried, mut struck, mut excepted, mut failed) = (0, 0, 0, 0);
    for (kind, figures) in &by_kind {
        println!(
            "{kind}: tried {}, struck {}, excepted {}, failed {}",
            figures.tried,
            figures.struck,
            figures.excepted,
            figures.failed.len()
        );
        tried += figures.tried;
        struck += figures.struck;
        excepted += figures.excepted;
        failed += figures.failed.len();
    }
    println!("{} verbs: tried {tried}, struck {struck}, excepted {excepted}, failed {failed}", verbs.len());
    let listed: Vec<&str> =
        by_kind.values().flat_map(|figures| figures.failed.iter().take(12)).map(String::as_str).collect();
    assert!(
        failed == 0,
        "{failed} failed, among them\n{}",
        listed.join(
            "
"
        )
    );
}

fn kind_name(kind: Kind) -> String {
    match kind {
        Kind::Trigger { raise, .. } => format!("a trigger that raises {raise}"),
        other => format!("{other:?}"),
    }
}

/// Runs the verb at this place without a fault.
pub fn run_without_fault(verb: &Verb, place: Place) -> Expected {
    let mut db = database().expect("a database");
    let before = dump(&db);
    place.enter(&db).expect("it is entered");
    let has_transaction = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&has_transaction);
    db.authorizer(Some(move |context: AuthContext<'_>| {
        // An update that returns rows compiles what would undo it, BEGIN and ROLLBACK, and mostly does not run it.
        let compiled_only = matches!(
            context.action,
            AuthAction::Transaction {
                operation: TransactionOperation::Begin | TransactionOperation::Rollback
            }
        );
        let begins = matches!(context.action, AuthAction::Transaction { .. } | AuthAction::Savepoint { .. });
        if begins && !compiled_only {
            seen.store(true, Ordering::Relaxed);
        }
        Authorization::Allow
    }))
    .expect("an authorizer");
    let value = (verb.run)(&mut db).map_err(|error| error.to_string());
    db.authorizer(None::<fn(AuthContext<'_>) -> Authorization>).expect("no authorizer");
    place.leave(&db).expect("it is left");
    Expected { value, state: dump(&db), before, has_transaction: has_transaction.load(Ordering::Relaxed) }
}

/// Tries the faults of one kind.
fn try_places(
    db: &mut Connection,
    (verb, place, kind): (&Verb, Place, Kind),
    expected: &Expected,
    cases: u32,
    figures: &mut Figures,
) {
    let places = kind.places(cases).unwrap_or_else(|| {
        let places = count_places(db, verb, place, kind).expect("the places are counted");
        spread(places as usize, cases).map(|at| 1 + u32::try_from(at).expect("so many")).collect()
    });
    for at in places {
        figures.tried += 1;
        let case = panic::catch_unwind(AssertUnwindSafe(|| try_place(db, verb, place, kind, at, expected)));
        let case = case.unwrap_or_else(|_| Err("panicked".to_owned()));
        let go_on = case.is_ok() && !verb.changes_schema;
        let behind = matches!(case, Ok(Outcome::Missed));
        match case {
            Ok(Outcome::Missed) => {}
            Ok(Outcome::Struck) => figures.struck += 1,
            Ok(Outcome::Excepted) => figures.excepted += 1,
            Err(problem) => {
                figures.failed.push(format!("{} ({place:?}) under {kind:?} at {at}: {problem}", verb.name));
            }
        }
        if !go_on || fill(db).is_err() {
            *db = database().expect("a database");
        }
        // If this fault is not met, the following ones are not met either.
        if behind && !kind.is_counted() {
            break;
        }
    }
}

/// Counts the places that the verb passes without a fault.
fn count_places(
    db: &mut Connection,
    verb: &Verb,
    place: Place,
    kind: Kind,
) -> relations::rusqlite::Result<u32> {
    place.enter(db)?;
    let fault = kind.install(db, u32::MAX)?;
    let _ = (verb.run)(db);
    fault.remove(db)?;
    place.leave(db)?;
    if verb.changes_schema || fill(db).is_err() {
        *db = database().expect("a database");
    }
    Ok(fault.passed())
}

/// Tries one fault at one place.
fn try_place(
    db: &mut Connection,
    verb: &Verb,
    place: Place,
    kind: Kind,
    at: u32,
    expected: &Expected,
) -> Result<Outcome, String> {
    let untouched = dump(db);
    place.enter(db).map_err(|error| format!("not entered: {error}"))?;
    let before = dump(db);
    let fault = kind.install(db, at).map_err(|error| format!("not installed: {error}"))?;
    let result = (verb.run)(db);
    let reached = fault.reached();
    fault.remove(db).map_err(|error| format!("not removed: {error}"))?;
    judge(db, verb, place, kind, expected, result, &untouched, &before, reached)
}

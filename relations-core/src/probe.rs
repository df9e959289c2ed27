//! Finding accessors that run in a loop: [`watch`], under the feature `probe`.
//!
//! Uses models and relations for their names. Without the feature nothing of this is compiled, and accessors
//! cost nothing more.

use std::{cell::RefCell, collections::HashMap, fmt, panic::Location};

use crate::{model::Model, relation::Relation};

thread_local! {
    /// The reads since each [`watch`] of this thread began, the innermost last.
    static WATCHES: RefCell<Vec<Reads>> = const { RefCell::new(Vec::new()) };
}

/// The number of reads by each site.
type Reads = HashMap<Site, usize>;

/// A place in the program that reads a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Site {
    model: &'static str,
    relation: &'static str,
    location: &'static Location<'static>,
}

/// A relation that one place in the program read several times, row by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repeated {
    /// The model whose rows the relation was read from.
    pub model: &'static str,
    /// The name of the relation.
    pub relation: &'static str,
    /// The number of times that it was read.
    pub count: usize,
    /// The call that ran the statement.
    pub location: &'static Location<'static>,
}

impl fmt::Display for Repeated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { model, relation, count, location } = self;
        write!(
            f,
            "{location}: `{model}`.`{relation}` is read {count} times, once for each row: a shape of `{model}` \
             with a field `{relation}` loads all of them by one statement"
        )
    }
}

/// Runs `work` and returns the accessors that it ran several times at one place on this thread, those that ran most
/// first. Each is a loop that a shape, made by `#[derive(Load)]`, would replace by one statement.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let (titles, repeated) = relations::probe::watch(|| -> relations::Result<_> {
///     let mut titles = Vec::new();
///     for user in User::query().all(&db)? {
///         for post in user.posts().all(&db)? {
///             titles.push(post.title);
///         }
///     }
///     Ok(titles)
/// });
/// assert!(titles?.is_empty());
/// assert_eq!((repeated[0].model, repeated[0].relation, repeated[0].count), ("User", "posts", 2));
/// # Ok(()) }
/// ```
pub fn watch<T>(work: impl FnOnce() -> T) -> (T, Vec<Repeated>) {
    /// Ends the watch if the work panics.
    struct Watch;

    impl Drop for Watch {
        fn drop(&mut self) {
            if std::thread::panicking() {
                WATCHES.with_borrow_mut(Vec::pop);
            }
        }
    }

    WATCHES.with_borrow_mut(|watches| watches.push(Reads::new()));
    let watch = Watch;
    let done = work();
    drop(watch);
    let reads = WATCHES.with_borrow_mut(Vec::pop).unwrap_or_default();
    let mut repeated: Vec<Repeated> = reads
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(Site { model, relation, location }, count)| Repeated { model, relation, count, location })
        .collect();
    repeated.sort_by_key(|found| {
        let place = (found.location.file(), found.location.line(), found.location.column());
        (std::cmp::Reverse(found.count), place, found.relation)
    });
    (done, repeated)
}

/// The relation that a query reads for one row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    model: &'static str,
    relation: &'static str,
}

impl Origin {
    /// Returns the origin of a query that reads along `R`.
    pub(crate) const fn new<R: Relation>() -> Self {
        Self { model: R::Near::NAME, relation: R::NAME }
    }

    /// Records that the relation is read for one row, at the place of the call.
    #[track_caller]
    pub(crate) fn record(self) {
        let Self { model, relation } = self;
        let site = Site { model, relation, location: Location::caller() };
        WATCHES.with_borrow_mut(|watches| {
            for reads in watches {
                *reads.entry(site).or_default() += 1;
            }
        });
    }
}

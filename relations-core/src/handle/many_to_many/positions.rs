//! Keeps linked rows in an order of positions: [`move_to`](ManyToManyHandle::move_to) and
//! [`insert_at`](ManyToManyHandle::insert_at).

use rusqlite::{Connection, types::Value};

use crate::{
    base::error::{Error, Result},
    connection::{atomic::atomic, diagnose, no_change, run},
    handle::many_to_many::ManyToManyHandle,
    relation::{
        junction::Linking,
        ordered::{IntegerPosition, Ordered, SolePosition},
        row_or_key::RowOrKey,
    },
    row::bind::{Bind, Write},
    schema::metadata::role::VerbTime,
    statement::position::PositionSql,
    write::pairs::Pairs,
};

impl<R: Linking> ManyToManyHandle<'_, R> {
    /// Moves `far`, a row or its key that is linked to this one, to a place in the order of the relation: 0 is the first.
    /// A place behind the last is the last. Only for a relation in the order of a position,
    /// `order_by(link.position)`.
    ///
    /// The linked rows then have the positions 0, 1, 2 and so on: those between the two places, and those whose
    /// positions had gaps, are changed too. It takes three statements in one transaction, however many rows there are,
    /// and positions may be unique for each row like this one.
    ///
    /// ```
    /// use relations::{Model, prelude::*, schema};
    ///
    /// #[derive(Model, Clone, Debug, PartialEq)]
    /// #[many_to_many(tracks: Track, through = Entry, order_by(link.position))]
    /// struct Playlist {
    ///     id: i64,
    /// }
    ///
    /// #[derive(Model, Clone, Debug, PartialEq)]
    /// struct Track {
    ///     id: i64,
    ///     title: String,
    /// }
    ///
    /// #[derive(Model)]
    /// #[model(primary_key(playlist_id, track_id), unique(playlist_id, position))]
    /// struct Entry {
    ///     #[belongs_to(playlist: Playlist, on_delete = cascade)]
    ///     playlist_id: i64,
    ///     #[belongs_to(track: Track, on_delete = cascade)]
    ///     track_id: i64,
    ///     position: u32,
    /// }
    ///
    /// let db = relations::open_in_memory()?;
    /// schema![Playlist, Track, Entry].create_all(&db)?;
    /// let playlist = Playlist::create().insert(&db)?;
    /// let [first, second, third] = ["Intro", "Verse", "Coda"].map(|title| Track::create().title(title).insert(&db));
    /// let (first, second, third) = (first?, second?, third?);
    /// playlist.tracks().insert_at(&db, &first, 0)?;
    /// playlist.tracks().insert_at(&db, &third, 1)?;
    /// playlist.tracks().insert_at(&db, &second, 1)?;
    /// assert_eq!(playlist.tracks().all(&db)?, [first.clone(), second.clone(), third.clone()]);
    ///
    /// playlist.tracks().move_to(&db, &third, 0)?;
    /// assert_eq!(playlist.tracks().all(&db)?, [third, first, second]);
    /// # Ok::<(), relations::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if `far` is not linked to this row; [`Error::Ignored`] if a trigger keeps a row where it is.
    /// Nothing has changed then.
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn move_to(self, db: &Connection, far: impl RowOrKey<R::Far, R, R::End>, place: u64) -> Result<()>
    where
        R: Ordered,
        R::Position: IntegerPosition,
    {
        let moved = Positions::of::<R>().put(db, &self.ends(&far), place, false)?;
        moved.map(drop).ok_or_else(|| diagnose::not_found::<R::Far>(|bind| far.bind(bind)))
    }

    /// Links `far`, a row or its key, to this one at a place in the order of the relation, as
    /// [`move_to`](Self::move_to) has them: 0 is the first, and a place behind the last is the last. Returns `true` if it
    /// was not linked before; otherwise it is moved there. It takes four statements.
    ///
    /// # Errors
    ///
    /// [`Error::MissingParent`] if one of the two rows is not there; otherwise as [`move_to`](Self::move_to).
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn insert_at(self, db: &Connection, far: impl RowOrKey<R::Far, R, R::End>, place: u64) -> Result<bool>
    where
        R: Ordered,
        R::Position: IntegerPosition + SolePosition,
    {
        let added = Positions::of::<R>().put(db, &self.ends(&far), place, true)?;
        Ok(added.unwrap_or_default())
    }

    /// Returns the functions that bind the keys of this row and of `far`.
    fn ends<'b>(&'b self, far: &'b impl RowOrKey<R::Far, R, R::End>) -> Ends<'b> {
        Ends { near: Box::new(|bind| self.near.bind(bind)), far: Box::new(|bind| far.bind(bind)) }
    }
}

/// A function that binds a key.
type BindKey<'b> = Box<dyn Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()> + 'b>;

/// The two ends of a pair, as functions that bind their keys.
struct Ends<'b> {
    near: BindKey<'b>,
    far: BindKey<'b>,
}

/// The junction table of a relation whose rows have positions.
struct Positions {
    pairs: Pairs,
    sql: &'static PositionSql,
}

impl Positions {
    /// Returns the junction table of the relation `R`.
    fn of<R: Ordered>() -> Self {
        let junction = R::write();
        let render = || {
            let ends = (R::PATH.step(0).to, R::PATH.step(1).from);
            let filled: Vec<_> = junction.filled_columns().collect();
            PositionSql::new(R::JUNCTION, ends, R::POSITION, &filled)
        };
        Self { pairs: Pairs::of::<R>(), sql: junction.positions.get_or_init(render) }
    }

    /// Puts a pair at a place, and returns `true` if it was added. If it is not there, it is added if `add` is set;
    /// `None` otherwise.
    fn put(&self, db: &Connection, ends: &Ends<'_>, place: u64, add: bool) -> Result<Option<bool>> {
        let pair = |bind: &mut Bind<'_, '_>| {
            (ends.near)(bind)?;
            (ends.far)(bind)
        };
        atomic(db, self.pairs.table, || {
            let time = VerbTime::new();
            let State { mut count, mut behind, linked } = self.state(db, &pair)?;
            if !linked {
                if !add {
                    return Ok(None);
                }
                self.insert(db, &pair, behind, &time)?;
                (count, behind) = (count + 1, behind.saturating_add(1));
            }
            let last = count - 1;
            let place = i64::try_from(place).map_or(last, |place| place.min(last));
            self.arrange(db, ends, (behind.max(count), place), &time)?;
            Ok(Some(!linked))
        })
    }

    /// Reads what there is before a change.
    fn state(&self, db: &Connection, pair: Write<'_>) -> Result<State> {
        let read = |row: &rusqlite::Row<'_>| {
            let greatest: Option<i64> = row.get(1)?;
            let linked: Option<i64> = row.get(2)?;
            Ok(State {
                count: row.get(0)?,
                behind: greatest.map_or(0, |greatest| greatest.saturating_add(1).max(0)),
                linked: linked == Some(1),
            })
        };
        let sql = self.pairs.fixed(&self.sql.state);
        let state = run::first_by(db, self.pairs.touched, &sql, &pair, read)?;
        Ok(state.unwrap_or(State { count: 0, behind: 0, linked: false }))
    }

    /// Adds a pair at this position.
    fn insert(&self, db: &Connection, pair: Write<'_>, position: i64, time: &VerbTime) -> Result<()> {
        let filled = self.pairs.sql.filled(time)?;
        let complete = |bind: &mut Bind<'_, '_>| {
            pair(bind)?;
            bind.owned_value(&Value::Integer(position))?;
            bind.owned_values(&filled)
        };
        let written = run::write(db, &self.pairs.fixed(&self.sql.insert), complete)
            .map_err(|error| self.pairs.unlinked(db, error, pair))?;
        if written.rows > 0 { Ok(()) } else { no_change::check_inserted(db, self.pairs.table, written) }
    }

    /// Gives all pairs of the near row their positions, by way of places behind all others.
    fn arrange(
        &self,
        db: &Connection,
        ends: &Ends<'_>,
        (behind, place): (i64, i64),
        time: &VerbTime,
    ) -> Result<()> {
        let lifted = run::write(db, &self.pairs.fixed(&self.sql.lift), |bind| {
            (ends.near)(bind)?;
            (ends.far)(bind)?;
            bind.owned_value(&behind.into())?;
            bind.owned_value(&place.into())
        })
        .map_err(|error| self.unmoved(db, error))?;
        if lifted.rows == 0 {
            return Ok(());
        }
        let moment = self.sql.touch.moment(time)?;
        let settled = run::write(db, &self.pairs.fixed(&self.sql.settle), |bind| {
            (ends.near)(bind)?;
            bind.owned_value(&behind.into())?;
            moment.iter().try_for_each(|moment| bind.owned_value(moment))
        })
        .map_err(|error| self.unmoved(db, error))?;
        if settled.rows < lifted.rows { Err(no_change::ignored(self.pairs.table)) } else { Ok(()) }
    }

    /// Returns the error of the library for an error of moving pairs.
    #[cold]
    fn unmoved(&self, db: &Connection, error: rusqlite::Error) -> Error {
        diagnose::explain_write(db, error, self.pairs.table, &[], &[])
    }
}

/// The pairs of a near row before a change.
struct State {
    /// Their number.
    count: i64,
    /// The place behind the greatest position.
    behind: i64,
    /// Set if the far row is among them.
    linked: bool,
}

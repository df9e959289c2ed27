#![doc = include_str!("../README.md")]

#[doc(hidden)]
pub use relations_core::__private;
#[doc(inline)]
pub use relations_core::facade::*;
#[doc(no_inline)]
pub use relations_core::rusqlite;
pub use relations_core::schema::column_type;
pub use relations_core::{
    Aggregate, ByKey, Changes, Column, ColumnType, Countable, Cursor, Error, Expression, Filter, Insert,
    IntoColumn, IntoKey, KeptRelation, Key, Load, LoadEach, LoadExt, Model, ModelExt, Modify, NonNull,
    Numeric, Options, Order, Page, PageStart, Paged, PagedStart, Patch, Query, Raw, Result, Rows, Schema,
    Select, Statement, Stream, Update, Upsert, configure, open, open_in_memory, open_read_only, raw,
    snapshot, transaction,
};
/// Makes a newtype, or an enum without fields, a type of columns.
///
/// ```
/// use relations::{ColumnType, Model, prelude::*, schema};
///
/// #[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
/// struct ArticleId(i64);
///
/// #[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
/// #[column_type(rename_all = "snake_case")]
/// enum Status {
///     Draft,
///     InReview,
///     #[column_type(rename = "out")]
///     Published,
/// }
///
/// #[derive(Model)]
/// struct Article {
///     id: ArticleId,
///     status: Status,
/// }
///
/// let db = relations::open_in_memory()?;
/// schema![Article].create_all(&db)?;
/// let article = Article::create().status(Status::InReview).insert(&db)?;
/// assert_eq!(article.id, ArticleId(1));
/// let stored: String = db.query_row("SELECT status FROM article", [], |row| row.get(0))?;
/// assert_eq!(stored, "in_review");
/// assert!(db.execute("UPDATE article SET status = 'lost'", []).is_err());
/// # Ok::<(), relations::Error>(())
/// ```
pub use relations_derive::ColumnType;
/// Makes a struct a new row, together with the rows in its fields; or an enum a choice of such structs and of keys.
///
/// ```
/// use relations::{Insert, Key, Load, Model, prelude::*, schema};
///
/// #[derive(Model, Debug, PartialEq)]
/// #[has_many(moons: Moon, order_by(id))]
/// #[many_to_many(missions: Mission, through = "visit")]
/// struct Planet {
///     id: i64,
///     name: String,
///     #[column(default = "0")]
///     rings: i64,
/// }
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Moon {
///     id: i64,
///     #[belongs_to(planet: Planet)]
///     planet_id: i64,
///     name: String,
/// }
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Mission {
///     id: i64,
///     name: String,
/// }
///
/// #[derive(Insert)]
/// #[insert(Planet)]
/// struct NewPlanet {
///     name: String,
///     rings: Option<i64>,             // `None` leaves the column to its default
///     moons: Vec<NewMoon>,            // inserted with the planet's key
///     missions: Vec<MissionInput>,    // inserted and linked, or only linked
/// }
///
/// #[derive(Insert)]
/// #[insert(Moon)]
/// struct NewMoon {
///     name: String,                   // `planet_id` comes from where it is inserted
/// }
///
/// #[derive(Insert)]
/// #[insert(Mission)]
/// struct NewMission {
///     name: String,
/// }
///
/// #[derive(Insert)]
/// #[insert(Mission)]
/// enum MissionInput {
///     Known(Key<Mission>),
///     New(NewMission),
/// }
///
/// let db = relations::open_in_memory()?;
/// schema![Planet, Moon, Mission].create_all(&db)?;
/// let mariner = Mission::create().name("Mariner 4").insert(&db)?;
/// let mars = NewPlanet {
///     name: "Mars".into(),
///     rings: None,
///     moons: ["Phobos", "Deimos"].map(|name| NewMoon { name: name.into() }).into(),
///     missions: vec![
///         MissionInput::Known(Key::of(&mariner)),
///         MissionInput::New(NewMission { name: "Viking 1".into() }),
///     ],
/// };
/// let mars: Planet = mars.insert(&db)?;
/// assert_eq!((mars.rings, mars.moons().all(&db)?[1].name.as_str()), (0, "Deimos"));
/// assert_eq!(mars.missions().count(&db)?, 2);
/// # Ok::<(), relations::Error>(())
/// ```
///
/// A struct that lacks a column which must have a value does not compile, nor does one that is inserted where its foreign
/// key is not filled in:
///
/// ```compile_fail,E0277
/// # use relations::{Insert, Model, prelude::*};
/// # #[derive(Model)]
/// # struct Planet { id: i64, name: String }
/// # #[derive(Model)]
/// # struct Moon { id: i64, #[belongs_to(planet: Planet)] planet_id: i64, name: String }
/// #[derive(Insert)]
/// #[insert(Moon)]
/// struct NewMoon {
///     name: String,
/// }
///
/// # fn main() -> relations::Result<()> { let db = relations::open_in_memory()?;
/// NewMoon { name: "Phobos".into() }.insert(&db)?; // lacks `planet_id`
/// # Ok(()) }
/// ```
pub use relations_derive::Insert;
/// Makes a struct a shape: columns of a model's rows that are loaded together with related rows.
///
/// ```
/// use relations::{Load, Model, prelude::*, schema};
///
/// #[derive(Model, Debug, PartialEq)]
/// #[has_many(moons: Moon)]
/// struct Planet {
///     id: i64,
///     name: String,
/// }
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Moon {
///     id: i64,
///     #[belongs_to(planet: Planet)]
///     planet_id: i64,
///     name: String,
/// }
///
/// #[derive(Load, Debug, PartialEq)]
/// #[load(Planet)]
/// struct PlanetPage {
///     name: String,
///     #[load(with = |q| q.order_by(Moon::NAME.asc()).limit(2))]
///     moons: Vec<Moon>,
///     #[load(count = moons)]
///     moon_count: i64,
/// }
///
/// let db = relations::open_in_memory()?;
/// schema![Planet, Moon].create_all(&db)?;
/// let mars = Planet::create().name("Mars").insert(&db)?;
/// for name in ["Phobos", "Deimos"] {
///     mars.moons().create().name(name).insert(&db)?;
/// }
/// let page = PlanetPage::get(&db, mars.id)?;
/// assert_eq!((page.name.as_str(), page.moon_count), ("Mars", 2));
/// assert_eq!(page.moons[0].name, "Deimos");
/// # Ok::<(), relations::Error>(())
/// ```
pub use relations_derive::Load;
/// Maps a struct to a table, and makes accessors of its relations.
///
/// ```
/// use relations::{Model, Schema, prelude::*, schema};
///
/// #[derive(Model, Clone, Debug, PartialEq)]
/// #[model(table = "teams", primary_key(org, number), unique(org, name), check = "number > 0")]
/// #[has_many(players: Player, order_by(score desc, id))]
/// struct Team {
///     org: i64,
///     number: i64,
///     name: String,
/// }
///
/// #[derive(Model, Clone, Debug, PartialEq)]
/// #[belongs_to(team: Team, key(team_org, team_number), on_delete = cascade)]
/// #[many_to_many(rivals: Player, through = "rivalry", from = player_id, to = rival_id)]
/// struct Player {
///     id: i64,
///     team_org: i64,
///     team_number: i64,
///     #[unique]
///     #[column(name = "nick", collate = NOCASE)]
///     name: String,
///     #[index]
///     #[column(default = "0", check = "score >= 0")]
///     score: i64,
/// }
///
/// const SCHEMA: Schema = schema![Team, Player];
///
/// let db = relations::open_in_memory()?;
/// SCHEMA.create_all(&db)?;
/// let team = Team::create().org(1).number(7).name("Rooks").insert(&db)?;
/// let ada = team.players().create().name("Ada").insert(&db)?;
/// let bob = team.players().create().name("Bob").score(3).insert(&db)?;
/// assert_eq!(team.players().all(&db)?, [bob.clone(), ada.clone()]);
/// assert_eq!(Player::query().filter(Player::NAME.eq("ada")).one(&db)?, ada);
/// ada.rivals().link(&db, &bob)?;
/// assert_eq!(Team::get(&db, (1, 7))?, bob.team().get(&db)?);
/// # Ok::<(), relations::Error>(())
/// ```
pub use relations_derive::Model;
/// Makes a struct a patch: columns of a model's rows that are written if they are given.
///
/// ```
/// use relations::{Model, Patch, prelude::*, schema};
///
/// #[derive(Model, Debug, PartialEq)]
/// struct Planet {
///     id: i64,
///     name: String,
///     moons: u32,
///     motto: Option<String>,
/// }
///
/// #[derive(Patch, Default)]
/// #[patch(Planet)]
/// struct PlanetPatch {
///     name: Option<String>,
///     #[patch(into = moons)]
///     moon_count: Option<u32>,
///     motto: Option<Option<String>>,
/// }
///
/// let db = relations::open_in_memory()?;
/// schema![Planet].create_all(&db)?;
/// let mars = Planet::create().name("Mars").moons(1).motto("Red").insert(&db)?;
///
/// let patch = PlanetPatch { moon_count: Some(2), motto: Some(None), ..PlanetPatch::default() };
/// let mars = patch.update(&db, mars.id)?;
/// assert_eq!((mars.name.as_str(), mars.moons, mars.motto), ("Mars", 2, None));
///
/// let small = Planet::query().filter(Planet::MOONS.le(2));
/// assert_eq!(small.patch(&PlanetPatch { moon_count: Some(0), ..PlanetPatch::default() }).update(&db)?, 1);
/// # Ok::<(), relations::Error>(())
/// ```
pub use relations_derive::Patch;

/// The traits that programs import by `use relations::prelude::*`: the methods of models, queries and
/// handles. No names are imported, so that none can conflict with others.
pub mod prelude {
    pub use relations_core::{
        Aggregate as _, Insert as _, Load as _, LoadEach as _, LoadExt as _, Model as _, ModelExt as _,
        Modify as _, Patch as _, Select as _, Upsert as _, write::Insertable as _,
    };
}

/// Values that the database computes: the traits of what [`Expression`] is made of, and of what a column is set to.
pub mod expression {
    pub use relations_core::expression::{Expression, Given, NewValue, OfTheRow, Operand};
}

/// Inserting rows: the traits and states of `create()` builders, and upserts.
pub mod insert {
    pub use relations_core::write::{
        Auto, ColumnSet, Insertable, IsSet, Missing, OnConflict, OrIgnore, OrUpdate, Set, Upsert,
    };
}

/// Loading rows together with the rows that their relations lead to: see [`Load`].
pub mod load {
    #[doc(hidden)]
    pub use relations_core::__private::load::*;
    pub use relations_core::{
        Load,
        load::{Counts, ShapeOf, Source},
    };
}

/// Relations: the types of a model's constants, their traits, and the handles that accessors return.
pub mod relation {
    pub use relations_core::{handle::*, relation::*};
}

/// The tables of a program's models as data: see [`Schema`].
pub mod schema {
    #[doc(hidden)]
    pub use relations_core::schema::KeyColumn;
    pub use relations_core::schema::{
        ColumnDef, ColumnRole, Entity, ForeignKey, Index, OrderTerm, ReferentialAction, RelationDef,
        RelationKind, Schema, SqlType, Stamp, Table, ValueCheck, Version,
    };
}

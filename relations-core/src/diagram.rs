//! Pictures of a schema: entity-relationship diagrams with its tables, keys and cascade rules, of models or of a
//! database that is there already.
//!
//! They come as [Mermaid](https://mermaid.js.org/syntax/entityRelationshipDiagram.html), which GitHub shows in
//! Markdown, in [the language of Graphviz](https://graphviz.org/doc/info/lang.html), and as an SVG that needs
//! nothing else.
//!
//! ```
//! use relations::{Model, Schema, catalog::Catalog, schema};
//!
//! #[derive(Model, Clone, Debug, PartialEq)]
//! #[model(table = "planets")]
//! #[has_many(moons: Moon)]
//! struct Planet {
//!     id: i64,
//! }
//!
//! #[derive(Model, Clone, Debug, PartialEq)]
//! #[model(table = "moons")]
//! struct Moon {
//!     id: i64,
//!     #[belongs_to(planet: Planet, on_delete = cascade)]
//!     planet_id: i64,
//! }
//!
//! const SCHEMA: Schema = schema![Planet, Moon];
//!
//! assert_eq!(SCHEMA.diagram().mermaid(), r#"erDiagram
//!     planets {
//!         INTEGER id PK
//!     }
//!     moons {
//!         INTEGER id PK
//!         INTEGER planet_id FK
//!     }
//!     planets ||--o{ moons : "planet / moons, ON DELETE CASCADE"
//! "#);
//!
//! let db = relations::open_in_memory()?;
//! SCHEMA.create_all(&db)?;
//! let picture = Catalog::read(&db)?.diagram().svg();
//! assert!(picture.starts_with("<svg"));
//! # Ok::<(), relations::Error>(())
//! ```

pub(crate) mod dot;
pub(crate) mod entity;
pub(crate) mod escape;
pub(crate) mod from_catalog;
pub(crate) mod from_schema;
pub(crate) mod layout;
pub(crate) mod mermaid;
pub(crate) mod svg;

pub use crate::diagram::entity::{Attribute, Cardinality, Entity, Relationship};

/// The entity-relationship diagram of a database: its tables, and how their foreign keys relate them.
///
/// It is made [of models](crate::Schema::diagram), whose relations name the lines, or [of a
/// database](crate::catalog::Catalog::diagram), whose lines are called by the columns of the foreign keys.
/// The same tables give the same text at every run.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let diagram = SCHEMA.diagram();
/// assert!(diagram.mermaid().contains(r#"users ||--o{ posts : "user / posts, ON DELETE CASCADE""#));
/// assert!(diagram.dot().starts_with("digraph"));
/// assert!(diagram.svg().starts_with("<svg"));
/// # Ok(()) }
/// ```
///
/// # How to read it
///
/// The end of a line says how many rows of that table belong to one row at the other end: the bar `||`
/// exactly one, the circle with a bar `|o` zero or one, the circle with a crow's foot `}o` any number. The
/// parent's end is one where the foreign key is NOT NULL and zero or one where it may be NULL; the child's
/// end is zero or one where the foreign key is unique and any number otherwise. A line without a rule is
/// one of `NO ACTION`. Columns are `NULL` where they accept it, and otherwise required; `PK`, `FK` and `UK`
/// mark those that are part of the primary key, part of a foreign key, and unique by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagram {
    /// The tables, in the order in which they were given, then those that are referred to but do not exist.
    pub entities: Vec<Entity>,
    /// The foreign keys, in the order of the tables that have them.
    pub relationships: Vec<Relationship>,
}

impl Diagram {
    /// The diagram as Mermaid's `erDiagram`, which GitHub shows where a Markdown file has it in a code block
    /// of the language `mermaid`.
    ///
    /// What Mermaid cannot spell in the name or the type of a column, such as a space, is an underscore
    /// there, and the original follows as a comment of the column.
    /// [50,000 characters](https://mermaid.js.org/config/schema-docs/config.html#maxtextsize) is what Mermaid
    /// draws at most unless told otherwise: some hundred tables, beyond which [`svg`](Self::svg) serves.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert!(schema![Category].diagram().mermaid().starts_with(
    ///     r#"erDiagram
    ///     category {
    ///         INTEGER id PK
    ///         INTEGER parent_id FK "NULL"
    ///     }
    /// "#
    /// ));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn mermaid(&self) -> String {
        mermaid::write(self)
    }

    /// The diagram in the language of [Graphviz](https://graphviz.org): `dot -Tpdf` makes a page of it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert!(SCHEMA.diagram().dot().contains(r#""users" -> "posts""#));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn dot(&self) -> String {
        dot::write(self)
    }

    /// The diagram as a picture that needs nothing else: no script, no font, no other file. It follows the
    /// light or dark colours of the page that shows it.
    ///
    /// Parents are to the left of their children, and no line runs through a table. Names of more than 40
    /// characters are cut; pointing at them shows the whole. Tables of which more than some forty all refer to each
    /// other stand in one column, parents above their children, with the lines beside it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let picture = SCHEMA.diagram().svg();
    /// assert!(picture.contains("<title>"));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn svg(&self) -> String {
        svg::write(self)
    }
}

//! Draws entity-relationship diagrams of models or of an existing database, with tables, keys and cascade
//! rules.
//!
//! The formats are [Mermaid](https://mermaid.js.org/syntax/entityRelationshipDiagram.html), which GitHub
//! shows in Markdown, [the language of Graphviz](https://graphviz.org/doc/info/lang.html), and an SVG that
//! needs no other file.
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

// It uses the metadata of models and the catalog, and nothing of connections. Only the commands of evolution
// use it; no lower layer knows it.
//
// Begin with `entity.rs`, the plain data of a diagram. `from_schema` and `from_catalog` make one; `mermaid`,
// `dot` and `svg` write it, and `layout` places it for the SVG.

mod dot;
mod entity;
mod escape;
mod from_catalog;
mod from_schema;
mod layout;
mod mermaid;
mod svg;

pub use self::entity::{Attribute, Cardinality, Entity, Relationship};

/// An entity-relationship diagram: the tables of a database, and how their foreign keys relate them.
///
/// It is made [from models](crate::Schema::diagram), whose relations name the lines, or [from a
/// database](crate::catalog::Catalog::diagram), where the columns of the foreign keys name them. The same
/// tables always give the same text.
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
/// The end of a line shows how many rows of that table belong to one row at the other end: the bar `||`
/// exactly one, the circle with a bar `|o` zero or one, the circle with a crow's foot `}o` any number. The
/// parent's end is one where the foreign key is NOT NULL and zero or one where it may be NULL; the child's
/// end is zero or one where the foreign key is unique and any number otherwise. A line without a rule is one
/// of `NO ACTION`. Columns are marked `NULL` where they accept it, and are otherwise required; `PK`, `FK` and
/// `UK` mark those that are part of the primary key, part of a foreign key, and unique by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagram {
    /// The tables, in the order in which they were given, then those that are referred to but do not exist.
    pub entities: Vec<Entity>,
    /// The foreign keys, in the order of the tables that have them.
    pub relationships: Vec<Relationship>,
}

impl Diagram {
    /// Returns the diagram as Mermaid's `erDiagram`, which GitHub shows where a Markdown file has it in a
    /// code block of the language `mermaid`.
    ///
    /// A character that Mermaid does not accept in the name or the type of a column, such as a space, becomes
    /// an underscore, and the original follows as a comment of the column. Mermaid draws at most [50,000
    /// characters](https://mermaid.js.org/config/schema-docs/config.html#maxtextsize) unless configured
    /// otherwise: about a hundred tables. For more, use [`svg`](Self::svg).
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

    /// Returns the diagram in the language of [Graphviz](https://graphviz.org): `dot -Tpdf` makes a page of
    /// it.
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

    /// Returns the diagram as a picture that needs no script, font or other file. It follows the light or
    /// dark colours of the page that shows it.
    ///
    /// Parents are to the left of their children, and no line runs through a table. Names of more than 40
    /// characters are cut; pointing at them shows the whole name. If more than about forty tables all refer
    /// to each other, they are placed in one column, parents above their children, with the lines beside it.
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

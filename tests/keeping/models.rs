//! Models of the tables of the cases, in three versions.

use relations::{Schema, schema};

macro_rules! tables {
    ($(#[$meta:meta])* $module:ident $($more:tt)*) => {
        $(#[$meta])*
        pub mod $module {
            use relations::Model;

            #[derive(Model, Clone, Debug, PartialEq)]
            #[model(table = "owners", strict = false)]
            pub struct Owner {
                pub id: i64,
                #[unique]
                pub code: Option<String>,
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            #[model(table = "jobs", strict = false)]
            pub struct Job {
                pub id: i64,
                pub owner_code: Option<String>,
                pub state: String,
                pub n: Option<i64>,
                $($more)*
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            #[model(table = "words", strict = false, without_rowid, primary_key(w, n))]
            pub struct Word {
                pub w: String,
                pub n: i64,
                $($more)*
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            #[model(table = "pairs", strict = false, primary_key(w, n))]
            pub struct Pair {
                pub w: String,
                pub n: i64,
                $($more)*
            }

            #[derive(Model, Clone, Debug, PartialEq)]
            #[model(table = "slugs", strict = false)]
            pub struct Slug {
                #[key]
                pub slug: String,
                #[column(type = "BOOLEAN")]
                pub done: bool,
                $($more)*
            }
        }
    };
}

tables! {
    /// The tables as they are, as far as models can express them.
    now
}
tables! {
    /// The tables with a column that ALTER TABLE adds.
    in_place pub note: Option<String>,
}
tables! {
    /// The tables with a column that only a rebuild adds.
    rebuilt #[unique] pub note: Option<String>,
}

/// Returns the schemas of one table and its parent, in the three versions.
pub fn of(table: &str) -> [Schema; 3] {
    match table {
        "jobs" => [
            schema![now::Owner, now::Job],
            schema![in_place::Owner, in_place::Job],
            schema![rebuilt::Owner, rebuilt::Job],
        ],
        "words" => [schema![now::Word], schema![in_place::Word], schema![rebuilt::Word]],
        "pairs" => [schema![now::Pair], schema![in_place::Pair], schema![rebuilt::Pair]],
        "slugs" => [schema![now::Slug], schema![in_place::Slug], schema![rebuilt::Slug]],
        other => panic!("there is no model of `{other}`"),
    }
}

//! The recursive subquery that walks from a row to its descendants or ancestors: [`Walk`].
//!
//! ```sql
//! WITH RECURSIVE sqlite_walk AS (
//!     SELECT c."id" AS "~key0" FROM main."category" n CROSS JOIN main."category" c ON n."id"=c."parent_id"
//!         WHERE n."id"=+?1 AND c."id" IS NOT +?1
//!     UNION ALL SELECT c."id" FROM sqlite_walk w CROSS JOIN main."category" c ON w."~key0"=c."parent_id"
//!         WHERE c."id" IS NOT +?1)
//! SELECT w."~key0" AS "~key0" FROM sqlite_walk w
//! ```
//!
//! The row itself is left out, also where the data leads back to it, and then the walk ends there. A walk to
//! descendants meets no other cycle, as each row has one parent, and so it need not know the rows that it has met.
//! Where the database can find several parents by one key, and on the way to ancestors, `UNION` drops rows that were
//! met before, and ends all other cycles.
//!
//! SQLite hands rows to the next step [in the order in which it found
//! them](https://sqlite.org/lang_with.html#recursive_common_table_expressions), so that the nearest come first. Columns
//! of the walk compare as those of the table from which they are selected first.

use rusqlite::types::Value;

use crate::{
    base::sql::{column, columns, equal, matching, table},
    schema::metadata::path::{End, Step, TreePath},
    statement::{
        comparison::{Alternative, AlternativeKind, JoinAlternative},
        sql::{AliasDepth, Sql},
    },
};

/// The name of the walk. SQLite reserves such names, so that no table has it.
const NAME: &str = "sqlite_walk";
/// The column with the number of steps.
const DEPTH: &str = "w.\"~depth\"";

/// A walk through a tree, of which a statement renders the parts.
pub(crate) struct Walk<'w> {
    pub(crate) tree: &'w TreePath,
    /// What each row of the walk has of the row at which it began, with names: the key of that row at least.
    pub(crate) carried: Vec<Carried>,
    /// The columns of the row at which the walk begins, as SQL, which no row of the walk has as its key.
    pub(crate) root: String,
    /// Set if the number of steps is limited, by a parameter.
    pub(crate) limited: bool,
}

/// A value that each row of a walk has of the row at which the walk began.
pub(crate) struct Carried {
    pub(crate) name: String,
    /// The value at the beginning, as SQL.
    pub(crate) value: String,
}

/// Returns the name of a walk in the condition on rows of this depth. SQL that users write by hand stands within it.
pub(crate) fn name_below(depth: AliasDepth) -> String {
    format!("{NAME}_{}", depth.alias())
}

/// Returns a greatest number of steps as a value.
pub(crate) fn number(depth: u64) -> Value {
    Value::Integer(i64::try_from(depth).unwrap_or(i64::MAX))
}

/// Returns the name of a column of the key of a row of the walk.
pub(crate) fn key_name(at: usize) -> String {
    format!("~key{at}")
}

/// Returns the name of a column by which the walk goes on.
fn next_name(at: usize) -> String {
    format!("~next{at}")
}

impl Walk<'_> {
    /// Returns the columns of the key of a row.
    fn key(&self) -> &'static [&'static str] {
        self.tree.parent.to
    }

    /// Returns the names of the key's columns.
    pub(crate) fn key_names(&self) -> Vec<String> {
        (0..self.key().len()).map(key_name).collect()
    }

    /// Returns the columns by which the walk goes on from a row, if they are not its key.
    fn next(&self) -> &'static [&'static str] {
        match self.tree.end {
            End::Parent => self.tree.parent.from,
            End::Children => &[],
        }
    }

    /// Renders `WITH RECURSIVE sqlite_walk AS (SELECT … FROM`, up to the tables of the first step.
    pub(crate) fn begin(&self) -> String {
        let carried = self.carried.iter().map(|Carried { name, value }| format!("{value} AS \"{name}\""));
        let key = self.key().iter().enumerate().map(|(at, name)| (*name, key_name(at)));
        let next = self.next().iter().enumerate().map(|(at, name)| (*name, next_name(at)));
        let of_row = key.chain(next).map(|(name, own)| format!("{} AS \"{own}\"", column("c", name)));
        let depth = self.limited.then(|| "1 AS \"~depth\"".to_owned());
        let list: Vec<String> = carried.chain(of_row).chain(depth).collect();
        format!("WITH RECURSIVE {NAME} AS (SELECT {} FROM ", list.join(","))
    }

    /// Renders the list of columns of a row `c` which is reached from a row `w` of the walk.
    fn selected(&self) -> String {
        let carried = self.carried.iter().map(|carried| column("w", &carried.name));
        let of_row = self.key().iter().chain(self.next()).map(|name| column("c", name));
        let depth = self.limited.then(|| format!("{DEPTH}+1"));
        carried.chain(of_row).chain(depth).collect::<Vec<_>>().join(",")
    }

    /// Renders `main."category" c ON n."id"=c."parent_id"`: the table of the first step from the row `near`, with the
    /// keyword before the condition.
    pub(crate) fn first_table(&self, keyword: &str, near: &str) -> String {
        let step = self.tree.step();
        format!("{} c{keyword}{}", table(step.table), related(&step, near))
    }

    /// Renders `c."id" IS NOT +?1`: the conditions of the first step apart from those on the row where it begins. In a
    /// limited walk, the parameter of the limit follows.
    pub(crate) fn first_conditions(&self) -> String {
        self.is_other(&self.root) + if self.limited { " AND 1<=" } else { "" }
    }

    /// Renders the condition that a row is not the one with this key, as SQL.
    fn is_other(&self, root: &str) -> String {
        let key = columns("c", self.key());
        let (open, close) = if self.key().len() > 1 { ("(", ")") } else { ("", "") };
        format!("{open}{key}{close} IS NOT {open}{root}{close}")
    }

    /// Returns `true` if the walk meets no row twice, unless several parents have one key.
    pub(crate) fn is_free_of_repeats(&self) -> bool {
        self.tree.end == End::Children
    }

    /// Renders the step that is repeated, behind the keyword that combines it with the first, without the parenthesis
    /// that ends the walk. `root` are the columns of the row where it began, as they are within the walk. In a limited
    /// walk, the parameter of the limit follows.
    pub(crate) fn rest(&self, root: &str) -> String {
        let step = self.tree.step();
        let selected = self.selected();
        let from: Vec<String> = match self.tree.end {
            End::Parent => (0..step.from.len()).map(next_name).collect(),
            End::Children => self.key_names(),
        };
        let from: Vec<&str> = from.iter().map(String::as_str).collect();
        let (parent, child) = step.parent_first(("c", step.to), ("w", from.as_slice()));
        let (related, other) = (equal(parent, child), self.is_other(root));
        let within = if self.limited { format!(" AND {DEPTH}<") } else { String::new() };
        let tree = table(step.table);
        format!(" SELECT {selected} FROM {NAME} w CROSS JOIN {tree} c ON {related} WHERE {other}{within}")
    }

    /// Appends the rest of the walk to a statement that has its first step: the limit of that one, and the step that is
    /// repeated.
    pub(crate) fn push_rest(&self, sql: &mut Sql, root: &str, depth: Option<Value>) {
        if let Some(depth) = &depth {
            sql.push_value(depth.clone());
        }
        let start = sql.text.len();
        if self.is_free_of_repeats() {
            sql.text += " UNION ALL";
            let union = JoinAlternative { step: self.tree.parent, exact: |_| " UNION".to_owned() };
            let at = start..sql.text.len();
            sql.alternatives.push(Alternative { at, kind: AlternativeKind::Join(union) });
        } else {
            sql.text += " UNION";
        }
        sql.text += &self.rest(root);
        if let Some(depth) = depth {
            sql.push_value(depth);
        }
        sql.text += ") ";
    }

    /// Renders the rows of the walk, each once: `SELECT w."~key0" AS "~key0" FROM sqlite_walk w`.
    pub(crate) fn rows(&self, carried: &[&str]) -> String {
        // With numbers of steps, a row of a cycle is met once for each number.
        let distinct = if self.limited { "DISTINCT " } else { "" };
        let carried = carried.iter().map(|name| (*name).to_owned());
        let list: Vec<String> = carried
            .chain(self.key_names())
            .map(|name| format!("{} AS \"{name}\"", column("w", &name)))
            .collect();
        format!("SELECT {distinct}{} FROM {NAME} w", list.join(","))
    }
}

/// Renders the condition that relates a row `c` to the row `near` by one step.
fn related(step: &Step, near: &str) -> String {
    let (parent, child) = step.parent_first(("c", step.to), (near, step.from));
    equal(parent, child)
}

/// Renders `+?1,+?2`.
fn numbered_parameters(count: usize) -> String {
    (1..=count).map(|number| format!("+?{number}")).collect::<Vec<_>>().join(",")
}

/// The FROM and WHERE clauses of the rows of a tree that are reached from the row whose key is bound, and the part of
/// them that ends cycles where several parents have one key.
pub(crate) struct TreeSource {
    pub(crate) text: String,
    pub(crate) plain: String,
    pub(crate) exact: String,
}

impl TreeSource {
    /// Renders the clauses. The parameters are the key of the row, and with a depth the greatest number of steps.
    pub(crate) fn new(tree: &TreePath, limited: bool) -> Self {
        let key = tree.parent.to;
        let root = numbered_parameters(key.len());
        let depth = if limited { format!("+?{}", key.len() + 1) } else { String::new() };
        let walk = Walk { tree, carried: Vec::new(), root: root.clone(), limited };
        let begin = format!(
            "FROM ({}{} n CROSS JOIN {} WHERE {} AND {}{depth} ",
            walk.begin(),
            table(tree.parent.table),
            walk.first_table(" ON ", "n"),
            matching("n", key, 1),
            walk.first_conditions(),
        );
        let rest = walk.rest(&root) + &depth + ") ";
        let [plain, exact] = ["UNION ALL", "UNION"].map(|keyword| keyword.to_owned() + &rest);
        let names = walk.key_names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let end = format!(
            "{}) d CROSS JOIN {} t WHERE {}",
            walk.rows(&[]),
            table(tree.parent.table),
            equal(("t", key), ("d", &names)),
        );
        let used = if walk.is_free_of_repeats() { &plain } else { &exact };
        Self { text: format!("{begin}{used}{end}"), plain, exact }
    }
}

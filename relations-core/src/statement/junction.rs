//! The statements that write a junction table, and the one that reads it with the far rows.

use std::sync::OnceLock;

use rusqlite::types::Value;

use crate::{
    base::{
        quote::quoted,
        sql::{bare_columns, columns, matching, matching_bare, parameters, table},
    },
    schema::metadata::{
        column::ColumnDef,
        path::{End, Path, Step},
        role::VerbTime,
    },
    statement::{
        by_key::{delete, delete_pair},
        comparison::{FixedSql, KeyComparison, column_pairs},
        insert::insert_unless_present,
        model::{ModelSql, column_list},
        owning::{select_columns, select_existence},
        position::PositionSql,
        reading::RelationSql,
    },
};

/// The statements that write a junction table. The parameters are the near row's key, then the far row's key,
/// as far as a statement has them; a new pair has those of the columns that are filled in too.
#[derive(Clone, Debug)]
pub struct JunctionSql {
    /// The INSERT of a pair unless it is there.
    pub link: String,
    /// The INSERTs of many pairs unless they are there; rendered at their first use. They have no form for keys that
    /// compare otherwise than the columns that refer to them.
    pub(crate) link_many: OnceLock<[String; 3]>,
    /// The DELETE of a pair.
    pub unlink: String,
    /// The DELETE of all pairs of the near row.
    pub clear: String,
    /// The SELECT that tests whether a pair is there.
    pub contains: String,
    /// The SELECT of the keys of the far rows.
    pub keys: String,
    /// The conditions that a pair is of the near row and of the far row, with and without an alias, and the
    /// VALUES list of a new pair.
    comparisons: [KeyComparison; 5],
    /// The statements that write positions, if the relation is in their order; rendered at their first use.
    pub(crate) positions: OnceLock<PositionSql>,
    /// The columns of a new pair that the library fills in.
    filled: Vec<&'static ColumnDef>,
    /// The statements for all pairs, if these leave some out.
    all: Option<Box<Self>>,
}

impl JunctionSql {
    /// Renders the statements of the junction table of `path`, which begins at the table `near_table`.
    pub(crate) fn new(near_table: &'static str, path: &Path) -> Self {
        let (near_step, far_step) = (path.step(0), path.step(1));
        let (table, near, far) = (near_step.table, near_step.to, far_step.from);
        let columns = (near_step.of)().columns.iter();
        let filled: Vec<&'static ColumnDef> = columns.filter(|column| column.role.is_some()).collect();
        let names: Vec<&str> = filled.iter().map(|column| column.name).collect();
        Self {
            link: insert_unless_present(table, &[near, far].concat(), &names),
            link_many: OnceLock::new(),
            unlink: delete_pair(table, near, far),
            clear: delete(table, near),
            contains: select_existence(table, near, far),
            keys: select_columns(table, far, near),
            comparisons: comparisons(near_table, near_step, far_step, filled.len()),
            positions: OnceLock::new(),
            filled,
            all: None,
        }
    }

    /// Renders the statements of the junction table of a relation that leaves only some of the pairs, which are found by the
    /// relation and deleted by their keys: what it leaves may depend on pairs that are deleted. `link` adds any pair.
    pub(crate) fn of_layered(near_table: &'static str, path: &Path, relation: &RelationSql) -> Self {
        let plain = Self::new(near_table, path);
        let all = Box::new(plain.clone());
        let (near_step, far_step) = (path.step(0), path.step(1));
        let (near, far) = (near_step.to, far_step.from);
        let first = near.len() + 1;
        let source = &relation.source;
        let one = format!("{source} AND {}", matching("j", far, first));
        let pair = [near, far].concat();
        let (own, selected) = (bare_columns(&pair), columns("j", &pair));
        let delete = |source: &str| {
            format!("DELETE FROM {} WHERE ({own}) IN (SELECT {selected} {source})", table(near_step.table))
        };
        let [_, _, of_near, of_far, new] = plain.comparisons;
        let far_row = matching("j", far, first);
        let far_row =
            KeyComparison::of_first_step(far_row, far_step.table, to_far(near_step, far_step), "j", first);
        let near_row = relation.comparisons().first().cloned().unwrap_or_default();
        Self {
            unlink: delete(&one),
            clear: delete(source),
            contains: format!("SELECT EXISTS(SELECT 1 {one})"),
            keys: format!("SELECT {} {source}", columns("j", far)),
            comparisons: [near_row, far_row, of_near, of_far, new],
            all: Some(all),
            ..plain
        }
    }

    /// Returns the conditions whose form the database decides.
    pub(crate) fn comparisons(&self) -> &[KeyComparison] {
        &self.comparisons
    }

    /// Returns the statement that tests whether a pair is there, also one that the relation leaves out.
    pub(crate) fn contains_any(&self) -> FixedSql<'_> {
        let sql = self.all.as_deref().unwrap_or(self);
        sql.fixed(&sql.contains)
    }

    /// Returns the columns that the library fills in for a new pair.
    pub(crate) fn filled_columns(&self) -> impl Iterator<Item = &'static str> {
        self.filled.iter().map(|column| column.name)
    }

    /// Returns the values that the library fills in for a new pair at this time.
    pub(crate) fn filled(&self, time: &VerbTime) -> rusqlite::Result<Vec<Value>> {
        self.filled.iter().filter_map(|column| column.value_of_new_row(time)).collect()
    }

    /// Returns one of these statements together with the conditions whose form the database decides.
    pub(crate) fn fixed<'s>(&'s self, text: &'s str) -> FixedSql<'s> {
        FixedSql { text, comparisons: &self.comparisons }
    }
}

/// Returns the parts of the statements whose form the database decides.
fn comparisons(near_table: &'static str, near: Step, far: Step, filled: usize) -> [KeyComparison; 5] {
    let to_far = to_far(near, far);
    let first = near.to.len() + 1;
    let bare = quoted(near.table);
    let near_row = |plain, alias: &str| KeyComparison::of_first_step(plain, near_table, near, alias, 1);
    let far_row = |plain, alias: &str| KeyComparison::of_first_step(plain, far.table, to_far, alias, first);
    let pair = [near_row(matching("t", near.to, 1), "t"), far_row(matching("t", far.from, first), "t")];
    // The key of the junction table would not find a pair that is there in another spelling.
    let count = near.to.len() + far.from.len() + filled;
    let values = (1..=count).map(|nth| format!("?{nth}")).collect::<Vec<_>>().join(",");
    let absent = format!(
        " SELECT {values} WHERE NOT EXISTS(SELECT 1 FROM {} t WHERE {} AND {}) ",
        table(near.table),
        pair[0].exact(),
        pair[1].exact()
    );
    let all = column_pairs(near_table, near).chain(column_pairs(far.table, to_far)).collect();
    let [of_near, of_far] = pair;
    [
        of_near,
        of_far,
        near_row(matching_bare(near.to, 1), &bare),
        far_row(matching_bare(far.from, first), &bare),
        KeyComparison::new(format!("VALUES({})", parameters(count)), absent, all),
    ]
}

/// Returns the step from the far table back to the junction table.
fn to_far(near: Step, far: Step) -> Step {
    Step { table: near.table, from: far.to, to: far.from, end: End::Children, of: near.of, layer: None }
}

/// Renders the statement that reads the far rows, each followed by the row of the junction's model, which has
/// these columns.
pub(crate) fn select_links(relation: &RelationSql, far: &ModelSql, junction: &[ColumnDef]) -> String {
    let junction = column_list(junction, "j");
    format!("SELECT {},{junction} {}{}", far.columns, relation.source, relation.order)
}

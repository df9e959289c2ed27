//! Writing a junction table, and reading it with the far rows.

use crate::{
    base::{
        quote::quoted,
        sql::{bare_columns, matching, matching_bare, parameters, table},
    },
    schema::metadata::{
        column::ColumnDef,
        path::{End, Path, Step},
    },
    statement::{
        comparison::{FixedSql, KeyComparison, pairs},
        model::{ModelSql, delete, delete_pair, list},
        owning::{exists_in, values_of},
        reading::RelationSql,
    },
};

/// The statements that write a junction table. The near row's key comes first and the far row's after it.
#[derive(Clone, Debug)]
pub struct JunctionSql {
    /// Adds a pair unless it is there.
    pub link: String,
    /// Takes a pair away.
    pub unlink: String,
    /// Takes all pairs of the near row away.
    pub clear: String,
    /// Whether a pair is there.
    pub contains: String,
    /// The far rows' keys.
    pub keys: String,
    /// The conditions that a pair is one of these two rows, of which the database decides the form, and what a new pair is
    /// made of.
    compared: [KeyComparison; 5],
}

impl JunctionSql {
    /// Renders the statements of the junction table that `path` leads across, from rows of the table `near`.
    pub(crate) fn new(near_table: &'static str, path: &Path) -> Self {
        let (near_step, far_step) = (path.step(0), path.step(1));
        let (table, near, far) = (near_step.table, near_step.to, far_step.from);
        Self {
            link: link(table, near, far),
            unlink: delete_pair(table, near, far),
            clear: delete(table, near),
            contains: exists_in(table, near, far),
            keys: values_of(table, far, near),
            compared: compared(near_table, near_step, far_step),
        }
    }

    /// One of these statements, with what of it the database decides.
    pub(crate) fn fixed<'s>(&'s self, text: &'s str) -> FixedSql<'s> {
        FixedSql { text, compared: &self.compared }
    }
}

fn compared(near_table: &'static str, near: Step, far: Step) -> [KeyComparison; 5] {
    let to_far = Step { table: near.table, from: far.to, to: far.from, end: End::Children, of: near.of };
    let first = near.to.len() + 1;
    let bare = quoted(near.table);
    let of_near = |plain, alias: &str| KeyComparison::first(plain, near_table, near, alias, 1);
    let of_far = |plain, alias: &str| KeyComparison::first(plain, far.table, to_far, alias, first);
    let pair = [of_near(matching("t", near.to, 1), "t"), of_far(matching("t", far.from, first), "t")];
    // The junction's key would not see the pair that is there, spelled differently.
    let count = near.to.len() + far.from.len();
    let values = (1..=count).map(|nth| format!("?{nth}")).collect::<Vec<_>>().join(",");
    let absent = format!(
        " SELECT {values} WHERE NOT EXISTS(SELECT 1 FROM {} t WHERE {} AND {}) ",
        table(near.table),
        pair[0].exact(),
        pair[1].exact()
    );
    let all = pairs(near_table, near).chain(pairs(far.table, to_far)).collect();
    let [near_row, far_row] = pair;
    [
        near_row,
        far_row,
        of_near(matching_bare(near.to, 1), &bare),
        of_far(matching_bare(far.from, first), &bare),
        KeyComparison::new(format!("VALUES({})", parameters(count)), absent, all),
    ]
}

/// ``INSERT INTO main."user_group"(`user_id`,`group_id`)VALUES(?,?)ON CONFLICT(…)DO NOTHING``.
///
/// Only the pair itself may conflict; any other constraint still speaks up.
fn link(name: &str, near: &[&str], far: &[&str]) -> String {
    let pair = [near, far].concat();
    let names = bare_columns(&pair);
    let values = parameters(pair.len());
    format!("INSERT INTO {}({names})VALUES({values})ON CONFLICT({names})DO NOTHING", table(name))
}

/// Renders the statement that reads far rows together with the rows of the junction's model, which have these columns.
pub(crate) fn select_links(relation: &RelationSql, far: &ModelSql, junction: &[ColumnDef]) -> String {
    let junction = list(junction, "j");
    format!("SELECT {},{junction} {}{}", far.columns, relation.source, relation.order)
}

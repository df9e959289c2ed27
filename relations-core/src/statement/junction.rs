//! Writing a junction table, and reading it with the far rows.

use super::{
    model::{delete, delete_pair, list},
    owning::{exists_in, values_of},
    parts::{bare_columns, matching, matching_bare, parameters, table},
};
use crate::{
    compared::{Compared, Fixed, pairs},
    model::Model,
    relation::{End, Linking, LinkingByModel, Step},
    text::quoted,
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
    compared: [Compared; 5],
}

impl JunctionSql {
    /// The statements of the junction table of a relation.
    #[must_use]
    pub fn of<R: Linking>() -> Self {
        let table = R::PATH.step(0).table;
        let (near, far) = (R::PATH.step(0).to, R::PATH.step(1).from);
        Self {
            link: link(table, near, far),
            unlink: delete_pair(table, near, far),
            clear: delete(table, near),
            contains: exists_in(table, near, far),
            keys: values_of(table, far, near),
            compared: compared::<R>(),
        }
    }

    /// One of these statements, with what of it the database decides.
    pub(crate) fn fixed<'s>(&'s self, text: &'s str) -> Fixed<'s> {
        Fixed { text, compared: &self.compared }
    }
}

fn compared<R: Linking>() -> [Compared; 5] {
    let (near, far) = (R::PATH.step(0), R::PATH.step(1));
    let to_far = Step { table: near.table, from: far.to, to: far.from, end: End::Children, of: near.of };
    let first = near.to.len() + 1;
    let bare = quoted(near.table);
    let of_near = |plain, alias: &str| Compared::first(plain, R::Near::TABLE_NAME, near, alias, 1);
    let of_far = |plain, alias: &str| Compared::first(plain, far.table, to_far, alias, first);
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
    let all = pairs(R::Near::TABLE_NAME, near).chain(pairs(far.table, to_far)).collect();
    let [near_row, far_row] = pair;
    [
        near_row,
        far_row,
        of_near(matching_bare(near.to, 1), &bare),
        of_far(matching_bare(far.from, first), &bare),
        Compared::new(format!("VALUES({})", parameters(count)), absent, all),
    ]
}

/// The statement that reads far rows together with the rows of the junction's model.
#[must_use]
pub fn select_links<R: LinkingByModel>() -> String {
    let sql = R::sql();
    let junction = list(R::JunctionModel::COLUMNS, "j");
    format!("SELECT {},{junction} {}{}", R::Far::sql().columns, sql.source, sql.order)
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

//! Writing a junction table, and reading it with the far rows.

use super::{
    model::{delete, delete_pair, list},
    owning::{exists_in, values_of},
    parts::{bare_columns, parameters, table},
};
use crate::{
    model::Model,
    relation::{Linking, LinkingByModel},
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
        }
    }
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

//! Writing a junction table, and reading it with the far rows.

use super::parts::{push_names, push_parameters};
use crate::text::Text;

/// The statements that write a junction table. The near row's key comes first and the far row's after it.
#[derive(Clone, Copy, Debug)]
pub struct JunctionSql {
    /// Adds a pair unless it is there.
    pub link: &'static str,
    /// Takes a pair away.
    pub unlink: &'static str,
    /// Takes all pairs of the near row away.
    pub clear: &'static str,
    /// Whether a pair is there.
    pub contains: &'static str,
    /// The far rows' keys.
    pub keys: &'static str,
}

/// The [`JunctionSql`] of a junction table.
#[doc(hidden)]
#[macro_export]
macro_rules! junction_sql {
    ($relation:ty) => {{
        const PATH: $crate::relation::Path = <$relation as $crate::relation::Relation>::PATH;
        const TABLE: &::core::primitive::str = PATH.step(0).table;
        const NEAR: &[&::core::primitive::str] = PATH.step(0).to;
        const FAR: &[&::core::primitive::str] = PATH.step(1).from;
        &$crate::__private::JunctionSql {
            link: $crate::statement!(link(TABLE, NEAR, FAR)),
            unlink: $crate::statement!(delete_pair(TABLE, NEAR, FAR)),
            clear: $crate::statement!(delete(TABLE, NEAR)),
            contains: $crate::statement!(exists_in(TABLE, NEAR, FAR)),
            keys: $crate::statement!(values_of(TABLE, FAR, NEAR)),
        }
    }};
}

/// The statement that reads far rows together with the rows of the junction's model.
#[doc(hidden)]
#[macro_export]
macro_rules! links_sql {
    ($relation:ty) => {{
        const FAR: &::core::primitive::str =
            <<$relation as $crate::relation::Relation>::Far as $crate::Model>::SQL.columns;
        const COLUMNS: &[$crate::schema::ColumnDef] =
            <<$relation as $crate::relation::LinkingByModel>::JunctionModel as $crate::Model>::COLUMNS;
        const JUNCTION: &::core::primitive::str = $crate::statement!(columns(COLUMNS, "j"));
        const LIST: &::core::primitive::str = $crate::statement!(both(FAR, JUNCTION));
        const SQL: &$crate::__private::RelationSql = <$relation as $crate::relation::Relation>::SQL;
        $crate::statement!(select(LIST, SQL.source, SQL.order))
    }};
}

/// `INSERT INTO "user_group" ("user_id", "group_id") VALUES (?1, ?2) ON CONFLICT (…) DO NOTHING`.
///
/// Only the pair itself may conflict; any other constraint still speaks up.
#[must_use]
pub const fn link<const N: usize>(table: &str, near: &[&str], far: &[&str]) -> Text<N> {
    let mut sql = Text::new();
    sql.push("INSERT INTO ");
    sql.push_name(table);
    sql.push(" (");
    push_names(&mut sql, near);
    sql.push(", ");
    push_names(&mut sql, far);
    sql.push(") VALUES (");
    push_parameters(&mut sql, near.len() + far.len());
    sql.push(") ON CONFLICT (");
    push_names(&mut sql, near);
    sql.push(", ");
    push_names(&mut sql, far);
    sql.push(") DO NOTHING");
    sql
}

/// Two lists of columns as one.
#[must_use]
pub const fn both<const N: usize>(first: &str, second: &str) -> Text<N> {
    let mut sql = Text::new();
    sql.push(first);
    sql.push(", ");
    sql.push(second);
    sql
}

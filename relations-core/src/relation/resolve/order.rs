//! Finds the columns of `order_by`.

use crate::{
    base::const_message::{Text, const_panic, str_eq},
    relation::resolve::require_accepted,
    schema::metadata::{column::ColumnDef, relation::OrderTerm, table::Entity},
};

/// Finds the column of `far` that `order_by` names by its field.
#[track_caller]
#[must_use]
pub const fn order(field: &str, descending: bool, far: Entity, columns: &[ColumnDef]) -> OrderTerm {
    require_accepted(far);
    let mut at = 0;
    let mut fields = Text::<1024>::new();
    while at < columns.len() {
        if str_eq(columns[at].field, field) {
            return OrderTerm { column: columns[at].name, descending, link: false };
        }
        fields.push(if at > 0 { ", `" } else { "`" });
        fields.push(columns[at].field);
        fields.push("`");
        at += 1;
    }
    const_panic! {
        "`" (far.name) "` has no field `" (field) "` to order by; its fields are " (fields.as_str())
    }
}

//! Finds the columns that a foreign key refers to.

use crate::{
    base::const_message::{Text, const_panic, contains, str_eq},
    model::Model,
    relation::resolve::require_accepted,
    schema::metadata::{
        column::{ColumnDef, KeyColumn},
        table::Entity,
    },
};

/// Finds the primary key of `parent` among the columns that a foreign key may refer to. A foreign key of
/// `parts` columns must refer to all of it.
#[track_caller]
#[must_use]
pub const fn primary_key(relation: &str, parts: usize, parent: Entity, key: &[&str]) -> usize {
    require_accepted(parent);
    let count = number(key.len());
    if key.len() != parts && parts == 1 {
        const_panic! {
            "the primary key of `" (parent.name) "` has " (count.as_str())
            " columns, and the foreign key of `" (relation)
            "` has one: declare the relation on the struct, as in `#[belongs_to(" (relation) ": "
            (parent.name) ", key(…, …))]`"
        }
    }
    if key.len() != parts {
        const_panic! {
            "the primary key of `" (parent.name) "` has " (count.as_str()) " columns, and `key(…)` of `"
            (relation) "` names " (number(parts).as_str()) ": name one field for each, in the same order"
        }
    }
    0
}

/// Renders a number for an error message.
const fn number(number: usize) -> Text<32> {
    let mut text = Text::new();
    text.push_number(number);
    text
}

/// Finds the column of `parent` that `references` names by its field.
#[track_caller]
#[must_use]
pub const fn referenced(
    field: &str,
    parent: Entity,
    keys: &[KeyColumn],
    primary_key: &[&str],
    columns: &[ColumnDef],
) -> usize {
    require_accepted(parent);
    let mut at = 0;
    while at < keys.len() {
        if keys[at].alone && str_eq(keys[at].field, field) {
            is_found_as_stored(field, parent, keys[at].name, primary_key, columns);
            return at;
        }
        at += 1;
    }
    const_panic! {
        "`" (parent.name) "." (field)
        "` cannot be referenced: it must be the primary key, or a field with `#[unique]` that is not an `Option`"
    }
}

/// Checks that a parent finds its children by the column. The search key is the value as the column's type
/// spells it; if the stored value can be spelled in another way, the parent would silently find no children.
/// A primary key is read only as its type spells it.
#[track_caller]
const fn is_found_as_stored(
    field: &str,
    parent: Entity,
    column: &str,
    primary_key: &[&str],
    columns: &[ColumnDef],
) {
    if contains(primary_key, column) {
        return;
    }
    let mut at = 0;
    while at < columns.len() {
        if str_eq(columns[at].name, column) && !columns[at].canonical {
            const_panic! {
                "`" (parent.name) "." (field) "` cannot be referenced: SQLite holds values of its type in several spellings, \
                 and compares these; refer to the primary key, or give the field a type of one spelling, as `String`"
            }
        }
        at += 1;
    }
}

/// Checks that a field whose type is not spelled `Option` is not an `Option` under another name.
#[track_caller]
pub const fn required_key(model: &str, field: &str, nullable: bool) {
    if nullable {
        const_panic! {
            "`" (model) "." (field) "` is an `Option` under another name: spell it `Option<…>`"
        }
    }
}

/// Returns the columns of `M` that a foreign key of `count` columns refers to: the column at `first` among
/// those that a foreign key may refer to if it is a single one, else the primary key.
#[must_use]
pub const fn columns<M: Model>(first: usize, count: usize) -> &'static [&'static str] {
    if count == 1 { std::slice::from_ref(&M::KEY_COLUMNS[first].name) } else { M::KEY }
}

//! The columns that a foreign key refers to.

use crate::{
    schema::{Entity, KeyColumn},
    text::{Text, same, say},
};

/// Where the primary key of `parent` begins among the columns that a foreign key may refer to: a foreign
/// key of `parts` columns must refer to all of it.
#[track_caller]
#[must_use]
pub const fn primary_key(relation: &str, parts: usize, parent: Entity, key: &[&str]) -> usize {
    let count = number(key.len());
    if key.len() != parts && parts == 1 {
        say! {
            "the primary key of `" (parent.name) "` has " (count.as_str())
            " columns, and the foreign key of `" (relation)
            "` has one: declare the relation on the struct, as in `#[belongs_to(" (relation) ": "
            (parent.name) ", key(…, …))]`"
        }
    }
    if key.len() != parts {
        say! {
            "the primary key of `" (parent.name) "` has " (count.as_str()) " columns, and `key(…)` of `"
            (relation) "` names " (number(parts).as_str()) ": name one field for each, in the same order"
        }
    }
    0
}

const fn number(number: usize) -> Text<32> {
    let mut text = Text::new();
    text.push_number(number);
    text
}

/// The column of `parent` that `references` names by its field.
#[track_caller]
#[must_use]
pub const fn referenced(field: &str, parent: Entity, keys: &[KeyColumn]) -> usize {
    let mut at = 0;
    while at < keys.len() {
        if keys[at].alone && same(keys[at].field, field) {
            return at;
        }
        at += 1;
    }
    say! {
        "`" (parent.name) "." (field)
        "` cannot be referenced: it must be the primary key, or a field with `#[unique]` that is not an `Option`"
    }
}

/// That a field whose type does not read as `Option` is not one under another name.
#[track_caller]
pub const fn required_key(model: &str, field: &str, nullable: bool) {
    if nullable {
        say! {
            "`" (model) "." (field) "` is an `Option` under another name: spell it `Option<…>`"
        }
    }
}

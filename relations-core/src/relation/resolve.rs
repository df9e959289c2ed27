//! How generated code finds the other end of a relation, at compile time.
//!
//! Each function searches the constants of the other model and yields an index, by which the marker type
//! of the relation is known: `<Post as RelationAt<{index}>>::Relation`. Where there is nothing to find
//! they panic, which the compiler reports as an error at the place that the attribute names; being const
//! code, they can name the fact and the remedy in the user's own words, and list the choices.

use crate::{
    schema::{
        ColumnDef, Entity, ForeignKey, KeyColumn, OrderTerm, ReferentialAction, RelationDef, RelationKind,
        Table,
    },
    text::{Text, contains, same, say},
};

/// The `belongs_to` of `child` that points to `parent`, for a relation named `relation` of kind `kind`
/// without `inverse`.
#[track_caller]
#[must_use]
pub const fn inverse(
    kind: &str,
    relation: &str,
    child: Entity,
    relations: &[RelationDef],
    parent: Entity,
) -> usize {
    match count_to(relations, parent.identity) {
        1 => {}
        0 => say(&[
            "`",
            child.name,
            "` has no `#[belongs_to]` pointing to `",
            parent.name,
            "`: add one to the field of `",
            child.name,
            "` that holds the key of `",
            parent.name,
            "`",
        ]),
        _ => say(&[
            "`",
            child.name,
            "` belongs to `",
            parent.name,
            "` by ",
            list_to(relations, parent.identity).as_str(),
            ": say which one is meant, as in `#[",
            kind,
            "(",
            relation,
            ": ",
            child.name,
            ", inverse = ",
            first_to(relations, parent.identity),
            ")]`",
        ]),
    }
    let mut at = 0;
    while !points_to(&relations[at], parent.identity) {
        at += 1;
    }
    at
}

/// The `belongs_to` of `child` named `inverse`, which must point to `parent`.
#[track_caller]
#[must_use]
pub const fn named_inverse(inverse: &str, child: Entity, relations: &[RelationDef], parent: Entity) -> usize {
    let mut at = 0;
    while at < relations.len() {
        if points_to(&relations[at], parent.identity) && same(relations[at].name, inverse) {
            return at;
        }
        at += 1;
    }
    if count_to(relations, parent.identity) == 0 {
        say(&[
            "`",
            child.name,
            "` has no `#[belongs_to]` pointing to `",
            parent.name,
            "`: add `#[belongs_to(",
            inverse,
            ": ",
            parent.name,
            ")]` to the field of `",
            child.name,
            "` that holds the key of `",
            parent.name,
            "`",
        ])
    }
    say(&[
        "`",
        child.name,
        "` has no `#[belongs_to]` named `",
        inverse,
        "` pointing to `",
        parent.name,
        "`: write ",
        list_to(relations, parent.identity).as_str(),
    ])
}

/// The only `belongs_to` of `junction` that points to `end`.
#[track_caller]
#[must_use]
pub const fn junction_key(junction: Entity, relations: &[RelationDef], end: Entity) -> usize {
    match count_to(relations, end.identity) {
        1 => {}
        0 => say(&[
            "`",
            junction.name,
            "` has no `#[belongs_to]` pointing to `",
            end.name,
            "`, so it cannot link rows of `",
            end.name,
            "`: add one to the field that holds its key",
        ]),
        _ => say(&[
            "`",
            junction.name,
            "` belongs to `",
            end.name,
            "` by ",
            list_to(relations, end.identity).as_str(),
            ": say which end is which with `from = …, to = …`",
        ]),
    }
    let mut at = 0;
    while !points_to(&relations[at], end.identity) {
        at += 1;
    }
    at
}

/// The `belongs_to` of `junction` that points to `end` and that `option` names: by its own name, or by that
/// of its field.
#[track_caller]
#[must_use]
pub const fn named_junction_key(
    option: &str,
    side: &str,
    junction: Entity,
    relations: &[RelationDef],
    end: Entity,
) -> usize {
    let mut at = 0;
    while at < relations.len() {
        let relation = &relations[at];
        let by_field = relation.fields.len() == 1 && same(relation.fields[0], side);
        if points_to(relation, end.identity) && (same(relation.name, side) || by_field) {
            return at;
        }
        at += 1;
    }
    if count_to(relations, end.identity) == 0 {
        say(&[
            "`",
            junction.name,
            "` has no `#[belongs_to]` pointing to `",
            end.name,
            "`, so it cannot link rows of `",
            end.name,
            "`: add one to the field that holds its key",
        ])
    }
    say(&[
        "`",
        junction.name,
        "` has no `#[belongs_to]` named `",
        side,
        "` pointing to `",
        end.name,
        "`: write `",
        option,
        " = ` and one of ",
        list_to(relations, end.identity).as_str(),
    ])
}

/// The relation of `middle` that leads on to `far`, for a relation named `relation`: the only one, or of
/// several the one of the same name.
#[track_caller]
#[must_use]
pub const fn source(relation: &str, middle: Entity, relations: &[RelationDef], far: Entity) -> usize {
    let (mut found, mut last, mut at) = (0, 0, 0);
    while at < relations.len() {
        if same(relations[at].target_identity, far.identity) {
            if same(relations[at].name, relation) {
                return at;
            }
            found += 1;
            last = at;
        }
        at += 1;
    }
    match found {
        1 => last,
        0 => say(&[
            "`",
            middle.name,
            "` has no relation to `",
            far.name,
            "`, so `",
            relation,
            "` cannot lead there through it: declare one on `",
            middle.name,
            "`",
        ]),
        _ => say(&[
            "`",
            middle.name,
            "` has several relations to `",
            far.name,
            "`: say by which one `",
            relation,
            "` goes on with `source = …`",
        ]),
    }
}

/// The relation of `middle` to `far` that `source` names.
#[track_caller]
#[must_use]
pub const fn named_source(source: &str, middle: Entity, relations: &[RelationDef], far: Entity) -> usize {
    let mut at = 0;
    while at < relations.len() {
        if same(relations[at].target_identity, far.identity) && same(relations[at].name, source) {
            return at;
        }
        at += 1;
    }
    say(&["`", middle.name, "` has no relation named `", source, "` to `", far.name, "`"])
}

/// Where the primary key of `parent` begins among the columns that a foreign key may refer to: a foreign
/// key of `parts` columns must refer to all of it.
#[track_caller]
#[must_use]
pub const fn primary_key(relation: &str, parts: usize, parent: Entity, key: &[&str]) -> usize {
    let count = number(key.len());
    if key.len() != parts && parts == 1 {
        say(&[
            "the primary key of `",
            parent.name,
            "` has ",
            count.as_str(),
            " columns, and the foreign key of `",
            relation,
            "` has one: declare the relation on the struct, as in `#[belongs_to(",
            relation,
            ": ",
            parent.name,
            ", key(…, …))]`",
        ])
    }
    if key.len() != parts {
        say(&[
            "the primary key of `",
            parent.name,
            "` has ",
            count.as_str(),
            " columns, and `key(…)` of `",
            relation,
            "` names ",
            number(parts).as_str(),
            ": name one field for each, in the same order",
        ])
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
    say(&[
        "`",
        parent.name,
        ".",
        field,
        "` cannot be referenced: it must be the primary key, or a field with `#[unique]` \
         that is not an `Option`",
    ])
}

/// That what the parent's side says of an action is what the foreign key does.
#[track_caller]
pub const fn restated(
    child: Entity,
    owner: &str,
    option: &str,
    stated: ReferentialAction,
    declared: ReferentialAction,
) {
    if stated as u8 != declared as u8 {
        say(&[
            "`",
            child.name,
            ".",
            owner,
            "` declares `",
            option,
            " = ",
            declared.as_attribute(),
            "`, not `",
            stated.as_attribute(),
            "`: the side with the foreign key decides, so change one of them",
        ])
    }
}

/// That a `has_one` can have one only: the foreign key is unique.
#[track_caller]
pub const fn unique_key(relation: &str, parent: Entity, table: &Table, key: &ForeignKey) {
    if !table.is_unique(key.columns) {
        say(&[
            "a `",
            parent.name,
            "` can have several `",
            table.model,
            "`, for the foreign key of `",
            table.model,
            ".",
            key.relation,
            "` is not unique: add `#[unique]` to its field, or declare `#[has_many(",
            relation,
            ": ",
            table.model,
            ")]`",
        ])
    }
}

/// That a junction holds each pair once: the columns of its two foreign keys are its primary key, or
/// unique together.
#[track_caller]
pub const fn unique_pair(table: &Table, near: &ForeignKey, far: &ForeignKey) {
    let (near, far) = (near.columns, far.columns);
    if is_pair(table.primary_key, near, far) {
        return;
    }
    let mut at = 0;
    while at < table.uniques.len() {
        if is_pair(table.uniques[at], near, far) {
            return;
        }
        at += 1;
    }
    say(&[
        "`",
        table.model,
        "` can hold a pair twice: make its two foreign keys its primary key with \
         `#[model(primary_key(…))]`, or unique together with `#[model(unique(…))]`",
    ])
}

const fn is_pair(columns: &[&str], near: &[&str], far: &[&str]) -> bool {
    let mut at = 0;
    while at < columns.len() {
        if !contains(near, columns[at]) && !contains(far, columns[at]) {
            return false;
        }
        at += 1;
    }
    columns.len() == near.len() + far.len()
}

/// Where the primary key of `end` is among the columns that a foreign key may refer to; a generated
/// junction table can refer to one column only.
#[track_caller]
#[must_use]
pub const fn single_key(table: &str, end: Entity, key: &[&str]) -> usize {
    if key.len() != 1 {
        say(&[
            "the primary key of `",
            end.name,
            "` has several columns, which the generated junction table `",
            table,
            "` cannot refer to: declare a model for the junction and name it in `through`, without quotes",
        ])
    }
    0
}

/// The column of `far` that `order_by` names by its field.
#[track_caller]
#[must_use]
pub const fn order(field: &str, descending: bool, far: Entity, columns: &[ColumnDef]) -> OrderTerm {
    let mut at = 0;
    let mut fields = Text::<1024>::new();
    while at < columns.len() {
        if same(columns[at].field, field) {
            return OrderTerm { column: columns[at].name, descending };
        }
        fields.push(if at > 0 { ", `" } else { "`" });
        fields.push(columns[at].field);
        fields.push("`");
        at += 1;
    }
    say(&["`", far.name, "` has no field `", field, "` to order by; its fields are ", fields.as_str()])
}

/// That a field whose type does not read as `Option` is not one under another name.
#[track_caller]
pub const fn required_key(model: &str, field: &str, nullable: bool) {
    if nullable {
        say(&["`", model, ".", field, "` is an `Option` under another name: spell it `Option<…>`"])
    }
}

const fn points_to(relation: &RelationDef, identity: &str) -> bool {
    matches!(relation.kind, RelationKind::BelongsTo) && same(relation.target_identity, identity)
}

const fn count_to(relations: &[RelationDef], identity: &str) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < relations.len() {
        if points_to(&relations[at], identity) {
            count += 1;
        }
        at += 1;
    }
    count
}

const fn first_to(relations: &[RelationDef], identity: &str) -> &'static str {
    let mut at = 0;
    while at < relations.len() {
        if points_to(&relations[at], identity) {
            return relations[at].name;
        }
        at += 1;
    }
    ""
}

/// `` `author` or `reviewer` ``.
const fn list_to(relations: &[RelationDef], identity: &str) -> Text<512> {
    let mut list = Text::new();
    let mut at = 0;
    while at < relations.len() {
        if points_to(&relations[at], identity) {
            list.push(if list.len() > 0 { " or `" } else { "`" });
            list.push(relations[at].name);
            list.push("`");
        }
        at += 1;
    }
    list
}

//! How generated code finds the other end of a relation, at compile time.
//!
//! Each function searches the constants of the other model and yields an index, by which the marker type
//! of the relation is known: `<Post as RelationAt<{index}>>::Relation`. Where there is nothing to find
//! they panic, which the compiler reports as an error at the place that the attribute names; being const
//! code, they can name the fact and the remedy in the user's own words, and list the choices.

use crate::{
    model::Model,
    schema::{ForeignKey, OrderTerm, ReferentialAction, RelationDef, RelationKind, Table},
    text::{Text, contains, same, say},
};

/// The `belongs_to` of `Child` that points to `Parent`, for a relation named `relation` of kind `kind`
/// without `inverse`.
#[track_caller]
#[must_use]
pub const fn inverse<Child: Model, Parent: Model>(kind: &str, relation: &str) -> usize {
    let relations = Child::RELATIONS;
    match count_to(relations, Parent::IDENTITY) {
        1 => {}
        0 => say(&[
            "`",
            Child::NAME,
            "` has no `#[belongs_to]` pointing to `",
            Parent::NAME,
            "`: add one to the field of `",
            Child::NAME,
            "` that holds the key of `",
            Parent::NAME,
            "`",
        ]),
        _ => say(&[
            "`",
            Child::NAME,
            "` belongs to `",
            Parent::NAME,
            "` by ",
            list_to(relations, Parent::IDENTITY).as_str(),
            ": say which one is meant, as in `#[",
            kind,
            "(",
            relation,
            ": ",
            Child::NAME,
            ", inverse = ",
            first_to(relations, Parent::IDENTITY),
            ")]`",
        ]),
    }
    let mut at = 0;
    while !points_to(&relations[at], Parent::IDENTITY) {
        at += 1;
    }
    at
}

/// The `belongs_to` of `Child` named `inverse`, which must point to `Parent`.
#[track_caller]
#[must_use]
pub const fn named_inverse<Child: Model, Parent: Model>(inverse: &str) -> usize {
    let relations = Child::RELATIONS;
    let mut at = 0;
    while at < relations.len() {
        if points_to(&relations[at], Parent::IDENTITY) && same(relations[at].name, inverse) {
            return at;
        }
        at += 1;
    }
    if count_to(relations, Parent::IDENTITY) == 0 {
        say(&[
            "`",
            Child::NAME,
            "` has no `#[belongs_to]` pointing to `",
            Parent::NAME,
            "`: add `#[belongs_to(",
            inverse,
            ": ",
            Parent::NAME,
            ")]` to the field of `",
            Child::NAME,
            "` that holds the key of `",
            Parent::NAME,
            "`",
        ])
    }
    say(&[
        "`",
        Child::NAME,
        "` has no `#[belongs_to]` named `",
        inverse,
        "` pointing to `",
        Parent::NAME,
        "`: write ",
        list_to(relations, Parent::IDENTITY).as_str(),
    ])
}

/// The only `belongs_to` of `Junction` that points to `End`.
#[track_caller]
#[must_use]
pub const fn junction_key<Junction: Model, End: Model>() -> usize {
    let relations = Junction::RELATIONS;
    match count_to(relations, End::IDENTITY) {
        1 => {}
        0 => say(&[
            "`",
            Junction::NAME,
            "` has no `#[belongs_to]` pointing to `",
            End::NAME,
            "`, so it cannot link rows of `",
            End::NAME,
            "`: add one to the field that holds its key",
        ]),
        _ => say(&[
            "`",
            Junction::NAME,
            "` belongs to `",
            End::NAME,
            "` by ",
            list_to(relations, End::IDENTITY).as_str(),
            ": say which end is which with `from = …, to = …`",
        ]),
    }
    let mut at = 0;
    while !points_to(&relations[at], End::IDENTITY) {
        at += 1;
    }
    at
}

/// The `belongs_to` of `Junction` that points to `End` and that `option` names: by its own name, or by that
/// of its field.
#[track_caller]
#[must_use]
pub const fn named_junction_key<Junction: Model, End: Model>(option: &str, side: &str) -> usize {
    let relations = Junction::RELATIONS;
    let mut at = 0;
    while at < relations.len() {
        let relation = &relations[at];
        let by_field = relation.fields.len() == 1 && same(relation.fields[0], side);
        if points_to(relation, End::IDENTITY) && (same(relation.name, side) || by_field) {
            return at;
        }
        at += 1;
    }
    if count_to(relations, End::IDENTITY) == 0 {
        say(&[
            "`",
            Junction::NAME,
            "` has no `#[belongs_to]` pointing to `",
            End::NAME,
            "`, so it cannot link rows of `",
            End::NAME,
            "`: add one to the field that holds its key",
        ])
    }
    say(&[
        "`",
        Junction::NAME,
        "` has no `#[belongs_to]` named `",
        side,
        "` pointing to `",
        End::NAME,
        "`: write `",
        option,
        " = ` and one of ",
        list_to(relations, End::IDENTITY).as_str(),
    ])
}

/// The relation of `Middle` that leads on to `Far`, for a relation named `relation`: the only one, or of
/// several the one of the same name.
#[track_caller]
#[must_use]
pub const fn source<Middle: Model, Far: Model>(relation: &str) -> usize {
    let relations = Middle::RELATIONS;
    let (mut found, mut last, mut at) = (0, 0, 0);
    while at < relations.len() {
        if same(relations[at].target_identity, Far::IDENTITY) {
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
            Middle::NAME,
            "` has no relation to `",
            Far::NAME,
            "`, so `",
            relation,
            "` cannot lead there through it: declare one on `",
            Middle::NAME,
            "`",
        ]),
        _ => say(&[
            "`",
            Middle::NAME,
            "` has several relations to `",
            Far::NAME,
            "`: say by which one `",
            relation,
            "` goes on with `source = …`",
        ]),
    }
}

/// The relation of `Middle` to `Far` that `source` names.
#[track_caller]
#[must_use]
pub const fn named_source<Middle: Model, Far: Model>(source: &str) -> usize {
    let relations = Middle::RELATIONS;
    let mut at = 0;
    while at < relations.len() {
        if same(relations[at].target_identity, Far::IDENTITY) && same(relations[at].name, source) {
            return at;
        }
        at += 1;
    }
    say(&["`", Middle::NAME, "` has no relation named `", source, "` to `", Far::NAME, "`"])
}

/// Where the primary key of `Parent` begins among the columns that a foreign key may refer to: a foreign
/// key of `parts` columns must refer to all of it.
#[track_caller]
#[must_use]
pub const fn primary_key<Parent: Model>(relation: &str, parts: usize) -> usize {
    let count = number(Parent::KEY.len());
    if Parent::KEY.len() != parts && parts == 1 {
        say(&[
            "the primary key of `",
            Parent::NAME,
            "` has ",
            count.as_str(),
            " columns, and the foreign key of `",
            relation,
            "` has one: declare the relation on the struct, as in `#[belongs_to(",
            relation,
            ": ",
            Parent::NAME,
            ", key(…, …))]`",
        ])
    }
    if Parent::KEY.len() != parts {
        say(&[
            "the primary key of `",
            Parent::NAME,
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

/// The column of `Parent` that `references` names by its field.
#[track_caller]
#[must_use]
pub const fn referenced<Parent: Model>(field: &str) -> usize {
    let keys = Parent::KEY_COLUMNS;
    let mut at = 0;
    while at < keys.len() {
        if keys[at].alone && same(keys[at].field, field) {
            return at;
        }
        at += 1;
    }
    say(&[
        "`",
        Parent::NAME,
        ".",
        field,
        "` cannot be referenced: it must be the primary key, or a field with `#[unique]` \
         that is not an `Option`",
    ])
}

/// That what the parent's side says of an action is what the foreign key does.
#[track_caller]
pub const fn restated<Child: Model>(
    owner: &str,
    option: &str,
    stated: ReferentialAction,
    declared: ReferentialAction,
) {
    if stated as u8 != declared as u8 {
        say(&[
            "`",
            Child::NAME,
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
pub const fn unique_key<Child: Model, Parent: Model>(relation: &str, table: &Table, key: &ForeignKey) {
    if !table.is_unique(key.columns) {
        say(&[
            "a `",
            Parent::NAME,
            "` can have several `",
            Child::NAME,
            "`, for the foreign key of `",
            Child::NAME,
            ".",
            key.relation,
            "` is not unique: add `#[unique]` to its field, or declare `#[has_many(",
            relation,
            ": ",
            Child::NAME,
            ")]`",
        ])
    }
}

/// That a junction holds each pair once: the columns of its two foreign keys are its primary key, or
/// unique together.
#[track_caller]
pub const fn unique_pair<Junction: Model>(near: &ForeignKey, far: &ForeignKey) {
    let table = Junction::TABLE;
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
        Junction::NAME,
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

/// That a generated junction table can refer to `End` by one column.
#[track_caller]
pub const fn single_key<End: Model>(table: &str) {
    if End::KEY.len() != 1 {
        say(&[
            "the primary key of `",
            End::NAME,
            "` has several columns, which the generated junction table `",
            table,
            "` cannot refer to: declare a model for the junction and name it in `through`, without quotes",
        ])
    }
}

/// The column of `Far` that `order_by` names by its field.
#[track_caller]
#[must_use]
pub const fn order<Far: Model>(field: &str, descending: bool) -> OrderTerm {
    let columns = Far::COLUMNS;
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
    say(&["`", Far::NAME, "` has no field `", field, "` to order by; its fields are ", fields.as_str()])
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

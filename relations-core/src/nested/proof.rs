//! What the compiler checks of a struct that is inserted, for generated code: that no required column is missing,
//! and that each field fits what its name leads to.

use crate::{
    base::const_message::{const_panic, contains, str_eq},
    load::resolve::{ConstantKind, ModelConstant, SourceType, refuse_name},
    model::Model,
    nested::{
        facts::{Facts, FieldFacts, FieldKind, GivenField, RowFacts},
        insert::Insert,
        item::ItemOf,
        lack::{NOTHING, ONE_OF, RELATION},
        required::{
            are_known, column_named, column_of, find, given_member, is_given, is_given_besides, is_optional,
            is_required, lacks, lacks_key, lacks_one_of, may_be_filled, parent_of, same,
        },
        target::Target,
    },
    relation::{inverse::Inverse, kinds::Owning},
    schema::metadata::{foreign_key::ForeignKey, table::Table},
    select::change::patch::resolve::refuse_one_null,
};

/// A constant of a model to which the name of a field leads that is inserted.
#[diagnostic::on_unimplemented(
    message = "this name is neither a column nor a relation of the model",
    label = "no column and no relation of this name",
    note = "name the field after a column or a relation, or say where its value goes: `#[insert(into = …)]`"
)]
pub trait Constant: ModelConstant {}

#[diagnostic::do_not_recommend]
impl<C: ModelConstant> Constant for C {}

/// Checks that a struct has a value for each column that must have one, unless a place can fill the column in: a
/// foreign key. Returns 0.
///
/// # Panics
///
/// At compile time, if one is missing.
#[track_caller]
#[must_use]
pub const fn complete<M: Model>(name: &str, fields: &[GivenField]) -> usize {
    let table = M::TABLE;
    // A field that leads to nothing is the mistake to report.
    let mut at = if are_known(table, fields) { 0 } else { table.columns.len() };
    while at < table.columns.len() {
        let column = &table.columns[at];
        if lacks(table, fields, column) && !may_be_filled(table, fields, column) {
            if let Some(parent) = parent_of(table, fields, column) {
                const_panic! {
                    "`" (name) "` lacks `" (column.field) "`, which every row of `" (table.model) "` has, and which `"
                    (parent.name) "` decides only where there is one: add the field"
                }
            }
            const_panic! {
                "`" (name) "` lacks `" (column.field) "`, which every row of `" (table.model)
                "` has: add the field, or give the column a default"
            }
        }
        at += 1;
    }
    0
}

/// Returns the kinds of the first two foreign keys that a struct of these fields lacks, with their places: `RELATION` and
/// a place among the relations of `M`, or `ONE_OF` and one among its `one_of`s; `NOTHING` and 0 for none.
#[must_use]
pub const fn lacking<M: Model>(fields: &[GivenField]) -> [(usize, usize); 2] {
    let table = M::TABLE;
    let mut found = [(NOTHING, 0); 2];
    let (mut at, mut count) = (0, 0);
    while at < table.one_ofs.len() {
        if count < 2 && lacks_one_of(table, fields, &table.one_ofs[at], &[]) {
            found[count] = (ONE_OF, at);
            count += 1;
        }
        at += 1;
    }
    at = 0;
    while at < table.relations.len() {
        let name = table.relations[at].name;
        if count < 2 && lacks_key(table, fields, name) && !lacks_set_of(table, fields, name) {
            found[count] = (RELATION, at);
            count += 1;
        }
        at += 1;
    }
    found
}

/// Returns `true` if the relation of this name is a member of a `one_of` that a struct of these fields lacks.
const fn lacks_set_of(table: &Table, fields: &[GivenField], relation: &str) -> bool {
    let mut at = 0;
    while at < table.one_ofs.len() {
        let one_of = &table.one_ofs[at];
        if contains(one_of.members, relation) && lacks_one_of(table, fields, one_of, &[]) {
            return true;
        }
        at += 1;
    }
    false
}

/// Checks that the constant to which the name of a field leads is that of a column or a relation of `M`. Returns 0.
///
/// # Panics
///
/// At compile time, if it is not. The message lists the names of the columns and relations.
#[track_caller]
#[must_use]
pub const fn named<M: Model, C: Constant>(_constant: &C, name: &str) -> usize {
    if matches!(C::KIND, ConstantKind::Other) {
        let remedy = ". Where the field has another name, say where its value goes: `#[insert(into = …)]`";
        refuse_name::<M>(name, remedy);
    }
    0
}

/// Checks that a struct which is saved has a value for each column of the primary key.
///
/// # Panics
///
/// At compile time, if it has not.
#[track_caller]
pub(crate) const fn has_key<S: Insert>() {
    let table = S::Model::TABLE;
    let mut at = 0;
    while at < table.primary_key.len() {
        if let Some(column) = column_named(table, table.primary_key[at])
            && !is_given(table, S::FIELDS, column)
        {
            const_panic! {
                "`" (S::NAME) "` has no field for the key `" (column.field) "`, by which it is known whether its row is there: add `"
                (column.field) ": Option<…>`, or call `insert`"
            }
        }
        at += 1;
    }
}

/// Checks that a struct can be inserted under a row of the relation `R`: it has no value for the foreign key.
///
/// # Panics
///
/// At compile time, if it has.
#[track_caller]
pub(crate) const fn fits_under<S: Insert, R: Inverse>() {
    check_item(&S::FACTS, R::Owning::FOREIGN_KEY.columns, R::NAME);
}

/// Proves that a type is a row of `M` to insert, or the key of one. Returns 0.
#[must_use]
pub const fn is_item<M, I: ItemOf<M>>() -> usize {
    0
}

/// Checks that the target `C` takes a field of type `T`, to which a field of the model named `name` leads, among `fields`.
/// `read` is set if serde reads the field by its type alone. Returns 0.
///
/// # Panics
///
/// At compile time, if it does not.
#[track_caller]
#[must_use]
pub const fn fills<M: Model, T, C: Target<T>>(
    _target: &SourceType<C>,
    name: &str,
    fields: &[GivenField],
    read: bool,
) -> usize {
    let facts = C::FIELD;
    match facts.kind {
        FieldKind::Column => check_column(M::TABLE, facts, name, read),
        FieldKind::Parent(key) => {
            check_optional(M::TABLE, key, facts, name);
            check_decided(M::TABLE, key, facts, fields, name);
            check_known(facts, key.parent_columns, name);
            check_item(&facts.item, &[], name);
        }
        FieldKind::OneOf(members) => check_one_of(M::TABLE, facts, members, fields, name),
        FieldKind::Children(key) => {
            if facts.item.may_be_key() {
                const_panic! {
                    "`" (name) "` takes new rows, and a key is of a row that is there: `add` gives that to its new \
                     parent"
                }
            }
            check_item(&facts.item, key.columns, name);
        }
        FieldKind::Linked(junction, near, far) => {
            check_junction(junction, near, far.from, name);
            check_known(facts, far.to, name);
            check_item(&facts.item, &[], name);
        }
        FieldKind::Through => const_panic! {
            "`" (name) "` leads through other rows, which would be needed too: insert along the relations that it \
             leads through"
        },
        FieldKind::First => const_panic! {
            "`" (name) "` leads to the first of several rows, which their order decides: insert along a `has_many`"
        },
    }
    0
}

/// Checks that a column which the field may leave has a value without it, and that serde tells what the field tells if it
/// is `read` as it is.
#[track_caller]
const fn check_column(table: &Table, facts: FieldFacts, name: &str, read: bool) {
    let Some(column) = column_of(table, name) else { return };
    if facts.optional && column.nullable && read {
        refuse_one_null(name);
    }
    if facts.optional && is_required(table, column) {
        const_panic! {
            "`None` leaves `" (name) "` of `" (table.model)
            "` to a default, and it has none: remove `Option`, or declare `#[column(default = \"…\")]`"
        }
    }
}

/// Checks that no other field has a value for the foreign key that the parent decides. A column that is never NULL may
/// have one, always, where there may be no parent: that of a parent is compared with it when the row is written.
#[track_caller]
const fn check_decided(
    table: &Table,
    key: &ForeignKey,
    facts: FieldFacts,
    fields: &[GivenField],
    name: &str,
) {
    let mut at = 0;
    while at < key.columns.len() {
        if let Some(column) = column_named(table, key.columns[at])
            && let Some(field) = find(fields, column.field)
            && (!facts.optional
                || column.nullable
                || field.optional
                || !is_optional(table, key, &[column.name]))
        {
            const_panic! {
                "`" (name) "` decides `" (column.field) "`, which has a value of its own: remove one of the two fields"
            }
        }
        at += 1;
    }
}

/// Checks the field of a `one_of`: that no other field has a value for one of its foreign keys, and that each variant is
/// what refers to its relation. Only an `optional` one may be absent.
#[track_caller]
const fn check_one_of(
    table: &Table,
    facts: FieldFacts,
    members: &[FieldFacts],
    fields: &[GivenField],
    name: &str,
) {
    let mut at = 0;
    while at < table.one_ofs.len() {
        let one_of = &table.one_ofs[at];
        if str_eq(one_of.name, name) {
            if facts.optional && !one_of.optional {
                const_panic! {
                    "a row of `" (table.model) "` must have its `" (name) "`: remove `Option`, or add `optional` to the `one_of`"
                }
            }
            if let Some(member) = given_member(table, fields, one_of, &[]) {
                const_panic! {
                    "`" (name) "` decides `" (member) "`, for which there is a field besides: remove one of the two"
                }
            }
        }
        at += 1;
    }
    at = 0;
    while at < members.len() {
        let member = members[at];
        if let FieldKind::Parent(key) = member.kind {
            let facts = FieldFacts { optional: facts.optional, ..member };
            check_decided(table, key, facts, fields, name);
            check_known(member, key.parent_columns, key.relation);
            check_item(&member.item, &[], name);
        }
        at += 1;
    }
}

/// Checks that a row of the junction table has all that it must have with its two foreign keys.
#[track_caller]
const fn check_junction(junction: &Table, near: &[&str], far: &[&str], name: &str) {
    let mut at = 0;
    while at < junction.columns.len() {
        let column = &junction.columns[at];
        if is_required(junction, column) && !contains(near, column.name) && !contains(far, column.name) {
            const_panic! {
                "a row of `" (junction.model) "` must have `" (column.field) "` too, which `" (name)
                "` has no place for: declare a `has_many` of `" (junction.model)
                "`, and insert structs of it that hold the far row"
            }
        }
        at += 1;
    }
}

/// Checks that a row may be without the parent that the field may be without: a column of the foreign key can be NULL or
/// left to its default. What the others lack then, [`complete`] reports.
#[track_caller]
const fn check_optional(table: &Table, key: &ForeignKey, facts: FieldFacts, name: &str) {
    if facts.optional
        && !is_optional(table, key, &[])
        && let Some(column) = column_named(table, key.columns[0])
    {
        const_panic! {
            "a row of `" (table.model) "` must have its `" (name) "`, since `" (column.field)
            "` cannot be NULL: remove `Option`"
        }
    }
}

/// Checks that the key of a related row is what refers to it.
#[track_caller]
const fn check_known(facts: FieldFacts, referred: &[&str], name: &str) {
    if facts.item.may_be_key() && !same(facts.key, referred) {
        const_panic! {
            "`" (name) "` refers to a row by its `" (referred[0])
            "`, not by its key: give the foreign key's own field that value instead of a `Key`"
        }
    }
}

/// Checks that each struct in a field of related rows has all that its place does not fill in, and nothing that it
/// does: the columns `filled`.
#[track_caller]
const fn check_item(facts: &Facts, filled: &[&str], field: &str) {
    match facts {
        Facts::Key => {}
        Facts::Any(facts) => {
            let mut at = 0;
            while at < facts.len() {
                check_item(&facts[at], filled, field);
                at += 1;
            }
        }
        Facts::Row(RowFacts { name, table, fields }) => {
            let mut at = 0;
            while at < table.columns.len() {
                let column = &table.columns[at];
                let is_filled = contains(filled, column.name);
                if is_filled && is_given_besides(table, fields, column, filled) {
                    const_panic! {
                        "`" (name) "` has a value for `" (column.field) "`, which `" (field)
                        "` fills in: remove the field from `" (name) "`"
                    }
                }
                // That of another column is reported where the struct is.
                if !is_filled && may_be_filled(table, fields, column) && lacks(table, fields, column) {
                    const_panic! {
                        "`" (name) "` lacks `" (column.field) "`, which `" (field)
                        "` does not fill in: add the field to `" (name) "`"
                    }
                }
                at += 1;
            }
            check_one_ofs(name, table, fields, filled, field);
        }
    }
}

/// Checks that a struct which is inserted where the columns `filled` are filled in has one of several parents, with that.
#[track_caller]
const fn check_one_ofs(name: &str, table: &Table, fields: &[GivenField], filled: &[&str], field: &str) {
    let mut at = 0;
    while at < table.one_ofs.len() {
        let one_of = &table.one_ofs[at];
        if lacks_one_of(table, fields, one_of, filled) {
            const_panic! {
                "`" (name) "` lacks `" (one_of.name) "`, which `" (field) "` does not fill in: add the field to `" (name) "`"
            }
        }
        if let (Some(other), Some(decided)) =
            (given_member(table, fields, one_of, &[]), given_member(table, &[], one_of, filled))
        {
            const_panic! {
                "`" (name) "` has a value for `" (other) "`, and `" (field) "` fills in `" (decided) "`: `" (one_of.name)
                "` is one of them, so remove the field from `" (name) "`"
            }
        }
        at += 1;
    }
}

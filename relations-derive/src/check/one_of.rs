//! The rules on sets of relations of which a row has one.

use std::collections::HashMap;

use proc_macro2::Ident;

use crate::{
    errors::Errors,
    model::{Action, Model, OneOf, ReferentialAction},
    names,
};

/// Reports what breaks a rule, and leaves out the member that does, or the whole set.
pub fn check(errors: &mut Errors, model: &mut Model) {
    let mut one_ofs = std::mem::take(&mut model.one_ofs);
    names_are_free(errors, model, &mut one_ofs);
    let doubled = declares_twice(model);
    let mut earlier: Vec<(Ident, Ident)> = Vec::new();
    for one_of in &mut one_ofs {
        let before = errors.len();
        members_are_relations(errors, model, one_of);
        members_are_in_one_set(errors, one_of, &mut earlier);
        let members = one_of.members.len();
        one_of.members.retain(|member| leaves_no_row_out(errors, model, member));
        // A relation that is declared twice is a mistake of its own, and its columns those of either.
        if !doubled {
            one_of.members.retain(|member| can_be_unset(errors, model, member));
        }
        if members < 2 && errors.len() == before {
            errors.push(
                &one_of.name,
                format!(
                    "`one_of` chooses among relations, and `{}` has {}: name two or more",
                    one_of.name,
                    if members == 0 { "none" } else { "one" },
                ),
            );
        }
        if !doubled {
            required_columns_are_shared(errors, model, one_of);
        }
        variants_are_distinct(errors, one_of);
    }
    one_ofs.retain(|one_of| !one_of.members.is_empty());
    enums_are_new(errors, model, &mut one_ofs);
    for one_of in &one_ofs {
        actions_keep_one(errors, model, one_of);
    }
    model.one_ofs = one_ofs;
}

/// Leaves out members whose relations other rules have left out: there the mistake is reported.
pub fn leave_out_dangling_members(model: &mut Model) {
    let names: Vec<Ident> = model.foreign_keys().map(|(relation, _)| relation.name.clone()).collect();
    for one_of in &mut model.one_ofs {
        one_of.members.retain(|member| names.contains(member));
    }
    model.one_ofs.retain(|one_of| !one_of.members.is_empty());
}

/// Returns `true` if a relation is declared twice.
fn declares_twice(model: &Model) -> bool {
    let named = |name: &Ident| model.relations.iter().filter(|relation| relation.name == *name).count();
    model.relations.iter().any(|relation| named(&relation.name) > 1)
}

/// Members own foreign keys of the same struct.
fn members_are_relations(errors: &mut Errors, model: &Model, one_of: &mut OneOf) {
    one_of.members.retain(|member| {
        let owned: Vec<String> =
            model.foreign_keys().map(|(relation, _)| format!("`{}`", relation.name)).collect();
        if model.foreign_keys().any(|(relation, _)| relation.name == *member) {
            return true;
        }
        let what = if model.relations.iter().any(|relation| relation.name == *member) {
            format!("`{member}` is no `belongs_to`, and a row of `one_of` refers to one parent")
        } else {
            format!("this struct has no `belongs_to` named `{member}`")
        };
        let choices = if owned.is_empty() { "none".to_owned() } else { owned.join(", ") };
        errors.push(member, format!("{what}; there is {choices}"));
        false
    });
}

/// A relation named twice, in one set or in two, would have to be set and unset at once.
fn members_are_in_one_set(errors: &mut Errors, one_of: &mut OneOf, earlier: &mut Vec<(Ident, Ident)>) {
    let name = one_of.name.clone();
    one_of.members.retain(|member| {
        if let Some((_, other)) = earlier.iter().find(|(other, _)| other == member) {
            let message = if *other == name {
                format!("`{name}` names `{member}` twice: remove one")
            } else {
                format!("`{member}` is a member of `{other}` already: a relation is a member of one `one_of`")
            };
            errors.push(member, message);
            return false;
        }
        earlier.push((member.clone(), name.clone()));
        true
    });
}

/// The row that a member leads to is there if its foreign key is set: a filter could leave it out.
fn leaves_no_row_out(errors: &mut Errors, model: &Model, member: &Ident) -> bool {
    let filtered =
        model.foreign_keys().any(|(relation, _)| relation.name == *member && !relation.filters.is_empty());
    if filtered {
        errors.push(
            member,
            format!("`{member}` has a `filter`, which may leave out the row that `one_of` leads to: remove one of the two"),
        );
    }
    !filtered
}

/// Where another member is set, the foreign key is NULL: a column of it that belongs to it alone. Columns that every row
/// has are those of all members, since the setter of a `create()` builder sets them.
fn can_be_unset(errors: &mut Errors, model: &Model, member: &Ident) -> bool {
    let Some((_, key)) = model.foreign_keys().find(|(relation, _)| relation.name == *member) else {
        return false;
    };
    let own = model.own_columns(key);
    if own.is_empty() {
        let required: Vec<String> = (model.columns_at(&key.columns).filter(|column| !column.is_option()))
            .map(|column| format!("`{}`", column.ident))
            .collect();
        let message = if required.is_empty() {
            format!(
                "all columns of `{member}` are those of other foreign keys too: a member of `one_of` has one of its own"
            )
        } else {
            format!(
                "`{member}` cannot be absent, and rows of `one_of` have one of several: make {} an `Option`",
                required.join(", ")
            )
        };
        errors.push(member, message);
        return false;
    }
    for index in own {
        let column = &model.columns[index];
        if let Some(default) = &column.default {
            errors.push(
                default,
                format!(
                    "`{}` belongs to a `one_of`, and its default would set a second relation: remove it",
                    column.ident
                ),
            );
            return false;
        }
    }
    true
}

/// The setter of a `create()` builder sets the columns that every row has with each member.
fn required_columns_are_shared(errors: &mut Errors, model: &Model, one_of: &mut OneOf) {
    let keys: Vec<Vec<usize>> =
        one_of.members(model).iter().map(|member| member.key.columns.clone()).collect();
    one_of.members.retain(|name| {
        let Some((_, key)) = model.foreign_keys().find(|(relation, _)| relation.name == *name) else {
            return false;
        };
        let lone = key.columns.iter().find(|index| {
            !model.columns[**index].is_option() && keys.iter().any(|other| !other.contains(index))
        });
        let Some(index) = lone else { return true };
        errors.push(
            name,
            format!(
                "every row has the column `{}` of `{name}`, and other members of `{}` do not: make it an `Option`, or a column \
                 of each",
                model.columns[*index].ident, one_of.name
            ),
        );
        false
    });
}

/// Each member is a variant of the enum.
fn variants_are_distinct(errors: &mut Errors, one_of: &mut OneOf) {
    let mut seen: HashMap<Ident, Ident> = HashMap::new();
    one_of.members.retain(|member| {
        let variant = names::variant(member);
        if let Some(other) = seen.get(&variant) {
            errors.push(
                member,
                format!("`{other}` and `{member}` would both be the variant `{variant}`: rename one"),
            );
            return false;
        }
        seen.insert(variant, member.clone());
        true
    });
}

/// The enum is placed beside the struct, and its variants hold the models that the members lead to.
fn enums_are_new(errors: &mut Errors, model: &Model, one_ofs: &mut Vec<OneOf>) {
    let mut seen: Vec<(Ident, Ident)> = Vec::new();
    one_ofs.retain(|one_of| {
        let rows = &one_of.rows;
        let model_named = || one_of.members(model).iter().any(|member| member.relation.target.is_ident(rows));
        let taken = if *rows == model.ident {
            "this is the name of the struct".to_owned()
        } else if let Some((_, other)) = seen.iter().find(|(name, _)| name == rows) {
            format!("this is the name of the enum of `{other}`")
        } else if model_named() {
            "this is the name of a model that it leads to".to_owned()
        } else if *rows == names::builder(model) {
            "this is the name of the `create()` builder".to_owned()
        } else {
            seen.push((rows.clone(), one_of.name.clone()));
            return true;
        };
        errors.push(rows, format!("{taken}: the enum of `{}` needs another", one_of.name));
        false
    });
}

/// The name becomes a constant, an accessor and a method of the builder.
fn names_are_free(errors: &mut Errors, model: &Model, one_ofs: &mut Vec<OneOf>) {
    let mut seen: Vec<Ident> = Vec::new();
    one_ofs.retain(|one_of| {
        let name = &one_of.name;
        let text = names::text(name);
        let constant = names::constant(name);
        let clash = |other: &Ident| names::constant(other) == constant;
        let message = if let Some(column) = model.columns.iter().find(|column| clash(&column.ident)) {
            format!("`{text}` and field `{}` would both have the constant `{constant}`", column.ident)
        } else if let Some(relation) = model.relations.iter().find(|relation| clash(&relation.name)) {
            format!("`{text}` and relation `{}` would both have the constant `{constant}`", relation.name)
        } else if seen.contains(&constant) {
            format!("`one_of` `{text}` is declared twice")
        } else if names::MODEL_METHODS.contains(&text.as_str()) {
            format!("`{text}` is a method of every model")
        } else if names::BUILDER_METHODS.contains(&text.as_str()) {
            format!("`{text}` is a method of `create()`")
        } else if text.starts_with("__") {
            "names that begin with two underscores are those of generated code".to_owned()
        } else if constant == text {
            format!(
                "the accessor and the constant of `{text}` would have one name, without a small letter in it"
            )
        } else {
            seen.push(constant);
            return true;
        };
        errors.push(name, format!("{message}: rename the `one_of`"));
        false
    });
}

/// An action that sets a foreign key to NULL, or to a default which is NULL, leaves the row without a parent: the CHECK
/// refuses it, and with it the change of the parent.
fn actions_keep_one(errors: &mut Errors, model: &Model, one_of: &OneOf) {
    if one_of.optional {
        return;
    }
    let unsets = |action: &&Action| {
        matches!(action.action, ReferentialAction::SetNull | ReferentialAction::SetDefault)
    };
    // One error reports all: where several have such an action, `optional` may be what is missing.
    let members = one_of.members(model);
    let actions = members.iter().flat_map(|member| member.key.on_delete.iter().chain(&member.key.on_update));
    if let Some(action) = actions.into_iter().find(unsets) {
        errors.push(
            &action.token,
            format!(
                "this leaves the row without its `{}`, which its CHECK refuses: choose another action, or add `optional` to the \
                 `one_of`",
                one_of.name
            ),
        );
    }
}

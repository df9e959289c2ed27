//! Writes the attributes of structs and fields, with their options.

use relations::schema::ReferentialAction;

use super::text::literal;
use crate::import::{
    model::{BelongsTo, Field, Model, OneOf, Relation, RelationKind},
    names::{escape_keyword, is_written, shared_case, snake},
};

/// Returns the options of `#[model(…)]`.
pub fn model_options(model: &Model) -> Vec<String> {
    let mut options = Vec::new();
    if snake(&model.name, "") != model.table || !model.table.is_ascii() {
        options.push(format!("table = {}", literal(&model.table)));
    }
    if let Some(case) = rename_case(model) {
        options.push(format!("rename_all = {case:?}"));
    }
    if model.primary_key.len() > 1 {
        options.push(format!("primary_key({})", model.field_list(&model.primary_key)));
    }
    for unique in model.uniques.iter().filter(|unique| unique.len() > 1) {
        options.push(format!("unique({})", model.field_list(unique)));
    }
    for index in model.indexes.iter().filter(|index| index.len() > 1) {
        options.push(format!("index({})", model.field_list(index)));
    }
    options.extend(model.checks.iter().map(|check| format!("check = {}", literal(check))));
    if model.without_rowid {
        options.push("without_rowid".to_owned());
    }
    if !model.strict {
        options.push("strict = false".to_owned());
    }
    options
}

fn rename_case(model: &Model) -> Option<&'static str> {
    let names: Vec<(&str, &str)> =
        model.fields.iter().map(|field| (field.name.as_str(), field.column.as_str())).collect();
    shared_case(&names)
}

/// Returns the options of `#[column(…)]`.
pub fn column_options(model: &Model, field: &Field) -> Vec<String> {
    let mut options = Vec::new();
    if rename_case(model).is_none() && !is_written(&field.name, &field.column) {
        options.push(format!("name = {}", literal(&field.column)));
    }
    if !field.declared_type.eq_ignore_ascii_case(field.ty.sql()) {
        options.push(format!("type = {}", literal(&field.declared_type)));
    }
    if let Some(default) = &field.default {
        options.push(format!("default = {}", literal(default)));
    }
    if let Some(check) = &field.check {
        options.push(format!("check = {}", literal(check)));
    }
    if let Some(collation) = &field.collation {
        let plain = collation.chars().all(|char| char.is_ascii_alphabetic());
        let word = if plain { collation.clone() } else { literal(collation) };
        options.push(format!("collate = {word}"));
    }
    options
}

pub fn belongs_to(models: &[Model], child: &Model, key: &BelongsTo) -> String {
    let parent = &models[key.parent];
    let mut text = format!("#[belongs_to({}: {}", escape_keyword(&key.name), parent.name);
    if key.fields.len() > 1 {
        text += &format!(", key({})", child.field_list(&key.fields));
    }
    if let Some(references) = key.references {
        text += &format!(", references = {}", parent.field_list(&[references]));
    }
    for (option, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        if action != ReferentialAction::NoAction {
            text += &format!(", {option} = {}", action.as_attribute());
        }
    }
    if key.deferrable {
        text += ", deferrable";
    }
    text + ")]"
}

/// Returns what `#[one_of(…)]` holds.
pub fn one_of(model: &Model, one_of: &OneOf) -> Vec<String> {
    let mut options = vec![format!("{}: {}", escape_keyword(&one_of.name), one_of.rows)];
    options.extend(one_of.members.iter().map(|at| escape_keyword(&model.foreign_keys[*at].name)));
    if one_of.optional {
        options.push("optional".to_owned());
    }
    options.push("derive(Clone, Debug, PartialEq)".to_owned());
    options
}

pub fn inverse(models: &[Model], relation: &Relation) -> String {
    let target = &models[relation.target].name;
    let name = escape_keyword(&relation.name);
    let mut text = match &relation.kind {
        RelationKind::Has { one: true, .. } => format!("#[has_one({name}: {target}"),
        RelationKind::Has { one: false, .. } => format!("#[has_many({name}: {target}"),
        RelationKind::ManyToMany { through, .. } => {
            format!("#[many_to_many({name}: {target}, through = {}", models[*through].name)
        }
    };
    let options = match &relation.kind {
        RelationKind::Has { inverse, .. } => [("inverse", inverse), ("", &None)],
        RelationKind::ManyToMany { from, to, .. } => [("from", from), ("to", to)],
    };
    for (option, value) in options {
        if let Some(value) = value {
            text += &format!(", {option} = {}", escape_keyword(value));
        }
    }
    text + ")]"
}

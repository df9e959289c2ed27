//! Turns foreign keys into `belongs_to` relations, as far as the derive accepts them.

use relations::{
    catalog::{Catalog, ForeignKeyInfo},
    schema::ReferentialAction,
};

use super::{
    model::{BelongsTo, Model, Note},
    names::Members,
};
use crate::sql::references;

/// The two ends of a foreign key.
pub struct Ends {
    /// The positions of the fields, in the order of the parent's.
    pub fields: Vec<usize>,
    /// The position of the parent among the models.
    pub parent: usize,
    /// The fields of the parent: its primary key, or a unique one.
    pub parent_fields: Vec<usize>,
}

/// Resolves the ends of a foreign key; the error is the reason why the derive refuses it.
pub fn resolve_ends(models: &[Model], child: &Model, key: &ForeignKeyInfo) -> Result<Ends, String> {
    let Some(parent) = find_model(models, &key.parent) else {
        return Err(format!("refers to `{}`, which has no model", key.parent));
    };
    let fields = child.places(&key.columns).ok_or("is over a generated column")?;
    let model = &models[parent];
    let referred = model.places(&key.parent_columns).and_then(|referred| in_order(model, fields, referred));
    let Some((fields, parent_fields)) = referred else {
        return Err(format!(
            "must refer to the whole primary key, or to one unique column, and `{}` has none such",
            key.parent
        ));
    };
    if parent_fields != model.primary_key && model.fields[parent_fields[0]].nullable {
        return Err("refers to a column that can be NULL".to_owned());
    }
    Ok(Ends { fields, parent, parent_fields })
}

fn find_model(models: &[Model], table: &str) -> Option<usize> {
    models.iter().position(|model| model.table.eq_ignore_ascii_case(table))
}

/// Adds the relations of its foreign keys to every model, in the order of their fields.
pub fn relate(models: &mut [Model], members: &mut [Members], catalog: &Catalog) {
    for at in 0..models.len() {
        let keys = catalog.table(&models[at].table).map_or(&[][..], |table| &table.foreign_keys);
        let mut found: Vec<BelongsTo> = Vec::new();
        let mut refused = Vec::new();
        for key in keys {
            match build_belongs_to(models, &models[at], key) {
                Ok(relation) => {
                    if let Some(name) = &key.name {
                        let text =
                            format!("a foreign key is named `{name}`, and those of models have no names");
                        refused.push(Note::lost(text, Some(&key_as_sql(key))));
                    }
                    found.push(relation);
                }
                Err(why) => refused.push(Note::lost(format!("a foreign key {why}"), Some(&key_as_sql(key)))),
            }
        }
        // The database lists them in another order than the derive would declare them.
        found.sort_by(|left, right| left.fields.cmp(&right.fields).then(left.parent.cmp(&right.parent)));
        for relation in &mut found {
            drop_impossible_actions(&mut models[at], relation);
        }
        name_relations(models, at, &mut found, &mut members[at]);
        models[at].notes.extend(refused);
        models[at].foreign_keys = found;
    }
    keep_collations(models);
}

/// Declares BINARY for columns of foreign keys that have no collating sequence: they would otherwise adopt
/// that of the key that they refer to.
fn keep_collations(models: &mut [Model]) {
    let mut plain = Vec::new();
    for (at, model) in models.iter().enumerate() {
        for key in &model.foreign_keys {
            let parent = &models[key.parent];
            let referred = key.references.map_or_else(|| parent.primary_key.clone(), |field| vec![field]);
            let pairs = key.fields.iter().zip(referred);
            plain.extend(
                pairs
                    .filter(|(_, referred)| {
                        let collation = parent.fields[*referred].collation.as_ref();
                        collation.is_some_and(|name| !name.eq_ignore_ascii_case("BINARY"))
                    })
                    .map(|(field, _)| (at, *field)),
            );
        }
    }
    for (at, field) in plain {
        models[at].fields[field].collation.get_or_insert_with(|| "BINARY".to_owned());
    }
}

/// Builds the relation of a foreign key; the error is the reason why the derive refuses it.
fn build_belongs_to(models: &[Model], child: &Model, key: &ForeignKeyInfo) -> Result<BelongsTo, String> {
    let Ends { fields, parent, parent_fields } = resolve_ends(models, child, key)?;
    let model = &models[parent];
    let references = (parent_fields != model.primary_key).then(|| parent_fields[0]);
    for (field, referred) in fields.iter().zip(&parent_fields) {
        let (field, referred) = (&child.fields[*field], &model.fields[*referred]);
        if field.ty != referred.ty {
            return Err(format!(
                "has type `{}` in `{}`, and refers to type `{}`",
                field.ty.as_source(),
                field.column,
                referred.ty.as_source()
            ));
        }
    }
    Ok(BelongsTo {
        name: String::new(),
        fields,
        parent,
        references,
        on_delete: key.on_delete,
        on_update: key.on_update,
        deferrable: key.deferred,
    })
}

/// Returns the fields of both ends in the order of the primary key; `None` if the parent's are neither that
/// nor unique by themselves.
fn in_order(parent: &Model, fields: Vec<usize>, referred: Vec<usize>) -> Option<(Vec<usize>, Vec<usize>)> {
    if fields.len() != referred.len() {
        return None;
    }
    if let [field] = referred[..] {
        return parent.is_unique_alone(field).then_some((fields, referred));
    }
    let places = parent.primary_key.iter().map(|key| referred.iter().position(|field| field == key));
    let places: Vec<usize> = places.collect::<Option<_>>()?;
    (places.len() == fields.len())
        .then(|| (places.iter().map(|place| fields[*place]).collect(), parent.primary_key.clone()))
}

/// Drops an action that could only fail, which the derive refuses.
fn drop_impossible_actions(child: &mut Model, relation: &mut BelongsTo) {
    for (event, action) in [("DELETE", &mut relation.on_delete), ("UPDATE", &mut relation.on_update)] {
        let stuck = relation.fields.iter().find(|field| {
            let field = &child.fields[**field];
            match action {
                ReferentialAction::SetNull => !field.nullable,
                ReferentialAction::SetDefault => !field.nullable && field.default.is_none(),
                _ => false,
            }
        });
        if let Some(field) = stuck.copied() {
            let field = &mut child.fields[field];
            let text = format!("ON {event} {} of `{}`, which can only fail", action.as_sql(), field.column);
            field.notes.push(Note::lost(text, None));
            *action = ReferentialAction::NoAction;
        }
    }
}

/// Names each relation after its field without `_id`, or after the parent.
fn name_relations(models: &[Model], at: usize, found: &mut [BelongsTo], members: &mut Members) {
    let child = &models[at];
    for place in 0..found.len() {
        let relation = &found[place];
        let parent = &models[relation.parent].noun.singular;
        let same_parent = found.iter().filter(|other| other.parent == relation.parent).count();
        let alone = same_parent == 1 && relation.parent != at;
        // In a composite key, the field that the other keys to the same parent do not have.
        let own = relation.fields.iter().find(|field| {
            !found.iter().enumerate().any(|(other, sibling)| {
                other != place && sibling.parent == relation.parent && sibling.fields.contains(field)
            })
        });
        let field = *own.unwrap_or(&relation.fields[0]);
        let within = relation.fields.iter().position(|other| *other == field).unwrap_or_default();
        let referred = relation.references.unwrap_or(models[relation.parent].primary_key[within]);
        let name = &child.fields[field].name;
        let role = role_name(name, &models[relation.parent].fields[referred].name, parent);

        let mut candidates = Vec::new();
        if relation.fields.len() > 1 && alone {
            candidates.push(parent.clone());
        }
        if let Some(role) = &role {
            candidates.push(role.clone());
        }
        if alone {
            candidates.push(parent.clone());
        }
        if same_parent == 1 && relation.parent == at {
            candidates.push("parent".to_owned());
        }
        candidates.push(format!("{}_{parent}", role.as_deref().unwrap_or(name)));
        let name = members.relation(&candidates);
        found[place].name = name;
    }
}

/// Returns the role in the name of a field that refers to `referred` of a `parent`: `author` for `author_id`.
fn role_name(field: &str, referred: &str, parent: &str) -> Option<String> {
    let endings =
        [format!("_{referred}"), "_id".into(), "_fk".into(), "_key".into(), "_uuid".into(), "_code".into()];
    let stem = endings.iter().find_map(|ending| field.strip_suffix(ending.as_str()));
    // `userid`, where only the parent's name shows where the words part.
    let stem = stem
        .or_else(|| field.strip_suffix("id").filter(|stem| *stem == parent.replace('_', "")).map(|_| parent));
    stem.filter(|stem| super::names::snake(stem, "") == *stem && !stem.is_empty()).map(str::to_owned)
}

/// Returns the foreign key as a table constraint.
fn key_as_sql(key: &ForeignKeyInfo) -> String {
    format!("FOREIGN KEY ({}) {}", key.columns.join(", "), references(key))
}

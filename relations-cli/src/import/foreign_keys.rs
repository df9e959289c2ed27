//! From foreign keys to `belongs_to`, as far as the derive takes them.

use relations::{
    catalog::{Catalog, ForeignKeyInfo},
    schema::ReferentialAction,
};

use super::{
    model::{BelongsTo, Model, Note},
    names::Members,
};

/// Both ends of a foreign key.
pub struct Ends {
    /// The fields, by their places, in the order of the parent's.
    pub fields: Vec<usize>,
    /// The parent, by its place among the models.
    pub parent: usize,
    /// The fields of the parent: its primary key, or one that is unique.
    pub parent_fields: Vec<usize>,
}

/// The ends of a foreign key; or what about them the derive refuses.
pub fn ends(models: &[Model], child: &Model, key: &ForeignKeyInfo) -> Result<Ends, String> {
    let Some(parent) = place_of(models, &key.parent) else {
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

fn place_of(models: &[Model], table: &str) -> Option<usize> {
    models.iter().position(|model| model.table.eq_ignore_ascii_case(table))
}

/// Gives every model the relations of its foreign keys, in the order of their fields.
pub fn relate(models: &mut [Model], members: &mut [Members], catalog: &Catalog) {
    for at in 0..models.len() {
        let keys = catalog.table(&models[at].table).map_or(&[][..], |table| &table.foreign_keys);
        let mut found: Vec<BelongsTo> = Vec::new();
        let mut refused = Vec::new();
        for key in keys {
            match belongs_to(models, &models[at], key) {
                Ok(relation) => {
                    if let Some(name) = &key.name {
                        let says =
                            format!("a foreign key is named `{name}`, and those of models have no names");
                        refused.push(Note::lost(says, Some(&sql(key))));
                    }
                    found.push(relation);
                }
                Err(why) => refused.push(Note::lost(format!("a foreign key {why}"), Some(&sql(key)))),
            }
        }
        // The order in which the database lists them is not that in which the derive would declare them.
        found.sort_by(|left, right| left.fields.cmp(&right.fields).then(left.parent.cmp(&right.parent)));
        for relation in &mut found {
            possible_actions(&mut models[at], relation);
        }
        name(models, at, &mut found, &mut members[at]);
        models[at].notes.extend(refused);
        models[at].foreign_keys = found;
    }
    keep_collations(models);
}

/// A column of a foreign key that names no collating sequence would have that of the key that it refers to: says so where
/// it has SQLite's own.
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

/// The relation of a foreign key; or what about it the derive refuses.
fn belongs_to(models: &[Model], child: &Model, key: &ForeignKeyInfo) -> Result<BelongsTo, String> {
    let Ends { fields, parent, parent_fields } = ends(models, child, key)?;
    let model = &models[parent];
    let references = (parent_fields != model.primary_key).then(|| parent_fields[0]);
    for (field, referred) in fields.iter().zip(&parent_fields) {
        let (field, referred) = (&child.fields[*field], &model.fields[*referred]);
        if field.ty != referred.ty {
            return Err(format!(
                "has type `{}` in `{}`, and refers to type `{}`",
                field.ty.spelled(),
                field.column,
                referred.ty.spelled()
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

/// The fields of both ends in the order of the primary key; `None` if the parent's are neither that nor
/// unique by themselves.
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

/// Leaves out a rule that could never be carried out, which the derive refuses.
fn possible_actions(child: &mut Model, relation: &mut BelongsTo) {
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
            let says = format!("ON {event} {} of `{}`, which can only fail", action.as_sql(), field.column);
            field.notes.push(Note::lost(says, None));
            *action = ReferentialAction::NoAction;
        }
    }
}

/// A name for each: what the field is called without its `_id`, or the parent.
fn name(models: &[Model], at: usize, found: &mut [BelongsTo], members: &mut Members) {
    let child = &models[at];
    for place in 0..found.len() {
        let relation = &found[place];
        let parent = &models[relation.parent].noun.singular;
        let same_parent = found.iter().filter(|other| other.parent == relation.parent).count();
        let alone = same_parent == 1 && relation.parent != at;
        // Of a composite key, the field that its siblings to the same parent do not have.
        let own = relation.fields.iter().find(|field| {
            !found.iter().enumerate().any(|(other, sibling)| {
                other != place && sibling.parent == relation.parent && sibling.fields.contains(field)
            })
        });
        let field = *own.unwrap_or(&relation.fields[0]);
        let within = relation.fields.iter().position(|other| *other == field).unwrap_or_default();
        let referred = relation.references.unwrap_or(models[relation.parent].primary_key[within]);
        let name = &child.fields[field].name;
        let role = role(name, &models[relation.parent].fields[referred].name, parent);

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

/// What a field that refers to `referred` of a `parent` is called apart from that: `author` for `author_id`.
fn role(field: &str, referred: &str, parent: &str) -> Option<String> {
    let endings =
        [format!("_{referred}"), "_id".into(), "_fk".into(), "_key".into(), "_uuid".into(), "_code".into()];
    let stem = endings.iter().find_map(|ending| field.strip_suffix(ending.as_str()));
    // `userid`, of which only the parent's name tells where the words part.
    let stem = stem
        .or_else(|| field.strip_suffix("id").filter(|stem| *stem == parent.replace('_', "")).map(|_| parent));
    stem.filter(|stem| super::names::snake(stem, "") == *stem && !stem.is_empty()).map(str::to_owned)
}

/// The foreign key as a table constraint.
fn sql(key: &ForeignKeyInfo) -> String {
    let mut sql = format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        key.columns.join(", "),
        key.parent,
        key.parent_columns.join(", ")
    );
    for rule in key.rules() {
        sql += &format!(" {rule}");
    }
    sql
}

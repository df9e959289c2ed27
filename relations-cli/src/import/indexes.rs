//! Indexes. The derive creates some by itself, and leaves out those that others serve.

use std::collections::HashSet;

use relations::catalog::TableInfo;

use super::{
    model::{Model, Note},
    tables::plain_fields,
};

/// Adds the indexes to the model that it has to declare. Returns messages about those that it does not need,
/// since the models have the same effect without them.
pub fn assign(model: &mut Model, table: &TableInfo) -> Vec<String> {
    let mut needless = Vec::new();
    let mut found: Vec<(Vec<usize>, &str)> = Vec::new();
    for index in table.indexes.iter().filter(|index| !index.unique) {
        let places = match &index.condition {
            Some(_) => Err("covers some of the rows only"),
            None => plain_fields(model, &index.terms),
        };
        match places {
            Ok(places) => found.push((places, &index.name)),
            Err(why) => {
                let text = format!("index `{}` {why}", index.name);
                model.notes.push(Note::lost(text, Some(&index.sql)));
            }
        }
    }
    found.sort();
    let keys: Vec<Vec<usize>> = model.foreign_keys.iter().map(|key| key.fields.clone()).collect();
    let mut kept: Vec<Vec<usize>> = Vec::new();
    for (places, name) in &found {
        let server = model
            .uniques
            .iter()
            .chain([&model.primary_key])
            .find(|unique| unique.starts_with(places))
            .or_else(|| kept.iter().find(|other| *other == places))
            .or_else(|| {
                let longer = |other: &&Vec<usize>| other.len() > places.len() && other.starts_with(places);
                found.iter().map(|(other, _)| other).chain(&keys).find(longer)
            });
        match server {
            Some(server) => needless.push(format!(
                "index `{name}` of table `{}` has no place in the models: what it is over begins the key or \
                 the index of {}, which serves the same searches",
                model.table,
                model.column_list(server)
            )),
            None => kept.push(places.clone()),
        }
    }
    for key in &keys {
        let served = model.uniques.iter().chain([&model.primary_key]).chain(&kept);
        if !served.into_iter().any(|columns| columns.starts_with(key)) {
            let note = Note::changed(format!("the model has an index over {}", model.column_list(key)));
            let field = &mut model.fields[key[0]];
            if !field.notes.contains(&note) {
                field.notes.push(note);
            }
        }
    }
    kept.retain(|places| !keys.contains(places));
    model.indexes = kept;
    needless
}

/// Resolves conflicts of index names. Models name their indexes after tables and columns, so two can get the
/// same name: `user` with `group_id` and `user_group` with `id`. The later one is then left out; but a
/// foreign key, which always has an index, gets one that is extended by the primary key.
pub fn keep_names_apart(models: &mut [Model]) {
    let mut given = HashSet::new();
    for model in models {
        for places in generated_indexes(model) {
            if given.insert(index_name(model, &places)) {
                continue;
            }
            let columns = model.column_list(&places);
            if model.foreign_keys.iter().any(|key| key.fields == places) {
                let mut longer = places.clone();
                longer.extend(model.primary_key.iter().filter(|place| !places.contains(place)));
                given.insert(index_name(model, &longer));
                model.notes.push(Note::changed(format!(
                    "the index over {columns} goes on with the primary key, since its name would be that of \
                     another model's"
                )));
                model.indexes.push(longer);
            } else {
                let text = format!("the index over {columns}, whose name would be that of another model's");
                model.notes.push(Note::lost(text, None));
                model.indexes.retain(|index| *index != places);
            }
        }
        model.indexes.sort();
    }
}

/// Returns the indexes that the derive creates for the model.
fn generated_indexes(model: &Model) -> Vec<Vec<usize>> {
    let keys = model.foreign_keys.iter().map(|key| &key.fields);
    let mut generated: Vec<Vec<usize>> = model.indexes.iter().chain(keys).cloned().collect();
    let all = generated.clone();
    generated.retain(|places| {
        let served =
            model.uniques.iter().chain([&model.primary_key]).any(|unique| unique.starts_with(places));
        let longer = all.iter().any(|other| other.len() > places.len() && other.starts_with(places));
        !served && !longer
    });
    generated.sort();
    generated.dedup();
    generated
}

/// Returns the name that the derive gives to an index.
fn index_name(model: &Model, places: &[usize]) -> String {
    let columns: Vec<&str> = places.iter().map(|place| model.fields[*place].column.as_str()).collect();
    format!("ix_{}_{}", model.table, columns.join("_")).to_ascii_lowercase()
}

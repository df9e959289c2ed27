//! Types that columns take on from the keys that they refer to.

use std::collections::HashSet;

use relations::catalog::{Catalog, ForeignKeyInfo};

use super::{
    foreign_keys::{Ends, ends},
    model::Model,
    types::RustType,
};

/// A column whose declared type leaves open what is stored holds what the key holds that it refers to, which
/// may itself refer to another. A foreign key whose types do not meet even so has no say: the source has it as
/// a comment, so that the models have to be the same without it.
pub fn adopt_types(models: &mut [Model], catalog: &Catalog) {
    let declared: Vec<Vec<RustType>> =
        models.iter().map(|model| model.fields.iter().map(|field| field.ty).collect()).collect();
    let mut silent = HashSet::new();
    loop {
        for (model, types) in models.iter_mut().zip(&declared) {
            for (field, ty) in model.fields.iter_mut().zip(types) {
                field.ty = *ty;
            }
        }
        settle(models, catalog, &silent);
        let apart = keys(models, catalog, &silent)
            .into_iter()
            .filter(|(at, _, ends)| pairs(models, *at, ends).any(|(_, own, referred)| own != referred))
            .map(|(at, key, _)| (at, key))
            .collect::<Vec<_>>();
        if apart.is_empty() {
            return;
        }
        silent.extend(apart);
    }
}

/// Passes types on until nothing changes, or for as long as the longest way from key to key can take.
fn settle(models: &mut [Model], catalog: &Catalog, silent: &HashSet<(usize, usize)>) {
    for _ in 0..=models.iter().map(|model| model.fields.len()).sum() {
        let mut changes = Vec::new();
        for (at, _, ends) in keys(models, catalog, silent) {
            // A `bool` would come with a CHECK that the column does not have.
            let fits = pairs(models, at, &ends).all(|(field, own, referred)| {
                own == referred || models[at].fields[field].loose && referred != RustType::Bool
            });
            if fits {
                let differing = pairs(models, at, &ends).filter(|(_, own, referred)| own != referred);
                changes.extend(differing.map(|(field, _, referred)| (at, field, referred)));
            }
        }
        if changes.is_empty() {
            return;
        }
        for (at, field, ty) in changes {
            models[at].fields[field].ty = ty;
        }
    }
}

/// The foreign keys that have a say: the place of the model, that of the key, and its ends.
fn keys(models: &[Model], catalog: &Catalog, silent: &HashSet<(usize, usize)>) -> Vec<(usize, usize, Ends)> {
    let mut found = Vec::new();
    for (at, model) in models.iter().enumerate() {
        let keys: &[ForeignKeyInfo] = catalog.table(&model.table).map_or(&[], |table| &table.foreign_keys);
        for (place, key) in keys.iter().enumerate() {
            if let Ok(ends) = ends(models, model, key)
                && !silent.contains(&(at, place))
            {
                found.push((at, place, ends));
            }
        }
    }
    found
}

/// Each field of a foreign key with its type and that of the field it refers to.
fn pairs(models: &[Model], at: usize, ends: &Ends) -> impl Iterator<Item = (usize, RustType, RustType)> {
    let types = |(field, referred): (&usize, &usize)| {
        (*field, models[at].fields[*field].ty, models[ends.parent].fields[*referred].ty)
    };
    ends.fields.iter().zip(&ends.parent_fields).map(types).collect::<Vec<_>>().into_iter()
}

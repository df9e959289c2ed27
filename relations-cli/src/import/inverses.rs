//! Adds the inverse sides of foreign keys: `has_one`, `has_many` and `many_to_many`.

use super::{
    model::{BelongsTo, Model, Relation, RelationKind},
    names::Members,
};

/// Adds the inverse of each foreign key to its parent: `has_one` where the key is unique.
pub fn relate(models: &mut [Model], members: &mut [Members]) {
    for child in 0..models.len() {
        for at in 0..models[child].foreign_keys.len() {
            let key = &models[child].foreign_keys[at];
            let (parent, noun) = (key.parent, &models[child].noun);
            let only = is_only_key_to_parent(&models[child], key);
            let one = models[child].is_unique(&key.fields);
            let number = if one { &noun.singular } else { &noun.plural };
            let mut candidates = Vec::new();
            if only && parent != child {
                candidates.push(number.clone());
            }
            if parent == child && key.name == "parent" {
                candidates.push(if one { "child" } else { "children" }.to_owned());
            }
            candidates.push(format!("{number}_as_{}", key.name));
            let name = members[parent].relation(&candidates);
            let inverse = (!only).then(|| key.name.clone());
            models[parent].relations.push(Relation {
                name,
                target: child,
                kind: RelationKind::Has { one, inverse },
            });
        }
    }
}

/// Reports whether no other foreign key of the model refers to the same parent.
fn is_only_key_to_parent(model: &Model, key: &BelongsTo) -> bool {
    model.foreign_keys.iter().filter(|other| other.parent == key.parent).count() == 1
}

/// Adds a `many_to_many` through each junction table to both its ends.
pub fn link(models: &mut [Model], members: &mut [Members]) {
    for junction in 0..models.len() {
        for (left, right) in pairs(&models[junction]) {
            for (near, far) in [(left, right), (right, left)] {
                let model = &models[junction];
                let (near, far) = (&model.foreign_keys[near], &model.foreign_keys[far]);
                let (owner, target) = (near.parent, far.parent);
                let many = &models[target].noun.plural;
                let itself = owner == target;
                let role = |key: &BelongsTo| {
                    let noun = &models[key.parent].noun.singular;
                    key.name.strip_suffix(&format!("_{noun}")).unwrap_or(&key.name).to_owned()
                };
                let mut candidates = Vec::new();
                if !itself {
                    candidates.push(many.clone());
                }
                // `followed_users` of a follower, and `users_as_friend` where the far ones have no role.
                let far_role = role(far);
                if far_role != models[target].noun.singular {
                    candidates.push(format!("{far_role}_{many}"));
                } else if itself {
                    candidates.push(format!("{many}_as_{}", role(near)));
                }
                candidates.push(format!("{many}_through_{}", model.noun.singular));
                let name = members[owner].relation(&candidates);
                let unless_only =
                    |key: &BelongsTo| (!is_only_key_to_parent(model, key)).then(|| key.name.clone());
                let kind = RelationKind::ManyToMany {
                    through: junction,
                    from: unless_only(near),
                    to: unless_only(far),
                };
                models[owner].relations.push(Relation { name, target, kind });
            }
        }
    }
}

/// Returns the pairs of foreign keys by which a table links rows. No pair of rows can be linked twice: the
/// columns are the primary key, or unique together and never NULL.
fn pairs(model: &Model) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for right in 1..model.foreign_keys.len() {
        for left in 0..right {
            let (near, far) = (&model.foreign_keys[left].fields, &model.foreign_keys[right].fields);
            let both: Vec<usize> = near.iter().chain(far).copied().collect();
            let apart = !near.iter().any(|field| far.contains(field));
            let required = both.iter().all(|field| !model.fields[*field].nullable);
            let is_pair = |unique: &Vec<usize>| {
                unique.len() == both.len() && unique.iter().all(|field| both.contains(field))
            };
            if apart && required && model.uniques.iter().chain([&model.primary_key]).any(is_pair) {
                found.push((left, right));
            }
        }
    }
    found
}

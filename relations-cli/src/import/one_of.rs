//! Turns CHECKs that let one of several foreign keys be set into `one_of`, as far as the derive accepts them.

use heck::ToPascalCase;
use relations::{catalog::NullRule, schema::ReferentialAction};

use super::{
    model::{BelongsTo, Model, OneOf},
    names::{Members, Structs},
};
use crate::sql::quoted;

/// Adds a `one_of` to each model for each of its CHECKs that is the condition of one, in place of the CHECK.
pub fn relate(models: &mut [Model], members: &mut [Members], structs: &mut Structs) {
    for (model, members) in models.iter_mut().zip(members) {
        let mut found: Vec<OneOf> = Vec::new();
        let mut recognise = |check: &String| {
            let keys = chosen_keys(model, check)?;
            let taken = found.iter().any(|other| other.members.iter().any(|key| keys.members.contains(key)));
            if taken {
                return None;
            }
            let name = members.relation(&["owner".to_owned(), "one_of".to_owned()]);
            let rows = structs.one_of(&format!("{}{}", model.name, name.to_pascal_case()));
            found.push(OneOf { name, rows, ..keys });
            Some(())
        };
        let checks: Vec<bool> = model.checks.iter().map(|check| recognise(check).is_some()).collect();
        let of_fields: Vec<bool> = (model.fields.iter())
            .map(|field| field.check.as_ref().is_some_and(|check| recognise(check).is_some()))
            .collect();
        let mut recognised = checks.into_iter();
        model.checks.retain(|_| !recognised.next().unwrap_or_default());
        for (field, recognised) in model.fields.iter_mut().zip(of_fields) {
            field.check.take_if(|_| recognised);
        }
        model.one_ofs = found;
    }
}

/// Returns the foreign keys of which a CHECK lets one be set, and whether it lets none be set; the names are empty.
fn chosen_keys(model: &Model, check: &str) -> Option<OneOf> {
    let rule = NullRule::of(check)?;
    let places: Vec<usize> =
        rule.columns().iter().map(|column| model.field(column)).collect::<Option<_>>()?;
    let members: Vec<usize> = (0..model.foreign_keys.len())
        .filter(|at| own_fields(model, *at).iter().any(|field| places.contains(field)))
        .collect();
    if members.len() < 2 || !members.iter().all(|at| can_be_member(model, *at, &members)) {
        return None;
    }
    let optional = [false, true]
        .into_iter()
        .find(|optional| NullRule::of(&condition(model, &members, *optional)).as_ref() == Some(&rule))?;
    let unsets = |key: &BelongsTo| [key.on_delete, key.on_update].iter().any(|action| leaves_none(*action));
    if !optional && members.iter().any(|at| unsets(&model.foreign_keys[*at])) {
        return None;
    }
    Some(OneOf { name: String::new(), rows: String::new(), members, optional })
}

/// Returns `true` if the action leaves a row without the parent.
fn leaves_none(action: ReferentialAction) -> bool {
    matches!(action, ReferentialAction::SetNull | ReferentialAction::SetDefault)
}

/// Returns the fields of a foreign key that can be NULL and that no other has.
fn own_fields(model: &Model, at: usize) -> Vec<usize> {
    let shared = |field: &usize| {
        let mut others = model.foreign_keys.iter().enumerate().filter(|(other, _)| *other != at);
        others.any(|(_, key)| key.fields.contains(field))
    };
    let fields = model.foreign_keys[at].fields.iter().copied();
    fields.filter(|field| model.fields[*field].nullable && !shared(field)).collect()
}

/// Reports whether the derive accepts a foreign key as a member: its own columns have no defaults, and those that every
/// row has are columns of all members. Its variant has a name of its own.
fn can_be_member(model: &Model, at: usize, members: &[usize]) -> bool {
    let has_default = |field: &usize| model.fields[*field].default.is_some();
    let is_shared =
        |field: &usize| members.iter().all(|other| model.foreign_keys[*other].fields.contains(field));
    let key = &model.foreign_keys[at];
    let variant = |at: usize| model.foreign_keys[at].name.to_pascal_case();
    !own_fields(model, at).iter().any(has_default)
        && key.fields.iter().filter(|field| !model.fields[**field].nullable).all(is_shared)
        && members.iter().filter(|other| variant(**other) == variant(at)).count() == 1
}

/// Returns the CHECK that the derive writes for these foreign keys.
fn condition(model: &Model, members: &[usize], optional: bool) -> String {
    let column = |field: usize| quoted(&model.fields[field].column);
    let (mut set, mut whole) = (Vec::new(), Vec::new());
    for at in members {
        let own = own_fields(model, *at);
        let Some((first, others)) = own.split_first() else { continue };
        let first = column(*first);
        set.push(format!("({first} IS NOT NULL)"));
        whole.extend(others.iter().map(|other| format!("({first} IS NULL) = ({} IS NULL)", column(*other))));
        let key = &model.foreign_keys[*at];
        let shared = key.fields.iter().filter(|field| model.fields[**field].nullable && !own.contains(field));
        whole.extend(shared.map(|field| format!("({first} IS NULL OR {} IS NOT NULL)", column(*field))));
    }
    let number = if optional { "<= 1" } else { "= 1" };
    let one = format!("{} {number}", set.join(" + "));
    std::iter::once(one).chain(whole).collect::<Vec<_>>().join(" AND ")
}

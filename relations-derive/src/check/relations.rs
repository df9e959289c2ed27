//! The rules on relations.

use proc_macro2::Ident;

use crate::{
    errors::Errors,
    kinds::{ForeignKey, RelationKind},
    model::{Action, Model, ReferentialAction},
};

/// `set_null` needs a column that can be NULL, `set_default` one that has a default. The other side may restate the
/// action, so it stays in the model.
pub fn actions_are_possible(errors: &mut Errors, model: &Model) {
    for (_, key) in model.foreign_keys() {
        // If both lack the same, one error reports it.
        let update = key
            .on_update
            .iter()
            .filter(|update| key.on_delete.as_ref().is_none_or(|delete| delete.action != update.action));
        for action in key.on_delete.iter().chain(update) {
            action_is_possible(errors, model, key, action);
        }
    }
}

fn action_is_possible(errors: &mut Errors, model: &Model, key: &ForeignKey, action: &Action) {
    let lacking = model.columns_at(&key.columns).find_map(|column| {
        let remedy = match action.action {
            ReferentialAction::SetNull if !column.is_option() => {
                "cannot be NULL: make it an `Option`, or choose another action"
            }
            ReferentialAction::SetDefault if column.default.is_none() && !column.is_option() => {
                "has no default: add `#[column(default = \"…\")]`, or choose another action"
            }
            _ => return None,
        };
        Some((column, remedy))
    });
    if let Some((column, remedy)) = lacking {
        errors.push(&action.token, format!("field `{}` {remedy}", column.ident));
    }
}

/// `through` of a `has_many` or `has_one` names a relation of the same struct.
pub fn throughs_are_relations(errors: &mut Errors, model: &mut Model) {
    let names: Vec<Ident> = model.relations.iter().map(|relation| relation.name.clone()).collect();
    model.relations.retain(|relation| {
        let RelationKind::Through(through) = &relation.kind else { return true };
        let others: Vec<String> =
            names.iter().filter(|name| **name != relation.name).map(|name| format!("`{name}`")).collect();
        let found = through.through != relation.name && names.contains(&through.through);
        if !found {
            let choices = if others.is_empty() { "none".to_owned() } else { others.join(", ") };
            errors.push(
                &through.through,
                format!("`through` names no other relation of this struct; there is {choices}"),
            );
        }
        found
    });
}

/// A relation through another needs one that leads to rows by itself: where each is defined by another, none does.
pub fn throughs_end(errors: &mut Errors, model: &mut Model) {
    let in_cycles: Vec<(Ident, Ident)> = model
        .relations
        .iter()
        .filter_map(|relation| {
            let RelationKind::Through(through) = &relation.kind else { return None };
            leads_back(model, &relation.name).then(|| (relation.name.clone(), through.through.clone()))
        })
        .collect();
    // One of a cycle is the place to change; the others follow from it.
    let mut reported: Vec<Ident> = Vec::new();
    for (name, through) in &in_cycles {
        if reported.iter().any(|other| reaches(model, name, other)) {
            continue;
        }
        errors.push(
            through,
            format!("`{name}` passes through itself: go through a relation that is not defined by `{name}`"),
        );
        reported.push(name.clone());
    }
    model.relations.retain(|relation| in_cycles.iter().all(|(name, _)| *name != relation.name));
}

/// Returns `true` if the relation of this name is defined by itself.
fn leads_back(model: &Model, name: &Ident) -> bool {
    reaches(model, name, name)
}

/// Returns `true` if the definition of the relation named `from` uses the one named `to`.
fn reaches(model: &Model, from: &Ident, to: &Ident) -> bool {
    let mut seen: Vec<&Ident> = vec![from];
    let mut at = 0;
    while let Some(name) = seen.get(at).copied() {
        at += 1;
        let relation = model.relations.iter().find(|relation| relation.name == *name);
        let Some(RelationKind::Through(through)) = relation.map(|relation| &relation.kind) else { continue };
        for next in through.defined_by(model) {
            if next == to {
                return true;
            }
            if !seen.contains(&next) {
                seen.push(next);
            }
        }
    }
    false
}

/// The two columns of a junction between rows of one model are of the same kind: only the user knows which is which.
pub fn junction_columns_are_named(errors: &mut Errors, model: &mut Model) {
    let ident = model.ident.clone();
    model.relations.retain(|relation| {
        let RelationKind::ManyToMany(junction) = &relation.kind else { return true };
        let itself = relation.target.is_ident(&ident);
        if itself && (junction.from.is_none() || junction.to.is_none()) {
            errors.push(
                &relation.name,
                format!(
                    "`{}` links `{ident}` to itself: say which column is which with `from = …, to = …`",
                    relation.name
                ),
            );
            return false;
        }
        if let (Some(from), Some(to)) = (&junction.from, &junction.to)
            && from == to
        {
            errors.push(to, "`from` and `to` name the same column: give each end one of its own");
            return false;
        }
        true
    });
}

/// Two relations may share a generated table only as the two directions of one relation of a model to itself;
/// otherwise one would write what the other does not know of.
pub fn junctions_have_one_writer(errors: &mut Errors, model: &mut Model) {
    let mut seen: Vec<(String, Option<Ident>, Option<Ident>)> = Vec::new();
    model.relations.retain(|relation| {
        let Some((junction, table)) = relation.kind.generated_junction() else { return true };
        let name = table.value();
        let clash = seen.iter().any(|(other, from, to)| {
            other.eq_ignore_ascii_case(&name) && !(*from == junction.to && *to == junction.from && from.is_some())
        });
        if clash {
            errors.push(
                table,
                format!("junction table `{name}` already serves another relation of this struct: name another table"),
            );
        }
        seen.push((name, junction.from.clone(), junction.to.clone()));
        !clash
    });
}

/// A relation through one that was left out is left out too: there the mistake is reported.
pub fn leave_out_dangling_throughs(model: &mut Model) {
    loop {
        let before = model.relations.len();
        let names: Vec<Ident> = model.relations.iter().map(|relation| relation.name.clone()).collect();
        model.relations.retain(|relation| match &relation.kind {
            RelationKind::Through(through) => names.contains(&through.through),
            _ => true,
        });
        if model.relations.len() == before {
            return;
        }
    }
}

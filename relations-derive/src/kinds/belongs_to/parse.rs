//! The attribute `#[belongs_to(…)]`, on the field of a foreign key or on the struct.

use syn::Attribute;

use super::ForeignKey;
use crate::{
    errors::Errors,
    kinds::RelationKind,
    model::{Column, Relation},
    parse::{
        column_indices,
        relation::{Declaration, declared},
    },
};

/// Reads the attribute, on the field of this index or on the struct with `key(…)`.
pub fn parse(
    errors: &mut Errors,
    attribute: &Attribute,
    columns: &[Column],
    field: Option<usize>,
) -> Option<Relation> {
    let before = errors.len();
    let (Declaration { name, target }, mut options) = declared(errors, attribute)?;
    let on_delete = options.action("on_delete");
    let on_update = options.action("on_update");
    let references = options.ident("references");
    let deferrable = options.flag("deferrable");
    let key = options.fields("key");
    let filters = options.filters();
    options.finish()?;

    let columns = match (key, field) {
        (None, Some(field)) => vec![field],
        (Some((_, fields)), None) => column_indices(errors, columns, &fields, "key")?,
        (Some((key, _)), Some(_)) => {
            errors.push(
                key,
                "`key(…)` names the fields of a foreign key declared on the struct; on a field, remove it",
            );
            return None;
        }
        // What was reported may have been the `key(…)`.
        (None, None) if errors.len() > before => return None,
        (None, None) => {
            errors.push(
                attribute.path(),
                "`belongs_to` is placed on the foreign key's field; on the struct, name the fields with `key(…)`",
            );
            return None;
        }
    };
    if let Some(references) = references.as_ref().filter(|_| columns.len() > 1) {
        errors.push(
            references,
            "a foreign key of several columns refers to the primary key: remove `references`",
        );
        return None;
    }
    let key = ForeignKey { columns, references, on_delete, on_update, deferrable };
    Some(Relation { name, target, kind: RelationKind::BelongsTo(key), filters })
}

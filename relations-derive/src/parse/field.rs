//! The attributes of a field that declare its column: `key`, `unique`, `index` and `column`.

use syn::Field;

use crate::{
    case::{self, Case},
    errors::Errors,
    kinds,
    model::Column,
    names,
    options::{self, Options},
};

/// A field with what its attributes declare.
pub struct ParsedField {
    pub column: Column,
    /// `true` if the field has `#[key]`.
    pub is_key: bool,
}

/// Reads the field; `None` if it has no name, which the struct's form rules out.
pub fn parse(errors: &mut Errors, field: &Field, case: Option<Case>) -> Option<ParsedField> {
    let ident = field.ident.clone()?;
    let attributes = &field.attrs;
    let mut flag = |name, remedy| options::bare(errors, attributes, name, remedy);
    let is_key = flag("key", "the fields of a composite key go into `#[model(primary_key(…))]`");
    let unique = flag("unique", "fields that are unique together go into `#[model(unique(…))]`");
    let indexed = flag("index", "fields that are indexed together go into `#[model(index(…))]`");
    let of_structs = ["model", "one_of"].into_iter().chain(kinds::of_structs_only());
    let belongs = format!("the struct, not of field `{ident}`: move it above the struct");
    options::refuse(errors, attributes, of_structs, &belongs);

    let mut options = Options::of(errors, attributes, "column");
    let name = options.string("name").map(|text| text.value());
    let renamed_from = options.string("renamed_from");
    let column = Column {
        name: name.unwrap_or_else(|| case::apply(case, names::text(&ident))),
        renamed_from,
        default: options.string("default"),
        check: options.string("check"),
        collate: options.word("collate"),
        declared_type: options.string("type"),
        role: options.role(),
        ty: field.ty.clone(),
        unique,
        indexed,
        nameless: false,
        ident,
    };
    options.finish();
    Some(ParsedField { column, is_key })
}

//! From the type and its attributes to the [`ColumnType`].

use syn::{Data, DataEnum, DeriveInput, Fields, Ident, LitStr};

use super::{ColumnType, Form};
use crate::{
    case::{self, Case},
    errors::Errors,
    names,
    options::Options,
};

/// Returns the type. What no column can have is a mistake, and is refused.
pub fn column_type<'i>(errors: &mut Errors, input: &'i DeriveInput) -> ColumnType<'i> {
    let purpose = "`ColumnType` is for a struct of one unnamed field, or an enum without fields";
    let ident = &input.ident;
    // Of the options of a refused type, only the path of the runtime matters.
    let refused = |form| {
        let mut unreported = Errors::default();
        let mut options = Options::of(&mut unreported, &input.attrs, "column_type");
        ColumnType { ident, runtime: options.runtime(), form }
    };
    if !input.generics.params.is_empty() {
        errors.push(&input.generics, format!("{purpose}; this type is generic"));
        return refused(Form::Generic);
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                let mut options = Options::of(errors, &input.attrs, "column_type");
                let runtime = options.runtime();
                options.finish();
                ColumnType { ident, runtime, form: Form::Newtype(&fields.unnamed[0].ty) }
            }
            _ => {
                errors.push(ident, format!("{purpose}: write `struct {ident}(Type);`"));
                refused(Form::Refused)
            }
        },
        Data::Enum(data) => {
            let mut options = Options::of(errors, &input.attrs, "column_type");
            let case = options.case("rename_all");
            let runtime = options.runtime();
            options.finish();
            if data.variants.is_empty() {
                errors.push(ident, format!("{purpose}; this one has no variants"));
            }
            let variants = variants(errors, data, case).filter(|variants| !variants.is_empty());
            ColumnType { ident, runtime, form: variants.map_or(Form::Refused, Form::Enum) }
        }
        Data::Union(data) => {
            errors.push(data.union_token, format!("{purpose}; this is a union"));
            refused(Form::Refused)
        }
    }
}

/// Returns each variant with its text, or `None` if one is a mistake.
fn variants<'i>(
    errors: &mut Errors,
    data: &'i DataEnum,
    case: Option<Case>,
) -> Option<Vec<(&'i Ident, LitStr)>> {
    let mut variants: Vec<(&Ident, LitStr)> = Vec::new();
    for variant in &data.variants {
        let ident = &variant.ident;
        if !matches!(variant.fields, Fields::Unit) {
            errors.push(&variant.fields, "a variant with fields does not fit one column: remove the fields");
            return None;
        }
        let mut options = Options::of(errors, &variant.attrs, "column_type");
        let text = options
            .string("rename")
            .unwrap_or_else(|| LitStr::new(&case::apply(case, names::text(ident)), ident.span()));
        options.finish();
        if let Some((other, _)) = variants.iter().find(|(_, taken)| taken.value() == text.value()) {
            let text = text.value();
            errors.push(ident, format!("`{other}` and `{ident}` are both stored as {text:?}: rename one"));
            return None;
        }
        variants.push((ident, text));
    }
    Some(variants)
}

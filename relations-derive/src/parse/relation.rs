//! The four relation attributes: `#[kind(name: Type, option = value, …)]`.

use proc_macro2::{Ident, TokenTree};
use syn::{
    Attribute, LitStr, Path, Token,
    parse::{Parse, ParseStream},
};

use super::{is, places, table::reserved};
use crate::{
    errors::Errors,
    model::{
        Cardinality, Column, ForeignKey, Inverse, Junction, JunctionTable, OrderTerm, Relation, RelationKind,
        Through,
    },
    options::{self, Options},
    words,
};

/// `name: Type, option = value, …`.
struct Declaration {
    name: Ident,
    target: Path,
    options: Options,
}

impl Parse for Declaration {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = words::name(input)?;
        input.parse::<Token![:]>()?;
        let target = words::type_path(input)?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        Ok(Self { name, target, options: input.parse()? })
    }
}

fn declaration(errors: &mut Errors, attribute: &Attribute) -> Option<Declaration> {
    match attribute.parse_args() {
        Ok(declaration) => Some(declaration),
        Err(error) => {
            let form = "name: Type, option = value, …";
            errors.add(misused(attribute).unwrap_or_else(|| options::malformed(attribute, &error, form)));
            None
        }
    }
}

/// The mistake of a keyword as the name of the relation or its type.
fn misused(attribute: &Attribute) -> Option<syn::Error> {
    let tokens = attribute.meta.require_list().ok()?.tokens.clone().into_iter();
    words::no_path(
        &tokens
            .take_while(|token| !matches!(token, TokenTree::Punct(mark) if mark.as_char() == ','))
            .collect(),
    )
}

/// The relation that an attribute of the struct declares, if it is one of ours.
pub fn on_struct(errors: &mut Errors, attribute: &Attribute, columns: &[Column]) -> Option<Relation> {
    if is(attribute, "belongs_to") {
        belongs_to(errors, attribute, columns, None)
    } else if is(attribute, "has_many") {
        has(errors, attribute, Cardinality::Many)
    } else if is(attribute, "has_one") {
        has(errors, attribute, Cardinality::One)
    } else if is(attribute, "many_to_many") {
        many_to_many(errors, attribute)
    } else {
        None
    }
}

const BELONGS_TO: [&str; 5] = ["on_delete", "on_update", "references", "deferrable", "key"];

/// `belongs_to` on the field at this place, or on the struct with `key(…)`.
pub fn belongs_to(
    errors: &mut Errors,
    attribute: &Attribute,
    columns: &[Column],
    field: Option<usize>,
) -> Option<Relation> {
    let before = errors.len();
    let Declaration { name, target, mut options } = declaration(errors, attribute)?;
    let key = options.list(errors, "key", "field, …", options::fields);
    let foreign_key = ForeignKey {
        columns: Vec::new(),
        references: options.ident(errors, "references"),
        on_delete: options.action(errors, "on_delete"),
        on_update: options.action(errors, "on_update"),
        deferrable: options.flag(errors, "deferrable"),
    };
    options.finish(errors, "`belongs_to` takes", &BELONGS_TO)?;

    let columns = match (key, field) {
        (None, Some(field)) => vec![field],
        (Some((_, fields)), None) => places(errors, columns, &fields, "key")?,
        (Some((key, _)), Some(_)) => {
            errors.push(
                key,
                "`key(…)` names the fields of a foreign key declared on the struct; on a field, remove it",
            );
            return None;
        }
        // A `key(…)` that could not be read was told of.
        (None, None) if errors.len() > before => return None,
        (None, None) => {
            errors.push(
                attribute.path(),
                "`belongs_to` stands on the foreign key's field; on the struct, name the fields with `key(…)`",
            );
            return None;
        }
    };
    if let Some(references) = foreign_key.references.as_ref().filter(|_| columns.len() > 1) {
        errors.push(
            references,
            "a foreign key of several columns refers to the primary key: remove `references`",
        );
        return None;
    }
    Some(Relation { name, target, kind: RelationKind::BelongsTo(ForeignKey { columns, ..foreign_key }) })
}

const HAS: [&str; 4] = ["inverse", "on_delete", "on_update", "order_by"];
const HAS_MANY: [&str; 6] = ["inverse", "on_delete", "on_update", "order_by", "through", "source"];
const THROUGH: [&str; 3] = ["through", "source", "order_by"];

fn has(errors: &mut Errors, attribute: &Attribute, cardinality: Cardinality) -> Option<Relation> {
    let kind = match cardinality {
        Cardinality::One => "has_one",
        Cardinality::Many => "has_many",
    };
    let Declaration { name, target, mut options } = declaration(errors, attribute)?;
    let order = order_by(errors, &mut options);
    let given = options.has("through");
    let through = match cardinality {
        Cardinality::Many => options.ident(errors, "through"),
        Cardinality::One => None,
    };
    let mut stray = None;
    let (kind, known, attribute) = match through {
        Some(through) => {
            let source = options.ident(errors, "source");
            let through = Through { through, source, order };
            (RelationKind::Through(through), THROUGH.as_slice(), "has_many(… through = …)")
        }
        None => {
            let inverse = Inverse {
                cardinality,
                inverse: options.ident(errors, "inverse"),
                on_delete: options.action(errors, "on_delete"),
                on_update: options.action(errors, "on_update"),
                order,
            };
            let known = if cardinality == Cardinality::One { HAS.as_slice() } else { HAS_MANY.as_slice() };
            if cardinality == Cardinality::Many {
                stray = options.ident(errors, "source");
            }
            (RelationKind::Has(inverse), known, kind)
        }
    };
    let before = errors.len();
    options.finish(errors, &format!("`{attribute}` takes"), known)?;
    // Through other rows it would be another relation than that of a foreign key to this struct.
    if cardinality == Cardinality::One && given {
        return None;
    }
    if let Some(source) = stray
        && errors.len() == before
    {
        errors.push(
            source,
            "`source` goes on from the rows between: name the relation to them with `through = …`",
        );
    }
    Some(Relation { name, target, kind })
}

const MANY_TO_MANY: [&str; 4] = ["through", "from", "to", "order_by"];

fn many_to_many(errors: &mut Errors, attribute: &Attribute) -> Option<Relation> {
    let Declaration { name, target, mut options } = declaration(errors, attribute)?;
    let given = options.has("through");
    let through = options.parsed(errors, "through", "Model` or `through = \"table_name\"", junction_table);
    let junction = through.map(|through| Junction {
        through,
        from: options.ident(errors, "from"),
        to: options.ident(errors, "to"),
        order: order_by(errors, &mut options),
    });
    if !given {
        errors.push(
            &name,
            format!(
                "`{name}` does not say by which table rows are linked: add `through = Model`, or `through = \
                 \"table_name\"` to have the table generated"
            ),
        );
        return None;
    }
    let junction = junction?;
    options.finish(errors, "`many_to_many` takes", &MANY_TO_MANY)?;
    if let JunctionTable::Generated(table) = &junction.through {
        reserved(errors, table);
    }
    Some(Relation { name, target, kind: RelationKind::ManyToMany(junction) })
}

fn junction_table(input: ParseStream<'_>) -> syn::Result<JunctionTable> {
    if input.peek(LitStr) {
        input.parse().map(JunctionTable::Generated)
    } else {
        words::type_path(input).map(JunctionTable::Model)
    }
}

fn order_by(errors: &mut Errors, options: &mut Options) -> Vec<OrderTerm> {
    let terms = options.list(errors, "order_by", "field, field desc, …", |input: ParseStream<'_>| {
        let terms = input.parse_terminated(order_term, Token![,])?;
        if terms.is_empty() {
            return Err(input.error("name at least one field"));
        }
        Ok(terms.into_iter().collect())
    });
    terms.map(|(_, terms)| terms).unwrap_or_default()
}

fn order_term(input: ParseStream<'_>) -> syn::Result<OrderTerm> {
    let field = words::name(input)?;
    let direction: Option<Ident> = input.parse()?;
    let descending = match direction {
        None => false,
        Some(direction) if direction == "asc" => false,
        Some(direction) if direction == "desc" => true,
        Some(direction) => return Err(syn::Error::new_spanned(direction, "`asc` or `desc`")),
    };
    Ok(OrderTerm { field, descending })
}

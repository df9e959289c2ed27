//! The names in generated code.

use std::collections::HashSet;

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;

use crate::model::{Column, Model, Relation};

/// Returns the identifier as text, without the `r#` of a raw one.
pub fn text(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Returns the name of the constant of a field or relation: `POSTS` for `posts`.
pub fn constant(ident: &Ident) -> Ident {
    Ident::new(&text(ident).to_uppercase(), ident.span())
}

/// Returns the name of a constant that a relation needs for itself: `POSTS_ORDER` for `posts` and the role `ORDER`, with
/// an underscore if a type mentions a constant of that name. The compiler shows it in messages, so it is made of the
/// user's words. No two are the same, since no role has an underscore in it.
pub fn helper(model: &Model, relation: &Ident, role: &str) -> Ident {
    let name = format!("{}_{role}", text(relation).to_uppercase());
    local(&if model.mentioned.contains(&name) { name + "_" } else { name })
}

/// Returns a name for types of these fields: `UserIdState` for `user_id` and the suffix `State`, or a numbered one where
/// that is no name, or is taken by another field, or is not `free`.
pub fn types<'i>(
    prefix: &str,
    fields: impl Iterator<Item = &'i Ident>,
    suffix: &str,
    free: impl Fn(&str) -> bool,
) -> Vec<Ident> {
    let mut types: Vec<Ident> = Vec::new();
    for (index, field) in fields.enumerate() {
        let name = format!("{prefix}{}{suffix}", text(field).to_pascal_case());
        let usable = syn::parse_str::<Ident>(&name).is_ok_and(|ident| !types.contains(&ident) && free(&name));
        let name = if usable { name } else { format!("{prefix}{suffix}{index}") };
        types.push(Ident::new(&name, Span::call_site()));
    }
    types
}

/// Returns the variant of a relation in the enum of a `one_of`: `Photo` for `photo`. It has the place of the relation.
pub fn variant(relation: &Ident) -> Ident {
    let name = text(relation).to_pascal_case();
    syn::parse_str::<Ident>(&name).map_or_else(
        |_| Ident::new(&format!("{name}_"), relation.span()),
        |mut ident| {
            ident.set_span(relation.span());
            ident
        },
    )
}

/// Returns the name of the `create()` builder: the one that the user gave, or `CreateUser` for `User`.
pub fn builder(model: &Model) -> Ident {
    let named = || format_ident!("Create{}", text(&model.ident), span = model.ident.span());
    model.builder.clone().unwrap_or_else(named)
}

/// Returns the name of the column of a generated junction table that refers to a model: `user_id` for `User`.
pub fn junction_column(model: &Ident) -> String {
    format!("{}_id", text(model).to_snake_case())
}

/// Returns the name of a local variable of generated code, or `self`, for use among tokens that have the span of the
/// user's: those may come from a macro, which would not know the variable.
pub fn local(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Returns a name for a field that no item of the user's has: `__user_id` for `user_id`.
pub fn reserved(field: &Ident) -> Ident {
    local(&format!("__{}", text(field)))
}

/// Gives the type of a field of `owner` another name, by which generated code names it: then the compiler reports once
/// that a type does not exist. For an unknown name in angle brackets it proposes a type parameter of the item around it;
/// the alias has the place of the struct, so that this proposal is the same too.
pub fn alias(name: &Ident, owner: &Ident, ty: &impl ToTokens) -> TokenStream {
    let mut name = name.clone();
    name.set_span(owner.span());
    quote!(type #name = #ty;)
}

/// Puts the name of the struct in the place of `Self` in a type, for an item of its own.
pub fn named_self(ty: &impl ToTokens, owner: &Ident) -> TokenStream {
    fn named(tokens: TokenStream, owner: &Ident) -> TokenStream {
        let tokens = tokens.into_iter().map(|token| match token {
            TokenTree::Ident(word) if word == "Self" => {
                let mut named = owner.clone();
                named.set_span(word.span());
                named.into()
            }
            TokenTree::Group(group) => {
                let mut named = Group::new(group.delimiter(), named(group.stream(), owner));
                named.set_span(group.span());
                named.into()
            }
            other => other,
        });
        tokens.collect()
    }
    named(ty.to_token_stream(), owner)
}

/// Expands to `(a, (b, ()))`: pairs take any number of fields.
pub fn pairs(items: &[impl ToTokens]) -> TokenStream {
    items.iter().rev().fold(quote!(()), |rest, item| quote!((#item, #rest)))
}

/// Returns the name of the marker type of a field or relation: its own, which is what the compiler's messages show. Where
/// the code around it mentions a type of that name, it has another.
pub fn marker(model: &Model, name: &Ident) -> Ident {
    if model.mentioned.contains(&name.to_string()) || PRIMITIVES.contains(&text(name).as_str()) {
        format_ident!("{}_", text(name), span = name.span())
    } else {
        name.clone()
    }
}

/// The constants that every model has.
pub const MODEL_CONSTANTS: [&str; 8] =
    ["ENTITY", "NAME", "TABLE_NAME", "COLUMNS", "KEY", "KEY_COLUMNS", "RELATIONS", "TABLE"];

/// The methods that the prelude's traits and the derive give every model, which an accessor of the same name would hide.
pub const MODEL_METHODS: [&str; 18] = [
    "create",
    "query",
    "find",
    "get",
    "by_key",
    "insert",
    "insert_all",
    "upsert_all",
    "insert_statement",
    "update_statement",
    "delete_statement",
    "update",
    "delete",
    "delete_key",
    "delete_key_statement",
    "reload",
    "key",
    "from_row",
];

/// The methods that they give every `create()` builder, which the method of a column of the same name would hide.
pub const BUILDER_METHODS: [&str; 3] = ["insert", "insert_statement", "on_conflict"];

/// The primitive types that generated code names.
const PRIMITIVES: [&str; 4] = ["bool", "i64", "str", "usize"];

/// Returns the words of every type that a model mentions, itself included.
pub fn mentioned(ident: &Ident, columns: &[Column], relations: &[Relation]) -> HashSet<String> {
    let mut words = HashSet::from([ident.to_string()]);
    for column in columns {
        add_words(column.ty.to_token_stream(), &mut words);
    }
    for path in relations.iter().flat_map(Relation::models) {
        add_words(path.to_token_stream(), &mut words);
    }
    words
}

fn add_words(tokens: TokenStream, words: &mut HashSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                words.insert(ident.to_string());
            }
            TokenTree::Group(group) => add_words(group.stream(), words),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

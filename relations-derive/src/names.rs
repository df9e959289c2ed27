//! Names in their several cases.

use std::collections::HashSet;

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutyKebabCase, ToShoutySnakeCase, ToSnakeCase};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{LitStr, ext::IdentExt};

use crate::model::{Column, JunctionTable, Model, Relation, RelationKind};

/// The identifier as text, without the `r#` of a raw one.
pub fn text(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// The name of the constant in generated code that finds the other end of a relation, if it does not
/// stand in the user's own code.
pub fn end(relation: &Ident) -> Ident {
    Ident::new(&text(relation).to_uppercase(), Span::call_site())
}

/// The name of the constant of a field or relation: `POSTS` for `posts`.
pub fn constant(ident: &Ident) -> Ident {
    Ident::new(&text(ident).to_uppercase(), ident.span())
}

/// The name of a helper constant of a relation: `POSTS_order` for `posts`. The compiler shows it in
/// messages, so it is made of the user's words; the small letters keep it apart from every [`end`].
pub fn helper(relation: &Ident, role: &str) -> Ident {
    Ident::new(&format!("{}_{role}", text(relation).to_uppercase()), Span::call_site())
}

/// The names of a builder's type parameters for the fields of a model: `UserIdState` for `user_id`, or one
/// with a number where that would be no name, that of another field, or that of a type in use.
pub fn states(model: &Model) -> Vec<Ident> {
    let mut states: Vec<Ident> = Vec::new();
    for (at, column) in model.columns.iter().enumerate() {
        let name = format!("{}State", text(&column.ident).to_pascal_case());
        let usable = syn::parse_str::<Ident>(&name)
            .is_ok_and(|ident| !states.contains(&ident) && !model.mentioned.contains(&name));
        let name = if usable { name } else { format!("State{at}") };
        states.push(Ident::new(&name, Span::call_site()));
    }
    states
}

/// The column of a generated junction table that refers to a model: `user_id` for `User`.
pub fn junction_column(model: &Ident) -> String {
    format!("{}_id", text(model).to_snake_case())
}

/// A local variable of generated code, or `self`, for use among tokens that have the span of the user's:
/// those may come from a macro, which would not know the variable.
pub fn local(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Another name for the type of a field of `owner`, by which generated code names it: the compiler then tells once of a
/// type that does not exist. Its remedy for an unknown name in angle brackets is a type parameter of the item around it; the
/// alias has the place of the struct, so that this remedy too is the same.
pub fn alias(name: &str, owner: &Ident, ty: &impl ToTokens) -> TokenStream {
    let name = Ident::new(name, owner.span());
    quote!(type #name = #ty;)
}

/// The marker type of a field or relation: a type of its own name, which is what the compiler's messages
/// show. Where that is the name of a type that the code around it mentions, it has another.
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
pub const MODEL_METHODS: [&str; 13] = [
    "create",
    "query",
    "find",
    "get",
    "by_key",
    "insert",
    "insert_all",
    "upsert_all",
    "update",
    "delete",
    "reload",
    "key",
    "from_row",
];

/// Those that they give every `create()` builder, which the method of a column of the same name would hide.
pub const BUILDER_METHODS: [&str; 2] = ["insert", "on_conflict"];

/// The primitive types that generated code names.
const PRIMITIVES: [&str; 4] = ["bool", "i64", "str", "usize"];

/// The words of every type that a model mentions, itself included.
pub fn mentioned(ident: &Ident, columns: &[Column], relations: &[Relation]) -> HashSet<String> {
    let mut words = HashSet::from([ident.to_string()]);
    for column in columns {
        add_words(column.ty.to_token_stream(), &mut words);
    }
    for relation in relations {
        add_words(relation.target.to_token_stream(), &mut words);
        if let RelationKind::ManyToMany(junction) = &relation.kind
            && let JunctionTable::Model(path) = &junction.through
        {
            add_words(path.to_token_stream(), &mut words);
        }
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

/// A way of writing names, as `rename_all` chooses it.
#[derive(Clone, Copy)]
pub enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    const ALL: [(&str, Self); 8] = [
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
        ("PascalCase", Self::Pascal),
        ("camelCase", Self::Camel),
        ("snake_case", Self::Snake),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
        ("kebab-case", Self::Kebab),
        ("SCREAMING-KEBAB-CASE", Self::ScreamingKebab),
    ];

    /// The case that `rename_all = "…"` names.
    pub fn from_lit(lit: &LitStr) -> syn::Result<Self> {
        let wanted = lit.value();
        Self::ALL.iter().find(|(name, _)| *name == wanted).map(|(_, case)| *case).ok_or_else(|| {
            let names: Vec<String> = Self::ALL.iter().map(|(name, _)| format!("`{name}`")).collect();
            syn::Error::new_spanned(lit, format!("unknown case; it is one of {}", names.join(", ")))
        })
    }

    /// `name` in this case.
    pub fn apply(self, name: &str) -> String {
        match self {
            Self::Lower => name.to_lowercase(),
            Self::Upper => name.to_uppercase(),
            Self::Pascal => name.to_pascal_case(),
            Self::Camel => name.to_lower_camel_case(),
            Self::Snake => name.to_snake_case(),
            Self::ScreamingSnake => name.to_shouty_snake_case(),
            Self::Kebab => name.to_kebab_case(),
            Self::ScreamingKebab => name.to_shouty_kebab_case(),
        }
    }
}

//! From the struct and its attributes to the [`Shape`].

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{
    DeriveInput, Field, LitInt, Path, Type,
    parse::{Parse, ParseStream},
};

use super::{Aggregate, FieldSource, Filling, Shape, ShapeField, Tree, With, sql};
use crate::{errors::Errors, input::StructOnly, names, of_model::OfModel, of_one_of, options::Options};

const MODEL: OfModel = OfModel {
    attribute: "load",
    purpose: "from which model it is loaded",
    model: "the model to load from",
    itself: "the shape: name the model that it is loaded from",
};

const STRUCT_ONLY: StructOnly = StructOnly {
    purpose: "`Load` is for a struct with a named field for each column and relation to load",
    generic: "; this one is generic: write a struct for each",
    without_fields: ": this one has no fields",
    is_enum: "; an enum is a shape of a `one_of`, which its attribute names: `#[load(Model::name)]`",
    is_union: ", not a union",
};

/// Returns the model and the name of the `one_of` that an enum is a shape of, with the path of the runtime, if the
/// attribute of an enum names one.
pub fn one_of(input: &DeriveInput) -> Option<(Path, Ident, Path)> {
    of_one_of::target(&MODEL, input)
}

/// Returns the shape that the struct declares, or `None` if its model is not known. What is no struct with named fields is
/// a shape without them.
pub fn shape(errors: &mut Errors, input: &DeriveInput) -> Option<Shape> {
    let fields = match STRUCT_ONLY.named_fields(errors, input) {
        Some(fields) => Some(fields.named.iter().map(|field| shape_field(errors, field)).collect()),
        None if input.generics.params.is_empty() => None,
        None => return None,
    };
    // One mistake is enough.
    let mut unreported = Errors::default();
    let errors = if fields.is_some() { errors } else { &mut unreported };
    let args = |options: &mut Options<'_>| options.parsed("args", "Type", <Type as Parse>::parse);
    let before = errors.len();
    let ((model, runtime), args) = MODEL.target_and(errors, input, args)?;
    if args.is_none() && errors.len() == before {
        refuse_args(errors, fields.iter().flatten());
    }
    Some(Shape { ident: input.ident.clone(), visibility: input.vis.clone(), model, args, runtime, fields })
}

/// Reports closures that take arguments in a shape that has none.
fn refuse_args<'f>(errors: &mut Errors, fields: impl Iterator<Item = &'f ShapeField>) {
    for field in fields {
        if let Some(FieldSource { with: Some(With { option, takes_args: true, .. }), .. }) = &field.source {
            errors.push(
                option,
                "this shape has no arguments: name their type behind the model, as `#[load(Model, args = Type)]`, or \
                 write `with = |query| …`",
            );
        }
    }
}

fn shape_field(errors: &mut Errors, field: &Field) -> ShapeField {
    let before = errors.len();
    let mut options = Options::of(errors, &field.attrs, "load");
    options.taken_by("`load` on a field takes");
    let source = source(&mut options);
    options.finish();
    let source = source.filter(|_| errors.len() == before);
    // A named field always has a name.
    let ident = field.ident.clone().unwrap_or_else(|| names::local("unnamed"));
    ShapeField { ident, ty: field.ty.clone(), source }
}

/// The options of a field, but those of descendants and ancestors alone.
const OPTIONS: [&str; 11] =
    ["from", "count", "exists", "sum", "min", "max", "avg", "row", "sql", "key", "with"];

/// Reads `descendants = parent` or `ancestors = parent`, with the options that belong to it.
fn tree(options: &mut Options<'_>) -> Option<Tree> {
    let is_given = options.has("descendants") || options.has("ancestors");
    let given = ["descendants", "ancestors"].map(|name| {
        let place = options.place(name);
        options.ident(name).and_then(|parent| Some((place?, parent)))
    });
    let [descendants, ancestors] = given;
    if let (Some(_), Some((place, _))) = (&descendants, &ancestors) {
        options
            .errors()
            .push(place, "a field holds descendants or ancestors: give the ancestors a field of their own");
    }
    let Some((option, parent)) = descendants.or(ancestors) else {
        lone_depth(options, is_given);
        return None;
    };
    let depth = options.parsed("depth", "number", |input: ParseStream<'_>| input.parse::<LitInt>());
    Some(Tree { option, parent, depth, counted: options.flag("count") })
}

/// Reports a `depth` without descendants or ancestors, unless these are there and misread, or misspelled.
fn lone_depth(options: &mut Options<'_>, is_misread: bool) {
    let place = options.place("depth");
    options.skip("depth");
    if is_misread || place.is_some() && options.has_other_than(&OPTIONS) {
        options.skip("count");
    } else if let Some(place) = place {
        options.errors().push(
            place,
            "`depth` is the number of steps to descendants or ancestors: write `descendants = parent, depth = …`",
        );
    }
}

/// Reads the options of a field, of which one at most says what fills it; `None` if that is a mistake.
fn source(options: &mut Options<'_>) -> Option<FieldSource> {
    let before = options.errors().len();
    let from = options.names("from", "name");
    let mut given: Vec<(Ident, Filling)> = Vec::new();
    let mut mistaken = false;
    if let Some(tree) = tree(options) {
        given.push((tree.option.clone(), Filling::Tree(tree)));
    } else if let Some(relation) = options.ident_with_word("count") {
        given.push((relation.0, Filling::Count(relation.1)));
    }
    if let Some(relation) = options.ident_with_word("exists") {
        given.push((relation.0, Filling::Exists(relation.1)));
    }
    for function in Aggregate::ALL {
        let Some((word, path)) = options.names(function.name(), "relation.column") else { continue };
        match <[Ident; 2]>::try_from(path) {
            Ok([relation, column]) => given.push((word, Filling::Aggregate { function, relation, column })),
            Err(path) => {
                let name = function.name();
                options.errors().push(
                    path.last().unwrap_or(&word),
                    format!("name a relation and a column of its rows: write `{name} = relation.column`"),
                );
                mistaken = true;
            }
        }
    }
    if let Some(word) = options.flag_word("row") {
        given.push((word, Filling::Row));
    }
    if let Some((word, text)) = options.string_with_word("sql") {
        given.push((word, Filling::Sql(text)));
    }
    let key = options.ident_with_word("key");
    let with = options.closure("with").map(|(option, closure)| {
        let takes_args = takes_args(&closure);
        With { option, closure, takes_args }
    });
    if mistaken {
        return None;
    }
    filling(options, given, (from, key)).and_then(|filling| {
        if let Filling::Sql(text) = &filling
            && options.errors().len() == before
        {
            sql::check(options.errors(), text);
        }
        let narrows = match filling {
            Filling::Row => Some("the row itself has"),
            Filling::Sql(_) => Some("an expression has"),
            Filling::ColumnOf { .. } => Some("a column has"),
            _ => None,
        };
        if let (Some(has), Some(With { option, .. })) = (narrows, &with) {
            options.errors().push(option, format!("{has} no rows for `with` to narrow: remove `with`"));
            return None;
        }
        Some(FieldSource { filling, with })
    })
}

/// An option with the names that its value consists of.
type Named = Option<(Ident, Vec<Ident>)>;

/// Returns what fills the field, if no two options say so.
fn filling(
    options: &mut Options<'_>,
    given: Vec<(Ident, Filling)>,
    (from, key): (Named, Option<(Ident, Ident)>),
) -> Option<Filling> {
    let mut given = given.into_iter();
    if let Some((word, filling)) = given.next() {
        let others = given.map(|(word, _)| word).chain(key.map(|(word, _)| word));
        for other in others {
            options
                .errors()
                .push(&other, format!("`{word}` says already what fills the field: remove `{other}`"));
        }
        if let Some((_, from)) = &from {
            let names = if matches!(filling, Filling::Row | Filling::Sql(_)) {
                "says already what fills the field"
            } else {
                "names the relation already"
            };
            options.errors().push(&from[0], format!("`{word}` {names}: remove `from`"));
        }
        return Some(filling);
    }
    let mut names = from.map(|(_, names)| names).unwrap_or_default();
    let last = names.pop();
    match (key, names.is_empty()) {
        (None, true) => Some(Filling::Constant(last)),
        (Some((_, key)), true) => Some(Filling::Keyed { from: last, key }),
        (Some((word, _)), false) => {
            options.errors().push(&word, "`from` names a column already: remove `key`");
            None
        }
        (None, false) => last.map(|column| Filling::ColumnOf { relations: names, column }),
    }
}

/// Returns `true` if the closure has a second parameter, behind a comma that is not within the type of the first.
fn takes_args(closure: &TokenStream) -> bool {
    let mut depth = 0_i32;
    let mut tokens = closure.clone().into_iter().peekable();
    tokens.next_if(|token| matches!(token, TokenTree::Ident(word) if word == "move"));
    if !matches!(tokens.next(), Some(TokenTree::Punct(bar)) if bar.as_char() == '|') {
        return false;
    }
    while let Some(token) = tokens.next() {
        let TokenTree::Punct(sign) = token else { continue };
        match sign.as_char() {
            '|' => return false,
            '<' => depth += 1,
            '>' => depth -= 1,
            ',' if depth == 0 => {
                let behind = tokens.peek();
                return !matches!(behind, Some(TokenTree::Punct(bar)) if bar.as_char() == '|');
            }
            _ => {}
        }
    }
    false
}

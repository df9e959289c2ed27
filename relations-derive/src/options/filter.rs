//! `filter = …` of a relation: an expression that is the same each time, since it is rendered once in a program.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Expr;

use super::{Options, grammar::Given};

impl Options<'_> {
    /// Reads each `filter = expression`, of which there may be several.
    pub fn filters(&mut self) -> Vec<TokenStream> {
        let given = self.take_all("filter");
        given.into_iter().filter_map(|given| self.filter(given)).collect()
    }

    fn filter(&mut self, given: Given) -> Option<TokenStream> {
        let form = "Model::COLUMN.eq(value)";
        let tokens = self.value(
            given,
            form,
            |tokens: syn::parse::ParseStream<'_>| {
                let tokens: TokenStream = tokens.parse()?;
                syn::parse2::<Expr>(without_arrays(tokens.clone())).map(|expression| (tokens, expression))
            },
            code,
        );
        let (tokens, expression) = tokens?;
        match check(&expression) {
            Ok(()) => Some(tokens),
            Err(mistake) => {
                self.report_error(mistake);
                None
            }
        }
    }
}

/// Finds a keyword that begins code in tokens that are no expression of those that a filter can be.
fn code(tokens: &TokenStream) -> Option<syn::Error> {
    let begins_code = |token: &TokenTree| match token {
        TokenTree::Ident(word) => ["if", "match", "loop", "while", "for", "unsafe", "async", "move", "let"]
            .contains(&&*word.to_string()),
        TokenTree::Punct(mark) => mark.as_char() == '|',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Literal(_) => false,
    };
    let first = tokens.clone().into_iter().next()?;
    begins_code(&first).then(|| varying(tokens, "code"))
}

/// Returns the tokens with tuples in place of arrays, which are expressions that can be read without the rest of Rust.
fn without_arrays(tokens: TokenStream) -> TokenStream {
    let mut follows_value = false;
    let tokens = tokens.into_iter().map(|token| {
        let is_array = !follows_value;
        follows_value = !matches!(&token, TokenTree::Punct(_));
        let TokenTree::Group(group) = token else { return token };
        let mut inner = without_arrays(group.stream());
        let is_array = is_array && group.delimiter() == Delimiter::Bracket;
        let ends = inner.clone().into_iter().last();
        let has_comma = matches!(ends, Some(TokenTree::Punct(mark)) if mark.as_char() == ',');
        if is_array && !inner.is_empty() && !has_comma {
            inner.extend(quote::quote!(,));
        }
        let delimiter = if is_array { Delimiter::Parenthesis } else { group.delimiter() };
        let mut changed = Group::new(delimiter, inner);
        changed.set_span(group.span());
        TokenTree::Group(changed)
    });
    tokens.collect()
}

/// Checks that an expression is made of constants, constructors and methods of these alone.
fn check(expression: &Expr) -> syn::Result<()> {
    match expression {
        Expr::Lit(_) | Expr::Path(_) => Ok(()),
        Expr::MethodCall(call) => {
            check(&call.receiver)?;
            call.args.iter().try_for_each(check)
        }
        Expr::Call(call) => {
            if !is_constructor(&call.func) && !is_raw(&call.func) {
                return Err(varying(&call.func, "a function"));
            }
            call.args.iter().try_for_each(check)
        }
        Expr::Tuple(tuple) => tuple.elems.iter().try_for_each(check),
        Expr::Struct(made) => made.fields.iter().try_for_each(|field| check(&field.expr)),
        Expr::Binary(binary) => check(&binary.left).and_then(|()| check(&binary.right)),
        Expr::Unary(unary) => check(&unary.expr),
        Expr::Cast(cast) => check(&cast.expr),
        Expr::Reference(reference) => check(&reference.expr),
        Expr::Paren(paren) => check(&paren.expr),
        Expr::Group(group) => check(&group.expr),
        Expr::Field(field) => check(&field.base),
        Expr::Macro(call) => Err(varying(&call.mac.path, "a macro")),
        other => Err(varying(other, "code")),
    }
}

/// Returns `true` for `Some` or `Kind::Other`, the names of structs and of variants.
fn is_constructor(function: &Expr) -> bool {
    last_word(function).is_some_and(|word| word.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// Returns `true` for the function that begins a piece of SQL.
fn is_raw(function: &Expr) -> bool {
    last_word(function).is_some_and(|word| word == "raw")
}

fn last_word(function: &Expr) -> Option<String> {
    let Expr::Path(path) = function else { return None };
    path.path.segments.last().map(|segment| segment.ident.to_string())
}

/// Returns the mistake of a part that may have another value each time.
fn varying(part: impl ToTokens, what: &str) -> syn::Error {
    syn::Error::new_spanned(
        part,
        format!(
            "the filter of a relation is the same each time, and so cannot run {what}: name a `const` here, or filter \
             where rows are read, by `.filter(…)` or `with = …`"
        ),
    )
}

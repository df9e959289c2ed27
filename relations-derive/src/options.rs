//! The grammar that all attributes share: `option`, `option = value` and `option(value, …)`, with commas
//! between.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{
    LitBool, LitStr, Path, Token,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream, Parser},
    token,
};

use crate::{
    errors::Errors,
    model::{Action, ReferentialAction},
};

/// The options of one attribute, each taken out once by its name.
#[derive(Default)]
pub struct Options(Vec<Opt>);

struct Opt {
    name: Ident,
    value: Value,
}

enum Value {
    Flag,
    /// The tokens behind `=`, up to the next comma.
    Assigned(TokenStream),
    /// The tokens between parentheses.
    Listed(TokenStream),
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options = Vec::new();
        while !input.is_empty() {
            let name = Ident::parse_any(input)?;
            let value = if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
                Value::Assigned(until_comma(input)?)
            } else if input.peek(token::Paren) {
                let list;
                parenthesized!(list in input);
                Value::Listed(list.parse()?)
            } else {
                Value::Flag
            };
            options.push(Opt { name, value });
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(Self(options))
    }
}

fn until_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    if tokens.is_empty() {
        return Err(input.error("a value is missing behind `=`"));
    }
    Ok(tokens)
}

impl Options {
    /// Takes out `name` if it is there; a second one is a mistake.
    fn take(&mut self, errors: &mut Errors, name: &str) -> Option<Opt> {
        let at = self.0.iter().position(|option| option.name == name)?;
        let first = self.0.remove(at);
        while let Some(again) = self.0.iter().position(|option| option.name == name) {
            errors.push(&self.0.remove(again).name, format!("`{name}` is given twice: remove one"));
        }
        Some(first)
    }

    /// Whether `name` is there.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|option| option.name == name)
    }

    /// Whether the flag `name` is set.
    pub fn flag(&mut self, errors: &mut Errors, name: &str) -> bool {
        match self.take(errors, name) {
            Some(Opt { value: Value::Flag, .. }) => true,
            Some(option) => {
                errors.push(&option.name, format!("`{name}` takes no value: write `{name}` alone"));
                false
            }
            None => false,
        }
    }

    fn assigned<T>(
        &mut self,
        errors: &mut Errors,
        name: &str,
        form: &str,
        parse: impl Parser<Output = T>,
    ) -> Option<T> {
        let option = self.take(errors, name)?;
        match option.value {
            Value::Assigned(tokens) => match parse.parse2(tokens.clone()) {
                Ok(value) => Some(value),
                Err(_) => {
                    errors.push(tokens, format!("write `{name} = {form}`"));
                    None
                }
            },
            Value::Flag | Value::Listed(_) => {
                errors.push(&option.name, format!("write `{name} = {form}`"));
                None
            }
        }
    }

    /// `name = "text"`.
    pub fn string(&mut self, errors: &mut Errors, name: &str) -> Option<LitStr> {
        self.assigned(errors, name, "\"…\"", <LitStr as Parse>::parse)
    }

    /// `name = true` or `name = false`.
    pub fn boolean(&mut self, errors: &mut Errors, name: &str) -> Option<LitBool> {
        self.assigned(errors, name, "true` or `false", <LitBool as Parse>::parse)
    }

    /// `name = identifier`.
    pub fn ident(&mut self, errors: &mut Errors, name: &str) -> Option<Ident> {
        self.assigned(errors, name, "…", Ident::parse_any)
    }

    /// `name = path::to::something`.
    pub fn path(&mut self, errors: &mut Errors, name: &str) -> Option<Path> {
        self.assigned(errors, name, "path", Path::parse_mod_style)
    }

    /// `name = identifier` or `name = "text"`.
    pub fn word(&mut self, errors: &mut Errors, name: &str) -> Option<String> {
        self.assigned(errors, name, "…", |input: ParseStream<'_>| {
            if input.peek(LitStr) {
                input.parse::<LitStr>().map(|lit| lit.value())
            } else {
                Ident::parse_any(input).map(|ident| ident.to_string())
            }
        })
    }

    /// `name = action`.
    pub fn action(&mut self, errors: &mut Errors, name: &str) -> Option<Action> {
        let token = self.ident(errors, name)?;
        let Some(action) = ReferentialAction::from_text(&token.to_string()) else {
            let names: Vec<String> =
                ReferentialAction::ALL.iter().map(|(text, _)| format!("`{text}`")).collect();
            errors.push(&token, format!("unknown action `{token}`; `{name}` is one of {}", names.join(", ")));
            return None;
        };
        Some(Action { action, token })
    }

    /// The parsed `name = …` of any form.
    pub fn parsed<T>(
        &mut self,
        errors: &mut Errors,
        name: &str,
        form: &str,
        parse: impl Parser<Output = T>,
    ) -> Option<T> {
        self.assigned(errors, name, form, parse)
    }

    /// `name(…)` with `parse` for what is between the parentheses.
    pub fn list<T>(
        &mut self,
        errors: &mut Errors,
        name: &str,
        form: &str,
        parse: impl Parser<Output = T>,
    ) -> Option<(Ident, T)> {
        let option = self.take(errors, name)?;
        let Value::Listed(tokens) = option.value else {
            errors.push(&option.name, format!("write `{name}({form})`"));
            return None;
        };
        match parse.parse2(tokens.clone()) {
            Ok(value) => Some((option.name, value)),
            Err(_) if tokens.is_empty() => {
                errors.push(&option.name, format!("write `{name}({form})`"));
                None
            }
            Err(_) => {
                errors.push(tokens, format!("write `{name}({form})`"));
                None
            }
        }
    }

    /// All `name = "text"`, of which there may be several.
    pub fn strings(&mut self, errors: &mut Errors, name: &str) -> Vec<LitStr> {
        let mut texts = Vec::new();
        while let Some(at) = self.0.iter().position(|option| option.name == name) {
            let rest = self.0.split_off(at + 1);
            texts.extend(self.string(errors, name));
            self.0.extend(rest);
        }
        texts
    }

    /// All `name(field, …)`, of which there may be several.
    pub fn field_lists(&mut self, errors: &mut Errors, name: &str) -> Vec<Vec<Ident>> {
        let mut lists = Vec::new();
        while let Some(at) = self.0.iter().position(|option| option.name == name) {
            let rest = self.0.split_off(at + 1);
            lists.extend(self.list(errors, name, "field, …", fields).map(|(_, fields)| fields));
            self.0.extend(rest);
        }
        lists
    }

    /// Reports what has not been taken out: options that `attribute` does not have.
    pub fn finish(self, errors: &mut Errors, attribute: &str, known: &[&str]) {
        for option in self.0 {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            errors.push(
                &option.name,
                format!("unknown option `{}`; `{attribute}` takes {}", option.name, known.join(", ")),
            );
        }
    }
}

/// `field, …`, at least one.
pub fn fields(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let list = input.parse_terminated(Ident::parse_any, Token![,])?;
    if list.is_empty() {
        return Err(input.error("name at least one field"));
    }
    Ok(list.into_iter().collect())
}

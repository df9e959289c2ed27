//! The grammar that all attributes share: `option`, `option = value` and `option(value, …)`, with commas
//! between.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, LitBool, LitStr, Meta, Path, Token,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream, Parser},
    spanned::Spanned,
    token,
};

use crate::{
    errors::Errors,
    model::{Action, ReferentialAction},
    words,
};

/// The options of an attribute, each taken out once by its name.
#[derive(Default)]
pub struct Options {
    left: Vec<Opt>,
    /// Whether a mistake has been told.
    told: bool,
    /// Whether a name could not be read.
    misread: bool,
}

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
        Ok(Self { left: options, ..Self::default() })
    }
}

/// The value of an option, up to the comma behind it. A closure has commas of its own: it ends where another `option =`
/// begins.
fn until_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let closure = input.peek(Token![|]) || input.peek(Token![move]);
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !(input.peek(Token![,]) && (!closure || before_option(input))) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    if tokens.is_empty() {
        return Err(input.error("a value is missing behind `=`"));
    }
    Ok(tokens)
}

fn before_option(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<Token![,]>().is_ok()
        && (ahead.is_empty() || Ident::parse_any(&ahead).is_ok() && ahead.peek(Token![=]))
}

impl Options {
    /// The options of all attributes of this name, put together: however many there are, they say as much as one that has
    /// the options of all. One that cannot be read is a mistake, and says nothing.
    pub fn of(errors: &mut Errors, attributes: &[Attribute], name: &str) -> Self {
        let mut all = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
            let options = attribute.parse_args::<Self>();
            let options =
                errors.catch(options.map_err(|error| malformed(attribute, &error, "option = value, …")));
            all.told |= options.is_none();
            all.join(options.unwrap_or_default());
        }
        all
    }

    /// Adds those of another attribute.
    pub fn join(&mut self, others: Self) {
        self.left.extend(others.left);
    }

    fn tell(&mut self, errors: &mut Errors, place: impl ToTokens, message: impl std::fmt::Display) {
        errors.push(place, message);
        self.told = true;
    }

    fn tell_of(&mut self, errors: &mut Errors, error: syn::Error) {
        errors.add(error);
        self.told = true;
    }

    /// Takes out `name` if it is there; a second one is a mistake, behind which it is not known which of them is meant.
    fn take(&mut self, errors: &mut Errors, name: &str) -> Option<Opt> {
        let at = self.left.iter().position(|option| option.name == name)?;
        let first = self.left.remove(at);
        let mut only = true;
        while let Some(again) = self.left.iter().position(|option| option.name == name) {
            let again = self.left.remove(again);
            self.tell(errors, &again.name, format!("`{name}` is given twice: remove one"));
            only = false;
        }
        only.then_some(first)
    }

    /// Whether `name` is there.
    pub fn has(&self, name: &str) -> bool {
        self.left.iter().any(|option| option.name == name)
    }

    /// Whether the flag `name` is set.
    pub fn flag(&mut self, errors: &mut Errors, name: &str) -> bool {
        match self.take(errors, name) {
            Some(Opt { value: Value::Flag, .. }) => true,
            Some(option) => {
                self.tell(errors, &option.name, format!("`{name}` takes no value: write `{name}` alone"));
                false
            }
            None => false,
        }
    }

    /// `name = …`, read by `parse`; `wrong` may know more of what could not be read than the form that it should have.
    fn assigned<T>(
        &mut self,
        errors: &mut Errors,
        name: &str,
        form: &str,
        parse: impl Parser<Output = T>,
        wrong: fn(&TokenStream) -> Option<syn::Error>,
    ) -> Option<T> {
        let option = self.take(errors, name)?;
        match option.value {
            Value::Assigned(tokens) => match parse.parse2(tokens.clone()) {
                Ok(value) => Some(value),
                Err(_) => {
                    match wrong(&tokens) {
                        Some(error) => self.tell_of(errors, error),
                        None => self.tell(errors, tokens, format!("write `{name} = {form}`")),
                    }
                    None
                }
            },
            Value::Flag | Value::Listed(_) => {
                self.tell(errors, &option.name, format!("write `{name} = {form}`"));
                None
            }
        }
    }

    /// `name = "text"`.
    pub fn string(&mut self, errors: &mut Errors, name: &str) -> Option<LitStr> {
        self.assigned(errors, name, "\"…\"", <LitStr as Parse>::parse, |_| None)
    }

    /// `name = true` or `name = false`.
    pub fn boolean(&mut self, errors: &mut Errors, name: &str) -> Option<LitBool> {
        self.assigned(errors, name, "true` or `false", <LitBool as Parse>::parse, |_| None)
    }

    /// `name = identifier`.
    pub fn ident(&mut self, errors: &mut Errors, name: &str) -> Option<Ident> {
        let given = self.has(name);
        let ident = self.assigned(errors, name, "name", words::name, words::no_names);
        self.misread |= given && ident.is_none();
        ident
    }

    /// `name = path::to::something`.
    pub fn path(&mut self, errors: &mut Errors, name: &str) -> Option<Path> {
        self.assigned(errors, name, "path", words::module_path, words::no_path)
    }

    /// `name = identifier` or `name = "text"`.
    pub fn word(&mut self, errors: &mut Errors, name: &str) -> Option<String> {
        let word = |input: ParseStream<'_>| {
            if input.peek(LitStr) {
                input.parse::<LitStr>().map(|lit| lit.value())
            } else {
                Ident::parse_any(input).map(|ident| ident.to_string())
            }
        };
        self.assigned(errors, name, "…", word, |_| None)
    }

    /// `name = action`.
    pub fn action(&mut self, errors: &mut Errors, name: &str) -> Option<Action> {
        let actions = ReferentialAction::ALL.map(|(text, _)| text).join("`, `");
        let form = format!("` and one of `{actions}");
        let token = self.assigned(errors, name, &form, words::name, words::no_names)?;
        let Some(action) = ReferentialAction::from_text(&token.to_string()) else {
            self.tell(errors, &token, format!("unknown action `{token}`; `{name}` is one of `{actions}`"));
            return None;
        };
        Some(Action { action, token })
    }

    /// The parsed `name = …` of another form, of which a path is one.
    pub fn parsed<T>(
        &mut self,
        errors: &mut Errors,
        name: &str,
        form: &str,
        parse: impl Parser<Output = T>,
    ) -> Option<T> {
        self.assigned(errors, name, form, parse, words::no_path)
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
            self.tell(errors, &option.name, format!("write `{name}({form})`"));
            return None;
        };
        match parse.parse2(tokens.clone()) {
            Ok(value) => Some((option.name, value)),
            Err(_) => {
                match words::no_names(&tokens) {
                    Some(error) => self.tell_of(errors, error),
                    None if tokens.is_empty() => {
                        self.tell(errors, &option.name, format!("write `{name}({form})`"));
                    }
                    None => self.tell(errors, tokens, format!("write `{name}({form})`")),
                }
                None
            }
        }
    }

    /// All `name = "text"`, of which there may be several.
    pub fn strings(&mut self, errors: &mut Errors, name: &str) -> Vec<LitStr> {
        let mut texts = Vec::new();
        while let Some(at) = self.left.iter().position(|option| option.name == name) {
            let rest = self.left.split_off(at + 1);
            texts.extend(self.string(errors, name));
            self.left.extend(rest);
        }
        texts
    }

    /// All `name(field, …)`, of which there may be several.
    pub fn field_lists(&mut self, errors: &mut Errors, name: &str) -> Vec<Vec<Ident>> {
        let mut lists = Vec::new();
        while let Some(at) = self.left.iter().position(|option| option.name == name) {
            let rest = self.left.split_off(at + 1);
            lists.extend(self.list(errors, name, "field, …", fields).map(|(_, fields)| fields));
            self.left.extend(rest);
        }
        lists
    }

    /// `name = |query| …`, with the name.
    pub fn closure(&mut self, errors: &mut Errors, name: &str) -> Option<(Ident, TokenStream)> {
        let option = self.take(errors, name)?;
        let Value::Assigned(closure) = option.value else {
            self.tell(errors, &option.name, format!("write `{name} = |query| …`"));
            return None;
        };
        Some((option.name, closure))
    }

    /// Reports what has not been taken out: options that the attribute does not have, which `takes` those known. Behind another
    /// mistake, as `inverse, user`, it is not known what they were to be.
    ///
    /// `None` if a name could not be read: without it, another end of a relation would be taken for the one meant.
    pub fn finish(self, errors: &mut Errors, takes: &str, known: &[&str]) -> Option<()> {
        if self.told {
            return (!self.misread).then_some(());
        }
        let known = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        for option in self.left {
            errors.push(&option.name, format!("unknown option `{}`; {takes} {known}", option.name));
        }
        Some(())
    }
}

/// The mistake of an attribute that is not written as its grammar has it, with the form that it should have.
pub fn malformed(attribute: &Attribute, error: &syn::Error, form: &str) -> syn::Error {
    // Where there is something between the parentheses, the parser knows the token.
    let place = match &attribute.meta {
        Meta::List(list) if !list.tokens.is_empty() => error.span(),
        _ => attribute.path().span(),
    };
    let name = attribute.path().to_token_stream();
    syn::Error::new(place, format!("{error}; write `#[{name}({form})]`"))
}

/// `field, …`, at least one.
pub fn fields(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let list = input.parse_terminated(words::name, Token![,])?;
    if list.is_empty() {
        return Err(input.error("name at least one field"));
    }
    Ok(list.into_iter().collect())
}

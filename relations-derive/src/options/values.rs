//! The values that options have, each read by the name of its option.

use std::mem;

use proc_macro2::{Ident, TokenStream};
use syn::{
    LitStr, Path, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
    parse_quote,
};

use super::{
    Options,
    grammar::{Given, Value, fields},
};
use crate::{
    case::Case,
    model::{Action, OrderTerm, ReferentialAction, Role, RoleKind},
    words,
};

impl Options<'_> {
    /// Reads the flag `name`; returns `true` if it is set.
    pub fn flag(&mut self, name: &'static str) -> bool {
        self.flag_word(name).is_some()
    }

    /// Reads the flag `name`; returns its word if it is set.
    pub fn flag_word(&mut self, name: &'static str) -> Option<Ident> {
        match self.take(name)? {
            Given { value: Value::Flag, name } => Some(name),
            given => {
                self.report(&given.name, format!("`{name}` takes no value: write `{name}` alone"));
                None
            }
        }
    }

    /// Reads the role of a column: one of three flags.
    pub fn role(&mut self) -> Option<Role> {
        let mut roles = RoleKind::ALL.map(|kind| self.flag_word(kind.name()).map(|token| (kind, token)));
        let mut given = roles.iter_mut().filter_map(Option::take);
        let (kind, token) = given.next()?;
        for (other, again) in given {
            let (first, second) = (kind.name(), other.name());
            self.report(
                again,
                format!("a column is `{first}` or `{second}`, not both: give `{second}` a field of its own"),
            );
        }
        Some(Role { kind, token, refused: false })
    }

    /// Reads `name = true` or `name = false`.
    pub fn boolean(&mut self, name: &'static str) -> Option<bool> {
        let boolean = |input: ParseStream<'_>| input.parse::<syn::LitBool>().map(|literal| literal.value);
        self.assigned(name, "true` or `false", boolean, |_| None)
    }

    /// Reads `name = "text"`.
    pub fn string(&mut self, name: &'static str) -> Option<LitStr> {
        let given = self.take(name)?;
        self.text(given)
    }

    /// Reads each `name = "text"`, of which there may be several.
    pub fn strings(&mut self, name: &'static str) -> Vec<LitStr> {
        let given = self.take_all(name);
        given.into_iter().filter_map(|given| self.text(given)).collect()
    }

    fn text(&mut self, given: Given) -> Option<LitStr> {
        self.value(given, "\"…\"", <LitStr as Parse>::parse, |_| None)
    }

    /// Reads `name = "case"`, the case in which names are written.
    pub fn case(&mut self, name: &'static str) -> Option<Case> {
        let text = self.string(name)?;
        match Case::from_text(&text.value()) {
            Some(case) => Some(case),
            None => {
                let cases = Case::ALL.map(|(known, _)| known).join("`, `");
                self.errors.push(text, format!("unknown case; it is one of `{cases}`"));
                None
            }
        }
    }

    /// Reads `name = identifier`.
    pub fn ident(&mut self, name: &'static str) -> Option<Ident> {
        let given = self.has(name);
        let ident = self.assigned(name, "name", words::name, words::keyword_among_names);
        self.misread |= given && ident.is_none();
        ident
    }

    /// Reads `name = identifier`, with the name.
    pub fn ident_with_word(&mut self, name: &'static str) -> Option<(Ident, Ident)> {
        let word = self.word_of(name);
        let ident = self.ident(name);
        Some((word?, ident?))
    }

    /// Reads `name = "text"`, with the name.
    pub fn string_with_word(&mut self, name: &'static str) -> Option<(Ident, LitStr)> {
        let word = self.word_of(name);
        let string = self.string(name);
        Some((word?, string?))
    }

    /// Reads `name = identifier.identifier`, of as many identifiers as there are, with the name.
    pub fn names(&mut self, name: &'static str, form: &str) -> Option<(Ident, Vec<Ident>)> {
        let word = self.word_of(name);
        let names = |input: ParseStream<'_>| {
            let mut names = vec![words::name(input)?];
            while input.parse::<Option<Token![.]>>()?.is_some() {
                names.push(words::name(input)?);
            }
            Ok(names)
        };
        let names = self.assigned(name, form, names, words::keyword_among_names);
        self.misread |= word.is_some() && names.is_none();
        Some((word?, names?))
    }

    /// Returns the word by which an option is given.
    fn word_of(&self, name: &str) -> Option<Ident> {
        self.left.iter().find(|given| given.name == name).map(|given| given.name.clone())
    }

    /// Reads `name = identifier` or `name = "text"`.
    pub fn word(&mut self, name: &'static str) -> Option<String> {
        let word = |input: ParseStream<'_>| {
            if input.peek(LitStr) {
                input.parse::<LitStr>().map(|literal| literal.value())
            } else {
                Ident::parse_any(input).map(|ident| ident.to_string())
            }
        };
        self.assigned(name, "…", word, |_| None)
    }

    /// Reads `crate = path`: where generated code finds the runtime, by default `::relations`.
    pub fn runtime(&mut self) -> Path {
        let given = self.assigned("crate", "path", words::module_path, words::keyword_in_path);
        given.unwrap_or_else(|| parse_quote!(::relations))
    }

    /// Reads `name = action`.
    pub fn action(&mut self, name: &'static str) -> Option<Action> {
        let actions = ReferentialAction::ALL.map(|(known, _)| known).join("`, `");
        let form = format!("` and one of `{actions}");
        let token = self.assigned(name, &form, words::name, words::keyword_among_names)?;
        let Some(action) = ReferentialAction::from_text(&token.to_string()) else {
            self.report(&token, format!("unknown action `{token}`; `{name}` is one of `{actions}`"));
            return None;
        };
        Some(Action { action, token })
    }

    /// Reads `name = …` of another form, of which a path is one.
    pub fn parsed<T>(&mut self, name: &'static str, form: &str, parse: impl Parser<Output = T>) -> Option<T> {
        self.assigned(name, form, parse, words::keyword_in_path)
    }

    /// Reads `name = |query| …`, with the name.
    pub fn closure(&mut self, name: &'static str) -> Option<(Ident, TokenStream)> {
        let given = self.take(name)?;
        let Value::Assigned(closure) = given.value else {
            self.report(&given.name, format!("write `{name} = |query| …`"));
            return None;
        };
        Some((given.name, closure))
    }

    /// Reads `name(field, …)`, with the name.
    pub fn fields(&mut self, name: &'static str) -> Option<(Ident, Vec<Ident>)> {
        let given = self.take(name)?;
        self.list(given, "field, …", fields)
    }

    /// Reads each `name(field, …)`, of which there may be several.
    pub fn field_lists(&mut self, name: &'static str) -> Vec<Vec<Ident>> {
        let given = self.take_all(name);
        let lists = given.into_iter().filter_map(|given| self.list(given, "field, …", fields));
        lists.map(|(_, fields)| fields).collect()
    }

    /// Reads `order_by(field, field desc, …)`, by fields of the target.
    pub fn order_by(&mut self) -> Vec<OrderTerm> {
        let terms = self.order_by_links_in("field, field desc, …");
        self.refuse_links(&terms);
        terms
    }

    /// Reads `order_by(field, link.field desc, …)`, by fields of the target and of the junction.
    pub fn order_by_links(&mut self) -> Vec<OrderTerm> {
        self.order_by_links_in("field, link.field desc, …")
    }

    /// Reads `order_by(…)` in this form.
    fn order_by_links_in(&mut self, form: &str) -> Vec<OrderTerm> {
        let given = self.take("order_by");
        let terms = given.and_then(|given| self.list(given, form, order_terms));
        terms.map(|(_, terms)| terms).unwrap_or_default()
    }

    /// Reads `name(…)`, whose tokens generated code repeats.
    pub fn tokens(&mut self, name: &'static str, form: &str) -> Option<TokenStream> {
        let given = self.take(name)?;
        self.list(given, form, |input: ParseStream<'_>| input.parse()).map(|(_, tokens)| tokens)
    }

    /// Takes out all words that have no value, which are not options but names.
    pub fn other_flags(&mut self) -> Vec<Ident> {
        let flags: Vec<Given> =
            self.left.extract_if(.., |given| matches!(given.value, Value::Flag)).collect();
        flags.into_iter().map(|given| given.name).collect()
    }

    /// Reads `name(field, field desc, …)`, by fields of the target, with the name.
    pub fn order(&mut self, name: &'static str) -> Option<(Ident, Vec<OrderTerm>)> {
        let given = self.take(name)?;
        let order = self.list(given, "field, field desc, …", order_terms)?;
        self.refuse_links(&order.1);
        Some(order)
    }

    /// Reports the terms of an order that are fields of a junction, for a relation without one.
    fn refuse_links(&mut self, terms: &[OrderTerm]) {
        for link in terms.iter().filter_map(|term| term.link.as_ref()) {
            self.report(
                link,
                "`link` is the row of a junction that is a model, which this relation does not have: order by fields of \
                 the target",
            );
        }
    }

    fn assigned<T>(
        &mut self,
        name: &'static str,
        form: &str,
        parse: impl Parser<Output = T>,
        explain: fn(&TokenStream) -> Option<syn::Error>,
    ) -> Option<T> {
        let given = self.take(name)?;
        self.value(given, form, parse, explain)
    }

    /// Reads what is assigned to an option. Where it cannot be read, `explain` may know more than the form that it
    /// should have.
    pub(super) fn value<T>(
        &mut self,
        Given { name, value }: Given,
        form: &str,
        parse: impl Parser<Output = T>,
        explain: fn(&TokenStream) -> Option<syn::Error>,
    ) -> Option<T> {
        let expected = format!("write `{name} = {form}`");
        let Value::Assigned(tokens) = value else {
            self.report(&name, expected);
            return None;
        };
        if let Ok(value) = parse.parse2(tokens.clone()) {
            return Some(value);
        }
        match explain(&tokens) {
            Some(error) => self.report_error(error),
            None => self.report(tokens, expected),
        }
        None
    }

    /// Reads what the parentheses of an option hold; returns it with the name.
    fn list<T>(
        &mut self,
        Given { name, value }: Given,
        form: &str,
        parse: impl Parser<Output = T>,
    ) -> Option<(Ident, T)> {
        let expected = format!("write `{name}({form})`");
        let Value::Listed(tokens) = value else {
            self.report(&name, expected);
            return None;
        };
        if let Ok(list) = parse.parse2(tokens.clone()) {
            return Some((name, list));
        }
        match words::keyword_among_names(&tokens) {
            Some(error) => self.report_error(error),
            None if tokens.is_empty() => self.report(&name, expected),
            None => self.report(tokens, expected),
        }
        None
    }
}

fn order_terms(input: ParseStream<'_>) -> syn::Result<Vec<OrderTerm>> {
    let terms = input.parse_terminated(order_term, Token![,])?;
    if terms.is_empty() {
        return Err(input.error("name at least one field"));
    }
    Ok(terms.into_iter().collect())
}

fn order_term(input: ParseStream<'_>) -> syn::Result<OrderTerm> {
    let mut field = words::name(input)?;
    let mut link = None;
    if input.peek(Token![.]) {
        let dot: Token![.] = input.parse()?;
        if field != "link" {
            return Err(syn::Error::new_spanned(dot, "`link.field` or `field`"));
        }
        link = Some(mem::replace(&mut field, words::name(input)?));
    }
    let direction: Option<Ident> = input.parse()?;
    let descending = match direction {
        None => false,
        Some(direction) if direction == "asc" => false,
        Some(direction) if direction == "desc" => true,
        Some(direction) => return Err(syn::Error::new_spanned(direction, "`asc` or `desc`")),
    };
    Ok(OrderTerm { field, descending, link })
}

//! The reader of attributes. All attributes of all derives are read here, so that unknown, repeated and malformed options
//! are reported in the same words everywhere.
//!
//! A parser reads each option by its name and then calls [`Options::finish`], which reports the options that are left. It
//! lists those that the parser has read, in their order.

mod filter;
mod grammar;
mod values;

use std::fmt::Display;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Attribute, Meta, parse::ParseStream, spanned::Spanned};

use self::grammar::{Given, OptionList};
use crate::errors::Errors;

/// The options of one attribute, or of several attributes of one name, each taken out once by its name.
pub struct Options<'e> {
    errors: &'e mut Errors,
    /// The attribute as messages name it, with a verb: "`column` takes".
    takes: String,
    /// The options that have not been taken out.
    left: Vec<Given>,
    /// The names that have been asked for.
    known: Vec<&'static str>,
    /// `true` if a mistake has been reported.
    reported: bool,
    /// `true` if the value of an option could not be read as a name.
    misread: bool,
}

/// The beginning of an attribute, before its options.
pub struct Head<H> {
    /// The form of what its parentheses hold, for messages.
    pub form: &'static str,
    pub parse: fn(ParseStream<'_>) -> syn::Result<H>,
    /// Finds the mistake in an attribute that cannot be read, if more is known than its form.
    pub explain: fn(&Attribute) -> Option<syn::Error>,
}

/// The head of an attribute that has options only.
const NO_HEAD: Head<()> = Head { form: "option = value, …", parse: |_| Ok(()), explain: |_| None };

impl<'e> Options<'e> {
    /// Returns the options of an attribute of this name, none yet.
    pub fn none(errors: &'e mut Errors, name: &str) -> Self {
        let takes = format!("`{name}` takes");
        Self { errors, takes, left: Vec::new(), known: Vec::new(), reported: false, misread: false }
    }

    /// Reads the options of all attributes of this name, as if one attribute had them all. An attribute that
    /// cannot be read is a mistake and gives no options.
    pub fn of(errors: &'e mut Errors, attributes: &[Attribute], name: &str) -> Self {
        let mut options = Self::none(errors, name);
        for attribute in named(attributes, name) {
            options.add(attribute, &NO_HEAD);
        }
        options
    }

    /// Reads an attribute that begins with this head; returns `None` if it cannot be read.
    pub fn with_head<H>(errors: &'e mut Errors, attribute: &Attribute, head: &Head<H>) -> Option<(H, Self)> {
        let mut options = Self::none(errors, &attribute.path().to_token_stream().to_string());
        let head = options.add(attribute, head)?;
        Some((head, options))
    }

    /// Adds the options of one more attribute, which begins with this head.
    pub fn add<H>(&mut self, attribute: &Attribute, head: &Head<H>) -> Option<H> {
        let parser = |input: ParseStream<'_>| Ok(((head.parse)(input)?, input.parse::<OptionList>()?));
        match attribute.parse_args_with(parser) {
            Ok((head, OptionList(given))) => {
                self.left.extend(given);
                Some(head)
            }
            Err(error) => {
                let explained = (head.explain)(attribute);
                self.report_error(explained.unwrap_or_else(|| malformed(attribute, &error, head.form)));
                None
            }
        }
    }

    /// Names the attribute in another way: "`load` on a field takes".
    pub fn taken_by(&mut self, takes: &str) {
        takes.clone_into(&mut self.takes);
    }

    /// Lists an option among those that the attribute takes, without reading it.
    pub fn also_takes(&mut self, name: &'static str) {
        self.known.push(name);
    }

    /// Returns where mistakes of the attribute are reported that are not mistakes of its options.
    pub fn errors(&mut self) -> &mut Errors {
        self.errors
    }

    /// Returns `true` if an option of this name is left.
    pub fn has(&self, name: &str) -> bool {
        self.left.iter().any(|given| given.name == name)
    }

    /// Returns `true` if an option of another name than these is left.
    pub fn has_other_than(&self, names: &[&str]) -> bool {
        !self.left.iter().all(|given| names.iter().any(|name| given.name == name))
    }

    /// Returns the number of options that are left.
    pub fn count(&self) -> usize {
        self.left.len()
    }

    /// Takes out all options but this many, which came first: the others are of an attribute that is a mistake.
    pub fn truncate(&mut self, count: usize) {
        self.left.truncate(count);
    }

    /// Takes out the options of this name without reading them: they belong to one that is a mistake.
    pub fn skip(&mut self, name: &'static str) {
        self.take_all(name);
    }

    /// Returns the first option of this name that is left, as it is written.
    pub fn place(&self, name: &str) -> Option<Ident> {
        self.left.iter().find(|given| given.name == name).map(|given| given.name.clone())
    }

    /// Takes out the option of this name. Several are a mistake: which of them is meant is not known.
    fn take(&mut self, name: &'static str) -> Option<Given> {
        let mut given = self.take_all(name);
        for again in given.iter().skip(1) {
            self.report(&again.name, repeated(name));
        }
        if given.len() == 1 { given.pop() } else { None }
    }

    /// Takes out all options of this name.
    fn take_all(&mut self, name: &'static str) -> Vec<Given> {
        self.known.push(name);
        self.left.extract_if(.., |given| given.name == name).collect()
    }

    fn report(&mut self, place: impl ToTokens, message: impl Display) {
        self.errors.push(place, message);
        self.reported = true;
    }

    fn report_error(&mut self, error: syn::Error) {
        self.errors.add(error);
        self.reported = true;
    }

    /// Reports the options that are left: the attribute does not take them. After another mistake, as
    /// `inverse, user`, it is not known what they were to be, and they are passed over.
    ///
    /// Returns `None` if a name could not be read: without it, another relation would be taken for the one meant.
    pub fn finish(self) -> Option<()> {
        if self.reported {
            return (!self.misread).then_some(());
        }
        let known = self.known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        for Given { name, .. } in self.left {
            self.errors.push(&name, format!("unknown option `{name}`; {} {known}", self.takes));
        }
        Some(())
    }
}

/// Reads an attribute without options, as `#[key]`. Options are a mistake, for which there is a `remedy`.
/// Returns `true` if it is there.
pub fn bare(errors: &mut Errors, attributes: &[Attribute], name: &str, remedy: &str) -> bool {
    let mut given = named(attributes, name);
    let Some(first) = given.next() else { return false };
    if !matches!(first.meta, Meta::Path(_)) {
        errors.push(&first.meta, format!("this attribute takes no options on a field; {remedy}"));
    }
    for again in given {
        errors.push(again.path(), repeated(name));
    }
    true
}

/// Returns the attributes of this name.
pub fn named<'a>(attributes: &'a [Attribute], name: &str) -> impl Iterator<Item = &'a Attribute> {
    attributes.iter().filter(move |attribute| attribute.path().is_ident(name))
}

/// Reports attributes of these names, which belong elsewhere.
pub fn refuse<'n>(
    errors: &mut Errors,
    attributes: &[Attribute],
    names: impl IntoIterator<Item = &'n str>,
    belong_to: &str,
) {
    for name in names {
        for attribute in named(attributes, name) {
            errors.push(attribute.path(), format!("`{name}` is an attribute of {belong_to}"));
        }
    }
}

fn repeated(name: &str) -> String {
    format!("`{name}` is given twice: remove one")
}

/// Returns the mistake of an attribute that is not written in its `form`.
fn malformed(attribute: &Attribute, error: &syn::Error, form: &str) -> syn::Error {
    // Where there is something between the parentheses, the parser knows the token.
    let place = match &attribute.meta {
        Meta::List(list) if !list.tokens.is_empty() => error.span(),
        _ => attribute.path().span(),
    };
    let name = attribute.path().to_token_stream();
    syn::Error::new(place, format!("{error}; write `#[{name}({form})]`"))
}

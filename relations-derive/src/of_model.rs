//! The model that a struct names for its fields, as `#[load(User)]` does.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{DeriveInput, Path, Token, parse::ParseStream};

use crate::{
    errors::Errors,
    names,
    options::{self, Head, Options},
    words,
};

/// An attribute that names the model, as messages speak of it.
pub struct OfModel {
    /// The name of the attribute: `load`.
    pub attribute: &'static str,
    /// What the struct does with the model, behind "does not say": "from which model it is loaded".
    pub purpose: &'static str,
    /// The model in other words, behind "write": "the model to load from".
    pub model: &'static str,
    /// What the struct is to the model, behind "`Self` is": "the shape: name the model that it is loaded from".
    pub itself: &'static str,
}

impl OfModel {
    /// Reads all attributes on the struct together: the model, which is given once, and options.
    ///
    /// Returns the model and the path by which generated code finds the runtime.
    pub fn target(&self, errors: &mut Errors, input: &DeriveInput) -> Option<(Path, Path)> {
        self.target_and(errors, input, |_| ()).map(|(target, ())| target)
    }

    /// Reads the same as [`target`](Self::target), and with `more` further options, which come first in lists.
    pub fn target_and<T>(
        &self,
        errors: &mut Errors,
        input: &DeriveInput,
        more: impl FnOnce(&mut Options<'_>) -> T,
    ) -> Option<((Path, Path), T)> {
        let Self { attribute: name, purpose, .. } = self;
        let before = errors.len();
        let mut model = None;
        let mut options = Options::none(errors, name);
        options.taken_by(&format!("`{name}` on a struct takes the model and"));
        for attribute in options::named(&input.attrs, name) {
            let before = options.count();
            let head = options.add(attribute, &MODEL);
            match head.map(|head| self.path(head)) {
                Some(Ok(Some(path))) if model.is_some() => {
                    options.errors().push(path, "the model is given twice: remove one");
                    options.truncate(before);
                }
                Some(Ok(Some(path))) => model = Some(path),
                Some(Err(error)) => options.errors().add(error),
                Some(Ok(None)) | None => {}
            }
        }
        let more = more(&mut options);
        let runtime = options.runtime();
        options.finish();
        if model.is_none() && errors.len() == before {
            errors.push(
                &input.ident,
                format!("`{}` does not say {purpose}: add `#[{name}(Model)]`", input.ident),
            );
        }
        Some(((model?, runtime), more))
    }

    /// Returns the path that an attribute begins with, or its mistake.
    fn path(&self, head: ModelHead) -> syn::Result<Option<Path>> {
        match head {
            ModelHead::None => Ok(None),
            ModelHead::Path(path) => Ok(Some(path)),
            ModelHead::Keyword(error) => Err(error),
            ModelHead::Other(place) => {
                let message = format!("write {}: `#[{}(Model)]`", self.model, self.attribute);
                Err(syn::Error::new(place, message))
            }
            ModelHead::Itself(path) => {
                Err(syn::Error::new_spanned(path, format!("`Self` is {}", self.itself)))
            }
        }
    }
}

/// What an attribute begins with.
enum ModelHead {
    /// Options alone: the model is given by another attribute.
    None,
    Path(Path),
    /// A path with a keyword in it, and the message about that.
    Keyword(syn::Error),
    /// No path.
    Other(Span),
    /// `Self`.
    Itself(Path),
}

/// The beginning of an attribute.
const MODEL: Head<ModelHead> = Head { form: "Model", parse: head, explain: |_| None };

/// Reads the model. If there is none, that is the only mistake of the attribute, whatever follows.
fn head(input: ParseStream<'_>) -> syn::Result<ModelHead> {
    if input.peek2(Token![=]) {
        return Ok(ModelHead::None);
    }
    let place = input.span();
    let ahead = input.fork();
    let Ok(model) = words::type_path(&ahead) else {
        let tokens: TokenStream = input.parse()?;
        return Ok(words::keyword_in_path(&tokens).map_or(ModelHead::Other(place), ModelHead::Keyword));
    };
    if model.is_ident("Self") {
        let _: TokenStream = input.parse()?;
        return Ok(ModelHead::Itself(model));
    }
    input.call(Path::parse_mod_style)?;
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(ModelHead::Path(model))
}

/// Reports fields whose values go where those of others go: one of the two would be lost.
pub fn refuse_repeated<'f>(errors: &mut Errors, into: impl Iterator<Item = &'f Ident>) {
    let mut known: Vec<&Ident> = Vec::new();
    for name in into {
        if known.contains(&name) {
            errors.push(name, format!("the value of another field goes into `{name}` already: remove one"));
        }
        known.push(name);
    }
}

/// Expands to the constants of the model that the fields name, as constants of a trait that every model has: if a model
/// has a constant of its own, the compiler finds that one.
pub fn constants(named: impl Iterator<Item = Ident>) -> TokenStream {
    let mut constants: Vec<Ident> = Vec::new();
    for constant in named {
        if !is_of_models(&constant) && !constants.contains(&constant) {
            constants.push(constant);
        }
    }
    quote! {
        #[allow(dead_code)]
        trait __Names: __private::Model {
            #(const #constants: __private::load::Nothing = __private::load::Nothing;)*
        }

        impl<M: __private::Model> __Names for M {}
    }
}

/// Returns `true` if every model has a constant of this name.
fn is_of_models(constant: &Ident) -> bool {
    names::MODEL_CONSTANTS.contains(&constant.to_string().as_str())
}

/// Expands to the import by which a constant that every model has is found, and refused, where the trait of models is
/// known.
pub fn known(constant: &Ident) -> Option<TokenStream> {
    is_of_models(constant).then(|| {
        quote! {
            #[allow(unused_imports)]
            use __private::Model as _;
        }
    })
}

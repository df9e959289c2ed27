//! A relation, and the parts of declarations that its kinds share.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use syn::Path;

use crate::kinds::RelationKind;

/// A relation to another model, or to this one.
pub struct Relation {
    pub name: Ident,
    pub target: Path,
    pub kind: RelationKind,
    /// The filters, each on the rows at which one step of the path arrives.
    pub filters: Vec<TokenStream>,
}

/// One field of `order_by(…)`.
pub struct OrderTerm {
    pub field: Ident,
    pub descending: bool,
    /// The word `link` before the field, which is then one of the junction.
    pub link: Option<Ident>,
}

/// A referential action and the token that names it.
pub struct Action {
    pub action: ReferentialAction,
    pub token: Ident,
}

/// An action of a foreign key on the children of a row that is deleted or changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ReferentialAction {
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

impl ReferentialAction {
    /// The actions with their names.
    pub const ALL: [(&str, Self); 5] = [
        ("no_action", Self::NoAction),
        ("restrict", Self::Restrict),
        ("cascade", Self::Cascade),
        ("set_null", Self::SetNull),
        ("set_default", Self::SetDefault),
    ];

    /// Returns the action of this name.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == text).map(|(_, action)| *action)
    }
}

impl Relation {
    /// Returns the name of the target's type.
    pub fn target_name(&self) -> String {
        self.target.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
    }

    /// Returns the paths of all models that the relation names.
    pub fn models(&self) -> impl Iterator<Item = &Path> {
        [Some(&self.target), self.kind.second_model()].into_iter().flatten()
    }

    /// Puts the name of its own model where the relation names `Self`, which constants cannot.
    pub fn name_self(&mut self, ident: &Ident) {
        for path in [Some(&mut self.target), self.kind.second_model_mut()].into_iter().flatten() {
            if path.is_ident("Self") {
                let mut named = ident.clone();
                named.set_span(path.segments[0].ident.span());
                *path = named.into();
            }
        }
        for filter in &mut self.filters {
            *filter = named(ident, std::mem::take(filter));
        }
    }
}

/// Puts the name of a model where tokens name `Self`.
fn named(ident: &Ident, tokens: TokenStream) -> TokenStream {
    let named = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(word) if word == "Self" => {
            let mut named = ident.clone();
            named.set_span(word.span());
            TokenTree::Ident(named)
        }
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), named(ident, group.stream()));
            inner.set_span(group.span());
            TokenTree::Group(inner)
        }
        other => other,
    });
    named.collect()
}

//! The expansion of what a relation lays over its path: its filters, and the order of which it leads to the first row.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::relation::Context;
use crate::model::OrderTerm;

/// The models whose rows the filters of a relation can be about.
pub enum LayerPlace {
    /// The target alone.
    Far,
    /// The target or the model between.
    Either {
        /// The model between, and the step that arrives at its rows.
        between: (TokenStream, TokenStream),
        /// Set if both are one model: then the filter is about the far rows.
        same: bool,
    },
}

/// A layer in generated code: its parts, as a function of the path below it.
pub struct LayerItem(Box<dyn Fn(&TokenStream) -> Layer>);

/// The parts of a layer that depend on the path below it.
struct Layer {
    items: TokenStream,
    /// The step over which it lies.
    at: TokenStream,
    kind: TokenStream,
}

impl Context<'_> {
    /// Expands the filters of the relation.
    pub fn filters(&self, place: &LayerPlace) -> Vec<LayerItem> {
        let filters = self.relation.filters.iter().enumerate();
        filters.map(|(number, filter)| self.filter(number, filter, place)).collect()
    }

    fn filter(&self, number: usize, filter: &TokenStream, place: &LayerPlace) -> LayerItem {
        let far = self.far.clone();
        let constant = self.constant(&format!("FILTER{number}"));
        let filter = filter.clone();
        let between = match place {
            LayerPlace::Either { between, same: false } => Some(between.clone()),
            LayerPlace::Far | LayerPlace::Either { same: true, .. } => None,
        };
        LayerItem(Box::new(move |path| {
            let kept = quote! {
                || {
                    static KEPT: __private::Kept<__private::FilterSql> = __private::Kept::new();
                    &KEPT
                }
            };
            let last = quote!(#path.len() - 1);
            let made = match &between {
                None => quote_spanned! {filter.span()=>
                    __private::StepFilter::of_far(
                        #last,
                        &__private::FarFilter::<#far, _>::new(|| #filter),
                        #kept,
                    )
                },
                Some((between, step)) => quote_spanned! {filter.span()=>
                    __private::StepFilter::of_either(
                        (#step, #last),
                        &__private::EitherFilter::<#far, #between, _, _>::new(|| #filter),
                        #kept,
                    )
                },
            };
            Layer {
                items: quote!(const #constant: &__private::StepFilter = &#made;),
                at: quote!(#constant.at),
                kind: quote!(__private::LayerKind::Filter(#constant)),
            }
        }))
    }

    /// Expands `first(…)`, if it is given.
    pub fn first(&self, terms: &[OrderTerm]) -> Option<LayerItem> {
        if terms.is_empty() {
            return None;
        }
        let constant = self.constant("FIRST");
        let terms = self.order_terms(terms, None);
        let items = quote!(const #constant: &[__private::OrderTerm] = &[#(#terms),*];);
        Some(LayerItem(Box::new(move |_| Layer {
            items: items.clone(),
            at: quote!(0),
            kind: quote!(__private::LayerKind::First(#constant)),
        })))
    }

    /// Lays these layers over a path. Returns the items that the path then needs.
    pub fn layered(&self, path: TokenStream, layers: Vec<LayerItem>) -> (TokenStream, TokenStream) {
        let mut path = path;
        let mut items = TokenStream::new();
        for (number, LayerItem(parts)) in layers.into_iter().enumerate() {
            let below = self.constant(&format!("PATH{number}"));
            let layer = self.constant(&format!("LAYER{number}"));
            let Layer { items: own, at, kind } = parts(&quote!(#below));
            items.extend(quote! {
                const #below: &__private::Path = &#path;
                #own
                const #layer: &__private::Layer = &__private::Layer {
                    kind: #kind,
                    below: #below.step(#at).layer,
                };
            });
            path = quote!(__private::Path::Layered(#below, #at, #layer));
        }
        (items, path)
    }
}

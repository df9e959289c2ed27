//! From the [`Patch`] to Rust: a function for each field, which sets its column, and the implementation of the trait, which
//! calls them.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Patch, PatchField};
use crate::{names, of_model};

/// Expands to everything that the derive adds to the struct.
pub fn patch(patch: &Patch) -> TokenStream {
    let Patch { ident, model, runtime, fields, .. } = patch;
    let constants = of_model::constants(fields.iter().map(PatchField::constant));
    let types = names::types("__", fields.iter().map(|field| &field.ident), "Field", |_| true);
    let functions = fields.iter().zip(&types).map(|(field, ty)| function(patch, field, ty));
    let calls = fields.iter().map(|field| {
        let (function, field) = (names::reserved(&field.ident), &field.ident);
        quote!(#function(&self.#field, update);)
    });
    // A patch whose fields are all mistakes sets nothing.
    let update = if fields.is_empty() { quote!(_) } else { quote!(update) };
    quote! {
        #[allow(deprecated, clippy::option_option, clippy::trivially_copy_pass_by_ref)]
        const _: () = {
            use #runtime::__private;

            type __Model = #model;
            type __Proof = __private::Proof<{
                let _ = <#model as __private::Model>::ENTITY;
                0
            }>;

            #constants

            #(#functions)*

            #[automatically_derived]
            impl __private::Patch for #ident {
                type Model = <#model as __private::Proven<__Proof>>::Type;

                fn set_in(&self, #update: &mut __private::patch::Update<Self::Model>) {
                    #(#calls)*
                }
            }
        };
    }
}

/// Expands to the function that sets the column of a field; the compiler finds it by its name.
///
/// As for a field of a shape, one constant proves that the name leads to a column, another that the field writes it, and a
/// third that serde tells what the field tells. All other code has the model by way of these proofs: where one fails, that
/// is the only error.
fn function(patch: &Patch, field: &PatchField, ty: &Ident) -> TokenStream {
    let (constant, name) = (field.constant(), field.name());
    let place = field.ty.span();
    let function = names::reserved(&field.ident);
    let alias = names::alias(ty, &patch.ident, &names::named_self(&field.ty, &patch.ident));
    let ty = names::local(&ty.to_string());
    let known = of_model::known(&constant);

    let text = names::text(name);
    let model = quote!(<__Model as __private::Proven<__Proof>>::Type);
    let named = quote_spanned! {name.span()=>
        __private::patch::named::<#model, _>(&<#model>::#constant, #text)
    };
    let model = quote!(<__Model as __private::Proven<__Named>>::Type);
    let column = quote_spanned!(name.span()=> __private::patch::of(&<#model>::#constant));
    let writes = quote_spanned!(place=> __private::patch::writes::<#model, #ty, _>(#column, #text));
    let model = quote!(<__Model as __private::Proven<__Writes>>::Type);
    let (proof, tells) = if field.read_with || patch.read_otherwise {
        (quote!(__Writes), TokenStream::new())
    } else {
        let ident = &patch.ident;
        let text = names::text(&field.ident);
        let column = quote_spanned!(field.ident.span()=> __private::patch::of(&<#model>::#constant));
        let tells = quote_spanned! {field.ident.span()=>
            __private::patch::tells_null::<#model, #ty, _>(
                #column,
                #text,
                <__private::patch::Asked<#ident>>::READ,
            )
        };
        let tells = quote! {
            type __Tells = __private::Proof<{
                #[allow(unused_imports)]
                use __private::patch::NotRead as _;
                #tells
            }>;
        };
        (quote!(__Tells), tells)
    };
    let model = quote!(<__Model as __private::Proven<#proof>>::Type);
    let value = quote_spanned!(name.span()=> <#model>::#constant);
    let model = quote!(<__Model as __private::Proven<__Proof>>::Type);
    quote_spanned! {place=>
        #alias

        #[inline]
        fn #function(field: &#ty, update: &mut __private::patch::Update<#model>) {
            #known
            type __Named = __private::Proof<{ #named }>;
            type __Writes = __private::Proof<{ #writes }>;
            #tells
            __private::patch::set(update, #value, field)
        }
    }
}

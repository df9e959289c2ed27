//! From the [`Row`] to Rust: a function for each field, which returns the column or relation that takes its value, and
//! the implementations that put them together. From the [`Choice`] to the sorting of its variants.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Path, spanned::Spanned};

use super::{Choice, Row, RowField, Variant};
use crate::{names, of_model};

/// Expands to everything that the derive adds to the struct.
pub fn row(row: &Row) -> TokenStream {
    let Row { ident, model, runtime, .. } = row;
    let constants =
        of_model::constants(row.fields().filter_map(|field| Some(names::constant(field.into.as_ref()?))));
    let (functions, calls): (Vec<_>, Vec<_>) = targets(row).into_iter().unzip();
    let target = match row.fields {
        Some(_) => split(row, &calls),
        None => quote!(__private::nested::Mistaken),
    };
    let text = names::text(ident);
    let known = row.names();
    let lack = lack(known.is_some());
    let complete = known.is_some().then(|| {
        quote_spanned! {ident.span()=>
            const _: ::core::primitive::usize =
                __private::nested::complete::<<__Model as __private::Proven<__Proof>>::Type>(#text, __Given::FIELDS);
        }
    });
    let fields = known.unwrap_or_default();
    let given = given(row, &fields);
    let proof = proof(model);
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use #runtime::__private;

            type __Model = #model;
            #proof

            #constants
            #given
            #complete

            #(#functions)*

            #[automatically_derived]
            impl __private::nested::Insert for #ident {
                type Lack = #lack;

                const NAME: &'static ::core::primitive::str = #text;
                const FIELDS: &'static [&'static ::core::primitive::str] = &[#(#fields),*];

                fn targets() -> impl __private::nested::Target<Self> {
                    #target
                }

                fn check_key(rowid: ::core::primitive::i64) -> __private::SqliteResult<()> {
                    __private::nested::check_key::<
                        <<__Model as __private::Proven<__Proof>>::Type as __private::KeyPart<0>>::Type,
                    >(rowid)
                }
            }

            #[automatically_derived]
            impl __private::nested::Item for #ident {
                type Model = <__Model as __private::Proven<__Proof>>::Type;
                type Sorted = __private::nested::NewItems<Self>;

                const FACTS: __private::nested::Facts = __private::nested::Facts::of::<Self>(__Given::FIELDS);

                fn sort(self, place: __private::nested::Place, sorted: &mut Self::Sorted) {
                    sorted.push(place, self);
                }
            }

            #[automatically_derived]
            impl __private::nested::ItemOf<#model> for #ident {}

            #[automatically_derived]
            impl __private::nested::InsertOf<#model> for #ident {
                type Lacks = <Self as __private::nested::Insert>::Lack;
            }
        };
    }
}

/// Expands to the proof that the model is one.
fn proof(model: &Path) -> TokenStream {
    quote! {
        type __Proof = __private::Proof<{
            let _ = <#model as __private::Model>::ENTITY;
            0
        }>;
    }
}

/// Expands to the fields of the model that the struct has values for, in a type that no field of the user's is named as.
fn given(row: &Row, fields: &[String]) -> TokenStream {
    let types = types(row);
    // The names of all fields are known, or none.
    let given = fields.iter().zip(&types).map(|(name, ty)| {
        quote! {
            __private::nested::GivenField::new(#name, <__private::nested::TypeOfField<#ty>>::OPTIONAL)
        }
    });
    let asked = (!fields.is_empty()).then(|| {
        quote! {
            #[allow(unused_imports)]
            use __private::nested::NotOptional as _;
        }
    });
    quote! {
        enum __Given {}

        #asked

        impl __Given {
            const FIELDS: &'static [__private::nested::GivenField] = &[#(#given),*];
        }
    }
}

/// Returns the names by which generated code names the types of the fields.
fn types(row: &Row) -> Vec<Ident> {
    names::types("__", row.fields().map(|field| &field.ident), "Field", |_| true)
}

/// Expands to the type of what the struct lacks; nothing if a field is a mistake.
fn lack(known: bool) -> TokenStream {
    if !known {
        return quote!(__private::nested::Complete);
    }
    let model = quote!(<__Model as __private::Proven<__Proof>>::Type);
    let lacked = [0, 1].map(|nth| {
        let nth = crate::expand::number(nth);
        let place = quote!(__private::nested::lacking::<#model>(__Given::FIELDS)[#nth]);
        quote! {
            <__private::nested::Choice<{ #place.0 }> as __private::nested::Choose<#model, { #place.1 }>>::Lacked
        }
    });
    let [first, second] = lacked;
    quote!(__private::nested::Lack<#first, #second>)
}

/// Expands to the target of the struct: the targets of its fields, and a closure that takes the struct apart.
fn split(row: &Row, calls: &[TokenStream]) -> TokenStream {
    let idents: Vec<&Ident> = row.fields().map(|field| &field.ident).collect();
    let values: Vec<Ident> = idents.iter().map(|ident| names::reserved(ident)).collect();
    let (targets, pairs) = (names::pairs(calls), names::pairs(&values));
    quote!(__private::nested::split(#targets, |Self { #(#idents: #values),* }| #pairs))
}

/// Expands each field to its function and the call of it.
fn targets(row: &Row) -> Vec<(TokenStream, TokenStream)> {
    let types = types(row);
    let targets = row.fields().zip(&types).map(|(field, ty)| match &field.into {
        Some(into) => {
            let function = names::reserved(&field.ident);
            (target(row, field, into, ty), quote_spanned!(field.ty.span()=> #function()))
        }
        None => (TokenStream::new(), quote!(__private::nested::Mistaken)),
    });
    targets.collect()
}

/// Expands to the function that returns the column or relation which takes the value of a field; the compiler finds it
/// by its name.
///
/// As with the sources of a shape, all of it has the place of the field's type, one constant proves that the name leads
/// to a column or a relation, and another that this takes the field. All other code has the model by way of these.
fn target(row: &Row, field: &RowField, into: &Ident, ty: &Ident) -> TokenStream {
    let (constant, text) = (names::constant(into), names::text(into));
    let (place, owner) = (field.ty.span(), &row.ident);
    let function = names::reserved(&field.ident);
    let alias = names::alias(ty, &row.ident, &names::named_self(&field.ty, &row.ident));
    let ty = names::local(&ty.to_string());
    let known = of_model::known(&constant);
    let model = quote!(<__Model as __private::Proven<__Proof>>::Type);
    let named =
        quote_spanned!(into.span()=> __private::nested::named::<#model, _>(&<#model>::#constant, #text));
    let model = quote!(<__Model as __private::Proven<__Named>>::Type);
    let (read, asked) = if field.read_with || row.read_otherwise {
        (quote!(false), None)
    } else {
        let asked = quote! {
            #[allow(unused_imports)]
            use __private::patch::NotRead as _;
        };
        (quote!(<__private::patch::Asked<#owner>>::READ), Some(asked))
    };
    // If a column of the model is a mistake, nothing more is asked of the field.
    let sound = quote!(let _ = <#model as __private::Model>::TABLE;);
    let fills = quote_spanned! {place=>
        __private::nested::fills::<#model, #ty, _>(
            &__private::nested::of(&<#model>::#constant),
            #text,
            __Given::FIELDS,
            #read,
        )
    };
    let model = quote!(<__Model as __private::Proven<__Fills>>::Type);
    let value = quote_spanned!(place=> <#model>::#constant);
    quote_spanned! {place=>
        #alias

        #[inline]
        fn #function() -> impl __private::nested::Target<#ty> {
            #known
            type __Named = __private::Proof<{ #named }>;
            type __Fills = __private::Proof<{
                #asked
                #sound
                #fills
            }>;
            #value
        }
    }
}

/// Expands to everything that the derive adds to the enum.
pub fn choice(choice: &Choice) -> TokenStream {
    let Choice { ident, model, runtime, variants } = choice;
    let proof = proof(model);
    let Sorting { items, sorted, facts, sort } =
        variants.as_deref().map_or_else(Sorting::none, |variants| Sorting::of(ident, variants));
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use #runtime::__private;

            type __Model = #model;
            #proof

            #items

            #[automatically_derived]
            impl __private::nested::Item for #ident {
                type Model = <__Model as __private::Proven<__Proof>>::Type;
                type Sorted = #sorted;

                const FACTS: __private::nested::Facts = __private::nested::Facts::Any(&[#facts]);

                fn sort(self, place: __private::nested::Place, sorted: &mut Self::Sorted) {
                    #sort
                }
            }

            #[automatically_derived]
            impl __private::nested::ItemOf<#model> for #ident {}
        };
    }
}

/// How the variants of an enum are sorted, in generated code.
struct Sorting {
    /// The types of the variants, and the proofs that they are items.
    items: TokenStream,
    /// The type of the sorted items.
    sorted: TokenStream,
    facts: TokenStream,
    /// The body of `sort`.
    sort: TokenStream,
}

impl Sorting {
    /// Returns the sorting of an enum with a mistake.
    fn none() -> Self {
        Self {
            items: TokenStream::new(),
            sorted: quote!(()),
            facts: TokenStream::new(),
            sort: quote!(let _ = (place, sorted);),
        }
    }

    /// Returns the sorting of these variants.
    fn of(ident: &Ident, variants: &[Variant]) -> Self {
        let idents: Vec<&Ident> = variants.iter().map(|variant| &variant.ident).collect();
        let types = names::types("__", idents.iter().copied(), "Item", |_| true);
        let proofs = names::types("__", idents.iter().copied(), "Proof", |_| true);
        let aliases = variants.iter().zip(&types).map(|(variant, ty)| names::alias(ty, ident, &variant.ty));
        // The place of the variant's type is where a wrong one is reported.
        let located = variants.iter().zip(&types);
        let types: Vec<Ident> =
            located.map(|(variant, ty)| Ident::new(&ty.to_string(), variant.ty.span())).collect();
        let proven = variants.iter().zip(&types).zip(&proofs).map(|((variant, ty), proof)| {
            quote_spanned! {variant.ty.span()=>
                type #proof = __private::Proof<{
                    __private::nested::is_item::<<__Model as __private::Proven<__Proof>>::Type, #ty>()
                }>;
            }
        });
        let proven_types = types.iter().zip(&proofs);
        let items: Vec<TokenStream> =
            proven_types.map(|(ty, proof)| quote!(<#ty as __private::Proven<#proof>>::Type)).collect();
        let sorted: Vec<TokenStream> =
            items.iter().map(|item| quote!(<#item as __private::nested::Item>::Sorted)).collect();
        let sorted = names::pairs(&sorted);
        let places = (0..variants.len()).map(|at| {
            let inner = (0..at).map(|_| quote!(.1));
            quote!(&mut sorted #(#inner)* .0)
        });
        Self {
            sorted,
            facts: quote!(#(<#items as __private::nested::Item>::FACTS),*),
            sort: quote! {
                match self {
                    #(Self::#idents(item) => __private::nested::Item::sort(item, place, #places),)*
                }
            },
            items: quote! {
                #(#aliases)*
                #(#proven)*
            },
        }
    }
}

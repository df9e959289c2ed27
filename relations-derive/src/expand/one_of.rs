//! The expansion of a `one_of`: the enum of the rows that it leads to, and how one of its relations is set.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{create::Builder, number, relation};
use crate::{
    kinds::foreign_key_values,
    model::{Column, InsertRequirement, Member, Model, OneOf, Relation},
    names,
};

/// Expands to the entry of `Table::one_ofs`.
pub fn definition(model: &Model, one_of: &OneOf) -> TokenStream {
    let OneOf { name, rows, .. } = one_of;
    let (name, rows) = (names::text(name), names::text(rows));
    let members = one_of.members(model);
    let relations = members.iter().map(|member| names::text(&member.relation.name));
    let variants = members.iter().map(|member| names::text(&names::variant(&member.relation.name)));
    let optional = one_of.optional.then(|| quote!(.optional(true)));
    quote! {
        __private::OneOfDef::new(#name, #rows, &[#(#relations),*], &[#(#variants),*]) #optional
    }
}

/// Expands each set to its enum, which is placed beside the struct, and to all other items.
pub fn expand(model: &Model, builder: &Builder<'_>) -> Vec<(TokenStream, TokenStream)> {
    let expanded = model.one_ofs.iter().enumerate().map(|(index, one_of)| {
        let expansion = Expansion::new(model, builder, one_of);
        (expansion.rows(), expansion.items(index))
    });
    expanded.collect()
}

/// A set in generated code.
struct Expansion<'m> {
    model: &'m Model,
    builder: &'m Builder<'m>,
    one_of: &'m OneOf,
    members: Vec<Member<'m>>,
    marker: Ident,
    /// The marker types of the relations.
    relations: Vec<Ident>,
    variants: Vec<Ident>,
    /// The enum of the keys.
    key: Ident,
}

/// Returns the enum of the keys of a set.
pub fn key_enum(one_of: &OneOf) -> Ident {
    format_ident!("__{}Key", names::text(&one_of.rows))
}

/// Returns the method of the builder that takes a key of a set.
pub fn key_setter(one_of: &OneOf) -> Ident {
    names::reserved(&one_of.name)
}

impl<'m> Expansion<'m> {
    fn new(model: &'m Model, builder: &'m Builder<'m>, one_of: &'m OneOf) -> Self {
        let members = one_of.members(model);
        Self {
            marker: one_of.marker(model),
            relations: members.iter().map(|member| relation::marker(model, member.relation)).collect(),
            variants: members.iter().map(|member| names::variant(&member.relation.name)).collect(),
            key: key_enum(one_of),
            members,
            model,
            builder,
            one_of,
        }
    }

    /// Expands to the enum of the rows.
    fn rows(&self) -> TokenStream {
        let Self { model: Model { ident, visibility, .. }, one_of, variants, .. } = self;
        let OneOf { name, rows, derives, .. } = one_of;
        let targets = self.members.iter().map(|member| &member.relation.target);
        let docs = self.members.iter().map(|Member { relation: Relation { name, .. }, .. }| {
            format!("The row that relation `{name}` leads to.")
        });
        let doc = format!("The row that `{name}` of a [`{ident}`] leads to.");
        let derives = (!derives.is_empty()).then(|| quote!(#[derive(#derives)]));
        quote! {
            #[doc = #doc]
            #derives
            #[allow(deprecated, dead_code, missing_debug_implementations, clippy::large_enum_variant)]
            #visibility enum #rows {
                #(#[doc = #docs] #variants(#targets),)*
            }
        }
    }

    fn items(&self, index: usize) -> TokenStream {
        let key = self.key_definition();
        let one_of_impl = self.one_of_impl();
        let members = self.member_impls();
        let froms = self.froms();
        let shape = self.shape();
        let setter = self.setter();
        let Self { model: Model { ident, visibility, .. }, marker, one_of, .. } = self;
        let name = &one_of.name;
        let constant = names::constant(name);
        let index = number(index);
        let marker_doc = format!("The `one_of` `{name}` of `{ident}`, in messages of the compiler.");
        let doc = format!("The row that a `{ident}` belongs to by `{name}`");
        let constant_doc = format!("{doc}, as a relation of the model rather than of one row.");
        let accessor_doc = format!("{doc}. Nothing runs until a method of the handle is called.");
        let optional = one_of.optional.then(|| {
            quote! {
                #[automatically_derived]
                impl __private::OptionalOneOf for #marker {}
            }
        });
        quote! {
            #[doc = #marker_doc]
            #[allow(non_camel_case_types)]
            #visibility enum #marker {}

            #[automatically_derived]
            impl __private::OneOfAt<#index> for #ident {
                type OneOf = #marker;
            }

            #key
            #one_of_impl
            #optional
            #members
            #froms
            #shape
            #setter

            #[allow(dead_code)]
            impl #ident {
                #[doc = #constant_doc]
                #visibility const #constant: __private::BelongsToOneOf<#marker> = __private::BelongsToOneOf::new();

                #[doc = #accessor_doc]
                #visibility fn #name(&self) -> __private::OneOfHandle<'_, #marker> {
                    __private::OneOfHandle::new(self)
                }
            }
        }
    }

    /// Expands to the enum of the keys, and to how rows become keys.
    fn key_definition(&self) -> TokenStream {
        let Self { model: Model { visibility, .. }, one_of, marker, relations, variants, key, .. } = self;
        let rows = &one_of.rows;
        let doc = format!("The key of a row that `{}` leads to.", one_of.name);
        quote! {
            #[doc = #doc]
            #[doc(hidden)]
            #[allow(missing_debug_implementations)]
            #visibility enum #key {
                #(#[doc(hidden)] #variants(<<#relations as __private::Owning>::Parent as __private::Start>::Value),)*
            }

            #[automatically_derived]
            impl __private::OneOfValue<#marker> for &#rows {
                fn into_key(self) -> #key {
                    match self {
                        #(#rows::#variants(row) => #key::#variants(
                            <<#relations as __private::Owning>::Parent as __private::Referred>::of(row),
                        ),)*
                    }
                }
            }
        }
    }

    fn one_of_impl(&self) -> TokenStream {
        let Self { model, one_of, marker, relations, variants, key, .. } = self;
        let ident = &model.ident;
        let (rows, name) = (&one_of.rows, names::text(&one_of.name));
        let nullability = if one_of.optional { quote!(Nullable) } else { quote!(Required) };
        let own = self.members.iter().flat_map(|member| model.columns_at(&member.own));
        let own = own.map(|column| &column.ident);
        let first = relations.first().zip(variants.first());
        let first = first.map(|(relation, variant)| quote!(visit.visit::<#relation>(#rows::#variant)));
        quote! {
            #[automatically_derived]
            impl __private::OneOf for #marker {
                type Near = #ident;
                type Row = #rows;
                type Nullability = __private::#nullability;
                type Key = #key;

                const NAME: &'static ::core::primitive::str = #name;
                const FOREIGN_KEYS: &'static [&'static __private::ForeignKey] =
                    &[#(<#relations as __private::Owning>::FOREIGN_KEY),*];

                fn set_member<V: __private::VisitMember<Self>>(
                    near: &#ident,
                    visit: V,
                ) -> ::core::option::Option<V::Output> {
                    #(if !<#relations as __private::Owning>::is_null(near) {
                        return ::core::option::Option::Some(visit.visit::<#relations>(#rows::#variants));
                    })*
                    ::core::option::Option::None
                }

                fn first_member<V: __private::VisitMember<Self>>(visit: V) -> V::Output {
                    #first
                }

                fn member<V: __private::VisitKey<Self>>(key: &#key, visit: V) -> V::Output {
                    match key {
                        #(#key::#variants(parent) => visit.visit::<#relations>(parent),)*
                    }
                }

                fn assign(near: &mut #ident, key: #key) {
                    match key {
                        #(#key::#variants(parent) => <#relations as __private::Owning>::assign(near, parent),)*
                    }
                }

                fn clear(near: &mut #ident) {
                    #(near.#own = ::core::option::Option::None;)*
                }
            }
        }
    }

    /// Implements which relations the set has.
    fn member_impls(&self) -> TokenStream {
        let Self { marker, relations, variants, key, .. } = self;
        let places = (0..relations.len()).map(number);
        quote! {
            #(
                #[automatically_derived]
                impl __private::MemberAt<#places> for #marker {
                    type Relation = #relations;
                }

                #[automatically_derived]
                impl __private::HasMember<#relations> for #marker {
                    fn key(parent: <<#relations as __private::Owning>::Parent as __private::Start>::Value) -> #key {
                        #key::#variants(parent)
                    }
                }
            )*
        }
    }

    /// Implements which relation leads to a model, and the conversions of its rows, for each model to which one does.
    fn froms(&self) -> TokenStream {
        let Self { marker, one_of: OneOf { rows, .. }, .. } = self;
        let last = |relation: &Relation| relation.target.segments.last().map(|segment| segment.ident.clone());
        let members = self.members.iter().zip(&self.relations).zip(&self.variants);
        let froms = members.filter_map(|((member, relation), variant)| {
            let target = &member.relation.target;
            let same =
                self.members.iter().filter(|other| last(other.relation) == last(member.relation)).count();
            (same == 1).then(|| {
                quote! {
                    #[automatically_derived]
                    impl __private::LeadsTo<#target> for #marker {
                        type Relation = #relation;
                    }

                    #[automatically_derived]
                    impl ::core::convert::From<#target> for #rows {
                        fn from(row: #target) -> Self {
                            Self::#variant(row)
                        }
                    }
                }
            })
        });
        quote!(#(#froms)*)
    }

    /// Implements that the enum can be loaded.
    fn shape(&self) -> TokenStream {
        let Self { marker, relations, variants, one_of: OneOf { rows, .. }, .. } = self;
        let places = (0..relations.len()).map(number);
        let targets = self.members.iter().map(|member| super::proven(&member.relation.target));
        quote! {
            #[automatically_derived]
            impl __private::load::OneOfShape<#marker> for #rows {
                fn load(rows: &mut __private::load::MemberRows<'_, '_, Self>) -> __private::Result<()> {
                    #(rows.member::<#relations, #targets>(#places, Self::#variants)?;)*
                    ::core::result::Result::Ok(())
                }
            }
        }
    }

    /// Expands to the methods of the builder.
    fn setter(&self) -> TokenStream {
        let Self { model, builder, one_of, marker, key, variants, .. } = self;
        let Some(choice) = builder.choice(one_of) else { return TokenStream::new() };
        let (name, setter, visibility) = (&one_of.name, key_setter(one_of), &model.visibility);
        let create = &builder.name;
        let parameters = builder.parameters();
        let chosen = builder.parameters_with(&required_columns(model, one_of), Some(one_of));
        let doc = format!(
            "Sets the row that `{name}` leads to: a row, a key, or a relation with either, as `{}::{}.to(…)`.",
            model.ident,
            self.members
                .first()
                .map(|member| names::constant(&member.relation.name).to_string())
                .unwrap_or_default(),
        );
        let built = self.members.iter().zip(&self.relations).map(|(member, relation)| {
            let columns: Vec<&Column> = model.columns_at(&member.key.columns).collect();
            let values = foreign_key_values(relation, &columns);
            let set =
                columns.iter().zip(values).filter(|(column, _)| !column.nameless).map(|(column, value)| {
                    let index = model.columns.iter().position(|other| other.ident == column.ident);
                    let requirement = index.map(|index| model.insert_requirement(index));
                    let value = match requirement {
                        Some(InsertRequirement::Required | InsertRequirement::Key) => {
                            quote!(__private::Set(#value))
                        }
                        Some(InsertRequirement::Defaulted | InsertRequirement::Filled) => {
                            quote!(::core::option::Option::Some(#value))
                        }
                        _ => value,
                    };
                    (&column.ident, value)
                });
            let (set, values): (Vec<&Ident>, Vec<TokenStream>) = set.unzip();
            let others = self.members.iter().filter(|other| other.relation.name != member.relation.name);
            let unset: Vec<&Ident> =
                others.flat_map(|other| model.columns_at(&other.own)).map(|column| &column.ident).collect();
            let rest = builder.other_fields(&[set.as_slice(), unset.as_slice()].concat(), Some(one_of));
            quote! {
                #create {
                    #(#set: #values,)*
                    #(#unset: ::core::option::Option::None,)*
                    #name: __private::Set(()),
                    #(#rest: self.#rest,)*
                    __hook: self.__hook,
                }
            }
        });
        quote! {
            #[allow(dead_code)]
            impl<#(#parameters),*> #create<#(#parameters),*> {
                #[doc = #doc]
                #visibility fn #name(self, row: impl __private::OneOfValue<#marker>) -> #create<#(#chosen),*>
                where
                    #choice: __private::NotChosen,
                {
                    self.#setter(__private::OneOfValue::<#marker>::into_key(row))
                }

                fn #setter(self, key: #key) -> #create<#(#chosen),*> {
                    match key {
                        #(#key::#variants(key) => #built,)*
                    }
                }
            }
        }
    }
}

/// Returns the columns that every row has among those of a set: they belong to each of its foreign keys.
pub fn required_columns<'m>(model: &'m Model, one_of: &OneOf) -> Vec<&'m Column> {
    let columns = one_of.members(model).into_iter().flat_map(|member| model.columns_at(&member.key.columns));
    columns.filter(|column| !column.is_option()).collect()
}

//! The expansion of a `belongs_to`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::ForeignKey;
use crate::{
    expand::{
        columns,
        layers::LayerPlace,
        number, one_of, proven,
        relation::{Context, OfKind, RelationImpl, action},
    },
    model::{Column, OneOf},
    names,
};

/// Expands the relation, and the foreign key that it owns.
pub fn expand(context: &Context<'_>, key: &ForeignKey) -> OfKind {
    let owning = Owning::new(context, key);
    let fields = owning.columns.iter().map(|column| names::text(&column.ident));
    let items = [
        owning.referred_key(),
        owning.plain_types(),
        owning.conversions(),
        owning.relation_impl(),
        owning.owning_impl(),
        owning.nullable_key_impl(),
        owning.fill_impl(),
        owning.tree_impl(),
    ];
    OfKind {
        name: "BelongsTo",
        definition: quote!(.fields(&[#(#fields),*])),
        doc: format!("The `{}` that a `{}` belongs to", context.relation.target_name(), context.near),
        items: quote!(#(#items)*),
    }
}

/// Returns the function that makes the value of a column from a parent, for the relation of this marker.
fn function(column: &Column, marker: &Ident) -> Ident {
    format_ident!("{}_of_{}", names::text(&column.ident), names::text(marker))
}

/// Expands to the value of each column of a foreign key, from `key`, the values that it refers to.
pub fn foreign_key_values(marker: &Ident, columns: &[&Column]) -> Vec<TokenStream> {
    let value = |(index, column): (usize, &&Column)| {
        let function = function(column, marker);
        match columns {
            [_] => quote!(#function(key)),
            _ => {
                let index = number(index);
                quote!(#function(key.#index))
            }
        }
    };
    columns.iter().enumerate().map(value).collect()
}

/// A `belongs_to` in generated code.
struct Owning<'c> {
    context: &'c Context<'c>,
    key: &'c ForeignKey,
    columns: Vec<&'c Column>,
    /// The fields of the nullable columns.
    nullable: Vec<&'c Ident>,
    /// The constant that holds the place of the first column that the key refers to.
    constant: Ident,
    /// The place of each column that the key refers to, as a constant expression.
    places: Vec<TokenStream>,
    /// The functions that make the value of each column from a parent.
    functions: Vec<Ident>,
}

impl<'c> Owning<'c> {
    fn new(context: &'c Context<'c>, key: &'c ForeignKey) -> Self {
        let columns: Vec<&Column> = context.model.columns_at(&key.columns).collect();
        let constant = context.constant("KEY");
        let place = |index| match number(index) {
            _ if index == 0 => quote!({ #constant }),
            index => quote!({ #constant + #index }),
        };
        Self {
            nullable: columns
                .iter()
                .filter(|column| column.is_option())
                .map(|column| &column.ident)
                .collect(),
            places: (0..columns.len()).map(place).collect(),
            functions: columns.iter().map(|column| function(column, &context.marker)).collect(),
            constant,
            columns,
            context,
            key,
        }
    }

    /// Expands to the implementation by which the model is a tree, if this is its only relation to itself. A filter would
    /// leave out rows, while a walk follows the foreign key alone.
    fn tree_impl(&self) -> TokenStream {
        let Context { model, near, marker, relation, .. } = self.context;
        let to_itself = model.foreign_keys().filter(|(other, _)| other.target.is_ident(&model.ident)).count();
        if to_itself != 1 || !relation.target.is_ident(&model.ident) || !relation.filters.is_empty() {
            return TokenStream::new();
        }
        quote! {
            #[automatically_derived]
            impl __private::TreeModel for #near {
                type Parent = #marker;
            }
        }
    }

    /// Expands to the constant: the place of the first column among those that a foreign key may refer to.
    fn referred_key(&self) -> TokenStream {
        let Self { constant, context, key, .. } = self;
        let Context { far: parent, name, relation, .. } = context;
        let found = match &key.references {
            Some(field) => {
                let text = names::text(field);
                quote_spanned! {field.span()=>
                    __private::resolve::referenced(
                        #text,
                        <#parent as __private::Model>::ENTITY,
                        <#parent as __private::Model>::KEY_COLUMNS,
                        <#parent as __private::Model>::KEY,
                        <#parent as __private::Model>::COLUMNS,
                    )
                }
            }
            None => {
                let parts = number(key.columns.len());
                quote_spanned! {relation.name.span()=>
                    __private::resolve::primary_key(
                        #name,
                        #parts,
                        <#parent as __private::Model>::ENTITY,
                        <#parent as __private::Model>::KEY,
                    )
                }
            }
        };
        quote!(const #constant: ::core::primitive::usize = #found;)
    }

    /// Checks that each type which does not read as an `Option` is none: whether a key is nullable goes by how its type
    /// reads.
    fn plain_types(&self) -> TokenStream {
        let child = self.context.near.to_string();
        let checks = self.columns.iter().filter(|column| !column.is_option()).map(|column| {
            let ty = &column.ty;
            let field = names::text(&column.ident);
            let nullable = columns::item(ty, "NULLABLE");
            quote_spanned! {ty.span()=>
                const _: () = __private::resolve::required_key(
                    #child,
                    #field,
                    #nullable,
                );
            }
        });
        quote! { #(#checks)* }
    }

    /// Returns the types of the columns of the parent that the key refers to.
    fn referred_types(&self) -> Vec<TokenStream> {
        let parent = &self.context.far;
        self.places.iter().map(|place| quote!(<#parent as __private::KeyPart<#place>>::Type)).collect()
    }

    /// Expands to a function for each column that makes its value from the parent's: there the compiler checks that the
    /// types fit.
    fn conversions(&self) -> TokenStream {
        let columns = self.columns.iter().zip(self.referred_types()).zip(&self.functions);
        let functions = columns.map(|((column, referred), function)| {
            let ty = proven(&column.ty);
            let referring = quote_spanned! {column.ty.span()=>
                <#ty as __private::References<#referred>>::referring_to
            };
            quote! {
                fn #function(key: #referred) -> #ty {
                    #referring(key)
                }
            }
        });
        quote! { #(#functions)* }
    }

    /// Expands to `impl Relation`.
    fn relation_impl(&self) -> TokenStream {
        let Self { constant, context, columns, .. } = self;
        let Context { far: parent, marker, .. } = context;
        let bound = columns.iter().map(|column| columns::bound(column, "near"));
        context.relation_impl(RelationImpl {
            far: quote!(<#parent as __private::KeyPart<{ #constant }>>::Owner),
            start: quote!(__private::OwnForeignKey),
            path: quote! {
                __private::Path::Steps(&[
                    <#marker as __private::Owning>::FOREIGN_KEY
                        .to_parent(<<#marker as __private::Relation>::Far as __private::Model>::table),
                ])
            },
            layers: context.filters(&LayerPlace::Far),
            order: &[],
            junction: None,
            render: quote!(__private::RelationSql::direct::<#marker>),
            bind_near: quote!(bind #(#bound)*.done()),
        })
    }

    /// Expands to `impl Owning`.
    fn owning_impl(&self) -> TokenStream {
        let Self { context, constant, columns, nullable, places, .. } = self;
        let Context { near: child, far: parent, marker, name, .. } = context;
        let count = number(columns.len());
        let column_names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let fields: Vec<&Ident> = columns.iter().map(|column| &column.ident).collect();
        let options = self.options();
        let referred = quote!(#(__private::KeyAt<#parent, #places>),*);
        let referred = if columns.len() == 1 { referred } else { quote!((#referred)) };
        let values = self.values();
        let nullability = match (context.relation.filters.is_empty(), nullable.is_empty()) {
            (false, _) => quote!(Filtered),
            (true, true) => quote!(Required),
            (true, false) => quote!(Nullable),
        };
        let required =
            context.builder.required(columns).map(|column| names::marker(context.model, &column.ident));
        let chosen =
            self.one_of().filter(|one_of| !one_of.optional).map(|one_of| one_of.marker(context.model));
        let required = chosen.or(required).unwrap_or_else(|| marker.clone());
        let excluded = self.excluded();
        let is_null = (!nullable.is_empty()).then(|| {
            quote! {
                fn is_null(child: &#child) -> ::core::primitive::bool {
                    #(::core::option::Option::is_none(&child.#nullable))||*
                }
            }
        });
        quote! {
            #[automatically_derived]
            impl __private::Owning for #marker {
                type Nullability = __private::#nullability;
                type Column = #required;
                type Parent = #referred;

                const FOREIGN_KEY: &'static __private::ForeignKey = &__private::ForeignKey::new(
                    #name,
                    &[#(#column_names),*],
                    <#parent as __private::Model>::ENTITY,
                    __private::resolve::columns::<#parent>(#constant, #count),
                ) #options;

                #is_null

                fn assign(child: &mut #child, key: <Self::Parent as __private::Start>::Value) {
                    #(child.#fields = #values;)*
                    #(child.#excluded = ::core::option::Option::None;)*
                }
            }
        }
    }

    /// Expands to the value of each column, from the values that the key refers to.
    fn values(&self) -> Vec<TokenStream> {
        foreign_key_values(&self.context.marker, &self.columns)
    }

    /// Expands to the calls that complete the foreign key.
    fn options(&self) -> TokenStream {
        let on_delete = self.key.on_delete.iter().map(action);
        let on_update = self.key.on_update.iter().map(action);
        let deferrable = self.key.deferrable.then(|| quote!(.deferrable(true)));
        quote!(#(.on_delete(#on_delete))* #(.on_update(#on_update))* #deferrable)
    }

    /// Implements that the foreign key can be taken away from a child, if one of its fields is nullable.
    fn nullable_key_impl(&self) -> TokenStream {
        let Self { context: Context { near: child, marker, .. }, nullable, .. } = self;
        // A row without this parent would need another.
        let chosen = self.one_of().is_some_and(|one_of| !one_of.optional);
        if nullable.is_empty() || chosen {
            return TokenStream::new();
        }
        let orphaned = self.orphaned();
        quote! {
            #[automatically_derived]
            impl __private::NullableKey for #marker {
                fn unassign(child: &mut #child) {
                    #(child.#orphaned = ::core::option::Option::None;)*
                }
            }
        }
    }

    /// Returns the set that the relation is a member of, if there is one.
    fn one_of(&self) -> Option<&OneOf> {
        self.context.model.one_of(&self.context.relation.name)
    }

    /// Returns the fields that become `None` when a child gets this parent: those of the others in its set.
    fn excluded(&self) -> Vec<&Ident> {
        let model = self.context.model;
        let members = self.one_of().into_iter().flat_map(|one_of| one_of.members(model));
        let others = members.filter(|member| member.relation.name != self.context.relation.name);
        others
            .flat_map(|member| model.columns_at(&member.own).collect::<Vec<_>>())
            .map(|column| &column.ident)
            .collect()
    }

    /// Returns the fields that become `None` when a child is taken from its parent: the nullable ones, without those that
    /// another foreign key has too, unless there are no others. The core does so for rows.
    fn orphaned(&self) -> Vec<&Ident> {
        let is_shared = |field: &Ident| {
            let others = self.context.model.foreign_keys().filter(|(_, key)| !std::ptr::eq(*key, self.key));
            let mut columns = others.flat_map(|(_, key)| self.context.model.columns_at(&key.columns));
            columns.any(|column| column.ident == *field)
        };
        let own: Vec<&Ident> = self.nullable.iter().copied().filter(|field| !is_shared(field)).collect();
        if own.is_empty() { self.nullable.clone() } else { own }
    }

    /// Implements that `create()` builders get this foreign key from a parent.
    fn fill_impl(&self) -> TokenStream {
        let Context { builder, marker, .. } = self.context;
        let name = &builder.name;
        let parameters = builder.parameters();
        let (filled, setters) = match self.one_of() {
            Some(one_of) => {
                let (key, setter) = (one_of::key_enum(one_of), one_of::key_setter(one_of));
                let variant = names::variant(&self.context.relation.name);
                let required = one_of::required_columns(self.context.model, one_of);
                let filled = builder.parameters_with(&required, Some(one_of));
                (filled, vec![quote!(.#setter(#key::#variant(key)))])
            }
            None => {
                let set = self.columns.iter().zip(self.values()).filter(|(column, _)| !column.nameless);
                let setters = set.map(|(Column { ident, .. }, value)| quote!(.#ident(#value)));
                (builder.parameters_with(&self.columns, None), setters.collect())
            }
        };
        quote! {
            #[automatically_derived]
            impl<#(#parameters),*> __private::PrefillKey<#name<#(#parameters),*>> for #marker {
                type Filled = #name<#(#filled),*>;

                fn fill(
                    builder: #name<#(#parameters),*>,
                    key: <<Self as __private::Owning>::Parent as __private::Start>::Value,
                ) -> Self::Filled {
                    builder #(#setters)*
                }
            }
        }
    }
}

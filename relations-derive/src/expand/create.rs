//! The `create()` builder: a struct that has a type parameter for each column that must be set, so that only a complete
//! one can be inserted.

mod insertable;
mod setters;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    model::{Column, InsertRequirement, Model, OneOf, RoleKind},
    names,
};

/// The builder of a model in generated code.
pub struct Builder<'m> {
    pub name: Ident,
    model: &'m Model,
    fields: Vec<Field<'m>>,
    /// The sets of relations of which one is set, each with the name of its type parameter.
    choices: Vec<(&'m OneOf, Ident)>,
}

/// A column in the builder.
struct Field<'m> {
    column: &'m Column,
    requirement: InsertRequirement,
    /// The name of the type parameter, for a column that has one.
    state: Ident,
}

impl Field<'_> {
    /// Returns `true` if the column must be set, and has a type parameter for it.
    fn has_state(&self) -> bool {
        matches!(self.requirement, InsertRequirement::Required | InsertRequirement::Key)
    }
}

impl<'m> Builder<'m> {
    pub fn new(model: &'m Model) -> Self {
        let idents = model.columns.iter().map(|column| &column.ident);
        let states = names::types("", idents, "State", |name| !model.mentioned.contains(name));
        let fields = model.columns.iter().zip(states.clone()).enumerate().map(|(index, (column, state))| {
            Field { column, requirement: model.insert_requirement(index), state }
        });
        let names = model.one_ofs.iter().map(|one_of| &one_of.name);
        let taken: Vec<Ident> = states.clone();
        let choices = names::types("", names, "Choice", |name| {
            !model.mentioned.contains(name) && !taken.iter().any(|state| state == name)
        });
        Self {
            name: names::builder(model),
            model,
            fields: fields.collect(),
            choices: model.one_ofs.iter().zip(choices).collect(),
        }
    }

    /// Returns the columns that the builder has a field for.
    fn fields(&self) -> impl Iterator<Item = &Field<'m>> {
        self.fields.iter().filter(|field| field.requirement != InsertRequirement::Impossible)
    }

    /// Returns the columns that the library fills in.
    fn filled(&self) -> impl Iterator<Item = (&'m Column, RoleKind)> {
        self.fields().filter_map(|field| match field.requirement {
            InsertRequirement::Filled => Some((field.column, field.column.kept_role()?)),
            _ => None,
        })
    }

    /// Returns the columns that must be set.
    fn states(&self) -> impl Iterator<Item = &Field<'m>> {
        self.fields.iter().filter(|field| field.has_state())
    }

    /// Returns the type parameters.
    pub fn parameters(&self) -> Vec<&Ident> {
        self.states().map(|field| &field.state).chain(self.choices.iter().map(|(_, state)| state)).collect()
    }

    /// Returns the type parameters once these columns and this set have been set.
    pub fn parameters_with(&self, set: &[&Column], chosen: Option<&OneOf>) -> Vec<TokenStream> {
        let parameters = self.states().map(|Field { column, state, .. }| {
            let ty = &column.ty;
            if set.iter().any(|other| other.ident == column.ident) {
                quote!(__private::Set<#ty>)
            } else {
                quote!(#state)
            }
        });
        let choices = self.choices.iter().map(|(one_of, state)| {
            if chosen.is_some_and(|chosen| chosen.name == one_of.name) {
                quote!(__private::Set<()>)
            } else {
                quote!(#state)
            }
        });
        parameters.chain(choices).collect()
    }

    /// Returns the type parameter of a set.
    pub fn choice(&self, one_of: &OneOf) -> Option<&Ident> {
        self.choices.iter().find(|(other, _)| other.name == one_of.name).map(|(_, state)| state)
    }

    /// Returns the fields of the builder besides these columns and this set.
    pub fn other_fields(&self, set: &[&Ident], chosen: Option<&OneOf>) -> Vec<&'m Ident> {
        let columns = self.fields().map(|field| &field.column.ident).filter(|ident| !set.contains(ident));
        let choices = self.choices.iter().map(|(one_of, _)| &one_of.name);
        columns.chain(choices.filter(|name| chosen.is_none_or(|chosen| chosen.name != **name))).collect()
    }

    /// Returns the first of these columns that must be set, and so has a marker.
    pub fn required<'c>(&self, columns: &[&'c Column]) -> Option<&'c Column> {
        let is_required = |column: &&&Column| self.states().any(|field| field.column.ident == column.ident);
        columns.iter().find(is_required).copied()
    }

    /// Returns the bounds of a builder in which every required column has been set.
    fn complete(&self) -> Vec<TokenStream> {
        let bounds = self.states().map(|Field { column, state, .. }| {
            let ty = &column.ty;
            quote!(#state: __private::IsSet<#ty>)
        });
        let required = self.choices.iter().filter(|(one_of, _)| !one_of.optional);
        bounds.chain(required.map(|(_, state)| quote!(#state: __private::IsChosen))).collect()
    }

    /// Expands to the type of the builder with nothing set, which other code names `__Unset`.
    fn unset(&self) -> TokenStream {
        let name = &self.name;
        let states = self.states().map(|Field { column, requirement, .. }| {
            let (field, ty) = (names::marker(self.model, &column.ident), &column.ty);
            if *requirement == InsertRequirement::Key {
                let unset = super::columns::item(ty, "UnsetKey");
                quote!(#unset<#field>)
            } else {
                quote!(__private::Missing<#field>)
            }
        });
        let choices = self.choices.iter().map(|(one_of, _)| {
            let marker = one_of.marker(self.model);
            quote!(__private::Missing<#marker>)
        });
        let states = states.chain(choices);
        quote!(#name<#(#states),*>)
    }

    /// Expands to the struct.
    pub fn definition(&self) -> TokenStream {
        let Self { name, model: Model { ident, visibility, runtime, .. }, .. } = self;
        let parameters = self.parameters();
        let fields = self.fields().map(|Field { column, requirement, state }| {
            let (field, ty) = (&column.ident, &column.ty);
            match requirement {
                InsertRequirement::Required | InsertRequirement::Key => quote!(#field: #state,),
                InsertRequirement::Nullable => quote!(#field: #ty,),
                InsertRequirement::Defaulted | InsertRequirement::Filled => {
                    quote!(#field: ::core::option::Option<#ty>,)
                }
                InsertRequirement::Impossible => quote!(),
            }
        });
        let choices = self.choices.iter().map(|(one_of, _)| &one_of.name);
        let choice_states = self.choices.iter().map(|(_, state)| state);
        let doc = format!(
            "A new row of [`{ident}`], begun by `{ident}::create()`: a method for each column, and `insert`, \
             which compiles once every required column has been set."
        );
        quote! {
            #[doc = #doc]
            #[allow(deprecated)]
            #[must_use = "nothing is inserted until `insert` is called"]
            #visibility struct #name<#(#parameters),*> {
                #(#fields)*
                #(#choices: #choice_states,)*
                __hook: #runtime::__private::InsertHook<#ident>,
            }
        }
    }
}

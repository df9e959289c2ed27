//! A set of relations of which a row has one.

use proc_macro2::{Ident, TokenStream};

use super::{Model, Relation};
use crate::{kinds::ForeignKey, names};

/// Several `belongs_to` of one struct, of which a row has one.
pub struct OneOf {
    pub name: Ident,
    /// The enum of the rows that it leads to.
    pub rows: Ident,
    /// The relations, by their names.
    pub members: Vec<Ident>,
    pub optional: bool,
    /// What the enum derives.
    pub derives: TokenStream,
}

/// A relation of a set.
pub struct Member<'m> {
    pub relation: &'m Relation,
    pub key: &'m ForeignKey,
    /// The columns that only this foreign key has and that can be NULL, by their indices.
    pub own: Vec<usize>,
}

impl OneOf {
    /// Returns the relations.
    pub fn members<'m>(&self, model: &'m Model) -> Vec<Member<'m>> {
        let find = |name: &Ident| {
            let (relation, key) = model.foreign_keys().find(|(relation, _)| relation.name == *name)?;
            Some(Member { relation, key, own: model.own_columns(key) })
        };
        self.members.iter().filter_map(find).collect()
    }

    /// Returns the name of the marker type.
    pub fn marker(&self, model: &Model) -> Ident {
        names::marker(model, &self.name)
    }
}

impl Model {
    /// Returns the columns of a foreign key that can be NULL and that no other foreign key has. The core does so for
    /// statements.
    pub fn own_columns(&self, key: &ForeignKey) -> Vec<usize> {
        // A relation that is declared twice is a mistake of its own.
        let name = self
            .foreign_keys()
            .find(|(_, other)| std::ptr::eq(*other, key))
            .map(|(relation, _)| &relation.name);
        let is_shared = |index: usize| {
            let mut others = self.foreign_keys().filter(|(relation, _)| Some(&relation.name) != name);
            others.any(|(_, other)| other.columns.contains(&index))
        };
        let own = key.columns.iter().copied();
        own.filter(|index| self.columns[*index].is_option() && !is_shared(*index)).collect()
    }

    /// Returns the set that a relation is a member of, if there is one.
    pub fn one_of(&self, relation: &Ident) -> Option<&OneOf> {
        self.one_ofs.iter().find(|one_of| one_of.members.contains(relation))
    }

    /// Returns `true` if the column of this index is set by a set alone: builders have no method for it.
    pub fn is_chosen(&self, index: usize) -> bool {
        let members = self.one_ofs.iter().flat_map(|one_of| one_of.members(self));
        members.into_iter().any(|member| member.own.contains(&index))
    }
}

//! The table as constant metadata.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{one_of, relation};
use crate::{
    kinds,
    model::{Column, Model},
    names,
};

/// Expands to one entry of `Model::COLUMNS`.
pub fn column(column: &Column) -> TokenStream {
    let Column { ty, name, .. } = column;
    let field = names::text(&column.ident);
    // Here the compiler reports a type that is no column type: all other items have it by way of the proof.
    let storage = quote_spanned!(ty.span()=> <#ty as __private::ColumnType>::STORAGE);
    let default = column.default.iter();
    let check = column.check.iter();
    let collate = column.collate.iter();
    let declared_type = column.declared_type.iter();
    let renamed_from = column.renamed_from.iter();
    let role = column.kept_role().map(|role| {
        let role = Ident::new(role.name(), ty.span());
        quote_spanned!(ty.span()=> .role(__private::ColumnRole::#role::<#ty>()))
    });
    quote! {
        __private::ColumnDef::new(#field, #name, #storage)
            #(.declared_type(#declared_type))*
            #(.default(#default))*
            #(.check(#check))*
            #(.collate(#collate))*
            #(.renamed_from(#renamed_from))*
            #role
    }
}

/// Expands to the value of `Model::TABLE`.
pub fn table(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let uniques = uniques(model).into_iter().map(|columns| {
        let names = column_names(model, &columns);
        quote!(&[#(#names),*])
    });
    let indexes = indexes(model).into_iter().map(|columns| {
        let names = column_names(model, &columns);
        let name = index_name(&model.table.name, &names);
        quote!(__private::Index { name: #name, columns: &[#(#names),*] })
    });
    let checks = &model.table.checks;
    let foreign_keys = model.foreign_keys().map(|(relation, _)| {
        let marker = relation::marker(model, relation);
        quote!(*<#marker as __private::Owning>::FOREIGN_KEY)
    });
    let paths = model.relations.iter().map(|relation| {
        let marker = relation::marker(model, relation);
        quote!(<#marker as __private::Relation>::PATH)
    });
    let generated = model.relations.iter().filter(|relation| relation.kind.generated_junction().is_some());
    let junctions = generated.map(|relation| {
        let constant = kinds::junction_constant(model, relation);
        quote!(*#constant)
    });
    let one_ofs = model.one_ofs.iter().map(|one_of| one_of::definition(model, one_of));
    let renamed_from = model.table.renamed_from.iter();
    let strict = (!model.table.strict).then(|| quote!(.strict(false)));
    let without_rowid = model.table.without_rowid.then(|| quote!(.without_rowid(true)));
    let listed = [
        list("uniques", &uniques.collect::<Vec<_>>()),
        list("indexes", &indexes.collect::<Vec<_>>()),
        list("paths", &paths.collect::<Vec<_>>()),
        list("one_ofs", &one_ofs.collect::<Vec<_>>()),
    ];
    let copied = [
        part("foreign_keys", &quote!(__private::ForeignKey), &foreign_keys.collect::<Vec<_>>()),
        part("junctions", &quote!(__private::Table), &junctions.collect::<Vec<_>>()),
    ];
    let (constants, setters): (Vec<_>, Vec<_>) = copied.into_iter().flatten().unzip();
    let setters = listed.into_iter().flatten().chain(setters);
    let checks = (!checks.is_empty()).then(|| quote!(.checks(&[#(#checks),*])));
    let table = quote! {
        &__private::Table::of::<#ident>() #(.renamed_from(#renamed_from))* #(#setters)* #checks #strict #without_rowid
    };
    if constants.is_empty() { table } else { quote!({ #(#constants)* #table }) }
}

/// Expands to the call that puts these items into the table; to nothing if there are none.
fn list(name: &str, items: &[TokenStream]) -> Option<TokenStream> {
    let setter = names::local(name);
    (!items.is_empty()).then(|| quote!(.#setter(&[#(#items),*])))
}

/// Expands to a constant with these items, which are copies of others, and to the call that puts it into the table; to
/// nothing if there are none.
fn part(name: &str, ty: &TokenStream, items: &[TokenStream]) -> Option<(TokenStream, TokenStream)> {
    let constant = names::local(&name.to_uppercase());
    let setter = names::local(name);
    let constant_item = quote!(const #constant: &[#ty] = &[#(#items),*];);
    (!items.is_empty()).then(|| (constant_item, quote!(.#setter(#constant))))
}

/// Returns the columns that are unique together, except for the primary key.
fn uniques(model: &Model) -> Vec<Vec<usize>> {
    let single =
        (0..model.columns.len()).filter(|index| model.columns[*index].unique).map(|index| vec![index]);
    let mut found: Vec<Vec<usize>> = Vec::new();
    for columns in single.chain(model.table.uniques.iter().cloned()) {
        if columns != model.primary_key && !found.contains(&columns) {
            found.push(columns);
        }
    }
    found
}

/// Returns the columns of each index: of those that are declared, and of one for each foreign key, which deleting a
/// parent and reading its children need; except for those that another index, the key or a unique constraint serves.
fn indexes(model: &Model) -> Vec<Vec<usize>> {
    let declared =
        (0..model.columns.len()).filter(|index| model.columns[*index].indexed).map(|index| vec![index]);
    let declared = declared.chain(model.table.indexes.iter().cloned());
    let foreign_keys = model.foreign_keys().map(|(_, key)| key.columns.clone());
    let mut served = uniques(model);
    served.push(model.primary_key.clone());

    let mut wanted: Vec<Vec<usize>> = declared.chain(foreign_keys).collect();
    let all = wanted.clone();
    let mut kept: Vec<Vec<usize>> = Vec::new();
    wanted.retain(|columns| {
        let longer = all.iter().any(|other| other.len() > columns.len() && other.starts_with(columns));
        let fresh =
            !longer && !served.iter().any(|other| other.starts_with(columns)) && !kept.contains(columns);
        if fresh {
            kept.push(columns.clone());
        }
        fresh
    });
    wanted
}

/// Returns the name of the index over these columns.
pub fn index_name(table: &str, columns: &[&str]) -> String {
    format!("ix_{table}_{}", columns.join("_"))
}

fn column_names<'m>(model: &'m Model, indices: &[usize]) -> Vec<&'m str> {
    model.columns_at(indices).map(|column| column.name.as_str()).collect()
}

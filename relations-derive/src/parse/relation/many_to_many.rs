//! `#[many_to_many(…)]`.

use syn::{Attribute, LitStr, parse::ParseStream};

use super::{Declaration, declared};
use crate::{
    errors::Errors,
    model::{Junction, JunctionTable, Relation, RelationKind},
    parse::table::check_name,
    words,
};

/// Reads the attribute.
pub fn parse(errors: &mut Errors, attribute: &Attribute) -> Option<Relation> {
    let (Declaration { name, target }, mut options) = declared(errors, attribute)?;
    if !options.has("through") {
        options.errors().push(
            &name,
            format!(
                "`{name}` does not say by which table rows are linked: add `through = Model`, or `through = \
                 \"table_name\"` to have the table generated"
            ),
        );
        return None;
    }
    let through = options.parsed("through", "Model` or `through = \"table_name\"", junction_table)?;
    let junction =
        Junction { through, from: options.ident("from"), to: options.ident("to"), order: options.order_by() };
    options.finish()?;
    if let JunctionTable::Generated(table) = &junction.through {
        check_name(errors, table);
    }
    Some(Relation { name, target, kind: RelationKind::ManyToMany(junction) })
}

fn junction_table(input: ParseStream<'_>) -> syn::Result<JunctionTable> {
    if input.peek(LitStr) {
        input.parse().map(JunctionTable::Generated)
    } else {
        words::type_path(input).map(JunctionTable::Model)
    }
}

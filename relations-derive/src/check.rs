//! The rules that hold within one struct. What must hold between structs is proven in the expansion, by traits and
//! const assertions; between all tables of a schema, by `schema!`.

mod columns;
mod names;
mod one_of;
mod relations;

use crate::{errors::Errors, model::Model};

/// Reports what breaks a rule and leaves it out of the model, so that the rest still expands.
pub fn check(errors: &mut Errors, model: &mut Model) {
    // First, since the other rules leave relations out.
    relations::throughs_are_relations(errors, model);
    relations::throughs_end(errors, model);
    one_of::check(errors, model);
    names::constants_are_distinct(errors, model);
    names::builder_methods_are_free(errors, model);
    names::builder_is_another(errors, model);
    names::columns_are_distinct(errors, model);
    names::former_names_are_former(errors, model);
    names::relations_are_distinct(errors, model);
    names::accessors_are_free(errors, model);
    columns::keys_are_not_null(errors, model);
    columns::types_are_strict(errors, model);
    columns::roles_are_possible(errors, model);
    relations::actions_are_possible(errors, model);
    // The rules that take defaults away come after the one on actions, which asks for defaults.
    columns::defaults_are_values(errors, model);
    columns::keys_have_no_default(errors, model);
    relations::junction_columns_are_named(errors, model);
    relations::junctions_have_one_writer(errors, model);
    relations::leave_out_dangling_throughs(model);
    one_of::leave_out_dangling_members(model);
}

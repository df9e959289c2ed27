//! Diesel: tables as its command line prints them, and for each a model of rows and one of new rows.

use super::{Contestant, rust_type, value};
use crate::graph::{Kind, Model, name, type_name};

pub const CONTESTANT: Contestant = Contestant { name: "Diesel", dependencies, root, module };

fn dependencies() -> String {
    "diesel = { version = \"2.3\", features = [\"sqlite\", \"returning_clauses_for_sqlite_3_35\"] }\n\
     libsqlite3-sys = { version = \"*\", features = [\"bundled\"] }\n"
        .into()
}

fn root(models: &[Model]) -> String {
    let mut code = String::from("pub mod schema {\n");
    for model in models {
        code += &format!("diesel::table! {{\n    {} (id) {{\n        id -> BigInt,\n", model.name());
        for column in &model.columns {
            code += &format!("        {} -> {},\n", column.name, sql_type(column.kind));
        }
        for parent in &model.parents {
            code += &format!("        {}_id -> BigInt,\n", name(*parent));
        }
        code += "    }\n}\n\n";
    }
    for model in models {
        for parent in &model.parents {
            let parent = name(*parent);
            code += &format!("diesel::joinable!({} -> {parent} ({parent}_id));\n", model.name());
        }
    }
    let all: Vec<String> = models.iter().map(Model::name).collect();
    code + &format!("diesel::allow_tables_to_appear_in_same_query!({});\n}}\n", all.join(", "))
}

fn module(model: &Model) -> String {
    let (this, table) = (model.type_name(), model.name());
    let mut code = format!("use diesel::prelude::*;\n\nuse super::schema::{table};\n");
    for other in model.parents.iter().chain(&model.children) {
        code += &format!("use super::{}::{};\n", name(*other), type_name(*other));
    }
    let mut fields = String::new();
    for column in &model.columns {
        fields += &format!("    pub {}: {},\n", column.name, rust_type(column.kind));
    }
    for parent in &model.parents {
        fields += &format!("    pub {}_id: i64,\n", name(*parent));
    }
    code += "\n#[derive(Queryable, Selectable, Identifiable, Clone, Debug, PartialEq)]\n";
    if !model.parents.is_empty() {
        code += "#[derive(Associations)]\n";
    }
    for parent in &model.parents {
        code += &format!("#[diesel(belongs_to({}))]\n", type_name(*parent));
    }
    let attributes =
        format!("#[diesel(table_name = {table})]\n#[diesel(check_for_backend(diesel::sqlite::Sqlite))]\n");
    code += &format!("{attributes}pub struct {this} {{\n    pub id: i64,\n{fields}}}\n\n");
    code += &format!("#[derive(Insertable)]\n{attributes}pub struct New{this} {{\n{fields}}}\n\n");
    code += &format!(
        "pub fn run(db: &mut SqliteConnection, id: i64) -> QueryResult<usize> {{\n    let new = New{this} {{\n"
    );
    for column in &model.columns {
        code += &format!("        {}: {},\n", column.name, value(column.kind));
    }
    for parent in &model.parents {
        code += &format!("        {}_id: id,\n", name(*parent));
    }
    code += &format!(
        "    }};\n    let _: {this} = diesel::insert_into({table}::table).values(&new).returning({this}::as_returning()).get_result(db)?;\n    let row: {this} = {table}::table.find(id).select({this}::as_select()).first(db)?;\n    let mut rows = {table}::table.filter({table}::{}.eq(\"some text\")).order({table}::id.desc()).select({this}::as_select()).load::<{this}>(db)?.len();\n",
        model.columns[0].name
    );
    for child in &model.children {
        let child = type_name(*child);
        code += &format!(
            "    rows += {child}::belonging_to(&row).select({child}::as_select()).load::<{child}>(db)?.len();\n"
        );
    }
    for parent in &model.parents {
        let (table, parent) = (name(*parent), type_name(*parent));
        code += &format!(
            "    rows += super::schema::{table}::table.find(row.{table}_id).select({parent}::as_select()).first::<{parent}>(db)?.name.len();\n"
        );
    }
    code + "    diesel::delete(&row).execute(db)?;\n    Ok(rows)\n}\n"
}

fn sql_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "Text",
        Kind::Integer => "BigInt",
        Kind::Real => "Double",
        Kind::Boolean => "Bool",
        Kind::OptionalText => "Nullable<Text>",
    }
}

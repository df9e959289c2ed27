//! This library.

use super::{Contestant, rust_type, value};
use crate::graph::{Model, name, type_name};

pub const CONTESTANT: Contestant = Contestant { name: "relations", dependencies, root, module };

fn dependencies() -> String {
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    // Without default features, so that nothing is looked up that the library does not use itself.
    let rusqlite = r#"rusqlite = { version = ">=0.40, <0.44", default-features = false }"#;
    format!("relations = {{ path = {library:?} }}\n{rusqlite}\n")
}

fn root(models: &[Model]) -> String {
    let listed: Vec<String> =
        models.iter().map(|model| format!("{}::{}", model.name(), model.type_name())).collect();
    format!("pub const SCHEMA: relations::Schema = relations::schema![{}];\n", listed.join(", "))
}

fn module(model: &Model) -> String {
    let this = model.type_name();
    let mut code = String::from("use relations::{Model, prelude::*};\nuse rusqlite::Connection;\n\n");
    for other in model.parents.iter().chain(&model.children) {
        code += &format!("use super::{}::{};\n", name(*other), type_name(*other));
    }
    code += &format!("\n#[derive(Model, Clone, Debug, PartialEq)]\n#[model(table = {:?})]\n", model.name());
    for child in &model.children {
        code += &format!("#[has_many({}s: {})]\n", name(*child), type_name(*child));
    }
    code += &format!("pub struct {this} {{\n    pub id: i64,\n");
    for (at, column) in model.columns.iter().enumerate() {
        let index = if at < model.indexes { "    #[index]\n" } else { "" };
        code += &format!("{index}    pub {}: {},\n", column.name, rust_type(column.kind));
    }
    for parent in &model.parents {
        let (parent, other) = (name(*parent), type_name(*parent));
        code += &format!(
            "    #[belongs_to({parent}: {other}, on_delete = cascade)]\n    pub {parent}_id: i64,\n"
        );
    }
    code += "}\n\n";
    code +=
        &format!("pub fn run(db: &Connection, id: i64) -> relations::Result<usize> {{\n    {this}::create()");
    for column in &model.columns {
        code += &format!(".{}({})", column.name, value(column.kind));
    }
    for parent in &model.parents {
        code += &format!(".{}_id(id)", name(*parent));
    }
    let is_alone = model.children.is_empty() && model.parents.is_empty();
    let rows = if is_alone { "rows" } else { "mut rows" };
    code += &format!(
        ".insert(db)?;\n    let row = {this}::get(db, id)?;\n    let {rows} = {this}::query().filter({this}::{}.eq(\"some text\")).order_by({this}::ID.desc()).all(db)?.len();\n",
        model.columns[0].name.to_uppercase()
    );
    for child in &model.children {
        code += &format!("    rows += row.{}s().all(db)?.len();\n", name(*child));
    }
    for parent in &model.parents {
        code += &format!("    rows += row.{}().get(db)?.{}.len();\n", name(*parent), "name");
    }
    code + "    row.delete(db)?;\n    Ok(rows)\n}\n"
}

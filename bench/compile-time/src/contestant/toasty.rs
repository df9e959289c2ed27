//! Toasty. Keys are `u64` as in its guide, since it cannot yet include relations over `i64`.

use super::{Contestant, rust_type, value};
use crate::graph::{Model, name, type_name};

pub const CONTESTANT: Contestant = Contestant { name: "Toasty", dependencies, root, module };

fn dependencies() -> String {
    "toasty = { version = \"0.11\", default-features = false, features = [\"sqlite\"] }\n".into()
}

fn root(_: &[Model]) -> String {
    "pub fn models() -> toasty::schema::app::ModelSet {\n    toasty::models!(crate::*)\n}\n".into()
}

fn module(model: &Model) -> String {
    let this = model.type_name();
    let mut code = String::new();
    for other in model.parents.iter().chain(&model.children) {
        code += &format!("use super::{}::{};\n", name(*other), type_name(*other));
    }
    code += &format!(
        "\n#[derive(Debug, toasty::Model)]\n#[table = {:?}]\npub struct {this} {{\n    #[key]\n    #[auto]\n    pub id: u64,\n",
        model.name()
    );
    for column in &model.columns {
        code += &format!("    pub {}: {},\n", column.name, rust_type(column.kind));
    }
    for parent in &model.parents {
        let (parent, other) = (name(*parent), type_name(*parent));
        code += &format!(
            "    #[index]\n    pub {parent}_id: u64,\n    #[belongs_to(key = {parent}_id, references = id)]\n    pub {parent}: toasty::Deferred<{other}>,\n"
        );
    }
    for child in &model.children {
        code += &format!(
            "    #[has_many]\n    pub {}s: toasty::Deferred<Vec<{}>>,\n",
            name(*child),
            type_name(*child)
        );
    }
    code += &format!(
        "}}\n\npub async fn run(db: &mut toasty::Db, id: u64) -> toasty::Result<usize> {{\n    toasty::create!({this} {{\n"
    );
    for column in &model.columns {
        code += &format!("        {}: {},\n", column.name, value(column.kind));
    }
    for parent in &model.parents {
        code += &format!("        {}_id: id,\n", name(*parent));
    }
    code += &format!(
        "    }})\n    .exec(db)\n    .await?;\n    let row = {this}::get_by_id(db, &id).await?;\n    let mut rows = {this}::filter({this}::fields().{}().eq(\"some text\")).order_by({this}::fields().id().desc()).exec(db).await?.len();\n",
        model.columns[0].name
    );
    for child in &model.children {
        code += &format!("    rows += row.{}s().exec(db).await?.len();\n", name(*child));
    }
    for parent in &model.parents {
        code += &format!("    rows += row.{}().exec(db).await?.name.len();\n", name(*parent));
    }
    code + "    row.delete().exec(db).await?;\n    Ok(rows)\n}\n"
}

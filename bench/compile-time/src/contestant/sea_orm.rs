//! SeaORM 2, with entities in its dense format.

use super::{Contestant, rust_type, value};
use crate::graph::{Model, name};

pub const CONTESTANT: Contestant = Contestant { name: "SeaORM", dependencies, root, module };

fn dependencies() -> String {
    "sea-orm = { version = \"2.0\", default-features = false, features = [\"macros\", \"sqlx-sqlite\", \"runtime-tokio\", \"sqlite-use-returning-for-3_35\"] }\n".into()
}

fn root(_: &[Model]) -> String {
    // The types of relations that refer to each other nest as deeply as the graph is wide.
    "#![recursion_limit = \"512\"]\n\n".into()
}

fn module(model: &Model) -> String {
    let mut code = format!(
        "use sea_orm::{{ActiveValue::Set, QueryOrder, entity::prelude::*}};\n\n#[sea_orm::model]\n#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]\n#[sea_orm(table_name = {:?})]\npub struct Model {{\n    #[sea_orm(primary_key)]\n    pub id: i64,\n",
        model.name()
    );
    for column in &model.columns {
        code += &format!("    pub {}: {},\n", column.name, rust_type(column.kind));
    }
    for parent in &model.parents {
        let parent = name(*parent);
        code += &format!(
            "    pub {parent}_id: i64,\n    #[sea_orm(belongs_to, from = \"{parent}_id\", to = \"id\", on_delete = \"Cascade\")]\n    pub {parent}: BelongsTo<super::{parent}::Entity>,\n"
        );
    }
    for child in &model.children {
        let child = name(*child);
        code += &format!("    #[sea_orm(has_many)]\n    pub {child}s: HasMany<super::{child}::Entity>,\n");
    }
    code += "}\n\nimpl ActiveModelBehavior for ActiveModel {}\n\n";
    code +=
        "pub async fn run(db: &DatabaseConnection, id: i64) -> Result<usize, DbErr> {\n    ActiveModel {\n";
    for column in &model.columns {
        code += &format!("        {}: Set({}),\n", column.name, value(column.kind));
    }
    for parent in &model.parents {
        code += &format!("        {}_id: Set(id),\n", name(*parent));
    }
    code += &format!(
        "        ..Default::default()\n    }}\n    .insert(db)\n    .await?;\n    let row = Entity::find_by_id(id).one(db).await?.ok_or(DbErr::RecordNotFound(id.to_string()))?;\n    let mut rows = Entity::find().filter(COLUMN.{}.eq(\"some text\")).order_by_desc(COLUMN.id).all(db).await?.len();\n",
        model.columns[0].name
    );
    for child in &model.children {
        code +=
            &format!("    rows += row.find_related(super::{}::Entity).all(db).await?.len();\n", name(*child));
    }
    for parent in &model.parents {
        code += &format!(
            "    rows += row.find_related(super::{}::Entity).one(db).await?.map_or(0, |row| row.name.len());\n",
            name(*parent)
        );
    }
    code + "    row.delete(db).await?;\n    Ok(rows)\n}\n"
}

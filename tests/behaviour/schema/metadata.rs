//! The tables as data that a program can walk.

use relations::{
    Model,
    schema::{ReferentialAction, RelationKind, SqlType, ValueCheck},
};

use crate::seed::{Address, Post, Profile, SCHEMA, User};

#[test]
fn every_table_is_there_once_with_those_of_generated_junctions() {
    let names: Vec<&str> = SCHEMA.tables().iter().map(|table| table.name).collect();
    assert_eq!(names, ["users", "posts", "profile", "address", "user_address_association"]);
}

#[test]
fn a_table_tells_its_columns() {
    let users = User::TABLE;
    assert_eq!((users.model, users.name), ("User", "users"));
    let columns: Vec<_> =
        users.columns.iter().map(|column| (column.field, column.name, column.sql_type)).collect();
    assert_eq!(
        columns,
        [
            ("id", "id", SqlType::Integer),
            ("name", "name", SqlType::Text),
            ("email", "email", SqlType::Text),
            ("phone_number", "phone_number", SqlType::Integer),
        ]
    );
    assert!(users.columns.iter().all(|column| !column.nullable && column.value_check == ValueCheck::Any));
    assert_eq!(users.primary_key, ["id"]);
    assert_eq!(users.uniques, [["email"], ["phone_number"]]);
    assert!(users.strict && !users.without_rowid);
    assert!(users.indexes.is_empty() && users.foreign_keys.is_empty() && users.checks.is_empty());
    assert_eq!(users.column("EMAIL").map(|column| column.name), Some("email"));
    assert!(users.column("e-mail").is_none());
    assert!(users.is_unique(&["email"]) && users.is_unique(&["name", "id"]) && !users.is_unique(&["name"]));
    assert_eq!(User::COLUMNS.len(), users.columns.len());
}

#[test]
fn a_table_tells_its_foreign_keys() {
    for (table, on_delete) in
        [(Post::TABLE, ReferentialAction::Cascade), (Profile::TABLE, ReferentialAction::Cascade)]
    {
        let [key] = table.foreign_keys else { panic!("{} has one foreign key", table.name) };
        assert_eq!((key.relation, key.columns, key.parent), ("user", ["user_id"].as_slice(), "users"));
        assert_eq!((key.parent_model, key.parent_columns), ("User", ["id"].as_slice()));
        assert_eq!((key.on_delete, key.on_update), (on_delete, ReferentialAction::NoAction));
        assert!(!key.deferrable);
    }
    let [index] = Post::TABLE.indexes else { panic!("posts has one index") };
    assert_eq!((index.name, index.columns), ("ix_posts_user_id", ["user_id"].as_slice()));
    assert_eq!(Profile::TABLE.indexes, []);
}

#[test]
fn a_table_tells_its_relations() {
    let relations = |table: &relations::schema::Table| -> Vec<_> {
        table
            .relations
            .iter()
            .map(|relation| (relation.name, relation.kind, relation.target, relation.target_table))
            .collect()
    };
    assert_eq!(
        relations(User::TABLE),
        [
            ("posts", RelationKind::HasMany, "Post", "posts"),
            ("profile", RelationKind::HasOne, "Profile", "profile"),
            ("addresses", RelationKind::ManyToMany, "Address", "address"),
        ]
    );
    assert_eq!(relations(Post::TABLE), [("user", RelationKind::BelongsTo, "User", "users")]);
    assert_eq!(relations(Address::TABLE), [("users", RelationKind::ManyToMany, "User", "users")]);
    assert_eq!(Post::RELATIONS[0].fields, ["user_id"]);
}

#[test]
fn a_generated_junction_is_a_table_like_any_other() {
    let tables = SCHEMA.tables();
    let junction = tables.last().expect("the junction comes after its parents");
    assert_eq!((junction.name, junction.model), ("user_address_association", "User"));
    assert_eq!(junction.primary_key, ["user_id", "address_id"]);
    assert!(junction.without_rowid && junction.strict && junction.relations.is_empty());
    let keys: Vec<_> =
        junction.foreign_keys.iter().map(|key| (key.columns[0], key.parent, key.on_delete)).collect();
    assert_eq!(
        keys,
        [
            ("user_id", "users", ReferentialAction::Cascade),
            ("address_id", "address", ReferentialAction::Cascade),
        ]
    );
}

#[test]
fn an_action_is_spelled_for_sql_and_for_attributes() {
    use ReferentialAction::{Cascade, NoAction, Restrict, SetDefault, SetNull};
    let spelled = [NoAction, Restrict, Cascade, SetNull, SetDefault]
        .map(|action| (action.as_sql(), action.as_attribute()));
    assert_eq!(
        spelled,
        [
            ("NO ACTION", "no_action"),
            ("RESTRICT", "restrict"),
            ("CASCADE", "cascade"),
            ("SET NULL", "set_null"),
            ("SET DEFAULT", "set_default"),
        ]
    );
}

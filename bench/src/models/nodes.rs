//! A model of a tree.

use relations::Model;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "nodes")]
pub struct Node {
    pub id: i64,
    #[belongs_to(parent: Node, on_delete = cascade)]
    pub parent_id: Option<i64>,
    #[index]
    pub code: i64,
    pub name: String,
}

ground::checksums! {
    Node: id, parent_id, code, name;
}

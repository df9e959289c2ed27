use relations::{Model, prelude::*};

#[derive(Model)]
struct Folder {
    id: i64,
    #[belongs_to(parent: Folder)]
    parent_id: Option<i64>,
}

fn main() {
    let folder = Folder { id: 1, parent_id: None };
    let _ = folder.descendants().depth("3");
}

use relations::{Load, Model};

#[derive(Model)]
#[has_many(children: Folder)]
struct Folder {
    id: i64,
    #[belongs_to(parent: Folder)]
    parent_id: Option<i64>,
}

#[derive(Load)]
#[load(Folder)]
struct FolderPage {
    #[load(from = children, depth = 2)]
    below: Vec<Folder>,
}

fn main() {}

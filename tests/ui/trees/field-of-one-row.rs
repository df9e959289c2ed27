use relations::{Load, Model};

#[derive(Model)]
struct Folder {
    id: i64,
    #[belongs_to(parent: Folder)]
    parent_id: Option<i64>,
}

#[derive(Load)]
#[load(Folder)]
struct FolderPage {
    #[load(ancestors = parent)]
    above: Option<Box<Folder>>,
}

fn main() {}

use relations::Model;

#[derive(Model)]
struct Folder {
    id: i64,
    #[belongs_to(parent: Folder)]
    parent_id: Option<i64>,
}

fn main() {
    let _ = Folder::PARENT.ancestors().has(Folder::ID.eq(1));
}

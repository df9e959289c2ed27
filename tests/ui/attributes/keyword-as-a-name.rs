use relations::Model;

#[derive(Model)]
struct Category {
    id: i64,
}

#[derive(Model)]
struct Product {
    id: i64,
    #[belongs_to(type: Category)]
    category_id: i64,
}

fn main() {}

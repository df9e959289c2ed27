use relations::Model;

#[derive(Model)]
#[model(unique(r#type, type))]
struct Product {
    id: i64,
    r#type: String,
}

fn main() {}

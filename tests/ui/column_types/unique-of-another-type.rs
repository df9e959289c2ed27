use relations::Model;

#[derive(Clone)]
struct Code {
    text: String,
}

#[derive(Model)]
struct Country {
    id: i64,
    #[unique]
    code: Code,
}

fn main() {}

use relations::Model;

#[derive(Clone)]
struct Code {
    text: String,
}

#[derive(Model)]
struct Country {
    id: Code,
    name: String,
}

fn main() {}

use relations::Model;

#[derive(Clone)]
struct Code {
    text: String,
}

#[derive(Model)]
struct Country {
    id: i64,
}

#[derive(Model)]
struct City {
    id: i64,
    #[belongs_to(country: Country)]
    country_id: Code,
}

fn main() {}

use relations::Model;

#[derive(Model)]
#[model(primary_key(org number))]
struct Team {
    org: i64,
    number: i64,
}

fn main() {}

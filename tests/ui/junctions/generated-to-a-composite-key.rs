use relations::Model;

#[derive(Model)]
#[model(primary_key(org, number))]
struct Team {
    org: i64,
    number: i64,
}

#[derive(Model)]
#[many_to_many(teams: Team, through = "player")]
struct User {
    id: i64,
}

fn main() {}

use relations::Model;

#[derive(Model)]
#[model(primary_key(org, number))]
struct Team {
    org: i64,
    number: i64,
}

#[derive(Model)]
struct Player {
    id: i64,
    #[belongs_to(team: Team)]
    team_id: i64,
}

fn main() {}

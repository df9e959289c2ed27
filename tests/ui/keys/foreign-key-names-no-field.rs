use relations::Model;

#[derive(Model)]
#[model(primary_key(org, number))]
struct Team {
    org: i64,
    number: i64,
}

#[derive(Model)]
#[belongs_to(team: Team, key(org, team_no))]
struct Player {
    id: i64,
    org: i64,
    team_number: i64,
}

fn main() {}

use relations::Model;

#[derive(Model)]
#[has_one(company: Company, through = team, order_by(id))]
struct Player {
    id: i64,
    #[belongs_to(team: Team)]
    team_id: i64,
}

#[derive(Model)]
struct Team {
    id: i64,
    #[belongs_to(company: Company)]
    company_id: i64,
}

#[derive(Model)]
struct Company {
    id: i64,
}

fn main() {}

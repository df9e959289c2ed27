use relations::{Model, prelude::*};

#[derive(Model)]
struct Employee {
    id: i64,
    #[belongs_to(boss: Employee)]
    boss_id: Option<i64>,
    #[belongs_to(mentor: Employee)]
    mentor_id: Option<i64>,
}

fn main() {
    let employee = Employee { id: 1, boss_id: None, mentor_id: None };
    let _ = employee.ancestors();
}

//! The names by which the SQL of filters calls tables, as names of the program's.

use relations::{Load, Model, Result, prelude::*, schema};

/// Tables and columns that have the names by which the library's own SQL calls tables.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "t")]
#[has_many(f: Named, filter = Named::TYPE.eq("j"))]
#[has_one(j: Named, first(f desc), filter = Named::TYPE.eq("j"))]
#[has_many(by_hand: Named, filter = Named::TYPE.raw().sql(" = 'j' AND f > (SELECT min(f) FROM f)").filter())]
pub struct Names {
    #[column(name = "f")]
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "f", index(t, f))]
pub struct Named {
    #[column(name = "k")]
    id: i64,
    #[belongs_to(names: Names, filter = Names::ID.gt(0))]
    t: i64,
    f: i64,
    #[column(name = "t1")]
    r#type: String,
}

#[derive(Load, Debug)]
#[load(Names)]
struct NamesPage {
    f: Vec<Named>,
    j: Option<Named>,
    by_hand: Vec<Named>,
}

#[test]
fn names_of_the_librarys_own_sql_are_no_obstacle() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Names, Named].create_all(&db)?;
    let rows = (0..3).map(|_| Names::create().insert(&db)).collect::<Result<Vec<_>>>()?;
    let named = |row: &Names, f, word: &str| row.f().create().f(f).r#type(word).insert(&db);
    let (one, two) = (named(&rows[0], 1, "j")?, named(&rows[0], 2, "j")?);
    named(&rows[0], 3, "x")?;
    let three = named(&rows[1], 3, "j")?;
    assert_eq!(rows[0].f().all(&db)?, [one.clone(), two.clone()]);
    assert_eq!(rows[0].j().get(&db)?, Some(two.clone()));
    assert_eq!(rows[0].by_hand().all(&db)?, std::slice::from_ref(&two));
    assert_eq!(two.names().get(&db)?, Some(rows[0].clone()));
    assert_eq!(Names::query().filter(Names::J.is(&two)).all(&db)?, [rows[0].clone()]);
    assert_eq!(Names::query().filter(Names::F.any(Named::NAMES.has(Names::J.is(&three)))).count(&db)?, 1);
    for pages in [NamesPage::query().all(&db)?, NamesPage::query().filter(Names::ID.lt(3)).all(&db)?] {
        assert_eq!(
            (pages[0].f.len(), pages[0].j.as_ref(), &pages[0].by_hand),
            (2, Some(&two), &vec![two.clone()])
        );
        assert_eq!(
            (pages[1].f.len(), pages[1].j.as_ref(), &pages[1].by_hand),
            (1, Some(&three), &vec![three.clone()])
        );
    }
    assert_eq!(rows[0].f().clear(&db)?, 2);
    assert_eq!((rows[0].f().count(&db)?, Named::query().count(&db)?), (0, 2));
    Ok(())
}

//! Integers at their bounds and beyond.

use relations::{Error, Model, Schema, prelude::*, rusqlite::Connection, schema};

use super::assert_unreadable;

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Integers {
    id: i64,
    i_8: i8,
    i_16: i16,
    i_32: i32,
    i_64: i64,
    i_size: isize,
    u_8: u8,
    u_16: u16,
    u_32: u32,
    u_64: u64,
    u_size: usize,
    option: Option<i8>,
}

const SCHEMA: Schema = schema![Integers];

fn database() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

fn zeros(id: i64) -> Integers {
    Integers {
        id,
        i_8: 0,
        i_16: 0,
        i_32: 0,
        i_64: 0,
        i_size: 0,
        u_8: 0,
        u_16: 0,
        u_32: 0,
        u_64: 0,
        u_size: 0,
        option: None,
    }
}

#[test]
fn every_integer_comes_back_at_its_bounds() -> relations::Result<()> {
    let db = database()?;
    let least = Integers {
        i_8: i8::MIN,
        i_16: i16::MIN,
        i_32: i32::MIN,
        i_64: i64::MIN,
        i_size: isize::MIN,
        option: Some(i8::MIN),
        ..zeros(i64::MIN)
    };
    let greatest = Integers {
        id: i64::MAX,
        i_8: i8::MAX,
        i_16: i16::MAX,
        i_32: i32::MAX,
        i_64: i64::MAX,
        i_size: isize::MAX,
        u_8: u8::MAX,
        u_16: u16::MAX,
        u_32: u32::MAX,
        u_64: i64::MAX.unsigned_abs(),
        u_size: isize::MAX.unsigned_abs(),
        option: Some(i8::MAX),
    };
    least.insert(&db)?;
    greatest.insert(&db)?;
    assert_eq!(Integers::query().order_by(Integers::ID.asc()).all(&db)?, [least.clone(), greatest.clone()]);
    assert_eq!(Integers::get(&db, i64::MIN)?, least);
    assert_eq!(Integers::query().filter(Integers::U_64.eq(greatest.u_64)).one(&db)?, greatest);
    Ok(())
}

#[test]
fn an_integer_out_of_range_is_an_error_that_names_its_place() -> relations::Result<()> {
    let db = database()?;
    zeros(1).insert(&db)?;
    let cases: [(&'static str, [i64; 2]); 9] = [
        ("i_8", [-129, 128]),
        ("i_16", [-32_769, 32_768]),
        ("i_32", [-2_147_483_649, 2_147_483_648]),
        ("u_8", [-1, 256]),
        ("u_16", [-1, 65_536]),
        ("u_32", [-1, 4_294_967_296]),
        ("u_64", [-1, i64::MIN]),
        ("u_size", [-1, i64::MIN]),
        ("option", [-129, 128]),
    ];
    for (column, values) in cases {
        for value in values {
            db.execute(&format!("UPDATE integers SET {column} = ?1"), [value])?;
            assert_unreadable::<Integers>(&db, column, "Integer");
            assert!(matches!(Integers::get(&db, 1), Err(Error::Decode { .. })));
        }
        db.execute(&format!("UPDATE integers SET {column} = 0"), [])?;
    }
    assert_eq!(Integers::get(&db, 1)?, Integers { option: Some(0), ..zeros(1) });
    Ok(())
}

#[test]
fn an_unsigned_integer_beyond_sqlite_is_refused_before_anything_is_written() -> relations::Result<()> {
    let db = database()?;
    let beyond = u64::MAX / 2 + 1;
    let mut row = Integers { u_64: beyond, ..zeros(1) };
    assert!(matches!(row.insert(&db), Err(Error::Encode { .. })));
    assert_eq!(Integers::query().count(&db)?, 0);

    zeros(1).insert(&db)?;
    assert!(matches!(row.update(&db), Err(Error::Encode { .. })));
    assert_eq!(Integers::query().all(&db)?, [zeros(1)]);

    for filter in [
        Integers::U_64.eq(beyond),
        Integers::U_64.ne(beyond).and(Integers::U_8.eq(0)),
        !Integers::U_64.lt(u64::MAX),
        Integers::U_64.between(0, beyond),
        Integers::U_64.in_([1, beyond]),
    ] {
        let query = Integers::query().filter(filter);
        assert!(matches!(query.statement(), Err(Error::Encode { .. })));
        assert!(matches!(query.clone().all(&db), Err(Error::Encode { .. })));
        assert!(matches!(query.clone().first(&db), Err(Error::Encode { .. })));
        assert!(matches!(query.clone().count(&db), Err(Error::Encode { .. })));
        assert!(matches!(query.exists(&db), Err(Error::Encode { .. })));
    }
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(leaves: Leaf)]
#[many_to_many(friends: Tree, through = "friendship", from = one, to = other)]
pub struct Tree {
    id: u64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Leaf {
    id: i64,
    #[belongs_to(tree: Tree)]
    tree_id: Option<u64>,
}

const FOREST: Schema = schema![Tree, Leaf];

#[test]
fn a_key_beyond_sqlite_is_refused_by_every_verb() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    FOREST.create_all(&db)?;
    let near = Tree::create().insert(&db)?;
    let mut leaf = near.leaves().create().insert(&db)?;
    let mut beyond = Tree { id: u64::MAX };
    let lost = Leaf { id: 1, tree_id: Some(u64::MAX) };

    let refused = |result: relations::Result<()>| {
        assert!(matches!(result, Err(Error::Encode { .. })), "{result:?}");
    };
    refused(Tree::find(&db, u64::MAX).map(drop));
    refused(Tree::get(&db, u64::MAX).map(drop));
    refused(beyond.reload(&db));
    refused(beyond.delete(&db));
    refused(beyond.leaves().all(&db).map(drop));
    refused(beyond.leaves().filter(Leaf::ID.eq(1)).all(&db).map(drop));
    refused(beyond.leaves().add(&db, &mut leaf));
    refused(beyond.leaves().clear(&db).map(drop));
    refused(beyond.leaves().create().insert(&db).map(drop));
    refused(beyond.leaves().replace(&db, &mut []).map(drop));
    refused(Leaf::TREE.set(&db, &mut leaf, &beyond));
    refused(lost.tree().get(&db).map(drop));
    refused(near.friends().link(&db, &beyond).map(drop));
    refused(near.friends().unlink(&db, &beyond).map(drop));
    refused(near.friends().set(&db, [&near, &beyond]).map(drop));
    refused(beyond.friends().create().insert(&db).map(drop));

    assert_eq!(Tree::query().all(&db)?, std::slice::from_ref(&near));
    assert_eq!(Leaf::query().all(&db)?, [Leaf { id: 1, tree_id: Some(near.id) }]);
    assert_eq!(leaf.tree_id, Some(near.id));
    assert_eq!(near.friends().count(&db)?, 0);
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Narrow {
    id: u8,
    text: String,
}

const NARROW: Schema = schema![Narrow];

#[test]
fn a_narrow_key_is_assigned_up_to_its_bound() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    NARROW.create_all(&db)?;
    Narrow { id: 254, text: String::new() }.insert(&db)?;
    assert_eq!(Narrow::create().text("last").insert(&db)?.id, 255);
    Ok(())
}

#[test]
fn a_key_that_no_longer_fits_leaves_no_row_behind() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    NARROW.create_all(&db)?;
    Narrow { id: 255, text: String::new() }.insert(&db)?;
    assert!(Narrow::create().text("one too many").insert(&db).is_err());
    let rows: i64 = db.query_row("SELECT count(*) FROM narrow", [], |row| row.get(0))?;
    assert_eq!(rows, 1);
    Ok(())
}

#[test]
fn keys_that_no_longer_fit_leave_none_of_many_rows_behind() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    NARROW.create_all(&db)?;
    Narrow { id: 200, text: String::new() }.insert(&db)?;
    for count in [60, 120] {
        let many = (0..count).map(|at| Narrow::create().text(format!("{at}")));
        assert!(Narrow::insert_all(&db, many).is_err());
        let rows: i64 = db.query_row("SELECT count(*) FROM narrow", [], |row| row.get(0))?;
        assert_eq!(rows, 1, "of {count}");
    }
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Defaulted {
    id: i64,
    #[column(default = "300")]
    small: u8,
}

#[test]
fn a_default_that_does_not_fit_leaves_no_row_behind() -> relations::Result<()> {
    const SCHEMA: Schema = schema![Defaulted];
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    assert!(matches!(Defaulted::create().insert(&db), Err(Error::Decode { column: "small", .. })));
    assert_eq!(Defaulted::query().count(&db)?, 0);
    let new = [Defaulted::create().small(7), Defaulted::create()];
    assert!(matches!(Defaulted::insert_all(&db, new), Err(Error::Decode { .. })));
    assert_eq!(Defaulted::query().count(&db)?, 0);
    Ok(())
}

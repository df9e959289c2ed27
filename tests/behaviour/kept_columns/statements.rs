//! The statements of verbs as data have the same values, and tables without such columns have the same statements as ever.

use relations::{Result, prelude::*, rusqlite::types::Value};

use super::{Board, Note, Tag, database, note};

#[test]
fn the_statements_compare_raise_and_set() -> Result<()> {
    let db = database()?;
    let board = Board::create().name("Plans").insert(&db)?;
    let row = note(&db, Some(&board), "one")?;

    let update = row.update_statement()?;
    assert_eq!(
        update.sql,
        "UPDATE main.\"note\" SET `board_id`=?2,`title`=?3,`text`=?4,`created_at`=?5,`version`=`version`+1,\
         `updated_at`=?7 WHERE `id`=?1 AND `version`=+?6"
    );
    assert_eq!(update.values.len(), Note::COLUMNS.len());
    assert_eq!(update.values[5], Value::Integer(1));
    assert!(update.values[6] != Value::Integer(row.updated_at.0));

    let set = Note::BOARD.set_statement(&row, &board)?;
    assert_eq!(
        set.sql,
        "UPDATE main.\"note\" SET `board_id`=?1,`version`=`version`+1,`updated_at`=?3 WHERE `id`=+?2 AND \
         `version`=+?4"
    );
    assert_eq!((set.values.len(), &set.values[3]), (4, &Value::Integer(1)));
    let unset = Note::BOARD.unset_statement(&row)?;
    assert_eq!(
        unset.sql,
        "UPDATE main.\"note\" SET `board_id`=NULL,`version`=`version`+1,`updated_at`=?2 WHERE `id`=+?1 AND \
         `version`=+?3"
    );
    assert_eq!(unset.values.len(), 3);

    let query = Note::query().filter(Note::ID.eq(1)).set(Note::TEXT, "new").statement()?;
    assert_eq!(
        query.sql,
        "UPDATE main.\"note\" AS t SET `text` = +?1, `version` = t.\"version\" + 1, `updated_at` = +?2 WHERE \
         t.\"id\" = +?"
    );
    assert_eq!(query.values.len(), 3);

    let upsert =
        Note::create().title("one").text("").on_conflict(Note::TITLE).update(Note::TEXT).statement()?;
    let clause = " ON CONFLICT (`title`) DO UPDATE SET `text` = excluded.`text`, `updated_at` = excluded.`updated_at`, \
                  `version` = t.\"version\" + 1 RETURNING";
    assert!(upsert.sql.contains(clause), "{}", upsert.sql);
    Ok(())
}

#[test]
fn a_new_row_as_data_has_one_moment() -> Result<()> {
    let db = database()?;
    let board = Board::create().name("Plans").insert(&db)?;
    let insert = board.notes().create().title("one").text("").insert_statement()?;
    assert_eq!(insert.sql, Note::create().title("").text("").insert_statement()?.sql);
    let [.., created, version, updated] = insert.values.as_slice() else { panic!("too few values") };
    assert_eq!((created, version), (updated, &Value::Integer(1)));

    let tag = Tag::create().word("a").insert(&db)?;
    let link = board.tags().link_statement(&tag)?;
    let [near, far, version, created, updated] = link.values.as_slice() else { panic!("too few values") };
    assert_eq!((near, far), (&board.id.into(), &tag.id.into()));
    assert_eq!((version, created), (&Value::Integer(1), updated));
    db.prepare(&link.sql)?;
    Ok(())
}

#[test]
fn other_tables_have_the_same_statements() -> Result<()> {
    let board = Board { id: 1, name: String::new() };
    assert_eq!(board.update_statement()?.sql, "UPDATE main.\"board\" SET `name`=?2 WHERE `id`=?1");
    Ok(())
}

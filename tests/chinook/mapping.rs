//! The models agree with the tables and rows of the file.

use relations::{
    Model,
    prelude::*,
    rusqlite::{Connection, types::Value},
    schema::Table,
};

use super::{
    Result, by_hand, chinook,
    models::{
        Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, MediaType, Playlist, PlaylistTrack,
        SCHEMA, Track,
    },
};

#[test]
fn the_models_say_what_the_file_declares() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let mut mapped: Vec<&str> = SCHEMA.tables().iter().map(|table| table.name).collect();
    mapped.sort_unstable();
    let declared: Vec<String> =
        by_hand(&db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1", [], |row| row.get(0))?;
    assert_eq!(mapped, declared);

    for table in SCHEMA.tables() {
        let declared = by_hand(
            &db,
            "SELECT name, \"notnull\", pk FROM pragma_table_info(?1) ORDER BY cid",
            [table.name],
            |row| Ok((row.get::<_, String>(0)?, !row.get::<_, bool>(1)?, row.get::<_, usize>(2)?)),
        )?;
        let in_key =
            |name: &str| table.primary_key.iter().position(|key| *key == name).map_or(0, |at| at + 1);
        let mapped: Vec<_> = table
            .columns
            .iter()
            .map(|column| (column.name.to_owned(), column.nullable, in_key(column.name)))
            .collect();
        assert_eq!(mapped, declared, "the columns of {}", table.name);

        let declared: Vec<[String; 5]> = by_hand(
            &db,
            "SELECT \"from\", \"table\", \"to\", on_delete, on_update FROM pragma_foreign_key_list(?1) ORDER BY 1",
            [table.name],
            |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]),
        )?;
        let mut mapped: Vec<[&str; 5]> = table
            .foreign_keys
            .iter()
            .map(|key| {
                let actions = [key.on_delete.as_sql(), key.on_update.as_sql()];
                [key.columns[0], key.parent, key.parent_columns[0], actions[0], actions[1]]
            })
            .collect();
        mapped.sort_unstable();
        assert_eq!(mapped, declared, "the foreign keys of {}", table.name);
    }
    Ok(())
}

#[test]
fn fields_hold_what_the_columns_of_their_names_hold() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let tracks = by_hand(&db, "SELECT * FROM Track ORDER BY TrackId", [], |row| {
        Ok(Track {
            track_id: row.get("TrackId")?,
            name: row.get("Name")?,
            album_id: row.get("AlbumId")?,
            media_type_id: row.get("MediaTypeId")?,
            genre_id: row.get("GenreId")?,
            composer: row.get("Composer")?,
            milliseconds: row.get("Milliseconds")?,
            bytes: row.get("Bytes")?,
            unit_price: row.get("UnitPrice")?,
        })
    })?;
    assert_eq!(tracks.len(), 3503);
    assert_eq!(Track::query().order_by(Track::TRACK_ID.asc()).all(&db)?, tracks);
    assert_eq!(tracks.iter().filter(|track| track.composer.is_none()).count(), 977);

    Ok(())
}

#[test]
fn a_new_database_made_from_the_models_takes_the_same_rows() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let new = relations::open_in_memory()?;
    SCHEMA.create_all(&new)?;
    // Everything is in one transaction, which is a connection to the models.
    let transaction = new.unchecked_transaction()?;
    let copied = [
        copy::<Artist>(&db, &transaction)?,
        copy::<Album>(&db, &transaction)?,
        copy::<Genre>(&db, &transaction)?,
        copy::<MediaType>(&db, &transaction)?,
        copy::<Track>(&db, &transaction)?,
        copy::<Playlist>(&db, &transaction)?,
        copy::<PlaylistTrack>(&db, &transaction)?,
        copy::<Employee>(&db, &transaction)?,
        copy::<Customer>(&db, &transaction)?,
        copy::<Invoice>(&db, &transaction)?,
        copy::<InvoiceLine>(&db, &transaction)?,
    ];
    transaction.commit()?;
    assert_eq!(copied, [275, 347, 25, 5, 3503, 18, 8715, 8, 59, 412, 2240]);
    for table in SCHEMA.tables() {
        assert!(values(&new, table)? == values(&db, table)?, "{} is not the same", table.name);
    }
    Ok(())
}

/// Inserts every row of a table into another database, and returns the number of rows.
fn copy<M: Model>(from: &Connection, to: &Connection) -> Result<usize> {
    let rows = M::query().all(from)?;
    for row in &rows {
        row.insert(to)?;
    }
    Ok(rows.len())
}

/// Returns every value of a table as it is stored.
fn values(db: &Connection, table: &Table) -> Result<Vec<Vec<Value>>> {
    let sql = format!("SELECT * FROM {0} ORDER BY {1}", table.name, table.primary_key.join(", "));
    by_hand(db, &sql, [], |row| (0..table.columns.len()).map(|at| row.get(at)).collect())
}

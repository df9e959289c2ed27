//! The report: its text, that it leaves the file unchanged, and its errors for files that are not this database.

use std::{
    fs,
    path::{Path, PathBuf},
};

use relations::{Error, prelude::*, rusqlite::Connection};

use super::{Result, by_hand, chinook, file, models::Artist, report};

fn report_lines(db: &Connection) -> Result<Vec<String>> {
    let mut text = Vec::new();
    report::report(db, &mut text)?;
    Ok(String::from_utf8(text)?.lines().map(str::to_owned).collect())
}

/// Returns the lines behind the first that begins with `title`, up to an empty one.
fn section<'t>(text: &'t [String], title: &str) -> &'t [String] {
    let at = text.iter().position(|line| line.starts_with(title));
    let section = &text[at.unwrap_or_else(|| panic!("no section {title:?}")) + 1..];
    section.split(String::is_empty).next().unwrap_or_default()
}

#[test]
fn the_report_tells_the_figures_of_the_database() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let text = report_lines(&db)?;
    assert_eq!(text[0], "11 tables: 275 artists, 347 albums, 3503 tracks, 8715 playlist entries");

    let top = section(&text, "The ten artists");
    let sql = "SELECT Name, (SELECT count(*) FROM Album WHERE Album.ArtistId = Artist.ArtistId) AS Albums
               FROM Artist ORDER BY Albums DESC, Name LIMIT 10";
    let expected = by_hand(&db, sql, [], |row| {
        Ok(format!("{:4}  {}", row.get::<_, i64>(1)?, row.get::<_, String>(0)?))
    })?;
    assert_eq!(top, expected);
    assert_eq!(top[0], "  21  Iron Maiden");

    assert_eq!(
        section(&text, "Who reports to whom"),
        [
            "    Andrew Adams, General Manager",
            "        Nancy Edwards, Sales Manager",
            "            Steve Johnson, Sales Support Agent",
            "            Margaret Park, Sales Support Agent",
            "            Jane Peacock, Sales Support Agent",
            "        Michael Mitchell, IT Manager",
            "            Laura Callahan, IT Staff",
            "            Robert King, IT Staff",
        ]
    );
    Ok(())
}

#[test]
fn the_report_tells_a_playlist_and_a_track_from_either_end() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let text = report_lines(&db)?;
    let sql = "SELECT printf('    %d:%02d  %s', Milliseconds / 60000, Milliseconds / 1000 % 60, Track.Name)
               FROM Playlist JOIN PlaylistTrack USING (PlaylistId) JOIN Track USING (TrackId)
               WHERE Playlist.Name = 'Grunge' ORDER BY Track.Name";
    let expected = by_hand(&db, sql, [], |row| row.get::<_, String>(0))?;
    assert_eq!(expected.len(), 15);
    assert_eq!(section(&text, "The playlist Grunge has 15 tracks"), expected);
    assert_eq!(
        section(&text, "The track Smells Like Teen Spirit"),
        [
            "    is on Nevermind by Nirvana",
            "    is Rock",
            "    comes as MPEG audio file",
            "    is in playlist 1, Music",
            "    is in playlist 5, 90’s Music",
            "    is in playlist 8, Music",
            "    is in playlist 16, Grunge",
            "    times sold: 1",
        ]
    );
    Ok(())
}

#[test]
fn the_report_tells_the_invoices_of_a_customer_line_by_line() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let text = report_lines(&db)?;
    let lines = section(&text, "The invoices of Helena Holý, Czech Republic");
    let sql = "SELECT line FROM (
                   SELECT InvoiceId, 0 AS InvoiceLineId,
                       printf('    invoice %d of %s, %.2f', InvoiceId, date(InvoiceDate), Total) AS line
                   FROM Invoice WHERE CustomerId = 6
                   UNION ALL
                   SELECT InvoiceId, InvoiceLineId,
                       printf('        %d x %.2f  %s', Quantity, InvoiceLine.UnitPrice, Track.Name)
                   FROM InvoiceLine JOIN Invoice USING (InvoiceId) JOIN Track USING (TrackId) WHERE CustomerId = 6
               ) ORDER BY InvoiceId, InvoiceLineId";
    let mut expected = by_hand(&db, sql, [], |row| row.get::<_, String>(0))?;
    expected.insert(0, "    looked after by Steve Johnson".to_owned());
    expected.push("    7 invoices, 38 lines, 49.62 in all".to_owned());
    assert_eq!(lines, expected);
    Ok(())
}

#[test]
fn the_report_leaves_the_file_as_it_is() -> Result {
    let Some(path) = file() else { return Ok(()) };
    let before = fs::read(&path)?;
    let db = relations::open_read_only(&path)?;
    report_lines(&db)?;
    let refused = Artist::create().name("Nobody".to_owned()).insert(&db);
    assert!(matches!(refused, Err(Error::ReadOnly { .. })), "{refused:?}");
    drop(db);
    assert!(fs::read(&path)? == before, "the file has changed");
    for suffix in ["-journal", "-wal", "-shm"] {
        let mut beside = path.clone().into_os_string();
        beside.push(suffix);
        assert!(!Path::new(&beside).exists(), "{} is left", beside.display());
    }
    Ok(())
}

/// Returns the path of a new file for a test.
fn scratch_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn a_file_that_is_missing_or_no_database_cannot_be_opened() -> Result {
    let missing = scratch_path("chinook-missing.sqlite");
    let text = scratch_path("chinook-text.sqlite");
    fs::write(&text, "This is a letter, and no database at all.\n".repeat(100))?;
    for path in [missing, text] {
        match relations::open_read_only(&path) {
            Err(Error::Open { path: reported, .. }) => assert_eq!(reported, path),
            other => panic!("{}: {other:?}", path.display()),
        }
    }
    assert!(!scratch_path("chinook-missing.sqlite").exists(), "opening for reading creates nothing");
    Ok(())
}

#[test]
fn a_database_that_lacks_a_table_or_a_column_is_reported_by_its_model() -> Result {
    let path = scratch_path("chinook-lacking.sqlite");
    fs::write(&path, "")?;
    let lacking = |sql: &str| -> Result<String> {
        Connection::open(&path)?.execute_batch(sql)?;
        match report_lines(&relations::open_read_only(&path)?) {
            Err(error) => Ok(error.to_string()),
            Ok(text) => panic!("no error for a database that is not Chinook: {text:?}"),
        }
    };
    assert_eq!(lacking("")?, "`Artist` maps table `Artist`, which the database does not have");
    assert_eq!(
        lacking("CREATE TABLE Artist (ArtistId INTEGER NOT NULL PRIMARY KEY)")?,
        "`Album` maps table `Album`, which the database does not have"
    );
    let lacking_a_column = Artist::query().all(&relations::open_read_only(&path)?);
    assert_eq!(
        lacking_a_column.unwrap_err().to_string(),
        "`Artist` maps column `Name` of table `Artist`, which the database does not have"
    );
    Ok(())
}

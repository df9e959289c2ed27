//! Each relation, read by its accessor for every row, compared with SQL.

use relations::prelude::*;

use super::{
    Result, by_hand, chinook, integers,
    models::{
        Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, MediaType, Playlist, PlaylistTrack,
        Track,
    },
};

#[test]
fn each_artist_has_the_albums_and_tracks_that_sql_finds() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let counts = by_hand(
        &db,
        "SELECT ArtistId, (SELECT count(*) FROM Album WHERE Album.ArtistId = Artist.ArtistId) FROM Artist
         ORDER BY ArtistId",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut read: Vec<(i64, u64)> = Vec::new();
    for artist in Artist::query().order_by(Artist::ARTIST_ID.asc()).all(&db)? {
        let id = artist.artist_id;
        read.push((id, artist.albums().count(&db)?));
        let titles: Vec<String> = artist.albums().all(&db)?.into_iter().map(|album| album.title).collect();
        let sql = "SELECT Title FROM Album WHERE ArtistId = ?1 ORDER BY Title";
        assert_eq!(titles, by_hand(&db, sql, [id], |row| row.get::<_, String>(0))?);

        let tracks = artist.tracks().order_by(Track::TRACK_ID.asc()).all(&db)?;
        let tracks: Vec<i64> = tracks.iter().map(Track::key).collect();
        let sql = "SELECT TrackId FROM Track JOIN Album USING (AlbumId) WHERE ArtistId = ?1 ORDER BY 1";
        assert_eq!(tracks, integers(&db, sql, [id])?);
        assert_eq!(artist.tracks().count(&db)?, tracks.len() as u64);
    }
    assert_eq!(read, counts);
    assert_eq!(read.iter().map(|(_, albums)| albums).sum::<u64>(), 347);

    for album in Album::query().all(&db)? {
        assert_eq!(album.artist().get(&db)?.artist_id, album.artist_id);
        let tracks: Vec<i64> = album.tracks().all(&db)?.iter().map(Track::key).collect();
        let sql = "SELECT TrackId FROM Track WHERE AlbumId = ?1 ORDER BY 1";
        assert_eq!(tracks, integers(&db, sql, [album.album_id])?);
    }
    Ok(())
}

#[test]
fn each_employee_has_the_reports_the_manager_and_the_customers_that_sql_finds() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let mut without_manager = Vec::new();
    for employee in Employee::query().order_by(Employee::EMPLOYEE_ID.asc()).all(&db)? {
        let id = employee.employee_id;
        let reports: Vec<i64> = employee.reports().all(&db)?.iter().map(Employee::key).collect();
        let sql = "SELECT EmployeeId FROM Employee WHERE ReportsTo = ?1 ORDER BY LastName";
        assert_eq!(reports, integers(&db, sql, [id])?);

        let manager = employee.manager().get(&db)?;
        let sql = "SELECT m.EmployeeId FROM Employee e JOIN Employee m ON m.EmployeeId = e.ReportsTo
                   WHERE e.EmployeeId = ?1";
        assert_eq!(manager.iter().map(Employee::key).collect::<Vec<_>>(), integers(&db, sql, [id])?);
        if manager.is_none() {
            without_manager.push(employee.last_name.clone());
        }

        let customers: Vec<i64> = employee.customers().all(&db)?.iter().map(Customer::key).collect();
        let sql = "SELECT CustomerId FROM Customer WHERE SupportRepId = ?1 ORDER BY LastName, FirstName";
        assert_eq!(customers, integers(&db, sql, [id])?);
        assert_eq!(customers.is_empty(), employee.title.as_deref() != Some("Sales Support Agent"));
    }
    assert_eq!(without_manager, ["Adams"]);
    Ok(())
}

#[test]
fn each_playlist_has_the_tracks_that_sql_finds_in_their_order() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let mut entries = 0;
    for playlist in Playlist::query().all(&db)? {
        let id = playlist.playlist_id;
        let tracks: Vec<i64> = playlist.tracks().all(&db)?.iter().map(Track::key).collect();
        let sql = "SELECT TrackId FROM PlaylistTrack JOIN Track USING (TrackId) WHERE PlaylistId = ?1
                   ORDER BY Name, TrackId";
        assert_eq!(tracks, integers(&db, sql, [id])?);
        assert_eq!(playlist.tracks().count(&db)?, tracks.len() as u64);
        assert_eq!(playlist.tracks().exists(&db)?, !tracks.is_empty());
        entries += tracks.len();

        let linked = playlist.tracks().all_with_links(&db)?;
        let pairs: Vec<_> = linked.iter().map(|(track, link)| (track.key(), link.key())).collect();
        let expected: Vec<_> = tracks.iter().map(|track| (*track, (id, *track))).collect();
        assert_eq!(pairs, expected);
    }
    assert_eq!(entries, 8715);
    Ok(())
}

#[test]
fn each_track_is_in_the_playlists_and_on_the_invoices_that_sql_finds() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    for track in Track::query().all(&db)? {
        let id = track.track_id;
        let playlists: Vec<i64> = track.playlists().all(&db)?.iter().map(Playlist::key).collect();
        let sql = "SELECT PlaylistId FROM PlaylistTrack WHERE TrackId = ?1 ORDER BY 1";
        assert_eq!(playlists, integers(&db, sql, [id])?);
        let lines: Vec<i64> = track.invoice_lines().all(&db)?.iter().map(InvoiceLine::key).collect();
        let sql = "SELECT InvoiceLineId FROM InvoiceLine WHERE TrackId = ?1 ORDER BY 1";
        assert_eq!(lines, integers(&db, sql, [id])?);
    }
    let entry = PlaylistTrack::get(&db, (16, 2003))?;
    assert_eq!(entry.playlist().get(&db)?.name.as_deref(), Some("Grunge"));
    assert_eq!(entry.track().get(&db)?.name, "Smells Like Teen Spirit");
    assert!(entry.playlist().get(&db)?.tracks().contains(&db, &entry.track().get(&db)?)?);
    assert_eq!(PlaylistTrack::find(&db, (2, 2003))?, None);
    Ok(())
}

#[test]
fn each_customer_has_the_invoices_and_lines_that_sql_finds() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    for customer in Customer::query().all(&db)? {
        let id = customer.customer_id;
        let invoices = customer.invoices().all(&db)?;
        let sql = "SELECT InvoiceId FROM Invoice WHERE CustomerId = ?1 ORDER BY InvoiceDate, InvoiceId";
        assert_eq!(invoices.iter().map(Invoice::key).collect::<Vec<_>>(), integers(&db, sql, [id])?);
        let total: f64 = invoices.iter().map(|invoice| invoice.total).sum();
        let sql = "SELECT sum(Total) FROM Invoice WHERE CustomerId = ?1";
        let expected: f64 = db.query_row(sql, [id], |row| row.get(0))?;
        assert!((total - expected).abs() < 1e-9, "customer {id}: {total}, not {expected}");

        let mut lines: Vec<i64> = customer.invoice_lines().all(&db)?.iter().map(InvoiceLine::key).collect();
        lines.sort_unstable();
        let sql = "SELECT InvoiceLineId FROM InvoiceLine JOIN Invoice USING (InvoiceId)
                   WHERE CustomerId = ?1 ORDER BY 1";
        assert_eq!(lines, integers(&db, sql, [id])?);

        let representative = customer.support_rep().get(&db)?;
        assert_eq!(representative.map(|employee| employee.employee_id), customer.support_rep_id);
    }
    Ok(())
}

#[test]
fn each_invoice_has_the_lines_that_sql_finds_and_they_add_up() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    for invoice in Invoice::query().all(&db)? {
        let lines = invoice.lines().all(&db)?;
        let sql = "SELECT InvoiceLineId FROM InvoiceLine WHERE InvoiceId = ?1 ORDER BY 1";
        let keys: Vec<i64> = lines.iter().map(InvoiceLine::key).collect();
        assert_eq!(keys, integers(&db, sql, [invoice.invoice_id])?);
        assert!(!lines.is_empty());
        let sum: f64 = lines.iter().map(|line| line.unit_price * f64::from(line.quantity)).sum();
        assert!((sum - invoice.total).abs() < 1e-9, "invoice {}: {sum}", invoice.invoice_id);

        assert_eq!(invoice.customer().get(&db)?.customer_id, invoice.customer_id);
        for line in lines {
            assert_eq!(line.invoice().get(&db)?, invoice);
            assert_eq!(line.track().get(&db)?.track_id, line.track_id);
        }
    }
    Ok(())
}

#[test]
fn each_track_has_the_album_the_genre_and_the_media_type_that_sql_finds() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let expected = by_hand(
        &db,
        "SELECT TrackId, Album.Title, Genre.Name, MediaType.Name
         FROM Track LEFT JOIN Album USING (AlbumId) LEFT JOIN Genre USING (GenreId) JOIN MediaType USING (MediaTypeId)
         ORDER BY TrackId",
        [],
        |row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?])),
    )?;
    let mut read: Vec<(i64, [Option<String>; 3])> = Vec::new();
    for track in Track::query().order_by(Track::TRACK_ID.asc()).all(&db)? {
        let album = track.album().get(&db)?.map(|album| album.title);
        let genre = track.genre().get(&db)?.and_then(|genre| genre.name);
        read.push((track.track_id, [album, genre, track.media_type().get(&db)?.name]));
    }
    assert_eq!(read, expected);

    for genre in Genre::query().all(&db)? {
        let tracks: Vec<i64> = genre.tracks().all(&db)?.iter().map(Track::key).collect();
        let sql = "SELECT TrackId FROM Track WHERE GenreId = ?1 ORDER BY 1";
        assert_eq!(tracks, integers(&db, sql, [genre.genre_id])?);
    }
    for media_type in MediaType::query().all(&db)? {
        let tracks: Vec<i64> = media_type.tracks().all(&db)?.iter().map(Track::key).collect();
        let sql = "SELECT TrackId FROM Track WHERE MediaTypeId = ?1 ORDER BY 1";
        assert_eq!(tracks, integers(&db, sql, [media_type.media_type_id])?);
    }
    Ok(())
}

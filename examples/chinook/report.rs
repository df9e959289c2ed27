//! The report on the database, along its relations.

use std::{
    error::Error,
    io::{self, Write},
};

use relations::{prelude::*, rusqlite::Connection};

use super::{
    models::{Album, Artist, Customer, Employee, Playlist, PlaylistTrack, SCHEMA, Track},
    shapes::{Account, ArtistPage, Staff},
};

/// Writes the whole report to `out`.
pub fn report(db: &Connection, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    totals(db, out)?;
    albums_per_artist(db, out)?;
    catalogue(db, out)?;
    employees(db, out)?;
    let grunge = Playlist::query().filter(Playlist::NAME.eq("Grunge")).one(db)?;
    tracks_of_a_playlist(db, &grunge, out)?;
    let spirit = grunge.tracks().filter(Track::NAME.eq("Smells Like Teen Spirit")).one(db)?;
    relations_of_a_track(db, &spirit, out)?;
    invoices_of_a_customer(db, "Holý", out)
}

fn totals(db: &Connection, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    writeln!(
        out,
        "{} tables: {} artists, {} albums, {} tracks, {} playlist entries",
        SCHEMA.tables().len(),
        Artist::query().count(db)?,
        Album::query().count(db)?,
        Track::query().count(db)?,
        PlaylistTrack::query().count(db)?,
    )?;
    Ok(())
}

/// Groups rows by SQL: the connection is rusqlite's, and a model reads itself from a row of any statement that
/// selects its columns.
fn albums_per_artist(db: &Connection, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    writeln!(out, "\nThe ten artists with the most albums")?;
    let mut statement = db.prepare(
        "SELECT Artist.ArtistId, Artist.Name, count(*) AS Albums
         FROM Artist JOIN Album ON Album.ArtistId = Artist.ArtistId
         GROUP BY Artist.ArtistId ORDER BY Albums DESC, Artist.Name LIMIT 10",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let artist = Artist::from_row(row, 0)?;
        let albums: u64 = row.get("Albums")?;
        writeln!(out, "{albums:4}  {}", name(artist.name.as_deref()))?;
    }
    Ok(())
}

/// Loads the whole catalogue in six statements, one for each relation of the shape, and then uses plain structs.
fn catalogue(db: &Connection, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let artists = ArtistPage::query().order_by(Artist::NAME.asc()).all(db)?;
    let albums = || artists.iter().flat_map(|artist| &artist.albums);
    let tracks = || albums().flat_map(|album| &album.tracks);
    let entries: usize = tracks().map(|track| track.playlists.len()).sum();
    writeln!(
        out,
        "\nThe catalogue: {} artists, {} albums, {} tracks, {entries} playlist entries",
        artists.len(),
        albums().count(),
        tracks().count(),
    )?;
    for artist in artists.iter().filter(|artist| artist.name.as_deref() == Some("Pearl Jam")) {
        for album in &artist.albums {
            writeln!(out, "    {}, {} tracks", album.title, album.tracks.len())?;
            for track in album.tracks.iter().take(1) {
                let genre = track.genre.as_ref().and_then(|genre| genre.name.as_deref());
                let media_type = track.media_type.name.as_deref();
                writeln!(out, "        {}: {}, {}", track.name, name(genre), name(media_type))?;
            }
        }
    }
    Ok(())
}

/// Loads the whole tree at once, from the employees without a manager.
fn employees(db: &Connection, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    writeln!(out, "\nWho reports to whom")?;
    let heads = Staff::query().filter(Employee::MANAGER.is_none()).order_by(Employee::LAST_NAME.asc());
    branch(&heads.all(db)?, 1, out)?;
    Ok(())
}

fn branch(staff: &[Staff], depth: usize, out: &mut impl Write) -> io::Result<()> {
    for Staff { first_name, last_name, title, reports } in staff {
        let indent = "    ".repeat(depth);
        writeln!(out, "{indent}{first_name} {last_name}, {}", name(title.as_deref()))?;
        branch(reports, depth + 1, out)?;
    }
    Ok(())
}

/// Reads across the junction table, in the order that the relation declares.
fn tracks_of_a_playlist(
    db: &Connection,
    playlist: &Playlist,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let tracks = playlist.tracks().all(db)?;
    writeln!(out, "\nThe playlist {} has {} tracks", name(playlist.name.as_deref()), tracks.len())?;
    for track in tracks {
        let seconds = track.milliseconds / 1000;
        writeln!(out, "    {}:{:02}  {}", seconds / 60, seconds % 60, track.name)?;
    }
    Ok(())
}

/// Follows each relation of a track. Those whose foreign key can be NULL return an `Option`.
fn relations_of_a_track(db: &Connection, track: &Track, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    writeln!(out, "\nThe track {}", track.name)?;
    if let Some(album) = track.album().get(db)? {
        let artist = album.artist().get(db)?;
        writeln!(out, "    is on {} by {}", album.title, name(artist.name.as_deref()))?;
    }
    if let Some(genre) = track.genre().get(db)? {
        writeln!(out, "    is {}", name(genre.name.as_deref()))?;
    }
    let media_type = track.media_type().get(db)?;
    writeln!(out, "    comes as {}", name(media_type.name.as_deref()))?;
    for playlist in track.playlists().all(db)? {
        writeln!(out, "    is in playlist {}, {}", playlist.playlist_id, name(playlist.name.as_deref()))?;
    }
    writeln!(out, "    times sold: {}", track.invoice_lines().count(db)?)?;
    Ok(())
}

/// Loads a customer, their support representative, invoices, invoice lines and tracks, in five statements, however
/// many rows there are.
fn invoices_of_a_customer(
    db: &Connection,
    last_name: &str,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let customer = Account::query().filter(Customer::LAST_NAME.eq(last_name)).one(db)?;
    let Account { first_name, last_name, country, support_rep, invoices } = &customer;
    writeln!(out, "\nThe invoices of {first_name} {last_name}, {}", name(country.as_deref()))?;
    if let Some(employee) = support_rep {
        writeln!(out, "    looked after by {} {}", employee.first_name, employee.last_name)?;
    }
    for invoice in invoices {
        let day = invoice.invoice_date.split(' ').next().unwrap_or(&invoice.invoice_date);
        writeln!(out, "    invoice {} of {day}, {:.2}", invoice.invoice_id, invoice.total)?;
        for line in &invoice.lines {
            writeln!(out, "        {} x {:.2}  {}", line.quantity, line.unit_price, line.track.name)?;
        }
    }
    let total: f64 = invoices.iter().map(|invoice| invoice.total).sum();
    let lines: usize = invoices.iter().map(|invoice| invoice.lines.len()).sum();
    writeln!(out, "    {} invoices, {lines} lines, {total:.2} in all", invoices.len())?;
    Ok(())
}

/// Returns the name, or a placeholder: most names in this database may be NULL, though none is.
fn name(name: Option<&str>) -> &str {
    name.unwrap_or("(no name)")
}

//! The report: what is in the database, told along its relations.

use std::{
    collections::{BTreeMap, HashMap},
    error::Error,
    io::{self, Write},
};

use relations::{prelude::*, rusqlite::Connection};

use super::models::{
    Album, Artist, Customer, Employee, Invoice, InvoiceLine, Playlist, PlaylistTrack, SCHEMA, Track,
};

/// Writes the whole report to `out`.
pub fn report(db: &Connection, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    totals(db, out)?;
    albums_per_artist(db, out)?;
    employees(db, out)?;
    let grunge = Playlist::query().filter(Playlist::NAME.eq("Grunge")).one(db)?;
    tracks_of_a_playlist(db, &grunge, out)?;
    let spirit = grunge.tracks().filter(Track::NAME.eq("Smells Like Teen Spirit")).one(db)?;
    a_track(db, &spirit, out)?;
    let helena = Customer::query().filter(Customer::LAST_NAME.eq("Holý")).one(db)?;
    invoices_of_a_customer(db, &helena, out)
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

/// Grouping is SQL's own trade: the connection is rusqlite's, and a model reads itself from a row of any
/// statement that selects its columns.
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

/// The whole tree comes by one query, not by one for each employee: it is put together here.
fn employees(db: &Connection, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    writeln!(out, "\nWho reports to whom")?;
    let mut reports: BTreeMap<Option<i64>, Vec<Employee>> = BTreeMap::new();
    for employee in Employee::query().order_by(Employee::LAST_NAME.asc()).all(db)? {
        reports.entry(employee.reports_to).or_default().push(employee);
    }
    branch(&reports, None, 1, out)?;
    Ok(())
}

fn branch(
    reports: &BTreeMap<Option<i64>, Vec<Employee>>,
    manager: Option<i64>,
    depth: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    for employee in reports.get(&manager).into_iter().flatten() {
        let Employee { employee_id, first_name, last_name, title, .. } = employee;
        let indent = "    ".repeat(depth);
        writeln!(out, "{indent}{first_name} {last_name}, {}", name(title.as_deref()))?;
        branch(reports, Some(*employee_id), depth + 1, out)?;
    }
    Ok(())
}

/// Across the junction table, in the order that the relation declares.
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

/// Each way that leads on from a track. Those whose foreign key can be NULL lead to an `Option`.
fn a_track(db: &Connection, track: &Track, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
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

/// Invoices, lines and tracks come by one query each, however many there are: the lines through the
/// invoices, the tracks by the keys that the lines have.
fn invoices_of_a_customer(
    db: &Connection,
    customer: &Customer,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let invoices = customer.invoices().all(db)?;
    let lines = customer.invoice_lines().order_by(InvoiceLine::INVOICE_LINE_ID.asc()).all(db)?;
    let bought = Track::TRACK_ID.in_(lines.iter().map(|line| line.track_id));
    let tracks: HashMap<i64, Track> =
        Track::query().filter(bought).all(db)?.into_iter().map(|track| (track.track_id, track)).collect();

    let Customer { first_name, last_name, country, .. } = customer;
    writeln!(out, "\nThe invoices of {first_name} {last_name}, {}", name(country.as_deref()))?;
    if let Some(employee) = customer.support_rep().get(db)? {
        writeln!(out, "    looked after by {} {}", employee.first_name, employee.last_name)?;
    }
    for Invoice { invoice_id, invoice_date, total, .. } in &invoices {
        let day = invoice_date.split(' ').next().unwrap_or(invoice_date);
        writeln!(out, "    invoice {invoice_id} of {day}, {total:.2}")?;
        for line in lines.iter().filter(|line| line.invoice_id == *invoice_id) {
            let track = &tracks[&line.track_id].name;
            writeln!(out, "        {} x {:.2}  {track}", line.quantity, line.unit_price)?;
        }
    }
    let total: f64 = invoices.iter().map(|invoice| invoice.total).sum();
    writeln!(out, "    {} invoices, {} lines, {total:.2} in all", invoices.len(), lines.len())?;
    Ok(())
}

/// Most names in this database may be NULL, though none is.
fn name(name: Option<&str>) -> &str {
    name.unwrap_or("(no name)")
}

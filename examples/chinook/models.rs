//! The eleven tables of the Chinook sample database as models.
//!
//! The models did not create the tables, so names are given wherever they differ from those derived from the
//! structs. The tables are not STRICT and their columns have types such as `NVARCHAR(160)`, which makes no
//! difference for reading; nothing here creates or changes them.
#![allow(clippy::struct_field_names, reason = "the fields are named as the columns are")]

use relations::{Model, Schema, schema};

/// All tables. The compiler checks that each foreign key has its parent and each relation its other end.
pub const SCHEMA: Schema = schema![
    Album,
    Artist,
    Customer,
    Employee,
    Genre,
    Invoice,
    InvoiceLine,
    MediaType,
    Playlist,
    PlaylistTrack,
    Track,
];

/// A band, a composer or a series that has albums.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "Artist", rename_all = "PascalCase")]
#[has_many(albums: Album, order_by(title))]
#[has_many(tracks: Track, through = albums)]
pub struct Artist {
    #[key]
    pub artist_id: i64,
    pub name: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "Album", rename_all = "PascalCase")]
#[has_many(tracks: Track, order_by(track_id))]
pub struct Album {
    #[key]
    pub album_id: i64,
    pub title: String,
    #[belongs_to(artist: Artist)]
    pub artist_id: i64,
}

/// An item for sale: a song, or an episode of a series, which need not have a genre or an album.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "Track", rename_all = "PascalCase")]
#[has_many(invoice_lines: InvoiceLine, order_by(invoice_line_id))]
#[many_to_many(playlists: Playlist, through = PlaylistTrack, order_by(playlist_id))]
pub struct Track {
    #[key]
    pub track_id: i64,
    pub name: String,
    #[belongs_to(album: Album)]
    pub album_id: Option<i64>,
    #[belongs_to(media_type: MediaType)]
    pub media_type_id: i64,
    #[belongs_to(genre: Genre)]
    pub genre_id: Option<i64>,
    pub composer: Option<String>,
    pub milliseconds: i64,
    pub bytes: Option<i64>,
    pub unit_price: f64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "Genre", rename_all = "PascalCase")]
#[has_many(tracks: Track, order_by(track_id))]
pub struct Genre {
    #[key]
    pub genre_id: i64,
    pub name: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "MediaType", rename_all = "PascalCase")]
#[has_many(tracks: Track, order_by(track_id))]
pub struct MediaType {
    #[key]
    pub media_type_id: i64,
    pub name: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "Playlist", rename_all = "PascalCase")]
#[many_to_many(tracks: Track, through = PlaylistTrack, order_by(name, track_id))]
pub struct Playlist {
    #[key]
    pub playlist_id: i64,
    pub name: Option<String>,
}

/// The junction of playlists and tracks, whose key is the pair.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "PlaylistTrack", rename_all = "PascalCase", primary_key(playlist_id, track_id))]
pub struct PlaylistTrack {
    #[belongs_to(playlist: Playlist)]
    pub playlist_id: i64,
    #[belongs_to(track: Track)]
    pub track_id: i64,
}

/// An employee. The relation to the manager and the one to those who report to the employee share one column.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "Employee", rename_all = "PascalCase")]
#[has_many(reports: Employee, inverse = manager, order_by(last_name))]
#[has_many(customers: Customer, order_by(last_name, first_name))]
pub struct Employee {
    #[key]
    pub employee_id: i64,
    pub last_name: String,
    pub first_name: String,
    pub title: Option<String>,
    #[belongs_to(manager: Employee)]
    pub reports_to: Option<i64>,
    pub birth_date: Option<String>,
    pub hire_date: Option<String>,
    pub address: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: Option<String>,
    pub postal_code: Option<String>,
    pub phone: Option<String>,
    pub fax: Option<String>,
    pub email: Option<String>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "Customer", rename_all = "PascalCase")]
#[has_many(invoices: Invoice, order_by(invoice_date, invoice_id))]
#[has_many(invoice_lines: InvoiceLine, through = invoices)]
pub struct Customer {
    #[key]
    pub customer_id: i64,
    pub first_name: String,
    pub last_name: String,
    pub company: Option<String>,
    pub address: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: Option<String>,
    pub postal_code: Option<String>,
    pub phone: Option<String>,
    pub fax: Option<String>,
    pub email: String,
    #[belongs_to(support_rep: Employee)]
    pub support_rep_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "Invoice", rename_all = "PascalCase")]
#[has_many(lines: InvoiceLine, order_by(invoice_line_id))]
pub struct Invoice {
    #[key]
    pub invoice_id: i64,
    #[belongs_to(customer: Customer)]
    pub customer_id: i64,
    pub invoice_date: String,
    pub billing_address: Option<String>,
    pub billing_city: Option<String>,
    pub billing_state: Option<String>,
    pub billing_country: Option<String>,
    pub billing_postal_code: Option<String>,
    pub total: f64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "InvoiceLine", rename_all = "PascalCase")]
pub struct InvoiceLine {
    #[key]
    pub invoice_line_id: i64,
    #[belongs_to(invoice: Invoice)]
    pub invoice_id: i64,
    #[belongs_to(track: Track)]
    pub track_id: i64,
    pub unit_price: f64,
    pub quantity: i32,
}

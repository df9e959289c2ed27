//! The shapes of the report: structs whose fields are columns and relations of a model.

use relations::Load;

use super::models::{
    Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, MediaType, Playlist, Track,
};

/// An artist with everything of theirs that is sold.
#[derive(Load, Debug)]
#[load(Artist)]
pub struct ArtistPage {
    pub name: Option<String>,
    pub albums: Vec<AlbumPage>,
}

#[derive(Load, Debug)]
#[load(Album)]
pub struct AlbumPage {
    pub title: String,
    pub tracks: Vec<TrackPage>,
}

#[derive(Load, Debug)]
#[load(Track)]
pub struct TrackPage {
    pub name: String,
    pub genre: Option<Genre>,
    pub media_type: MediaType,
    pub playlists: Vec<Playlist>,
}

/// An employee with those who report to them, directly or not: a shape that contains itself.
#[derive(Load, Debug)]
#[load(Employee)]
pub struct Staff {
    pub first_name: String,
    pub last_name: String,
    pub title: Option<String>,
    pub reports: Vec<Staff>,
}

/// A customer with their purchases.
#[derive(Load, Debug)]
#[load(Customer)]
pub struct Account {
    pub first_name: String,
    pub last_name: String,
    pub country: Option<String>,
    pub support_rep: Option<Employee>,
    pub invoices: Vec<Receipt>,
}

#[derive(Load, Debug)]
#[load(Invoice)]
pub struct Receipt {
    pub invoice_id: i64,
    pub invoice_date: String,
    pub total: f64,
    pub lines: Vec<ReceiptLine>,
}

#[derive(Load, Debug)]
#[load(InvoiceLine)]
pub struct ReceiptLine {
    pub unit_price: f64,
    pub quantity: i32,
    pub track: Track,
}

//! Three levels of rows with links, and the structs that are written.

use relations::{Insert, Key, Model, Schema, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(shelves: Shelf, order_by(id))]
#[many_to_many(subjects: Subject, through = "library_subject")]
pub struct Library {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(volumes: Volume, order_by(id))]
pub struct Shelf {
    pub id: i64,
    #[belongs_to(library: Library, on_delete = cascade)]
    pub library_id: i64,
    pub name: String,
    #[column(default = "1")]
    pub height: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Volume {
    pub id: i64,
    #[belongs_to(shelf: Shelf, on_delete = cascade)]
    pub shelf_id: i64,
    pub title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(libraries: Library, through = "library_subject")]
pub struct Subject {
    pub id: i64,
    pub word: String,
}

pub const SCHEMA: Schema = schema![Library, Shelf, Volume, Subject];

#[derive(Insert)]
#[insert(Library)]
pub struct NewLibrary {
    pub name: String,
    pub shelves: Vec<NewShelf>,
    pub subjects: Vec<AnySubject>,
}

#[derive(Insert)]
#[insert(Shelf)]
pub struct NewShelf {
    pub name: String,
    pub height: Option<i64>,
    pub volumes: Vec<NewVolume>,
}

#[derive(Insert)]
#[insert(Volume)]
pub struct NewVolume {
    pub title: String,
}

#[derive(Insert)]
#[insert(Subject)]
pub enum AnySubject {
    Known(Key<Subject>),
    New(NewSubject),
}

#[derive(Insert)]
#[insert(Subject)]
pub struct NewSubject {
    pub word: String,
}

#[derive(Insert)]
#[insert(Shelf)]
pub struct ShelfForm {
    pub id: Option<i64>,
    pub name: String,
}

#[derive(Insert)]
#[insert(Shelf)]
pub struct FullShelf {
    pub id: Option<i64>,
    pub name: String,
    pub volumes: Vec<VolumeForm>,
}

#[derive(Insert)]
#[insert(Volume)]
pub struct VolumeForm {
    pub id: Option<i64>,
    pub title: String,
}

#[derive(Insert)]
#[insert(Library)]
pub struct LibraryForm {
    pub id: Option<i64>,
    pub name: String,
    pub shelves: Vec<FullShelf>,
    pub subjects: Vec<AnySubject>,
}

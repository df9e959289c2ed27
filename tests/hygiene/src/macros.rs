//! Models that macros write.

macro_rules! model {
    ($(#[$attribute:meta])* $name:ident { $($field:ident: $ty:ty),* $(,)? }) => {
        #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
        $(#[$attribute])*
        #[model(crate = ::rel)]
        pub struct $name {
            /// The key.
            pub id: i64,
            $(
                /// A field.
                pub $field: $ty,
            )*
        }
    };
}

model! {
    /// A folder.
    #[has_many(files: File)]
    Folder { name: ::std::string::String, size: ::std::option::Option<i64> }
}

macro_rules! child {
    ($name:ident of $parent:ident by $relation:ident in $key:ident) => {
        /// A child.
        #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
        #[model(crate = ::rel)]
        pub struct $name {
            id: i64,
            #[belongs_to($relation: $parent, on_delete = cascade)]
            $key: i64,
        }
    };
}

child!(File of Folder by folder in folder_id);

/// Calls what is generated.
///
/// # Errors
///
/// None.
pub fn call() -> ::rel::Result<File> {
    let db = ::rel::open_in_memory()?;
    ::rel::schema![Folder, File].create_all(&db)?;
    let folder = Folder::create().name("x").insert(&db)?;
    folder.files().create().insert(&db)
}

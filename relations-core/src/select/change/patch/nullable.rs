//! For serde: the field of a [`Patch`](crate::Patch) that keeps an absent value and `null` apart.
//!
//! By itself serde reads both as `None`. With this module a field that is absent is `None`, which leaves the column as it
//! is, and `null` is `Some(None)`, which sets it to NULL. `default` is needed too, and for writing
//! `skip_serializing_if = "Option::is_none"`, without which a `None` is written as `null`.
//!
//! ```
//! use relations::{Model, Patch, prelude::*};
//!
//! #[derive(Model, Debug, PartialEq)]
//! struct User {
//!     id: i64,
//!     motto: Option<String>,
//! }
//!
//! #[derive(Patch, serde::Deserialize, Debug, PartialEq)]
//! #[patch(User)]
//! struct UserPatch {
//!     #[serde(default, with = "relations::nullable")]
//!     motto: Option<Option<String>>,
//! }
//!
//! let read = |json| serde_json::from_str::<UserPatch>(json).map(|patch| patch.motto);
//! assert_eq!(read(r#"{}"#)?, None);
//! assert_eq!(read(r#"{"motto": null}"#)?, Some(None));
//! assert_eq!(read(r#"{"motto": "Veni"}"#)?, Some(Some("Veni".to_owned())));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! A patch that serde reads without it does not compile:
//!
//! ```compile_fail,E0080
//! # use relations::{Model, Patch};
//! # #[derive(Model)]
//! # struct User {
//! #     id: i64,
//! #     motto: Option<String>,
//! # }
//! #[derive(Patch, serde::Deserialize)]
//! #[patch(User)]
//! struct UserPatch {
//!     motto: Option<Option<String>>,
//! }
//! ```

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Reads a value that is there: `null` is `Some(None)`.
///
/// # Errors
///
/// As the type in it.
pub fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Writes the value, and `null` for both `None` and `Some(None)`.
///
/// # Errors
///
/// As the type in it.
pub fn serialize<S: Serializer, T: Serialize>(
    value: &Option<Option<T>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.as_ref().and_then(Option::as_ref).serialize(serializer)
}

//! The primary key of a row as a value of its own: [`Key`], and the values that become one: [`IntoKey`].

use std::{
    fmt,
    hash::{Hash, Hasher},
};

use crate::{model::Model, schema::column_type::IntoColumn};

/// The primary key of a row of `M`, without the row.
///
/// It stands for the row wherever only its key is needed. A key of one model is not taken for that of another,
/// whatever its type. With the feature `serde` it is read and written as the key itself.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::Key;
///
/// let key: Key<User> = Key::of(&alice);
/// assert_eq!(key, Key::new(alice.id));
/// assert_eq!(key.to_string(), alice.id.to_string());
/// assert_eq!(User::get(&db, key.into_inner())?, alice);
/// # Ok(()) }
/// ```
pub struct Key<M: Model>(M::Key);

impl<M: Model> Key<M> {
    /// Creates the key of this value: the type of the key's field, or a tuple if the key has several columns.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// use relations::Key;
    ///
    /// assert_eq!(Key::<User>::new(7).value(), &7);
    /// assert_eq!(Key::<Membership>::new((1, 7)).value(), &(1, 7));
    /// # Ok(()) }
    /// ```
    pub fn new(key: impl IntoColumn<M::Key>) -> Self {
        Self(key.into_column())
    }

    /// Returns the key of a row.
    pub fn of(row: &M) -> Self {
        Self(row.key())
    }

    /// Returns the value of the key.
    pub const fn value(&self) -> &M::Key {
        &self.0
    }

    /// Returns the value of the key, by value.
    pub fn into_inner(self) -> M::Key {
        self.0
    }
}

/// A value that names a row of `M` by its key: a value of the key's type, or a [`Key`].
///
/// `Kind` tells the two apart, and is never written.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::Key;
///
/// assert_eq!(User::POSTS.of(alice.id).count(&db)?, 0);
/// assert_eq!(User::POSTS.of(Key::of(&alice)).count(&db)?, 0);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key of `{M}`",
    label = "expected a value of the type of its key, or a `Key<{M}>`"
)]
pub trait IntoKey<M: Model, Kind> {
    /// Returns the key.
    fn into_key(self) -> Key<M>;
}

/// The kind of a key that is given by its value.
#[doc(hidden)]
#[derive(Debug)]
pub enum ByValue {}

/// The kind of a key that is a [`Key`].
#[doc(hidden)]
#[derive(Debug)]
pub enum ByType {}

impl<M: Model, K: IntoColumn<M::Key>> IntoKey<M, ByValue> for K {
    fn into_key(self) -> Key<M> {
        Key(self.into_column())
    }
}

impl<M: Model> IntoKey<M, ByType> for Key<M> {
    fn into_key(self) -> Self {
        self
    }
}

impl<M: Model> From<&M> for Key<M> {
    fn from(row: &M) -> Self {
        Self::of(row)
    }
}

impl<M: Model<Key: Clone>> Clone for Key<M> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<M: Model<Key: Copy>> Copy for Key<M> {}

impl<M: Model<Key: fmt::Debug>> fmt::Debug for Key<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.0).finish()
    }
}

/// Writes the key as its value is written.
impl<M: Model<Key: fmt::Display>> fmt::Display for Key<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<M: Model<Key: PartialEq>> PartialEq for Key<M> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<M: Model<Key: Eq>> Eq for Key<M> {}

impl<M: Model<Key: Hash>> Hash for Key<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

#[cfg(feature = "serde")]
impl<M: Model<Key: serde::Serialize>> serde::Serialize for Key<M> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de, M: Model<Key: serde::Deserialize<'de>>> serde::Deserialize<'de> for Key<M> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(deserializer).map(Self)
    }
}

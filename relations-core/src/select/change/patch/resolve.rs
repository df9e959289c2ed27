//! Finds the column that a field of a patch writes by the field's name, for generated code at compile time.

use crate::{
    base::{
        const_message::{Text, const_panic, str_eq},
        values,
    },
    expression::column::Column,
    load::resolve::{ConstantKind, ModelConstant, Nothing, SourceType, push},
    model::Model,
    select::change::{patch::field::PatchField, update::Update},
};

/// A constant of a model to which the name of a patch's field leads.
#[diagnostic::on_unimplemented(
    message = "this name is no column of the model",
    label = "no column of this name",
    note = "name the field after a column, or say which one goes into: `#[patch(into = …)]`"
)]
pub trait Constant: ModelConstant {}

#[diagnostic::do_not_recommend]
impl<C: ModelConstant> Constant for C {}

/// Checks that the constant to which the name of a field leads is that of a column of `M` that a patch writes.
///
/// # Panics
///
/// At compile time, if it is not. The message lists the names of the columns.
#[track_caller]
#[must_use]
pub const fn named<M: Model, C: Constant>(_constant: &C, name: &str) -> usize {
    let model = M::ENTITY.name;
    match C::KIND {
        ConstantKind::Column => {
            if is_key::<M>(name) {
                const_panic! {
                    "`" (name) "` is in the primary key of `" (model) "`, by which a patch finds its row and which it does not write: remove the field"
                }
            }
            0
        }
        ConstantKind::Relation => const_panic! {
            "`" (name) "` is a relation of `" (model) "`, and a patch writes columns: remove the field, or name one of " (columns::<M>(name).as_str())
        },
        ConstantKind::Other => const_panic! {
            "`" (model) "` has no column named `" (name) "` that a patch can write: there are " (columns::<M>(name).as_str()) ". Where the field has another name, say into which column it goes: `#[patch(into = …)]`"
        },
    }
}

/// Returns the names of the columns that a patch can write, as text.
const fn columns<M: Model>(wanted: &str) -> Text<1600> {
    let mut names = Text::new();
    let mut at = 0;
    while at < M::COLUMNS.len() && names.len() < 1200 {
        if !is_key::<M>(M::COLUMNS[at].field) {
            push(&mut names, M::COLUMNS[at].field, wanted, M::ENTITY.name);
        }
        at += 1;
    }
    if at < M::COLUMNS.len() {
        names.push(", …");
    }
    names
}

/// Returns `true` if the field of this name is in the primary key.
const fn is_key<M: Model>(field: &str) -> bool {
    let mut at = 0;
    while at < M::COLUMNS.len() {
        if str_eq(M::COLUMNS[at].field, field) {
            let mut part = 0;
            while part < M::KEY.len() {
                if str_eq(M::KEY[part], M::COLUMNS[at].name) {
                    return true;
                }
                part += 1;
            }
        }
        at += 1;
    }
    false
}

/// A column of `M` that a field of type `V` writes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no column of `{M}`",
    label = "leads to a constant that is no column of `{M}`",
    note = "name a column of the model: `#[patch(into = …)]`"
)]
pub trait WrittenBy<M, V> {
    /// Set if the field could set the column to NULL, which it never is.
    const BEYOND: bool;

    /// Set if `None` and `Some(None)` of the field differ.
    const TWO_NONES: bool;

    /// Sets the column to the value of the field, if it has one.
    fn set(self, update: &mut Update<M>, field: &V);
}

impl<M, T, V: PatchField<T>> WrittenBy<M, V> for Column<M, T> {
    const BEYOND: bool = V::BEYOND;
    const TWO_NONES: bool = V::TWO_NONES;

    fn set(self, update: &mut Update<M>, field: &V) {
        let Some(value) = field.given() else { return };
        let value = value.and_then(values::owned).map_err(|error| error.to_string());
        update.untyped.patch(self.name(), value);
    }
}

// A second implementation, so that the compiler does not take what is unknown after a mistake for a column.
#[diagnostic::do_not_recommend]
impl<M, V> WrittenBy<M, V> for Nothing {
    const BEYOND: bool = false;
    const TWO_NONES: bool = false;

    fn set(self, _update: &mut Update<M>, _field: &V) {}
}

/// Sets a column to the value of a field, for generated code.
#[inline]
pub fn set<M, V, C: WrittenBy<M, V>>(update: &mut Update<M>, column: C, field: &V) {
    column.set(update, field);
}

/// Checks that a field of type `V` writes this column of `M`.
///
/// # Panics
///
/// At compile time, if it could set the column to NULL, which it never is.
#[track_caller]
#[must_use]
pub const fn writes<M: Model, V, C: WrittenBy<M, V>>(_column: SourceType<C>, name: &str) -> usize {
    if C::BEYOND {
        const_panic! {
            "`" (name) "` of `" (M::ENTITY.name) "` cannot be NULL: write one `Option`, whose `None` leaves the column as it is"
        }
    }
    0
}

/// Checks that serde can tell what a field of type `V` tells: whether it is absent or `null`. `read` is set if serde reads
/// the struct.
///
/// # Panics
///
/// At compile time, if it cannot.
#[track_caller]
#[must_use]
pub const fn tells_null<M: Model, V, C: WrittenBy<M, V>>(
    _column: SourceType<C>,
    name: &str,
    read: bool,
) -> usize {
    if read && C::TWO_NONES {
        refuse_one_null(name);
    }
    0
}

/// Fails because serde would read `None` and `Some(None)` of this field alike.
///
/// # Panics
///
/// Always, at compile time.
#[track_caller]
pub(crate) const fn refuse_one_null(name: &str) -> ! {
    const_panic! {
        "serde reads an absent `" (name) "` and a `null` alike, so that NULL could not be written: add `#[serde(default, with = \"relations::nullable\")]` to the field"
    }
}

/// A type of which it is asked whether serde reads it.
#[derive(Debug)]
pub struct Asked<T>(std::marker::PhantomData<fn() -> T>);

/// The answer for every type that serde does not read. An inherent constant hides it for the others.
pub trait NotRead {
    /// Set if serde reads it.
    const READ: bool = false;
}

impl<T> NotRead for Asked<T> {}

#[cfg(feature = "serde")]
impl<T: serde::de::DeserializeOwned> Asked<T> {
    /// Set if serde reads it.
    pub const READ: bool = true;
}

//! Column types that the database computes with: [`Arithmetic`] and [`Summable`].

use crate::schema::column_type::ColumnType;

/// A column type whose values the database adds, subtracts, multiplies and divides: integers and floating point
/// numbers, and their `Option`.
///
/// A newtype of such a type gets the operators of [`Expression`](crate::Expression) by an implementation:
///
/// ```
/// use relations::{ColumnType, Model, column_type::Arithmetic, prelude::*};
///
/// #[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
/// struct Cents(i64);
///
/// impl Arithmetic for Cents {}
///
/// #[derive(Model)]
/// struct Account {
///     id: i64,
///     balance: Cents,
/// }
///
/// let db = relations::open_in_memory()?;
/// relations::schema![Account].create_all(&db)?;
/// let account = Account::create().balance(Cents(50)).insert(&db)?;
/// Account::query().set(Account::BALANCE, Account::BALANCE - Cents(20)).update(&db)?;
/// assert_eq!(Account::get(&db, account.id)?.balance, Cents(30));
/// # Ok::<(), relations::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "the database does not compute with `{Self}`",
    label = "neither integers nor floating point numbers",
    note = "for a newtype of a number, add `impl relations::column_type::Arithmetic for …`"
)]
pub trait Arithmetic: ColumnType {}

/// Implements [`Arithmetic`] for numbers.
macro_rules! arithmetic {
    ($($number:ty),*) => {$(
        impl Arithmetic for $number {}
    )*};
}

arithmetic!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, f32, f64);

impl<T: Arithmetic> Arithmetic for Option<T> where Self: ColumnType {}

/// A column type that has a `+`: that of numbers, or for texts the one that joins them.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// User::query().set(User::NAME, User::NAME + " <" + User::EMAIL + ">").update(&db)?;
/// assert_eq!(User::get(&db, bob.id)?.name, "Bob <bob@example.com>");
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "the database does not compute with `{Self}`",
    label = "neither numbers nor texts",
    note = "for a newtype of a number, add `impl relations::column_type::Arithmetic for …`"
)]
pub trait Summable: ColumnType {
    /// The operator in SQL.
    #[doc(hidden)]
    const PLUS: &'static str;
}

impl<T: Arithmetic> Summable for T {
    const PLUS: &'static str = " + ";
}

impl Summable for String {
    const PLUS: &'static str = " || ";
}

impl Summable for Option<String> {
    const PLUS: &'static str = " || ";
}

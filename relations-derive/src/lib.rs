//! The derive macros of [`relations`](https://docs.rs/relations), which re-exports them.

mod case;
mod check;
mod column_type;
mod errors;
mod expand;
mod input;
mod insert;
mod kinds;
mod load;
mod model;
mod names;
mod of_model;
mod of_one_of;
mod options;
mod parse;
mod patch;
mod serde;
mod words;

#[cfg(test)]
mod tests;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::errors::Errors;

/// Maps a table to a struct with named fields: each field is a column.
///
/// For a struct `User` it generates
///
/// - `impl Model for User`: the metadata, the fixed statements, and how rows are read and written;
/// - a constant for each column, as `User::NAME`, to compare with and to order by;
/// - a constant and an accessor for each relation, as `User::POSTS` and `user.posts()`;
/// - `User::create()`, a builder with a method for each column, whose `insert` compiles once every required
///   column has been set.
///
/// An attribute may be repeated: its options add up, and an option given twice is a mistake. A name that is a keyword of
/// Rust is written as `r#type`.
///
/// An `Option` field is a nullable column; every other column is NOT NULL, keys included. A key of an integer type is
/// assigned by SQLite, unless it is a foreign key, has a default, or the table is WITHOUT ROWID; any other key
/// is set by the program. Each mistake is a compile error on the token to change.
///
/// # On the struct: `#[model(…)]`
///
/// | option | declares |
/// |---|---|
/// | `table = "users"` | the name of the table; otherwise the struct's name in snake case |
/// | `renamed_from = "usr"` | the former name of the table: a plan of the feature `evolution` renames it |
/// | `rename_all = "camelCase"` | the case of the column names: `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, `kebab-case` or `SCREAMING-KEBAB-CASE` |
/// | `primary_key(org, number)` | the fields of a composite primary key |
/// | `unique(org, name)` | fields that are unique together; may be repeated |
/// | `index(org, name)` | fields that are indexed together; may be repeated |
/// | `check = "starts < ends"` | a CHECK over the row, an SQL expression; may be repeated |
/// | `without_rowid` | a [WITHOUT ROWID](https://sqlite.org/withoutrowid.html) table |
/// | `strict = false` | a table that is not [STRICT](https://sqlite.org/stricttables.html) |
/// | `create = NewUser` | the name of the `create()` builder; otherwise `Create` and the struct's name |
/// | `crate = ::other::path` | the path of `relations`, if the crate has another name |
///
/// # On a field
///
/// | attribute | declares |
/// |---|---|
/// | `#[key]` | the primary key; without it and without `primary_key(…)`, it is the field named `id`. On several fields, a composite key in their order |
/// | `#[unique]` | a UNIQUE constraint |
/// | `#[index]` | an index |
/// | `#[column(name = "Id")]` | the name of the column |
/// | `#[column(renamed_from = "mail")]` | the former name of the column: a plan of the feature `evolution` renames it |
/// | `#[column(default = "'draft'")]` | a DEFAULT, an SQL expression; `create()` may then leave the column out |
/// | `#[column(check = "score >= 0")]` | a CHECK over the column, an SQL expression |
/// | `#[column(collate = NOCASE)]` | a [collating sequence](https://sqlite.org/datatype3.html#collating_sequences); a foreign key has the one of the key that it refers to |
/// | `#[column(type = "ANY")]` | the declared type; in a STRICT table INT, INTEGER, REAL, TEXT, BLOB or ANY |
/// | `#[column(version)]` | a number that counts the updates of the row, an integer; see below |
/// | `#[column(created_at)]` | the moment in which the row was inserted; see below |
/// | `#[column(updated_at)]` | the moment in which the row was written last; see below |
/// | `#[belongs_to(…)]` | a foreign key; see below |
///
/// # Versions and moments
///
/// The library keeps the values of a column with one of these three roles, and a model has at most one of each. They are
/// values that the program binds, so that they are the same on a replica, and one moment for all that a verb writes.
///
/// - `create()` fills in what is not set: 1, and the time. A struct that is inserted whole, by `insert`, is written as it is.
/// - Every UPDATE of this library raises the version by one and sets `updated_at`: of a row, of the rows of a query, by a
///   relation, and of an upsert, which leaves `created_at` alone. What a query or an upsert names explicitly is written as
///   named. The struct that a verb takes has the new values afterwards.
/// - An UPDATE of a row that the program has read is made only if the row has still the version that was read; otherwise
///   the error is `Stale`. Deleting a row does not compare, and a model without a version does not.
/// - What SQL of your own changes, or SQLite by a referential action, is left as that does it.
///
/// A version is an integer that is never NULL. A moment is a date with a time of chrono, jiff or time, an `i64` for seconds
/// since 1970, an `Option` or a newtype of one of these, or a type of your own, by the trait `Moment`. A `default = …`
/// beside the role is for rows that are there before the column is, and for other programs.
///
/// # Relations: `#[kind(name: Type, option = value, …)]`
///
/// `name` is the name of the accessor and, in capitals, of the constant; `Type` is the other model.
///
/// | attribute | declares |
/// |---|---|
/// | `#[belongs_to(user: User)]` on a field | the field as a foreign key to `User` |
/// | `#[belongs_to(team: Team, key(org, number))]` on the struct | several fields as a foreign key to `Team` |
/// | `#[has_many(posts: Post)]` on the struct | the rows of `Post` that belong to a row of this model |
/// | `#[has_many(comments: Comment, through = posts)]` on the struct | the rows reached through another relation, without verbs that add or link rows |
/// | `#[has_one(profile: Profile)]` on the struct | the only row of `Profile` that belongs to a row of this model; its foreign key must be unique |
/// | `#[has_one(latest: Post, first(created_at desc))]` on the struct | the first of the rows of `Post` that belong to a row of this model, by an order; no key has to be unique |
/// | `#[many_to_many(addresses: Address, through = "user_address")]` on the struct | rows linked by a junction table, which is generated |
/// | `#[many_to_many(groups: Group, through = Membership)]` on the struct | rows linked by a junction table that is a model |
///
/// | option | of | declares |
/// |---|---|---|
/// | `on_delete = cascade` | `belongs_to` | the action when the parent is deleted: `no_action`, the default, `restrict`, `cascade`, `set_null` or `set_default`, as [in SQLite](https://sqlite.org/foreignkeys.html#fk_actions) |
/// | `on_update = cascade` | `belongs_to` | the action when the parent's key is changed |
/// | `references = email` | `belongs_to` | the unique field that is referred to instead of the primary key |
/// | `deferrable` | `belongs_to` | a constraint that is checked [when the transaction commits](https://sqlite.org/foreignkeys.html#fk_deferred) |
/// | `key(org, number)` | `belongs_to` | the foreign key's fields, if the attribute is on the struct |
/// | `inverse = author` | `has_many`, `has_one` | the `belongs_to` on the other side, if there are several |
/// | `on_delete = …`, `on_update = …` | `has_many`, `has_one` | the foreign key's action, restated; it must be the same |
/// | `through = posts` | `has_many` | the relation of this struct that is read through |
/// | `source = comments` | `has_many` with `through` | the relation that goes on from there, if there are several |
/// | `through = "table"`, `through = Model` | `many_to_many` | the junction table to generate, or its model |
/// | `from = follower_id`, `to = followed_id` | `many_to_many` | the junction's columns for this model and for the other; if the junction is a model, its relations or their fields. Required if both models are the same |
/// | `order_by(created_at desc, id)` | all but `belongs_to` | the order in which the rows are read, by fields of `Type` |
/// | `order_by(link.position)` | `many_to_many` by a model | the same by fields of the junction's model; if one of them alone is the order, an ascending integer, rows are moved in it |
/// | `first(created_at desc, id desc)` | `has_one` | the order of which the relation leads to the first row, by fields of `Type`; the primary key decides among equal rows |
/// | `filter = Post::STATUS.eq(Status::Draft)` | all | a condition on the rows that the relation leads to; see below. It may be given several times |
///
/// # Relations that leave rows out
///
/// A relation with a `filter` leads to the rows that meet it, wherever the relation is named: in handles, conditions, counts,
/// shapes, and in relations through it. It is a `Filter` of `Type`; of a relation that has a model as its junction table or
/// that leads `through` another relation, it can be one of the model between instead.
///
/// - The filter is rendered once, with its values as literals, so that a partial index (`WHERE status = 'draft'`) serves it. So
///   it is made of columns, constants, literals, their methods, and the names of structs and variants; a function, a
///   macro or other code would run once, and is refused.
/// - Verbs that remove or change rows (`remove`, `clear`, `replace`, `unlink`, `set`, `sync`, `update`, `delete`, forms) touch
///   no row that does not meet it. `create`, `add` and `link` write the foreign key or the pair as ever, and fill in nothing
///   else: the row may not meet the filter.
/// - The parent of a `belongs_to` with a filter may not meet it: reading it yields an `Option`. The other side is not
///   affected.
/// - A `has_one` with a filter still needs a unique foreign key, or `first(…)`: then it is the first of the rows that meet the
///   filter. A row that meets no condition in a query is not replaced by the next: conditions are about the first row.
///   An index on the foreign key and the fields of the order makes the first row of each parent one entry of it.
///
/// A foreign key gets an index unless a key, a UNIQUE constraint or another index serves it already. A generated
/// junction table has two foreign keys with ON DELETE CASCADE, named after the two models, as `user_id` and `address_id`.
/// Together they are its primary key; an index serves the opposite direction.
///
/// # One of several parents: `#[one_of(name: Enum, relation, relation, …)]`
///
/// `#[one_of(subject: Subject, post, photo)]` on a struct with `belongs_to` relations `post` and `photo`, whose fields are
/// `Option`s, declares that each row has exactly one of them, which a CHECK of the table ensures. The relations are as ever,
/// and besides there are
///
/// - an enum `Subject` with a variant for each, `Subject::Post(Post)` and `Subject::Photo(Photo)`;
/// - the accessor `comment.subject()`, whose `get` reads the row as that enum, and the constant `Comment::SUBJECT`, which
///   sets it (`set`) and makes conditions (`is`);
/// - the method `subject` of `create()`, which takes a row or a key of either model once, in place of the methods of the
///   foreign keys' columns.
///
/// Whatever sets one foreign key of a row, also by its own relation, sets the others to NULL in the same statement.
///
/// | option | declares |
/// |---|---|
/// | `optional` | that a row may have none: `get` returns an `Option`, and there are `unset`, `is_some` and `is_none` |
/// | `derive(Clone, Debug)` | the traits that the enum derives, which the models must have; without it, none |
///
/// A foreign key of several columns is set or NULL as a whole. A column that every row has, as that of a tenant, is part of
/// the foreign keys of all members or of none. Of two relations to one model, `Comment::AUTHOR.to(&user)` says by which.
#[proc_macro_derive(
    Model,
    attributes(model, key, unique, index, column, belongs_to, has_many, has_one, many_to_many, one_of)
)]
pub fn derive_model(input: TokenStream) -> TokenStream {
    model(&parse_macro_input!(input as DeriveInput)).into()
}

/// Implements `ColumnType` for a struct of one unnamed field or an enum without fields, and also rusqlite's `ToSql`
/// and `FromSql`, so that hand-written SQL accepts the type.
///
/// A newtype is stored as the value that it wraps; a foreign key to a newtype accepts no other type. An enum is stored
/// as TEXT, the name of the variant; a CHECK constraint allows no other text.
///
/// | attribute | declares |
/// |---|---|
/// | `#[column_type(rename_all = "snake_case")]` on an enum | the case of the texts, one of those of `#[model(rename_all)]` |
/// | `#[column_type(rename = "out")]` on a variant | its text |
/// | `#[column_type(crate = ::other::path)]` on either | the path of `relations`, if the crate has another name |
#[proc_macro_derive(ColumnType, attributes(column_type))]
pub fn derive_column_type(input: TokenStream) -> TokenStream {
    column_type::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct a shape: a selection of columns and relations of a model that are loaded together.
///
/// Each field has the name of a column or a relation of the model, and a type to load it as:
///
/// | field | filled by |
/// |---|---|
/// | `name: String` | the column of that field |
/// | `posts: Vec<Post>`, `posts: Vec<PostPage>` | a `has_many`, a `many_to_many`, or a `has_many` through another relation, as models or as shapes of them |
/// | `members: Vec<(User, Membership)>` | a `many_to_many` whose junction is a model, with its rows |
/// | `profile: Option<Profile>` | a `has_one`, or a `belongs_to` whose foreign key is nullable |
/// | `user: User` | any other `belongs_to` |
/// | `children: Vec<Self>` written as `Vec<Node>` in `Node`, `parent: Option<Box<Node>>` | a relation of a model to itself: the whole tree, or all ancestors |
/// | `subject: Subject`, `subject: SubjectPage` | a `one_of`, as its enum or as one with `derive(Load)`; an `Option` of it if it is `optional` |
///
/// | attribute | declares |
/// |---|---|
/// | `#[load(User)]` on the struct | the model |
/// | `#[load(Comment::subject)]` on an enum | the `one_of`; each of its variants, as `Post(PostPage)`, holds the model or a shape of it |
/// | `#[load(User, crate = ::other::path)]` on the struct | the path of `relations`, if the crate has another name |
/// | `#[load(with = \|q\| q.filter(…).order_by(…).limit(3))]` on a field | a filter, an order and a limit of the related rows; the limit counts for each row |
/// | `#[load(count = posts)]` on a field of type `i64`, `u64` or `usize` | the number of related rows, which `with` narrows too |
/// | `#[load(from = posts)]` on a field | the column or relation, if the field has another name |
///
/// The struct gets `query()`, `find` and `get`; the method `load` of queries and of handles loads it too.
///
/// The cost of a limit depends on the index. If the index begins with the foreign key and goes on with the order, only the
/// rows that are returned are read; if it has only the foreign key, all related rows; without an index, the whole table is
/// sorted.
#[proc_macro_derive(Load, attributes(load))]
pub fn derive_load(input: TokenStream) -> TokenStream {
    load::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct a patch: the columns of a model to write in a row, each if it is given.
///
/// Each field has the name of a column of the model, which is not in the primary key, and its type says when it is written:
///
/// | field | of a column | writes |
/// |---|---|---|
/// | `name: Option<String>` | `String` or `Option<String>` | the value of `Some`; `None` leaves the column as it is |
/// | `motto: Option<Option<String>>` | `Option<String>` | as before, and NULL for `Some(None)` |
/// | `name: String` | `String` or `Option<String>` | always |
///
/// | attribute | declares |
/// |---|---|
/// | `#[patch(User)]` on the struct | the model |
/// | `#[patch(User, crate = ::other::path)]` on the struct | the path of `relations`, if the crate has another name |
/// | `#[patch(into = name)]` on a field | the column, if the field has another name |
///
/// A field for a `#[column(version)]` is not written but compared: a row is changed only if it has this version.
///
/// An `Option` is always what may be left out: a field `Option<String>` cannot set a nullable column to NULL.
///
/// serde reads an absent field and `null` alike, as `None`. With the feature `serde` of this library, a field
/// `Option<Option<T>>` of a struct that serde reads must therefore say how it is read:
/// `#[serde(default, with = "relations::nullable")]`. It is a compile error if it does not, and if two fields go into one
/// column.
#[proc_macro_derive(Patch, attributes(patch))]
pub fn derive_patch(input: TokenStream) -> TokenStream {
    patch::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct a new row of a model, together with the rows in its fields; or an enum a choice of such structs and of
/// keys.
///
/// Each field has the name of a column or a relation of the model:
///
/// | field | goes into |
/// |---|---|
/// | `name: String` | the column of that field |
/// | `status: Option<Status>` | a column with a default, to which `None` leaves it; NULL if the column can be NULL |
/// | `user_id: Key<User>`, an `Option` of it | a column of such keys |
/// | `posts: Vec<NewPost>` | a `has_many`: the rows refer to the new one |
/// | `posts: Option<Vec<NewPost>>` | the same, where `None` says nothing of these rows: a form that is saved leaves them as they are |
/// | `profile: Option<NewProfile>`, `profile: NewProfile` | a `has_one` |
/// | `user: NewUser`, `user: Key<User>`, an `Option` of these | a `belongs_to`: the parent is inserted first, or is there |
/// | `tags: Vec<NewTag>`, `tags: Vec<Key<Tag>>` | a `many_to_many`: rows are inserted and linked, or only linked |
/// | `tags: Vec<TagInput>` | the same, where `TagInput` is an enum with `derive(Insert)` of both |
/// | `children: Vec<NewNode>` in `NewNode`, `parent: Option<Box<NewNode>>` | a relation of a model to itself |
/// | `subject: NewSubject`, an `Option` of it if it is `optional` | a `one_of`, where `NewSubject` is an enum with `derive(Insert)` |
///
/// | attribute | declares |
/// |---|---|
/// | `#[insert(User)]` on the struct or enum | the model |
/// | `#[insert(Comment::subject)]` on an enum | the `one_of`; each of its variants, as `Post(NewPost)` or `Photo(Key<Photo>)`, holds a row to insert or a key |
/// | `#[insert(User, crate = ::other::path)]` on the struct or enum | the path of `relations`, if the crate has another name |
/// | `#[insert(into = posts)]` on a field | the column or relation, if the field has another name |
///
/// A column that must have a value is a field, or belongs to the foreign key that the place of the struct fills in: the
/// struct can then be inserted there only. Anything else is a compile error.
///
/// A parent may be absent if a column of its foreign key can be NULL or has a default. A column of it that every row has,
/// as that of a tenant, needs another source then: the place, another parent, or a field, which must go together with the
/// parent where there is one.
#[proc_macro_derive(Insert, attributes(insert))]
pub fn derive_insert(input: TokenStream) -> TokenStream {
    insert::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// From the struct to the code: parse, check, expand.
///
/// Each stage reports the mistakes that it finds and leaves them out, so that the rest still expands and one mistake is
/// one error. What a rule misses may be what the parser could not read, so then the rules leave out without a report.
fn model(input: &DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = Errors::default();
    let Some(mut model) = parse::model(&mut errors, input) else {
        return errors.beside(expand::fallback(input));
    };
    let mut broken = Errors::default();
    check::check(&mut broken, &mut model);
    if errors.is_empty() {
        errors = broken;
    }
    errors.beside(expand::model(&model))
}

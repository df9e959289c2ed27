//! `one_of`: several `belongs_to` relations of a model, of which a row has one: [`OneOf`], its constant, and what can be
//! set.

use std::{fmt, marker::PhantomData};

use crate::{
    expression::filter::{Filter, condition::Condition},
    model::{Model, key::Key},
    relation::{
        condition::refers_to_value,
        kinds::{BelongsTo, Nullability, Owning},
        row_or_key::RowOrKey,
        start::{FromKey, Referred, Start},
    },
    schema::metadata::foreign_key::ForeignKey,
};

/// The values of the columns that the foreign key of a relation refers to.
pub(crate) type ParentValue<R> = <<R as Owning>::Parent as Start>::Value;

/// A set of `belongs_to` relations of which a row has one, as `#[one_of(…)]` declares it.
///
/// Each set has a marker type that implements this trait: `O` in `BelongsToOneOf<O>`, the type of `Comment::SUBJECT`.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
/// use relations::relation::{BelongsToOneOf, OneOf};
///
/// fn relations<O: OneOf>(_: BelongsToOneOf<O>) -> Vec<&'static str> {
///     O::FOREIGN_KEYS.iter().map(|key| key.relation).collect()
/// }
/// assert_eq!(relations(Note::SUBJECT), ["post", "group"]);
/// # Ok(()) }
/// ```
pub trait OneOf: Sized + 'static {
    /// The model that declares the set.
    type Near: Model;

    /// The generated enum: the row that the set leads to.
    type Row;

    /// Whether a row may have none: [`Required`](crate::relation::Required) or, for an `optional` set,
    /// [`Nullable`](crate::relation::Nullable).
    type Nullability: Nullability;

    /// The key of one of the parents, by the relation that refers to it.
    #[doc(hidden)]
    type Key;

    /// The name of the set and of its accessor: `"subject"`.
    const NAME: &'static str;

    /// The foreign keys of the relations, in the order of the attribute.
    const FOREIGN_KEYS: &'static [&'static ForeignKey];

    /// Calls `visit` with the relation whose foreign key is set, if one is.
    #[doc(hidden)]
    fn set_member<V: VisitMember<Self>>(near: &Self::Near, visit: V) -> Option<V::Output>;

    /// Calls `visit` with the first relation.
    #[doc(hidden)]
    fn first_member<V: VisitMember<Self>>(visit: V) -> V::Output;

    /// Calls `visit` with the relation of a key.
    #[doc(hidden)]
    fn member<V: VisitKey<Self>>(key: &Self::Key, visit: V) -> V::Output;

    /// Sets the foreign keys of a child, in the struct: one to this key, the others to NULL.
    #[doc(hidden)]
    fn assign(near: &mut Self::Near, key: Self::Key);

    /// Sets all foreign keys of a child, in the struct, to NULL.
    #[doc(hidden)]
    fn clear(near: &mut Self::Near);
}

/// A function of the relation that is set, and of the variant that its rows have.
#[doc(hidden)]
pub trait VisitMember<O: OneOf> {
    /// The result.
    type Output;

    /// Is called with the relation.
    fn visit<R: Owning<Near = O::Near>>(self, variant: fn(R::Far) -> O::Row) -> Self::Output;
}

/// A function of a relation and of a key of its parent.
#[doc(hidden)]
pub trait VisitKey<O: OneOf> {
    /// The result.
    type Output;

    /// Is called with the relation.
    fn visit<R: Owning<Near = O::Near>>(self, parent: &ParentValue<R>) -> Self::Output;
}

/// A set that may lead to no row, since it is `optional`. [`BelongsToOneOf::unset`] needs it, and so do `is_some` and
/// `is_none`.
#[diagnostic::on_unimplemented(
    message = "every row has its `{Self}`: the `one_of` is not `optional`",
    label = "for a `one_of` that is `optional` only",
    note = "add `optional` to `#[one_of(…)]` if a row may have none"
)]
pub trait OptionalOneOf: OneOf {}

/// The set of a model at this place in [`Table::one_ofs`](crate::schema::Table::one_ofs).
#[doc(hidden)]
pub trait OneOfAt<const INDEX: usize> {
    /// The marker of the set.
    type OneOf: OneOf;
}

/// The relation at this place in a set.
#[doc(hidden)]
pub trait MemberAt<const INDEX: usize>: OneOf {
    /// The marker of the relation.
    type Relation: Owning<Near = Self::Near>;
}

/// A set that has the relation `R`.
#[diagnostic::on_unimplemented(
    message = "relation `{R}` is no member of the `one_of` `{Self}`",
    label = "names another relation",
    note = "name one that `#[one_of(…)]` lists"
)]
pub trait HasMember<R: Owning>: OneOf {
    /// Makes the key of a parent by this relation.
    #[doc(hidden)]
    fn key(parent: ParentValue<R>) -> Self::Key;
}

/// A set of which one relation leads to `M`.
#[diagnostic::on_unimplemented(
    message = "a `{M}` cannot be the `{Self}`",
    label = "no relation of the `one_of` leads to `{M}`, or several do",
    note = "of several relations to one model, say which by its constant: `Comment::AUTHOR.to(&user)`"
)]
pub trait LeadsTo<M: Model>: HasMember<Self::Relation> {
    /// The relation.
    #[doc(hidden)]
    type Relation: Owning<Near = Self::Near, Far = M>;
}

/// A row that a set can lead to, or the key of one: `&post`, `Key::<Post>::new(7)`, a `&Subject` that was read, or
/// `Comment::POST.to(&post)`, which says by which relation.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
/// use relations::Key;
///
/// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// let mut note = Note::create().subject(&post).body("Good").insert(&db)?;
/// let subject: Subject = note.subject().get(&db)?;
/// Note::SUBJECT.set(&db, &mut note, &subject)?;
/// Note::SUBJECT.set(&db, &mut note, Key::<Post>::new(post.id))?;
/// Note::SUBJECT.set(&db, &mut note, Note::POST.to(&post))?;
/// assert_eq!(note.post_id, Some(post.id));
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the `{O}`",
    label = "expected a row or a key of a model that `{O}` leads to",
    note = "`&row`, `Key::<Model>::new(…)`, or the relation's constant: `Comment::POST.to(…)`"
)]
pub trait OneOfValue<O: OneOf> {
    /// Returns the key.
    #[doc(hidden)]
    fn into_key(self) -> O::Key;
}

#[diagnostic::do_not_recommend]
impl<M: Model, O: LeadsTo<M>> OneOfValue<O> for &M {
    fn into_key(self) -> O::Key {
        O::key(<O::Relation as Owning>::Parent::of(self))
    }
}

#[diagnostic::do_not_recommend]
impl<M: Model, O: LeadsTo<M>> OneOfValue<O> for Key<M>
where
    <O::Relation as Owning>::Parent: FromKey<M, O::Relation>,
{
    fn into_key(self) -> O::Key {
        O::key(<O::Relation as Owning>::Parent::from_key(self.into_inner()))
    }
}

#[diagnostic::do_not_recommend]
impl<M: Model<Key: Clone>, O: LeadsTo<M>> OneOfValue<O> for &Key<M>
where
    <O::Relation as Owning>::Parent: FromKey<M, O::Relation>,
{
    fn into_key(self) -> O::Key {
        O::key(<O::Relation as Owning>::Parent::from_key(self.value().clone()))
    }
}

/// A row, by the relation that leads to it: what `Comment::POST.to(&post)` returns.
pub struct To<R: Owning>(ParentValue<R>);

impl<R: Owning> fmt::Debug for To<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("To").field("relation", &R::NAME).finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<R: Owning, O: HasMember<R>> OneOfValue<O> for To<R> {
    fn into_key(self) -> O::Key {
        O::key(self.0)
    }
}

impl<R: Owning> BelongsTo<R> {
    /// Returns a row, or a key of one, together with this relation, for a `one_of`: where several of its relations lead to
    /// one model, it says by which.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let group = Group::create().name("Chess").insert(&db)?;
    /// let note = Note::create().subject(Note::GROUP.to(&group)).body("Fun").insert(&db)?;
    /// assert_eq!(note.group_id, Some(group.id));
    /// # Ok(()) }
    /// ```
    pub fn to(self, parent: impl RowOrKey<R::Far, R, R::Parent>) -> To<R> {
        To(parent.into_value())
    }
}

/// The constant of a `one_of`, as `Comment::SUBJECT`. It sets the row that a child belongs to, and makes conditions on it;
/// the row is read by the accessor, `comment.subject()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct BelongsToOneOf<O>(PhantomData<O>);

impl<O: OneOf> BelongsToOneOf<O> {
    /// Creates the constant.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }

    /// Matches rows that belong to `row`: see [`OneOfValue`] for what it can be.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let note = Note::create().subject(&post).body("Good").insert(&db)?;
    /// assert_eq!(Note::query().filter(Note::SUBJECT.is(&post)).all(&db)?, [note]);
    /// # Ok(()) }
    /// ```
    pub fn is(self, row: impl OneOfValue<O>) -> Filter<O::Near> {
        O::member(&row.into_key(), Refers)
    }

    /// Matches rows that belong to a row, of whichever model. Only for a `one_of` that is `optional`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let group = Group::create().name("Chess").insert(&db)?;
    /// let bookmark = Bookmark::create().place(&group).insert(&db)?;
    /// Bookmark::create().insert(&db)?;
    /// assert_eq!(Bookmark::query().filter(Bookmark::PLACE.is_some()).all(&db)?, [bookmark]);
    /// # Ok(()) }
    /// ```
    pub fn is_some(self) -> Filter<O::Near>
    where
        O: OptionalOneOf,
    {
        self.is_none().not()
    }

    /// Matches rows that belong to none. Only for a `one_of` that is `optional`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let bookmark = Bookmark::create().insert(&db)?;
    /// assert_eq!(Bookmark::query().filter(Bookmark::PLACE.is_none()).all(&db)?, [bookmark]);
    /// # Ok(()) }
    /// ```
    pub fn is_none(self) -> Filter<O::Near>
    where
        O: OptionalOneOf,
    {
        // The first column that no other foreign key has tells whether one is set.
        let own = |key: &&'static ForeignKey| O::Near::TABLE.own_columns(key).first().copied();
        let unset = |column| Condition::IsNull { column, negated: false };
        Filter::new(Condition::All(O::FOREIGN_KEYS.iter().filter_map(own).map(unset).collect()))
    }
}

/// Makes the condition that a foreign key refers to a parent.
struct Refers;

impl<O: OneOf> VisitKey<O> for Refers {
    type Output = Filter<O::Near>;

    fn visit<R: Owning<Near = O::Near>>(self, parent: &ParentValue<R>) -> Filter<O::Near> {
        refers_to_value::<R>(parent)
    }
}

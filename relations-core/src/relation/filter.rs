//! The filters that relations declare: whose rows they are about, and where on the path these are.

use std::{fmt, marker::PhantomData, sync::OnceLock};

use crate::{
    expression::filter::Filter,
    schema::metadata::layer::{FilterSql, RenderFilter, StepFilter},
};

/// A filter of the rows of `Far`, to which a relation leads.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the relation leads to `{Far}`, and so cannot be filtered by a `{Self}`",
    label = "must be a `Filter<{Far}>`, made from the columns and relations of `{Far}`"
)]
pub trait FilterOf<Far> {
    /// Renders the filter.
    fn render(self) -> FilterSql;
}

impl<Far> FilterOf<Far> for Filter<Far> {
    fn render(self) -> FilterSql {
        FilterSql::of(&self.into_condition())
    }
}

/// A filter of the rows of `Far`, to which a relation leads, or of those of `Between`, through which it leads there. Which
/// of them tells `Place`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the relation leads to `{Far}` through `{Between}`, and so cannot be filtered by a `{Self}`",
    label = "must be a `Filter<{Far}>` or a `Filter<{Between}>`"
)]
pub trait FilterOfEither<Far, Between, Place> {
    /// Set if the filter is about the far rows.
    const IS_FAR: bool;

    /// Renders the filter.
    fn render(self) -> FilterSql;
}

/// The place of the far rows.
#[doc(hidden)]
#[derive(Debug)]
pub enum AtFar {}

/// The place of the rows between.
#[doc(hidden)]
#[derive(Debug)]
pub enum AtBetween {}

impl<Far, Between> FilterOfEither<Far, Between, AtFar> for Filter<Far> {
    const IS_FAR: bool = true;

    fn render(self) -> FilterSql {
        FilterSql::of(&self.into_condition())
    }
}

impl<Far, Between> FilterOfEither<Far, Between, AtBetween> for Filter<Between> {
    const IS_FAR: bool = false;

    fn render(self) -> FilterSql {
        FilterSql::of(&self.into_condition())
    }
}

/// The filter of a relation on its far rows, as a function that makes it.
#[doc(hidden)]
pub struct FarFilter<Far, F>(fn() -> F, PhantomData<fn() -> Far>);

impl<Far, F> FarFilter<Far, F> {
    /// Keeps the function.
    #[must_use]
    pub const fn new(filter: fn() -> F) -> Self {
        Self(filter, PhantomData)
    }
}

/// The filter of a relation on its far rows or on those between, as a function that makes it.
#[doc(hidden)]
pub struct EitherFilter<Far, Between, F, Place>(fn() -> F, Along<Far, Between, Place>);

/// The types of a filter of which there is no value.
type Along<Far, Between, Place> = PhantomData<fn() -> (Far, Between, Place)>;

impl<Far, Between, F, Place> EitherFilter<Far, Between, F, Place> {
    /// Keeps the function.
    #[must_use]
    pub const fn new(filter: fn() -> F) -> Self {
        Self(filter, PhantomData)
    }
}

impl<Far, F: FilterOf<Far>> RenderFilter for FarFilter<Far, F> {
    fn render(&self) -> FilterSql {
        (self.0)().render()
    }
}

impl<Far, Between, F: FilterOfEither<Far, Between, Place>, Place> RenderFilter
    for EitherFilter<Far, Between, F, Place>
{
    fn render(&self) -> FilterSql {
        (self.0)().render()
    }
}

impl<Far, F> fmt::Debug for FarFilter<Far, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FarFilter").finish_non_exhaustive()
    }
}

impl<Far, Between, F, Place> fmt::Debug for EitherFilter<Far, Between, F, Place> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EitherFilter").finish_non_exhaustive()
    }
}

#[doc(hidden)]
impl StepFilter {
    /// Returns the filter of the rows at which the step `at` arrives.
    #[must_use]
    pub const fn of_far<Far, F: FilterOf<Far>>(
        at: usize,
        filter: &'static FarFilter<Far, F>,
        kept: fn() -> &'static OnceLock<FilterSql>,
    ) -> Self {
        Self { at, filter, kept }
    }

    /// Returns the filter of the rows at which the step `far` arrives, or of those at which the step `between` does.
    #[must_use]
    pub const fn of_either<Far, Between, F: FilterOfEither<Far, Between, Place>, Place>(
        (between, far): (usize, usize),
        filter: &'static EitherFilter<Far, Between, F, Place>,
        kept: fn() -> &'static OnceLock<FilterSql>,
    ) -> Self {
        Self { at: if F::IS_FAR { far } else { between }, filter, kept }
    }
}

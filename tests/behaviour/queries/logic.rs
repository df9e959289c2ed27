//! AND, OR and NOT: a comparison with NULL is not met, and its negation is.

use relations::{Filter, Model, prelude::*};

use super::{Sample, ids, samples};

type Row = (i32, Option<i32>);

/// A condition, with its meaning for a row's `whole` and `maybe_whole`.
type Atom = (Filter<Sample>, fn(Row) -> bool);

const ROWS: [(i64, Row); 4] = [(1, (-5, Some(-5))), (2, (0, Some(0))), (3, (7, Some(7))), (4, (0, None))];

fn atoms() -> Vec<Atom> {
    vec![
        (Sample::WHOLE.ge(0), |(whole, _)| whole >= 0),
        (Sample::MAYBE_WHOLE.eq(0), |(_, maybe)| maybe == Some(0)),
        (Sample::MAYBE_WHOLE.eq(None), |(_, maybe)| maybe.is_none()),
        (Sample::MAYBE_WHOLE.ne(7), |(_, maybe)| maybe != Some(7)),
        (Sample::MAYBE_WHOLE.lt(1), |(_, maybe)| maybe.is_some_and(|value| value < 1)),
        (Sample::MAYBE_WHOLE.between(0, 9), |(_, maybe)| maybe.is_some_and(|value| value >= 0)),
        (Sample::MAYBE_WHOLE.in_([-5]), |(_, maybe)| maybe == Some(-5)),
        (Sample::MAYBE_WHOLE.in_([None, Some(7)]), |(_, maybe)| maybe.is_none_or(|value| value == 7)),
        (Sample::WHOLE.in_([0; 0]), |_| false),
    ]
}

/// A combination of three conditions, and of their truth values.
type Form =
    (fn(Filter<Sample>, Filter<Sample>, Filter<Sample>) -> Filter<Sample>, fn(bool, bool, bool) -> bool);

const FORMS: [Form; 8] = [
    (|a, b, c| a.and(b).and(c), |a, b, c| a && b && c),
    (|a, b, c| a.or(b).or(c), |a, b, c| a || b || c),
    (|a, b, c| a.and(b).or(c), |a, b, c| a && b || c),
    (|a, b, c| a.and(b.or(c)), |a, b, c| a && (b || c)),
    (|a, b, c| a.or(b).and(c), |a, b, c| (a || b) && c),
    (|a, b, c| !a.and(b).or(!c), |a, b, c| !(a && b || !c)),
    (|a, b, c| !(!a).and(!b).or(c), |a, b, c| !(!a && !b || c)),
    (|a, b, c| a.or(b.and(c).not()).not(), |a, b, c| !(a || !(b && c))),
];

#[test]
fn conditions_nest_as_their_truth_values_do() -> relations::Result<()> {
    let db = samples()?;
    let atoms = atoms();
    for (form, (filter, truth)) in FORMS.iter().enumerate() {
        for (a, meets_a) in &atoms {
            for (b, meets_b) in &atoms {
                for (c, meets_c) in &atoms {
                    let filter = filter(a.clone(), b.clone(), c.clone());
                    let expected: Vec<i64> = ROWS
                        .iter()
                        .filter(|(_, row)| truth(meets_a(*row), meets_b(*row), meets_c(*row)))
                        .map(|(id, _)| *id)
                        .collect();
                    assert_eq!(ids(&db, filter.clone())?, expected, "form {form} of {filter:?}");
                }
            }
        }
    }
    Ok(())
}

#[test]
fn a_negated_comparison_finds_the_rows_where_the_column_is_null() -> relations::Result<()> {
    let db = samples()?;
    assert_eq!(ids(&db, !Sample::MAYBE_WHOLE.lt(0))?, [2, 3, 4]);
    assert_eq!(ids(&db, !Sample::MAYBE_WHOLE.between(-9, 9))?, [4]);
    assert_eq!(ids(&db, !!Sample::MAYBE_WHOLE.lt(0))?, [1]);
    assert_eq!(ids(&db, Sample::MAYBE_WHOLE.lt(0).or(Sample::MAYBE_WHOLE.ge(0)))?, [1, 2, 3]);
    Ok(())
}

#[test]
fn each_filter_of_a_query_narrows_it_further() -> relations::Result<()> {
    let db = samples()?;
    let query = Sample::query()
        .filter(Sample::WHOLE.eq(-5).or(Sample::WHOLE.eq(0)))
        .filter(Sample::FLAG.eq(true).or(Sample::FLAG.eq(false)))
        .filter(!Sample::MAYBE_WHOLE.eq(None));
    let found: Vec<i64> = query.order_by(Sample::ID.asc()).all(&db)?.iter().map(|row| row.id).collect();
    assert_eq!(found, [1, 2]);
    Ok(())
}

/// In SQLite, TRUE and FALSE are [columns if there are columns of that
/// name](https://sqlite.org/lang_expr.html#boolean_expressions).
#[test]
fn columns_named_true_and_false_are_no_truth_values() -> relations::Result<()> {
    #[derive(Model)]
    #[has_many(parts: Part, inverse = whole)]
    struct Whole {
        id: i64,
        #[column(name = "true")]
        first: i64,
        #[column(name = "FALSE")]
        second: Option<i64>,
    }

    #[derive(Model)]
    struct Part {
        id: i64,
        #[belongs_to(whole: Whole)]
        #[column(name = "true")]
        whole_id: i64,
        #[column(name = "FALSE")]
        number: Option<i64>,
    }

    let db = relations::open_in_memory()?;
    relations::schema![Whole, Part].create_all(&db)?;
    for (id, first, second) in [(1, 0, None), (2, 1, Some(0)), (3, 2, Some(1))] {
        let whole = Whole { id, first, second };
        whole.insert(&db)?;
        whole.parts().create().number(second).insert(&db)?;
    }
    let found = |filter| Whole::query().filter(filter).order_by(Whole::ID.asc()).values(&db, Whole::ID);
    assert_eq!(found(!Whole::FIRST.eq(0))?, [2, 3]);
    assert_eq!(found(!Whole::SECOND.lt(1))?, [1, 3]);
    assert_eq!(found(!!Whole::FIRST.gt(0))?, [2, 3]);
    assert_eq!(found(Whole::PARTS.all(Part::NUMBER.lt(1)))?, [2]);
    assert_eq!(found(!Whole::PARTS.any(!Part::NUMBER.eq(1)))?, [3]);
    Ok(())
}

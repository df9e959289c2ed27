//! The relations of the world's models: their predicates, and how Rust follows them.

use relations::{Filter, raw};

use super::asked::{Asked, Asks, Comparison, OnColumns, Quantity, Relation, Rows, Tree};
use crate::load::world::{
    Club, Comment, Event, Mark, Membership, Person, Piece, Post, Profile, Square, Tag, Token,
};

macro_rules! compared {
    ($count:expr, $comparison:expr, $number:expr) => {
        match $comparison {
            Comparison::Eq => $count.eq($number),
            Comparison::Ne => $count.ne($number),
            Comparison::Lt => $count.lt($number),
            Comparison::Le => $count.le($number),
            Comparison::Gt => $count.gt($number),
            Comparison::Ge => $count.ge($number),
        }
    };
}

/// Returns the condition that `count` of one row or none means: that of a comparison which one of the numbers
/// meets, both or neither.
fn one_or_none<M>(comparison: Comparison, number: u64, one: Filter<M>, none: Filter<M>) -> Filter<M> {
    match (comparison.holds(0, number), comparison.holds(1, number)) {
        (true, true) => one.or(none),
        (true, false) => none,
        (false, true) => one,
        (false, false) => one.and(none),
    }
}

/// Implements all predicates of a relation to many rows.
macro_rules! many {
    ($relation:expr, $near:ty => $far:ty, $leads_to:expr) => {
        Box::new(Relation::new(
            |quantity: Quantity, far: &Tree, rows: &Rows, named: Option<&$far>| match (quantity, named) {
                (Quantity::Any, _) => $relation.any(<$far>::filter(far, rows)),
                (Quantity::All, _) => $relation.all(<$far>::filter(far, rows)),
                (Quantity::None, _) => $relation.none(),
                (Quantity::Row(_), Some(row)) => $relation.contains(row),
                (Quantity::Row(_), None) => !$relation.none(),
                (Quantity::Count(comparison, number), _) => compared!($relation.count(), comparison, number),
                (Quantity::CountWhere(comparison, number), _) => {
                    compared!($relation.count_where(<$far>::filter(far, rows)), comparison, number)
                }
            },
            |near: &$near, far: &$far, rows: &Rows| {
                let leads_to: fn(&$near, &$far, &Rows) -> bool = $leads_to;
                leads_to(near, far, rows)
            },
        )) as Box<dyn Asks<$near>>
    };
}

/// Implements the predicates of a relation to one row, in terms of those to many.
macro_rules! one {
    ($relation:expr, $near:ty => $far:ty, $leads_to:expr) => {
        Box::new(Relation::new(
            |quantity: Quantity, far: &Tree, rows: &Rows, named: Option<&$far>| match (quantity, named) {
                (Quantity::Any, _) => $relation.has(<$far>::filter(far, rows)),
                (Quantity::All, _) => !$relation.has(!<$far>::filter(far, rows)),
                (Quantity::None, _) => $relation.is_none(),
                (Quantity::Row(_), Some(row)) => $relation.is(row),
                (Quantity::Row(_), None) => $relation.is_some(),
                (Quantity::Count(comparison, number), _) => {
                    one_or_none(comparison, number, $relation.is_some(), $relation.is_none())
                }
                (Quantity::CountWhere(comparison, number), _) => {
                    let has = || $relation.has(<$far>::filter(far, rows));
                    one_or_none(comparison, number, has(), !has())
                }
            },
            |near: &$near, far: &$far, rows: &Rows| {
                let leads_to: fn(&$near, &$far, &Rows) -> bool = $leads_to;
                leads_to(near, far, rows)
            },
        )) as Box<dyn Asks<$near>>
    };
}

/// Implements a model: all its rows, its columns and its relations.
macro_rules! asked {
    ($model:ident in $rows:ident: [$(($filter:expr, $holds:expr)),* $(,)?], [$($relation:expr),* $(,)?]) => {
        impl Asked for $model {
            fn rows(rows: &Rows) -> &[Self] {
                &rows.$rows
            }

            fn columns() -> Vec<OnColumns<Self>> {
                vec![$(($filter, $holds)),*]
            }

            fn relations() -> Vec<Box<dyn Asks<Self>>> {
                vec![$($relation),*]
            }
        }
    };
}

asked!(Person in people: [
    (Person::NAME.eq("name 1"), |person| person.name == "name 1"),
    (Person::BOSS_ID.le(3), |person| person.boss_id.is_some_and(|boss| boss <= 3)),
    (Person::ID.ge(4), |person| person.id >= 4),
    (Person::ID.in_([1, 2, 7, -1]), |person| [1, 2, 7, -1].contains(&person.id)),
    (Person::EMAIL.eq("2@x").or(Person::EMAIL.eq("14@x")), |person| person.email == "2@x" || person.email == "14@x"),
    (Person::BOSS_ID.eq(1), |person| person.boss_id == Some(1)),
    (raw("length(email) > 3").filter(), |person| person.email.len() > 3),
], [
    many!(Person::REPORTS, Person => Person, |near, far, _| far.boss_id == Some(near.id)),
    many!(Person::POSTS, Person => Post, |near, far, _| far.author_id == near.id),
    many!(Person::REVIEWS, Person => Post, |near, far, _| far.reviewer_id == Some(near.id)),
    many!(Person::TOKENS, Person => Token, |near, far, _| far.owner_email.as_ref() == Some(&near.email)),
    one!(Person::PROFILE, Person => Profile, |near, far, _| far.person_id == near.id),
    one!(Person::BOSS, Person => Person, |near, far, _| near.boss_id == Some(far.id)),
    many!(Person::TAGS, Person => Tag, |near, far, rows| rows.person_tags.contains(&(near.id, far.id))),
    many!(Person::CLUBS, Person => Club, |near, far, rows| is_member(rows, near.id, &far.slug)),
    many!(Person::FOLLOWING, Person => Person, |near, far, rows| rows.follows.contains(&(near.id, far.id))),
    many!(Person::FOLLOWERS, Person => Person, |near, far, rows| rows.follows.contains(&(far.id, near.id))),
    many!(Person::COMMENTS, Person => Comment, |near, far, rows| {
        rows.posts.iter().any(|post| post.id == far.post_id && post.author_id == near.id)
    }),
    many!(Person::EVENTS, Person => Event, |near, far, rows| is_member(rows, near.id, &far.club_slug)),
    many!(Person::FELLOWS, Person => Person, |near, far, rows| {
        let has = |person, tag| rows.person_tags.contains(&(person, tag));
        rows.tags.iter().any(|tag| has(near.id, tag.id) && has(far.id, tag.id))
    }),
]);

fn is_member(rows: &Rows, person: i64, club: &str) -> bool {
    rows.memberships.iter().any(|link| link.person_id == person && link.club_slug == club)
}

asked!(Post in posts: [
    (Post::TITLE.like("1%"), |post| post.title.starts_with('1')),
    (Post::REVIEWER_ID.is_null(), |post| post.reviewer_id.is_none()),
    (Post::ID.eq(2), |post| post.id == 2),
    (Post::AUTHOR_ID.in_([1, 3, 7]), |post| [1, 3, 7].contains(&post.author_id)),
    (Post::REVIEWER_ID.between(1, 2), |post| post.reviewer_id.is_some_and(|id| (1..=2).contains(&id))),
    (raw("title IN ('0', '1') OR title = 'a.b'").filter(), |post| post.title == "0" || post.title == "1"),
], [
    one!(Post::AUTHOR, Post => Person, |near, far, _| near.author_id == far.id),
    one!(Post::REVIEWER, Post => Person, |near, far, _| near.reviewer_id == Some(far.id)),
    many!(Post::COMMENTS, Post => Comment, |near, far, _| far.post_id == near.id),
]);

asked!(Comment in comments: [
    (Comment::TEXT.ne("a"), |comment| comment.text.as_deref() != Some("a")),
    (Comment::TEXT.is_null(), |comment| comment.text.is_none()),
    (Comment::POST_ID.eq(1), |comment| comment.post_id == 1),
    (Comment::ID.lt(3), |comment| comment.id < 3),
], [
    one!(Comment::POST, Comment => Post, |near, far, _| near.post_id == far.id),
]);

asked!(Token in tokens: [
    (Token::ID.gt(3), |token| token.id > 3),
    (Token::OWNER_EMAIL.eq("1@x"), |token| token.owner_email.as_deref() == Some("1@x")),
    (Token::OWNER_EMAIL.like("1%"), |token| token.owner_email.as_ref().is_some_and(|email| email.starts_with('1'))),
], [
    one!(Token::OWNER, Token => Person, |near, far, _| near.owner_email.as_ref() == Some(&far.email)),
]);

asked!(Profile in profiles: [
    (Profile::BIO.eq("bio 3"), |profile| profile.bio == "bio 3"),
    (Profile::PERSON_ID.eq(1), |profile| profile.person_id == 1),
], [
    one!(Profile::PERSON, Profile => Person, |near, far, _| near.person_id == far.id),
]);

asked!(Tag in tags: [
    (Tag::NAME.in_(["tag 1", "tag 2"]), |tag| tag.name == "tag 1" || tag.name == "tag 2"),
    (Tag::ID.in_([1, 2, 14]), |tag| [1, 2, 14].contains(&tag.id)),
], [
    many!(Tag::PEOPLE, Tag => Person, |near, far, rows| rows.person_tags.contains(&(far.id, near.id))),
    many!(Tag::SQUARES, Tag => Square, |near, far, rows| is_marked(rows, far, near.id)),
]);

fn is_marked(rows: &Rows, square: &Square, tag: i64) -> bool {
    rows.marks.iter().any(|mark| mark.row == square.row && mark.column == square.column && mark.tag_id == tag)
}

asked!(Club in clubs: [
    (Club::SLUG.like("%1%"), |club| club.slug.contains('1')),
    (Club::SLUG.eq("club '2"), |club| club.slug == "club '2"),
], [
    many!(Club::MEMBERS, Club => Person, |near, far, rows| is_member(rows, far.id, &near.slug)),
    many!(Club::EVENTS, Club => Event, |near, far, _| far.club_slug == near.slug),
]);

asked!(Membership in memberships: [
    (Membership::ROLE.eq("guest"), |link| link.role == "guest"),
    (Membership::PERSON_ID.eq(1), |link| link.person_id == 1),
], [
    one!(Membership::PERSON, Membership => Person, |near, far, _| near.person_id == far.id),
    one!(Membership::CLUB, Membership => Club, |near, far, _| near.club_slug == far.slug),
]);

asked!(Event in events: [
    (Event::ID.lt(7), |event| event.id < 7),
    (Event::ID.eq(1), |event| event.id == 1),
], [
    one!(Event::CLUB, Event => Club, |near, far, _| near.club_slug == far.slug),
]);

asked!(Square in squares: [
    (Square::ROW.eq(1), |square| square.row == 1),
    (Square::COLUMN.eq("c1"), |square| square.column == "c1"),
    (Square::ROW.eq(1).and(Square::COLUMN.eq("c0")), |square| square.row == 1 && square.column == "c0"),
], [
    many!(Square::PIECES, Square => Piece, |near, far, _| {
        far.row == Some(near.row) && far.column.as_ref() == Some(&near.column)
    }),
    many!(Square::TAGS, Square => Tag, |near, far, rows| is_marked(rows, near, far.id)),
]);

asked!(Piece in pieces: [
    (Piece::ROW.gt(1), |piece| piece.row.is_some_and(|row| row > 1)),
    (Piece::ROW.eq(1), |piece| piece.row == Some(1)),
    (Piece::ID.in_([1, 2]), |piece| piece.id == 1 || piece.id == 2),
], [
    one!(Piece::SQUARE, Piece => Square, |near, far, _| {
        near.row == Some(far.row) && near.column.as_ref() == Some(&far.column)
    }),
]);

asked!(Mark in marks: [
    (Mark::ROW.ne(0), |mark| mark.row != 0),
    (Mark::TAG_ID.eq(1), |mark| mark.tag_id == 1),
], [
    one!(Mark::SQUARE, Mark => Square, |near, far, _| near.row == far.row && near.column == far.column),
    one!(Mark::TAG, Mark => Tag, |near, far, _| near.tag_id == far.id),
]);

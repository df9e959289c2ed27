//! Shapes of the world's models, each with the same value built by the accessors.

use relations::{Load, Result, prelude::*, rusqlite::Connection};

use super::world::{
    Club, Comment, Event, Membership, Naive, Person, Piece, Post, Profile, Square, Tag, Token, each, maybe,
};

/// Declares a shape, and the accessors that return each of its fields.
macro_rules! shape {
    ($(#[$attribute:meta])* $shape:ident of $model:ident |$db:ident, $row:ident| {
        $($(#[$option:meta])* $field:ident: $ty:ty = $naive:expr,)*
    }) => {
        $(#[$attribute])*
        #[derive(Load, Clone, Debug, PartialEq)]
        #[load($model)]
        pub struct $shape {
            $($(#[$option])* pub $field: $ty,)*
        }

        impl Naive for $shape {
            fn naive($db: &Connection, $row: $model) -> Result<Self> {
                Ok(Self { $($field: $naive,)* })
            }
        }
    };
}

shape! {
    Columns of Person |_db, person| {
        email: String = person.email,
        #[load(from = id)] key: i64 = person.id,
        boss_id: Option<i64> = person.boss_id,
    }
}

shape! {
    /// One relation of each kind, for each number of rows.
    Everything of Person |db, person| {
        posts: Vec<Post> = person.posts().all(db)?,
        profile: Option<Profile> = person.profile().get(db)?,
        boss: Option<Person> = person.boss().get(db)?,
        tags: Vec<Tag> = person.tags().all(db)?,
        clubs: Vec<Club> = person.clubs().all(db)?,
        following: Vec<Person> = person.following().all(db)?,
        followers: Vec<Person> = person.followers().all(db)?,
        comments: Vec<Comment> = person.comments().all(db)?,
        events: Vec<Event> = person.events().all(db)?,
        fellows: Vec<Person> = person.fellows().all(db)?,
        tokens: Vec<Token> = person.tokens().all(db)?,
        name: String = person.name,
    }
}

shape! {
    /// The rows of a junction together with the far rows.
    Links of Person |db, person| {
        clubs: Vec<(Club, Membership)> = person.clubs().all_with_links(db)?,
        #[load(from = clubs)] roles: Vec<(ClubPage, Role)> = {
            let pairs = person.clubs().all_with_links(db)?;
            let shaped = pairs.into_iter().map(|(club, link)| {
                Ok((ClubPage::naive(db, club)?, Role::naive(db, link)?))
            });
            shaped.collect::<Result<_>>()?
        },
    }
}

shape! {
    Role of Membership |db, link| {
        role: String = link.role.clone(),
        person: Person = link.person().get(db)?,
        club: ClubPage = ClubPage::naive(db, link.club().get(db)?)?,
    }
}

shape! {
    ClubPage of Club |db, club| {
        events: Vec<Event> = club.events().all(db)?,
        members: Vec<Person> = club.members().all(db)?,
        slug: String = club.slug,
    }
}

shape! {
    /// Relations four levels deep.
    Deep of Person |db, person| {
        posts: Vec<DeepPost> = each(db, person.posts().all(db)?)?,
        reports: Vec<Everything> = each(db, person.reports().all(db)?)?,
    }
}

shape! {
    DeepPost of Post |db, post| {
        title: String = post.title.clone(),
        comments: Vec<DeepComment> = each(db, post.comments().all(db)?)?,
        reviewer: Option<Columns> = maybe(db, post.reviewer().get(db)?)?,
        author: Person = post.author().get(db)?,
    }
}

shape! {
    DeepComment of Comment |db, comment| {
        post: Box<PostBack> = Naive::naive(db, comment.post().get(db)?)?,
        text: Option<String> = comment.text,
    }
}

shape! {
    PostBack of Post |db, post| {
        author: Links = Links::naive(db, post.author().get(db)?)?,
        reviewer_id: Option<i64> = post.reviewer_id,
    }
}

shape! {
    /// Fields narrowed by `with`, several of them of the same relation.
    Narrowed of Person |db, person| {
        posts: Vec<Post> = person.posts().all(db)?,
        #[load(from = posts, with = |q| q.filter(Post::TITLE.eq("1")))]
        odd: Vec<Post> = person.posts().filter(Post::TITLE.eq("1")).all(db)?,
        #[load(from = posts, with = |q| q.order_by(Post::ID.desc()).limit(2))]
        latest: Vec<Post> = person.posts().order_by(Post::ID.desc()).limit(2).all(db)?,
        #[load(from = posts, with = |q| q.limit(1).offset(1))]
        second: Vec<DeepPost> = each(db, person.posts().limit(1).offset(1).all(db)?)?,
        #[load(from = posts, with = |q| q.offset(2))]
        rest: Vec<Post> = person.posts().offset(2).all(db)?,
        #[load(from = tags, with = |q| q.filter(Tag::NAME.ne("tag 1")).limit(2).offset(1))]
        some_tags: Vec<Tag> = person.tags().filter(Tag::NAME.ne("tag 1")).limit(2).offset(1).all(db)?,
        #[load(from = comments, with = |q| q.filter(Comment::TEXT.is_not_null()).limit(2))]
        some_comments: Vec<Comment> = person.comments().filter(Comment::TEXT.is_not_null()).limit(2).all(db)?,
        #[load(from = events, with = |q| q.order_by(Event::ID.asc()).offset(1))]
        later_events: Vec<Event> = person.events().order_by(Event::ID.asc()).offset(1).all(db)?,
        #[load(from = tokens, with = |q| q.order_by(Token::ID.desc()).limit(2))]
        some_tokens: Vec<Token> = person.tokens().order_by(Token::ID.desc()).limit(2).all(db)?,
        #[load(with = |q| q.filter(Profile::BIO.ne("bio 3")))]
        profile: Option<Profile> = person.profile().filter(Profile::BIO.ne("bio 3")).first(db)?,
        #[load(from = posts, with = |q| q.limit(0))]
        nothing: Vec<Post> = Vec::new(),
        #[load(from = clubs, with = |q| q.limit(1))]
        club: Vec<(Club, Membership)> = person.clubs().all_with_links(db)?.into_iter().take(1).collect(),
    }
}

shape! {
    Counts of Person |db, person| {
        #[load(count = posts)] posts: i64 = person.posts().count(db)?.cast_signed(),
        #[load(count = tags)] tags: u64 = person.tags().count(db)?,
        #[load(count = clubs)] clubs: usize = person.clubs().all(db)?.len(),
        #[load(count = comments)] comments: u64 = person.comments().count(db)?,
        #[load(count = events)] events: u64 = person.events().count(db)?,
        #[load(count = tokens)] tokens: u64 = person.tokens().count(db)?,
        #[load(count = followers)] followers: u64 = person.followers().count(db)?,
        #[load(count = posts, with = |q| q.filter(Post::COMMENTS.any(Comment::TEXT.eq("a"))))]
        commented: u64 = person.posts().filter(Post::COMMENTS.any(Comment::TEXT.eq("a"))).count(db)?,
        #[load(count = posts, with = |q| q.offset(1).limit(2))]
        capped: u64 = person.posts().offset(1).limit(2).count(db)?,
        #[load(count = comments, with = |q| q.filter(Comment::TEXT.is_null()))]
        silent: u64 = person.comments().filter(Comment::TEXT.is_null()).count(db)?,
    }
}

shape! {
    SquarePage of Square |db, square| {
        column: String = square.column.clone(),
        pieces: Vec<PiecePage> = each(db, square.pieces().all(db)?)?,
        tags: Vec<TagPage> = each(db, square.tags().all(db)?)?,
        #[load(count = pieces)] count: u64 = square.pieces().count(db)?,
        #[load(from = pieces, with = |q| q.order_by(Piece::ID.desc()).limit(1))]
        last: Vec<Piece> = square.pieces().order_by(Piece::ID.desc()).limit(1).all(db)?,
    }
}

shape! {
    PiecePage of Piece |db, piece| {
        id: i64 = piece.id,
        square: Option<Square> = piece.square().get(db)?,
    }
}

shape! {
    TagPage of Tag |db, tag| {
        squares: Vec<Square> = tag.squares().all(db)?,
        people: Vec<Person> = tag.people().all(db)?,
        name: String = tag.name,
    }
}

shape! {
    TokenPage of Token |db, token| {
        owner: Option<Counts> = maybe(db, token.owner().get(db)?)?,
        owner_email: Option<String> = token.owner_email,
    }
}

shape! {
    /// The whole tree below a person.
    Below of Person |db, person| {
        name: String = person.name.clone(),
        reports: Vec<Below> = each(db, person.reports().all(db)?)?,
    }
}

shape! {
    /// The ancestors of a person.
    Above of Person |db, person| {
        name: String = person.name.clone(),
        boss: Option<Box<Above>> = maybe(db, person.boss().get(db)?)?,
        posts: Vec<Post> = person.posts().all(db)?,
    }
}

//! A small world of models with rows, for any names of tables and columns.

pub(crate) mod forms;
pub(crate) mod verbs;

use std::fmt::Debug;

use relations::rusqlite::Connection;

/// A verb on a filled database. Its result is a text without any name of the database.
pub type Verb = fn(&Connection) -> relations::Result<String>;

/// A world: its database, with rows, and its verbs.
pub struct World {
    pub schema: relations::Schema,
    pub fill: fn(&Connection) -> relations::Result<()>,
    pub verbs: &'static [(&'static str, Verb)],
    /// The verbs that write rows with the rows in their fields.
    pub form_verbs: &'static [(&'static str, Verb)],
}

impl World {
    /// Returns all verbs with their names.
    pub fn all_verbs(&self) -> impl Iterator<Item = &'static (&'static str, Verb)> {
        self.verbs.iter().chain(self.form_verbs)
    }
}

pub fn show<T: Debug>(done: relations::Result<T>) -> relations::Result<String> {
    done.map(|value| format!("{value:?}"))
}

/// Declares a world whose tables have these six names, and whose columns have them, too: keys the first, foreign
/// keys the second, and so on.
macro_rules! world {
    ($a:literal $b:literal $c:literal $d:literal $e:literal $f:literal) => {
        use relations::{
            Load, Model, Patch, Schema, prelude::*, raw, rusqlite::Connection, schema,
        };

        use $crate::world::{Verb, World, show};

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = $a)]
        #[has_many(items: Item, inverse = owner)]
        #[has_many(checked: Item, inverse = checker, order_by(title desc))]
        #[has_many(juniors: Owner)]
        #[has_one(card: Card)]
        #[has_many(notes: Note, through = items)]
        #[has_many(events: Event, through = clubs)]
        #[many_to_many(tags: Tag, through = $e, order_by(label desc))]
        #[many_to_many(clubs: Club, through = Member)]
        #[many_to_many(ranked: Club, through = Member, order_by(link.since))]
        pub struct Owner {
            #[column(name = $a)]
            id: i64,
            #[column(name = $b)]
            #[belongs_to(boss: Owner, on_delete = set_null)]
            boss_id: Option<i64>,
            #[column(name = $c)]
            #[unique]
            label: String,
            #[column(name = $d, default = "7")]
            mark: i64,
            #[column(name = $e)]
            size: Option<i64>,
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = $b)]
        #[has_many(notes: Note)]
        pub struct Item {
            #[column(name = $a)]
            id: i64,
            #[column(name = $b)]
            #[belongs_to(owner: Owner, on_delete = cascade)]
            owner_id: i64,
            #[column(name = $c)]
            title: String,
            #[column(name = $d)]
            size: Option<i64>,
            #[column(name = $e)]
            #[belongs_to(checker: Owner)]
            checker_id: Option<i64>,
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = $c)]
        pub struct Note {
            #[column(name = $a)]
            id: i64,
            #[column(name = $b)]
            #[belongs_to(item: Item, on_delete = cascade)]
            item_id: i64,
            #[column(name = $c)]
            words: String,
            #[column(name = $d)]
            stars: i64,
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = $d)]
        #[many_to_many(owners: Owner, through = $e)]
        pub struct Tag {
            #[column(name = $a)]
            id: i64,
            #[column(name = $c)]
            label: String,
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = $f, primary_key(owner_id, club_code))]
        pub struct Member {
            #[column(name = $a)]
            #[belongs_to(owner: Owner, on_delete = cascade)]
            owner_id: i64,
            #[column(name = $b)]
            #[belongs_to(club: Club, on_delete = cascade)]
            club_code: String,
            #[column(name = $c)]
            role: String,
            #[column(name = $d, default = "1")]
            since: i64,
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = "a club")]
        #[many_to_many(members: Owner, through = Member)]
        #[has_many(events: Event)]
        pub struct Club {
            #[key]
            #[column(name = $a)]
            code: String,
            #[column(name = $c)]
            label: String,
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = "an event")]
        pub struct Event {
            #[column(name = $a)]
            id: i64,
            #[column(name = $b)]
            #[belongs_to(club: Club)]
            club_code: String,
            #[column(name = $c)]
            day: i64,
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = "a card")]
        pub struct Card {
            #[column(name = $a)]
            id: i64,
            #[column(name = $b)]
            #[unique]
            #[belongs_to(owner: Owner, on_delete = cascade)]
            owner_id: i64,
            #[column(name = $c)]
            text: String,
        }

        /// A name in raw SQL as a user writes it, without the alias of its table.
        const BARE: &str = concat!("`", $d, "`");

        #[derive(Patch)]
        #[patch(Owner)]
        pub struct OwnerPatch {
            mark: Option<i64>,
            size: Option<Option<i64>>,
        }

        #[derive(Patch)]
        #[patch(Member)]
        pub struct MemberPatch {
            role: Option<String>,
        }

        #[expect(dead_code, reason = "what is read of it is its `Debug`")]
        #[derive(Load, Debug)]
        #[load(Owner)]
        pub struct Page {
            pub label: String,
            pub boss: Option<Owner>,
            pub items: Vec<ItemPage>,
            pub card: Option<Card>,
            pub tags: Vec<Tag>,
            pub notes: Vec<Note>,
            pub events: Vec<Event>,
            #[load(from = clubs)]
            pub memberships: Vec<(Club, Member)>,
            #[load(count = items)]
            pub item_count: i64,
            #[load(count = notes, with = |q| q.filter(Note::STARS.gt(1)))]
            pub note_count: i64,
            #[load(count = tags)]
            pub tag_count: i64,
        }

        #[expect(dead_code, reason = "what is read of it is its `Debug`")]
        #[derive(Load, Debug)]
        #[load(Item)]
        pub struct ItemPage {
            pub title: String,
            pub owner: Owner,
            pub checker: Option<Owner>,
            #[load(with = |q| q.order_by(Note::STARS.desc()))]
            pub notes: Vec<Note>,
        }

        #[expect(dead_code, reason = "what is read of it is its `Debug`")]
        #[derive(Load, Debug)]
        #[load(Owner)]
        pub struct Narrowed {
            pub id: i64,
            #[load(with = |q| q.order_by(Item::SIZE.desc()).order_by(Item::ID.asc()).limit(2))]
            pub items: Vec<Item>,
            #[load(from = checked, with = |q| q.filter(raw(BARE).sql(" IS NOT NULL").filter())
                .order_by(raw(BARE).desc()).limit(3))]
            pub bare: Vec<Item>,
            #[load(with = |q| q.order_by(Note::STARS.asc()).order_by(Note::WORDS.desc()).limit(2).offset(1))]
            pub notes: Vec<Note>,
            #[load(with = |q| q.filter(Tag::LABEL.ne("t2")).limit(1))]
            pub tags: Vec<Tag>,
            #[load(from = clubs, with = |q| q.order_by(Club::LABEL.desc()).limit(1))]
            pub memberships: Vec<(Club, Member)>,
            #[load(with = |q| q.order_by(Event::DAY.desc()).limit(1))]
            pub events: Vec<Event>,
        }

        #[expect(dead_code, reason = "what is read of it is its `Debug`")]
        #[derive(Load, Debug)]
        #[load(Club)]
        pub struct ClubPage {
            pub label: String,
            #[load(with = |q| q.order_by(Owner::MARK.desc()).order_by(Owner::ID.asc()))]
            pub members: Vec<Owner>,
            pub events: Vec<Event>,
            #[load(count = members)]
            pub member_count: u64,
        }

        #[expect(dead_code, reason = "what is read of it is its `Debug`")]
        #[derive(Load, Debug)]
        #[load(Owner)]
        pub struct Tree {
            pub label: String,
            pub juniors: Vec<Tree>,
        }

        fn owner(id: i64) -> Owner {
            Owner { id, boss_id: (id > 1).then_some(id / 2), label: format!("o{id}"), mark: 7 + id % 3, size: (id % 2 == 0).then_some(id) }
        }

        fn item(id: i64) -> Item {
            let size = (id % 3 > 0).then_some(id * 7 % 11);
            Item { id, owner_id: 1 + id % 9, title: format!("i{id}"), size, checker_id: (id % 4 > 0).then_some(1 + id % 2) }
        }

        fn note(id: i64) -> Note {
            Note { id, item_id: 1 + id % 15, words: format!("n{id}"), stars: id * 3 % 5 }
        }

        fn tag(id: i64) -> Tag {
            Tag { id, label: format!("t{id}") }
        }

        fn club(code: &str) -> Club {
            Club { code: code.to_owned(), label: format!("club {}", code.len()) }
        }

        fn member(owner_id: i64, code: &str) -> Member {
            Member { owner_id, club_code: code.to_owned(), role: "guest".to_owned(), since: owner_id }
        }

        fn card(id: i64) -> Card {
            Card { id, owner_id: id, text: format!("c{id}") }
        }

        fn new_owner(label: &str) -> impl relations::insert::Insertable<Model = Owner> + use<> {
            Owner::create().label(label)
        }

        fn fill(db: &Connection) -> relations::Result<()> {
            (1..=12).try_for_each(|id| owner(id).insert(db))?;
            (1..=30).try_for_each(|id| item(id).insert(db))?;
            (1..=40).try_for_each(|id| note(id).insert(db))?;
            (1..=3).try_for_each(|id| tag(id).insert(db))?;
            (1..=2).try_for_each(|id| card(id).insert(db))?;
            for (owner_id, tag_id) in [(1, 1), (1, 2), (2, 2), (3, 3)] {
                owner(owner_id).tags().link(db, &tag(tag_id))?;
            }
            for code in ["x", "yy", "z\0z"] {
                club(code).insert(db)?;
                member(1, code).insert(db)?;
            }
            member(2, "x").insert(db)?;
            for (id, code) in [(1, "x"), (2, "x"), (3, "z\0z")] {
                Event { id, club_code: code.to_owned(), day: 10 - id }.insert(db)?;
            }
            Ok(())
        }

        /// Returns many texts, and one with NUL, which SQLite's JSON cannot hold.
        fn texts() -> Vec<String> {
            (0..40).map(|at| format!("i{at}")).chain(["a\0b".to_owned()]).collect()
        }

        pub const WORLD: World = World { schema: SCHEMA, fill, verbs: VERBS, form_verbs: FORM_VERBS };

        const SCHEMA: Schema = schema![Owner, Item, Note, Tag, Member, Club, Event, Card];

        $crate::world::verbs::verbs! {}

        $crate::world::forms::forms! {}
    };
}

pub(crate) use world;

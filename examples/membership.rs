//! Memberships of clubs: a junction with columns of its own, which is a parent itself.
//!
//! People join clubs. A membership relates a person to a club, with a role and the year of joining. Its key is the
//! pair, and the fees that a member pays refer to that pair. Some members teach others, which relates people to
//! people.
//!
//! ```sh
//! cargo run --example membership
//! ```
//!
//! Everything is in memory. The program asserts what it prints, and ends by itself.
#![allow(missing_docs, reason = "the fields are the columns, and their names say which")]

use relations::{ColumnType, Error, Model, Schema, prelude::*, rusqlite::Connection, schema};

/// The role of a member. It is stored as text, and a CHECK limits the column to the variants.
#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
#[column_type(rename_all = "snake_case")]
pub enum Role {
    Member,
    Treasurer,
    Chair,
}

/// A person. Their clubs are across the membership, their fees behind it. Those who are taught and those who teach
/// are the two ends of one relation.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(memberships: Membership, order_by(club_slug))]
#[many_to_many(clubs: Club, through = Membership, order_by(name))]
#[has_many(fees: Fee, through = memberships)]
#[many_to_many(mentors: Person, through = "mentoring", from = mentee_id, to = mentor_id)]
#[many_to_many(mentees: Person, through = "mentoring", from = mentor_id, to = mentee_id)]
pub struct Person {
    id: i64,
    name: String,
}

/// A club, whose key is a word instead of a number.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(memberships: Membership)]
#[many_to_many(members: Person, through = Membership, order_by(name))]
#[has_many(fees: Fee, through = memberships)]
pub struct Club {
    #[key]
    slug: String,
    name: String,
}

/// The junction. Its key is the pair, so nobody joins a club twice.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(club_slug, person_id), without_rowid)]
#[has_many(fees: Fee, order_by(year))]
pub struct Membership {
    #[belongs_to(club: Club, on_delete = cascade)]
    club_slug: String,
    #[belongs_to(person: Person, on_delete = cascade)]
    person_id: i64,
    #[column(default = "'member'")]
    role: Role,
    since: Option<i32>,
}

/// A fee that a member pays to a club: the foreign key has two columns, in the order of the key that it refers to.
#[derive(Model, Clone, Debug, PartialEq)]
#[belongs_to(membership: Membership, key(club_slug, person_id), on_delete = cascade)]
pub struct Fee {
    id: i64,
    club_slug: String,
    person_id: i64,
    year: i32,
    cents: i64,
}

const SCHEMA: Schema = schema![Person, Club, Membership, Fee];

fn main() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;

    let [ines, jun, kofi] =
        Person::insert_all(&db, ["Ines", "Jun", "Kofi"].map(|name| Person::create().name(name)))?
            .try_into()
            .expect("three rows went in");
    let chess = Club::create().slug("chess").name("Chess at Noon").insert(&db)?;
    let rowing = Club::create().slug("rowing").name("Rowing on the Lake").insert(&db)?;

    join(&db, &chess, &ines, &jun)?;
    settle_members(&db, &chess, [&ines, &jun, &kofi])?;
    rowing.members().link(&db, &kofi)?;
    pay(&db, &chess, &rowing, &kofi, &ines)?;
    teach(&db, &ines, &jun, &kofi)?;
    leave(&db, &chess, &rowing, &kofi)
}

/// Adds memberships with the columns beyond the pair.
fn join(db: &Connection, chess: &Club, ines: &Person, jun: &Person) -> relations::Result<()> {
    step("Two people join the chess club, each in a role and from a year on");
    let chair = chess.members().link_with(db, ines, |link| link.role(Role::Chair).since(2019))?;
    println!("{chair:?}");
    assert_eq!((chair.club_slug.as_str(), chair.person_id), ("chess", ines.id), "the pair was filled in");
    // The same relation from the other end writes the same junction row.
    let treasurer = jun.clubs().link_with(db, chess, |link| link.role(Role::Treasurer).since(2021))?;
    println!("{treasurer:?}");
    assert_eq!(Membership::get(db, (chess.slug.clone(), jun.id))?, treasurer);

    match chess.members().link_with(db, ines, |link| link.role(Role::Member)) {
        Err(error @ Error::Unique { .. }) => println!("joining again: {error}"),
        other => panic!("expected the pair to be there already, not {other:?}"),
    }
    show_members(db, chess)
}

/// Sets the members. `set` takes the whole list, and writes only the difference.
fn settle_members(db: &Connection, chess: &Club, people: [&Person; 3]) -> relations::Result<()> {
    step("The members are to be all three: one comes, as a plain member, and nobody else changes");
    let changes = chess.members().set(db, people)?;
    println!("{} added, {} removed", changes.added, changes.removed);
    assert_eq!((changes.added, changes.removed), (1, 0));
    show_members(db, chess)?;

    let roles: Vec<(String, Role, Option<i32>)> = chess
        .members()
        .all_with_links(db)?
        .into_iter()
        .map(|(person, membership)| (person.name, membership.role, membership.since))
        .collect();
    assert_eq!(
        roles,
        [
            ("Ines".to_owned(), Role::Chair, Some(2019)),
            ("Jun".to_owned(), Role::Treasurer, Some(2021)),
            ("Kofi".to_owned(), Role::Member, None),
        ]
    );
    Ok(())
}

/// Pays fees. The junction is a parent here: its children refer to it by both columns.
fn pay(db: &Connection, chess: &Club, rowing: &Club, kofi: &Person, ines: &Person) -> relations::Result<()> {
    step("Kofi pays fees by his memberships; a person's fees are read through them");
    for membership in kofi.memberships().all(db)? {
        let cents = if membership.club_slug == chess.slug { 20_00 } else { 90_00 };
        membership.fees().create().year(2025).cents(cents).insert(db)?;
        membership.fees().create().year(2024).cents(cents).insert(db)?;
    }
    for fee in kofi.fees().order_by(Fee::CENTS.asc()).order_by(Fee::YEAR.asc()).all(db)? {
        println!("{}, {}: {} cents", fee.club_slug, fee.year, fee.cents);
    }
    assert_eq!(kofi.fees().count(db)?, 4);
    assert_eq!(chess.fees().filter(Fee::YEAR.eq(2025)).one(db)?.cents, 20_00);
    assert_eq!(rowing.fees().count(db)?, 2);

    let fee = kofi.fees().filter(Fee::CLUB_SLUG.eq("rowing")).filter(Fee::YEAR.eq(2024)).one(db)?;
    let membership = fee.membership().get(db)?;
    assert_eq!(membership, Membership::get(db, (rowing.slug.clone(), kofi.id))?);
    assert_eq!(membership.person().get(db)?, *kofi);

    // Ines and the rowing club exist, but not as a pair.
    let stray = Fee::create().club_slug(&rowing.slug).person_id(ines.id).year(2025).cents(1).insert(db);
    match stray {
        Err(error @ Error::MissingParent { .. }) => println!("refused: {error}"),
        other => panic!("expected the two-column foreign key to refuse, not {other:?}"),
    }
    Ok(())
}

/// Relates people to people: each end reads the same rows by its own name.
fn teach(db: &Connection, ines: &Person, jun: &Person, kofi: &Person) -> relations::Result<()> {
    step("Ines teaches Jun and Kofi, and Jun teaches Kofi");
    ines.mentees().link(db, jun)?;
    ines.mentees().link(db, kofi)?;
    kofi.mentors().link(db, jun)?;
    for person in Person::query().order_by(Person::NAME.asc()).all(db)? {
        let mentors = person.mentors().order_by(Person::NAME.asc()).all(db)?;
        println!("{} learns from {}", person.name, names(&mentors));
    }
    assert_eq!(kofi.mentors().order_by(Person::NAME.asc()).all(db)?, [ines.clone(), jun.clone()]);
    assert_eq!(jun.mentees().one(db)?, *kofi);
    assert!(!ines.mentors().exists(db)?, "teaching has a direction");
    Ok(())
}

/// Ends memberships. Leaving a club deletes one membership and its fees; deleting a person deletes all of them.
fn leave(db: &Connection, chess: &Club, rowing: &Club, kofi: &Person) -> relations::Result<()> {
    step("Kofi leaves the chess club: that membership goes, with the fees paid by it");
    assert!(chess.members().unlink(db, kofi)?);
    show_members(db, chess)?;
    println!("fees left: {} to chess, {} to rowing", chess.fees().count(db)?, rowing.fees().count(db)?);
    assert!(!chess.members().contains(db, kofi)?);
    assert_eq!((chess.fees().count(db)?, rowing.fees().count(db)?), (0, 2));
    assert_eq!(kofi.clubs().one(db)?, *rowing);

    step("Kofi is deleted: the memberships, fees and lessons that name him go, the clubs stay");
    kofi.delete(db)?;
    let lessons: i64 = db.query_row("SELECT count(*) FROM mentoring", [], |row| row.get(0))?;
    println!(
        "{} people, {} clubs, {} memberships, {} fees, {lessons} lesson",
        Person::query().count(db)?,
        Club::query().count(db)?,
        Membership::query().count(db)?,
        Fee::query().count(db)?,
    );
    assert_eq!((Person::query().count(db)?, Club::query().count(db)?), (2, 2));
    assert_eq!((Membership::query().count(db)?, Fee::query().count(db)?, lessons), (2, 0, 1));
    Ok(())
}

/// Prints the members of a club with their memberships, which one statement reads.
fn show_members(db: &Connection, club: &Club) -> relations::Result<()> {
    println!("{}:", club.name);
    for (person, membership) in club.members().all_with_links(db)? {
        let since = membership.since.map_or("nobody knows when".to_owned(), |year| year.to_string());
        println!("    {:<6}{:?} since {since}", person.name, membership.role);
    }
    Ok(())
}

fn names(people: &[Person]) -> String {
    if people.is_empty() {
        return "nobody".to_owned();
    }
    people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(" and ")
}

fn step(title: &str) {
    println!("\n-- {title}");
}

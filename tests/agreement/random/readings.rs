//! The models for a type of key, and every method that reads along their relations.

/// Declares the models with these keys, and the function that reads them: the arguments are the attributes and
/// fields of the key and of the foreign keys to it, and a column that refers.
macro_rules! models {
    (
        par: [$($par:tt)*] { $($key:tt)* },
        kid: [$($kid:tt)*] { $($of_kid:tt)* },
        link: [$($link:tt)*] { $($of_link:tt)* },
        by: $by:ident
    ) => {
        use relations::{Load, Model, Result, Select, prelude::*, rusqlite::Connection};

        use super::Judge;

        #[derive(Model, Clone, Debug, PartialEq)]
        $($par)*
        #[has_many(kids: Kid)]
        #[has_many(toys: Toy, through = kids)]
        #[many_to_many(tags: Tag, through = Link)]
        pub struct Par {
            $($key)*
            pos: i64,
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        $($kid)*
        #[has_many(toys: Toy)]
        pub struct Kid {
            id: i64,
            $($of_kid)*
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = "toy")]
        pub struct Toy {
            id: i64,
            #[belongs_to(kid: Kid)]
            kid_id: i64,
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(table = "tag")]
        #[many_to_many(pars: Par, through = Link)]
        pub struct Tag {
            id: i64,
        }

        #[derive(Model, Clone, Debug, PartialEq)]
        $($link)*
        pub struct Link {
            $($of_link)*
            #[belongs_to(tag: Tag)]
            tag_id: i64,
        }

        /// A shape that does not read the key.
        #[derive(Load)]
        #[load(Par)]
        struct Pos {
            pos: i64,
        }

        #[derive(Load)]
        #[load(Kid)]
        struct KidId {
            id: i64,
        }

        #[derive(Load)]
        #[load(Kid)]
        struct KidPar {
            id: i64,
            par: Pos,
        }

        #[derive(Load)]
        #[load(Par)]
        struct Page {
            pos: i64,
            kids: Vec<KidId>,
            #[load(count = kids)]
            number: usize,
            #[load(from = kids, with = |kids| kids.order_by(Kid::ID.desc()).limit(1))]
            last: Vec<KidId>,
            toys: Vec<Toy>,
            tags: Vec<Tag>,
        }

        #[derive(Load)]
        #[load(Tag)]
        struct Tagged {
            id: i64,
            pars: Vec<Pos>,
        }

        fn sorted(ids: impl IntoIterator<Item = i64>) -> Vec<i64> {
            let mut ids: Vec<i64> = ids.into_iter().collect();
            ids.sort_unstable();
            ids
        }

        fn positions(db: &Connection, query: impl Select<Model = Par>) -> Result<Vec<i64>> {
            Ok(sorted(query.load::<Pos>(db)?.into_iter().map(|par| par.pos)))
        }

        fn ids(db: &Connection, query: impl Select<Model = Kid>) -> Result<Vec<i64>> {
            Ok(sorted(query.load::<KidId>(db)?.into_iter().map(|kid| kid.id)))
        }

        pub fn ask(db: &Connection, judge: &mut Judge<'_>) -> Result<()> {
            let related = judge.related;
            shapes(db, judge)?;
            predicates(db, judge)?;
            for pos in &related.pars {
                // A parent whose values do not fit the model has no handle.
                match Par::query().filter(Par::POS.eq(*pos)).one(db) {
                    Ok(par) => {
                        handles(db, judge, &par);
                        others(db, judge, &par);
                        verbs(db, judge, &par);
                    }
                    Err(error) => judge.check("par", Err(error), pos),
                }
            }
            for id in &related.kids {
                let parent = Kid::get(db, *id).and_then(|kid| match kid.par().get(db) {
                    Ok(par) => Ok(vec![par.pos]),
                    // The model finds no parent if it cannot take the parent's key.
                    Err(relations::Error::NotFound { .. }) => {
                        let pars = Par::query().filter(Par::POS.in_(related.pars_of(*id))).all(db);
                        pars.map(|_| Vec::new())
                    }
                    Err(error) => Err(error),
                });
                judge.check("par of kid", parent, &related.pars_of(*id));
            }
            Ok(())
        }

        fn predicates(db: &Connection, judge: &mut Judge<'_>) -> Result<()> {
            let related = judge.related;
            let with = |condition: fn(usize) -> bool| related.pars_with(condition);
            let par = |filter| positions(db, Par::query().filter(filter));
            judge.check("none", par(Par::KIDS.none()), &with(|count| count == 0));
            judge.check("any", par(Par::KIDS.any(Kid::ID.gt(0))), &with(|count| count > 0));
            judge.check("all", par(Par::KIDS.all(Kid::ID.lt(0))), &with(|count| count == 0));
            judge.check("count", par(Par::KIDS.count().eq(1)), &with(|count| count == 1));
            judge.check("count through", par(Par::TOYS.count().eq(1)), &with(|count| count == 1));
            let has = |kid: &i64| !related.pars_of(*kid).is_empty();
            let kids: Vec<i64> = related.kids.iter().copied().filter(has).collect();
            judge.check("has", ids(db, Kid::query().filter(Kid::PAR.has(Par::POS.ge(0)))), &kids);
            counts(db, judge);
            for pos in &related.pars {
                parents(db, judge, *pos);
            }
            for tag in [1, 2] {
                let mut tagged = related.tagged(tag);
                judge.check("pars", positions(db, Tag { id: tag }.pars()), &tagged);
                tagged.dedup();
                judge.check("any tag", par(Par::TAGS.any(Tag::ID.eq(tag))), &tagged);
            }
            let counted = Par::query().order_by(Par::POS.asc()).count_each(db, Par::KIDS);
            let counts =
                counted.map(|rows| rows.into_iter().map(|(par, count)| (par.pos, count)).collect::<Vec<_>>());
            let right = related.pars.iter().map(|par| (*par, related.kids_of(*par).len() as u64));
            judge.check("count_each", counts, &right.collect());
            Ok(())
        }

        /// Counts kids and toys, of all rows and of those that an index finds.
        fn counts(db: &Connection, judge: &mut Judge<'_>) {
            let related = judge.related;
            let with = |condition: fn(usize) -> bool| related.pars_with(condition);
            let par = |filter| positions(db, Par::query().filter(filter));
            let kid = || Kid::ID.in_(related.kids.clone());
            let toy = || Toy::ID.in_(related.kids.clone());
            judge.check("at least 2", par(Par::KIDS.count().ge(2)), &with(|count| count >= 2));
            judge.check("fewer than 2", par(Par::KIDS.count().lt(2)), &with(|count| count < 2));
            judge.check("not 2", par(Par::KIDS.count().ne(2)), &with(|count| count != 2));
            judge.check("2 of some", par(Par::KIDS.count_where(kid()).ge(2)), &with(|count| count >= 2));
            judge.check("not 2 of some", par(!Par::KIDS.count_where(kid()).eq(2)), &with(|count| count != 2));
            judge.check("2 through", par(Par::TOYS.count_where(toy()).eq(2)), &with(|count| count == 2));
            judge.check("up to 1 through", par(Par::TOYS.count_where(toy()).le(1)), &with(|count| count <= 1));
            judge.check("any through", par(Par::TOYS.any(toy())), &with(|count| count > 0));
            judge.check("none through", par(!Par::TOYS.any(toy())), &with(|count| count == 0));
            judge.check("none of some", par(!Par::KIDS.any(kid())), &with(|count| count == 0));
            let kids = |met: bool| -> Vec<i64> {
                related.kids.iter().copied().filter(|kid| related.pars_of(*kid).is_empty() != met).collect()
            };
            judge.check("is_some", ids(db, Kid::query().filter(Kid::PAR.is_some())), &kids(true));
            judge.check("is_none", ids(db, Kid::query().filter(Kid::PAR.is_none())), &kids(false));
        }

        /// Compares the conditions that lead to a parent, for all rows and for the first.
        fn parents(db: &Connection, judge: &mut Judge<'_>, pos: i64) {
            let related = judge.related;
            let has = || Kid::PAR.has(Par::POS.eq(pos));
            let kids = related.kids_of(pos);
            let others: Vec<i64> = related.kids.iter().copied().filter(|kid| !kids.contains(kid)).collect();
            judge.check("has this", ids(db, Kid::query().filter(has())), &kids);
            judge.check("first that have this", ids(db, Kid::query().filter(has()).limit(100)), &kids);
            judge.check("have not this", ids(db, Kid::query().filter(!has())), &others);
            judge.check("first that have not", ids(db, Kid::query().filter(!has()).limit(100)), &others);
            let toys = Toy::query().filter(Toy::KID.has(has())).all(db);
            judge.check("nested has", toys.map(|toys| sorted(toys.into_iter().map(|toy| toy.id))), &kids);
            let mut tags = related.tags_of(pos);
            tags.dedup();
            // SQLite 3.40 joins columns of several affinities to fewer rows than it relates by the same
            // comparison.
            let limits: &[u64] = if cfg!(feature = "bundled") { &[u64::MAX, 100] } else { &[u64::MAX] };
            for limit in limits {
                let tagged = Tag::query().filter(Tag::PARS.any(Par::POS.eq(pos))).limit(*limit).all(db);
                judge.check(&format!("tags that any, up to {limit}"), tagged.map(|tags| sorted(tags.into_iter().map(|tag| tag.id))), &tags);
            }
            run_and_roll_back(db, || {
                let toys = Toy::query().filter(Toy::KID.has(has()));
                judge.check("delete by nested has", toys.delete(db), &kids.len());
                judge.check("delete by has", Kid::query().filter(has()).delete(db), &kids.len());
            });
        }

        fn shapes(db: &Connection, judge: &mut Judge<'_>) -> Result<()> {
            let related = judge.related;
            for pages in [Page::query().all(db)?, Page::query().filter(Par::POS.ge(0)).all(db)?] {
                for page in pages {
                    let kids = related.kids_of(page.pos);
                    let (last, tags) = (sorted(kids.last().copied()), related.tags_of(page.pos));
                    judge.check("shape", Ok(sorted(page.kids.into_iter().map(|kid| kid.id))), &kids);
                    judge.check("shape's count", Ok(page.number), &kids.len());
                    judge.check("shape's last", Ok(sorted(page.last.into_iter().map(|kid| kid.id))), &last);
                    judge.check("shape through", Ok(sorted(page.toys.into_iter().map(|toy| toy.id))), &kids);
                    judge.check("shape's tags", Ok(sorted(page.tags.into_iter().map(|tag| tag.id))), &tags);
                }
            }
            for tagged in Tagged::query().all(db)? {
                let pars = sorted(tagged.pars.into_iter().map(|par| par.pos));
                judge.check("shape's pars", Ok(pars), &related.tagged(tagged.id));
            }
            for id in &related.kids {
                let parent = match KidPar::query().filter(Kid::ID.eq(*id)).one(db) {
                    Ok(kid) => Ok((kid.id, vec![kid.par.pos])),
                    Err(relations::Error::Cardinality { .. }) => Ok((*id, Vec::new())),
                    Err(error) => Err(error),
                };
                judge.check("shape's par", parent, &(*id, related.pars_of(*id)));
            }
            Ok(())
        }

        fn handles(db: &Connection, judge: &mut Judge<'_>, par: &Par) {
            let related = judge.related;
            let kids = related.kids_of(par.pos);
            judge.check("handle", ids(db, par.kids()), &kids);
            let read = par.kids().all(db).map(|kids| sorted(kids.into_iter().map(|kid| kid.id)));
            judge.check("handle's rows", read, &kids);
            judge.check("handle's count", par.kids().count(db), &(kids.len() as u64));
            judge.check("handle's exists", par.kids().exists(db), &!kids.is_empty());
            let ordered = par.kids().order_by(Kid::ID.asc()).all(db);
            let ordered = ordered.map(|kids| kids.into_iter().map(|kid| kid.id).collect());
            judge.check("handle's order", ordered, &kids);
            judge.check("handle's pages", pages(db, par), &kids);
            judge.check("handle's greatest", par.kids().max(db, Kid::ID), &kids.last().copied());
            let late: Vec<i64> = kids.iter().copied().filter(|kid| *kid > 2).collect();
            judge.check("filter", ids(db, par.kids().filter(Kid::ID.gt(2))), &late);
            for id in &related.kids {
                let contains = Kid::get(db, *id).and_then(|kid| par.kids().contains(db, &kid));
                judge.check("contains", contains, &kids.contains(id));
                let found = Kid::get(db, *id)
                    .and_then(|kid| positions(db, Par::query().filter(Par::KIDS.contains(&kid))));
                judge.check("contains, asked of all", found, &related.pars_of(*id));
            }
        }

        fn others(db: &Connection, judge: &mut Judge<'_>, par: &Par) {
            let (kids, tags) = (judge.related.kids_of(par.pos), judge.related.tags_of(par.pos));
            judge.check("is", ids(db, Kid::query().filter(Kid::PAR.is(par))), &kids);
            let nested = Toy::KID.has(Kid::PAR.is(par));
            judge.check("nested is", Toy::query().filter(nested).count(db), &(kids.len() as u64));
            let toys = par.toys().all(db).map(|toys| sorted(toys.into_iter().map(|toy| toy.id)));
            judge.check("handle through", toys, &kids);
            judge.check("handle through's count", par.toys().count(db), &(kids.len() as u64));
            let linked = par.tags().all(db).map(|tags| sorted(tags.into_iter().map(|tag| tag.id)));
            judge.check("handle's tags", linked, &tags);
            for id in [1, 2] {
                judge.check("contains tag", par.tags().contains(db, &Tag { id }), &tags.contains(&id));
            }
        }

        fn verbs(db: &Connection, judge: &mut Judge<'_>, par: &Par) {
            let (kids, tags) = (judge.related.kids_of(par.pos), judge.related.tags_of(par.pos));
            run_and_roll_back(db, || {
                let mut all: Vec<Tag> = tags.iter().map(|id| Tag { id: *id }).collect();
                all.dedup();
                let changes = par.tags().set(db, &all).map(|changes| changes.added);
                judge.check("set", changes, &0);
                for tag in &all {
                    judge.check("link", par.tags().link(db, tag), &false);
                }
                for tag in &all {
                    judge.check("unlink", par.tags().unlink(db, tag), &true);
                }
                judge.check("unlinked", par.tags().count(db), &0);
            });
            run_and_roll_back(db, || {
                let nested = Toy::query().filter(Toy::KID.has(Kid::PAR.is(par)));
                judge.check("delete nested", nested.delete(db), &kids.len());
                judge.check("delete", par.kids().delete(db), &kids.len());
            });
            run_and_roll_back(db, || {
                judge.check("toys", Toy::query().delete(db), &judge.related.kids.len());
                judge.check("clear", par.kids().clear(db), &kids.len());
            });
            run_and_roll_back(db, || {
                let Ok(mut all) = Kid::query().filter(Kid::ID.in_(kids.clone())).all(db) else { return };
                let changes = par.kids().replace(db, &mut all);
                judge.check("replace", changes.map(|changes| (changes.added, changes.removed)), &(0, 0));
            });
        }

        fn pages(db: &Connection, par: &Par) -> Result<Vec<i64>> {
            let (mut found, mut last) = (Vec::new(), None::<Kid>);
            while found.len() < 10 {
                let page = par.kids().order_by(Kid::$by.desc()).limit(1).after(last.as_ref()).all(db)?;
                let Some(kid) = page.into_iter().next() else { break };
                found.push(kid.id);
                last = Some(kid);
            }
            Ok(sorted(found))
        }

        /// Runs `work` and rolls it back.
        fn run_and_roll_back(db: &Connection, work: impl FnOnce()) {
            let begun = db.execute_batch("SAVEPOINT undone");
            work();
            let ended = db.execute_batch("ROLLBACK TO undone; RELEASE undone");
            assert!(begun.is_ok() && ended.is_ok());
        }
    };
}

pub(super) use models;

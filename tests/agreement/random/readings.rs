//! The models for a type of key, and every method that reads along their relations.

mod handles;
mod predicates;

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

        /// Runs `work` and rolls it back.
        fn run_and_roll_back(db: &Connection, work: impl FnOnce()) {
            let begun = db.execute_batch("SAVEPOINT undone");
            work();
            let ended = db.execute_batch("ROLLBACK TO undone; RELEASE undone");
            assert!(begun.is_ok() && ended.is_ok());
        }

        $crate::random::readings::predicates! {}
        $crate::random::readings::handles! { $by }
    };
}

pub(super) use handles::handles;
pub(super) use models;
pub(super) use predicates::predicates;

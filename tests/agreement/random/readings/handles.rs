//! Handles of the models' rows, and their verbs.

/// Declares the functions that compare handles, among the models that it is used with. The argument is the column of
/// the children that refers.
macro_rules! handles {
    ($by:ident) => {
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
    };
}

pub(in crate::random) use handles;

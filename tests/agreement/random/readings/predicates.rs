//! Predicates over the relations of the models.

/// Declares the functions that compare predicates, among the models that it is used with.
macro_rules! predicates {
    () => {
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
            judge.check(
                "up to 1 through",
                par(Par::TOYS.count_where(toy()).le(1)),
                &with(|count| count <= 1),
            );
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
                judge.check(
                    &format!("tags that any, up to {limit}"),
                    tagged.map(|tags| sorted(tags.into_iter().map(|tag| tag.id))),
                    &tags,
                );
            }
            run_and_roll_back(db, || {
                let toys = Toy::query().filter(Toy::KID.has(has()));
                judge.check("delete by nested has", toys.delete(db), &kids.len());
                judge.check("delete by has", Kid::query().filter(has()).delete(db), &kids.len());
            });
        }
    };
}

pub(in crate::random) use predicates;

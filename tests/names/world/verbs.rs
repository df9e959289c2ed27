//! The verbs of a world.

/// Declares the verbs of the world that it is used in.
macro_rules! verbs {
    () => {
        const VERBS: &[(&str, Verb)] = &[
            ("find", |db| show(Owner::find(db, 3))),
            ("get of two columns", |db| show(Member::get(db, (1, "yy".to_owned())))),
            ("insert", |db| show(Owner { label: "new".to_owned(), ..owner(99) }.insert(db))),
            ("create", |db| show(Owner::create().label("new").boss_id(3).mark(1).insert(db))),
            ("create, left to a default", |db| show(Owner::create().label("new").insert(db))),
            ("create of a child", |db| show(owner(1).items().create().title("new").insert(db))),
            ("create of a linked row", |db| show(owner(1).tags().create().label("new").insert(db))),
            ("insert_all", |db| {
                show(
                    Tag::insert_all(db, (0..120).map(|at| Tag::create().label(format!("{at}"))))
                        .map(|all| all.len()),
                )
            }),
            ("insert_all, left to defaults", |db| show(Owner::insert_all(db, ["p", "q"].map(new_owner)))),
            ("upsert, update", |db| {
                show(
                    Owner::create()
                        .label("o2")
                        .mark(70)
                        .on_conflict(Owner::LABEL)
                        .update(Owner::MARK)
                        .insert(db),
                )
            }),
            ("upsert, update_all", |db| {
                show(
                    Owner::create()
                        .label("o2")
                        .mark(70)
                        .size(71)
                        .on_conflict(Owner::LABEL)
                        .update_all()
                        .insert(db),
                )
            }),
            ("upsert, ignore", |db| {
                show(Owner::create().label("o2").on_conflict(Owner::LABEL).ignore().insert(db))
            }),
            ("upsert of a new row", |db| {
                show(Owner::create().label("o99").on_conflict(Owner::LABEL).update_all().insert(db))
            }),
            ("upsert_all", |db| {
                let rows = ["o1", "o98"].map(|label| Owner::create().label(label).mark(3));
                show(Owner::upsert_all(db, rows.map(|new| new.on_conflict(Owner::LABEL).update(Owner::MARK))))
            }),
            ("upsert of two columns", |db| {
                let new = Member::create().owner_id(1).club_code("x").role("chair");
                show(new.on_conflict((Member::OWNER_ID, Member::CLUB_CODE)).update(Member::ROLE).insert(db))
            }),
            ("update", |db| show(Owner { mark: 50, ..owner(3) }.update(db))),
            ("update of two columns", |db| {
                show(Member { role: "r".to_owned(), ..member(1, "x") }.update(db))
            }),
            ("delete", |db| show(owner(9).delete(db))),
            ("reload", |db| {
                let mut row = item(4);
                show(row.reload(db).map(|()| row))
            }),
            ("all", |db| show(Owner::query().all(db))),
            ("all, ordered", |db| {
                show(Item::query().order_by(Item::TITLE.desc()).limit(4).offset(1).all(db))
            }),
            ("all, filtered", |db| {
                let filter = Owner::LABEL.like("o%").and(Owner::MARK.ge(8)).and(!Owner::SIZE.is_null());
                show(Owner::query().filter(filter.or(Owner::ID.between(2, 3))).all(db))
            }),
            ("in_, short", |db| show(Item::query().filter(Item::ID.in_([1, 4])).all(db))),
            ("in_, long", |db| show(Item::query().filter(Item::ID.in_(3..40)).count(db))),
            ("in_, of texts", |db| show(Item::query().filter(Item::TITLE.in_(texts())).count(db))),
            ("first", |db| show(Item::query().order_by(Item::ID.desc()).first(db))),
            ("one", |db| show(Owner::query().filter(Owner::LABEL.eq("o3")).one(db))),
            ("count", |db| show(Item::query().filter(Item::SIZE.gt(3)).count(db))),
            ("exists", |db| show(Item::query().filter(Item::SIZE.gt(3)).exists(db))),
            ("for_each", |db| {
                let mut titles = Vec::new();
                show(
                    Item::query()
                        .for_each(db, |row| {
                            titles.push(row.title);
                            Ok(())
                        })
                        .map(|()| titles),
                )
            }),
            ("stream", |db| show(Item::query().stream(db)?.rows()?.collect::<relations::Result<Vec<_>>>())),
            ("after", |db| {
                let pages = Item::query().order_by(Item::SIZE.desc()).limit(3);
                show(pages.after(&item(4)).all(db))
            }),
            ("orders by related rows", |db| {
                let by_boss = Item::OWNER.order(Owner::BOSS.order(Owner::LABEL.desc()));
                let rows = Item::query().order_by(by_boss).order_by(Item::OWNER.order(Owner::LABEL.asc()));
                show(rows.order_by(Item::NOTES.count().desc()).order_by(Item::ID.asc()).all(db))
            }),
            ("pages", |db| {
                let query = Owner::query().order_by(Owner::BOSS.order(Owner::LABEL.desc()));
                let query = query.order_by(Owner::ITEMS.count().desc());
                let first = query.clone().page(2).with_total().read(db)?;
                let second = query.page(2).after(first.next).read(db)?;
                show(Ok((first.rows, first.total, second.rows)))
            }),
            ("move_to", |db| show(Owner::RANKED.of(1).move_to(db, relations::Key::new("x".to_owned()), 9))),
            ("raw", |db| {
                let filter = raw("length(").column(Item::TITLE).sql(") = ").value(3).filter();
                show(
                    Item::query()
                        .filter(filter)
                        .order_by(Item::SIZE.raw().sql(" * 2").desc())
                        .limit(5)
                        .all(db),
                )
            }),
            ("raw, a bare name", |db| {
                let rows = Item::query().filter(raw(BARE).sql(" > ").value(2).filter());
                show(rows.order_by(raw(BARE).desc()).order_by(Item::ID.asc()).all(db))
            }),
            ("set", |db| show(Item::query().filter(Item::SIZE.gt(3)).set(Item::TITLE, "s").update(db))),
            ("set with a limit", |db| {
                show(Item::query().order_by(Item::ID.asc()).limit(2).set(Item::TITLE, "s").update(db))
            }),
            ("set_raw", |db| {
                show(
                    Item::query()
                        .set_raw(Item::SIZE, Item::ID.raw().sql(" + ").column(Item::OWNER_ID))
                        .update(db),
                )
            }),
            ("set to an expression", |db| {
                let larger = (Item::SIZE + Item::ID).gt(Item::OWNER_ID);
                show(Item::query().filter(larger).set(Item::SIZE, Item::SIZE * 2 - Item::ID).update(db))
            }),
            ("set, returning", |db| {
                let mut changed = owner(1).notes().set(Note::WORDS, Note::WORDS + "!").returning(db)?;
                changed.sort_by_key(|note| note.id);
                show(Ok(changed))
            }),
            ("patch", |db| show(OwnerPatch { mark: Some(51), size: Some(None) }.update(db, 3))),
            ("patch of nothing", |db| show(OwnerPatch { mark: None, size: None }.update(db, 3))),
            ("patch of two columns", |db| {
                show(MemberPatch { role: Some("r".to_owned()) }.update(db, (1, "x".to_owned())))
            }),
            ("patch of a query", |db| {
                let searched =
                    Owner::query().filter(Owner::LABEL.contains("O").and(Owner::LABEL.ends_with("2")));
                show(searched.patch(&OwnerPatch { mark: Some(52), size: None }).update(db))
            }),
            ("set of children", |db| show(owner(1).items().into_query().set(Item::TITLE, "s").update(db))),
            ("set across a junction", |db| {
                show(owner(1).tags().into_query().set(Tag::LABEL, "s").update(db))
            }),
            ("set through others", |db| show(owner(1).notes().set(Note::STARS, 9).update(db))),
            ("delete of a query", |db| show(Note::query().filter(Note::STARS.gt(2)).delete(db))),
            ("delete through others", |db| show(owner(2).notes().delete(db))),
            ("min", |db| show(Item::query().min(db, Item::SIZE))),
            ("max, of some", |db| show(Item::query().order_by(raw(BARE).asc()).limit(9).max(db, Item::ID))),
            ("sum", |db| show(owner(2).items().sum(db, Item::SIZE))),
            ("avg", |db| show(Note::query().avg(db, Note::STARS))),
            ("values", |db| {
                show(Item::query().order_by(raw(BARE).asc()).order_by(Item::ID.asc()).values(db, Item::TITLE))
            }),
            ("distinct", |db| show(Item::query().distinct(db, Item::SIZE))),
            ("count_by", |db| show(Item::query().count_by(db, Item::OWNER_ID))),
            ("count_each", |db| show(Owner::query().count_each(db, Owner::ITEMS))),
            ("count_each of some", |db| {
                show(Owner::query().count_each(db, Owner::NOTES.count_where(Note::STARS.gt(1))))
            }),
            ("count_each across a junction", |db| show(Owner::query().count_each(db, Owner::CLUBS))),
            ("sum_each", |db| show(Owner::query().sum_each(db, Owner::ITEMS, Item::SIZE))),
            ("sum_each through others", |db| show(Owner::query().sum_each(db, Owner::NOTES, Note::STARS))),
            ("belongs_to", |db| show(item(3).owner().get(db))),
            ("belongs_to, nullable", |db| show(owner(4).boss().get(db))),
            ("has_many", |db| show(owner(1).items().all(db))),
            ("has_many, in an order", |db| show(owner(1).checked().all(db))),
            ("has_many, narrowed", |db| {
                show(owner(1).items().filter(Item::SIZE.gt(2)).order_by(Item::TITLE.desc()).all(db))
            }),
            ("has_many, ordered", |db| show(owner(1).items().order_by(Item::TITLE.desc()).all(db))),
            ("has_many, counted", |db| show(owner(1).items().count(db))),
            ("has_one", |db| show(owner(1).card().get(db))),
            ("many_to_many", |db| show(owner(1).tags().all(db))),
            ("many_to_many back", |db| show(tag(2).owners().all(db))),
            ("many_to_many by a model", |db| show(owner(1).clubs().order_by(Club::LABEL.desc()).all(db))),
            ("all_with_links", |db| show(owner(1).clubs().all_with_links(db))),
            ("through", |db| show(owner(3).notes().all(db))),
            ("through a junction", |db| show(owner(1).events().filter(Event::DAY.gt(1)).all(db))),
            ("add", |db| {
                let mut row = item(3);
                show(owner(1).items().add(db, &mut row).map(|()| row))
            }),
            ("remove", |db| {
                let mut row = item(1);
                show(owner(2).checked().remove(db, &mut row).map(|removed| (removed, row)))
            }),
            ("contains", |db| show(owner(2).items().contains(db, &item(1)))),
            ("clear", |db| show(owner(1).items().clear(db))),
            ("clear, nullable", |db| show(owner(1).checked().clear(db))),
            ("replace", |db| {
                let mut rows = [item(1), item(2)];
                show(owner(1).checked().replace(db, &mut rows).map(|changes| (changes, rows)))
            }),
            ("has_one set", |db| {
                let mut row = card(2);
                show(owner(1).card().set(db, &mut row).map(|()| row))
            }),
            ("has_one replace", |db| show(owner(1).card().replace().text("new").insert(db))),
            ("belongs_to set", |db| {
                let mut row = item(4);
                show(Item::CHECKER.set(db, &mut row, &owner(5)).map(|()| row))
            }),
            ("belongs_to unset", |db| {
                let mut row = item(1);
                show(Item::CHECKER.unset(db, &mut row).map(|()| row))
            }),
            ("link", |db| show(owner(3).tags().link(db, &tag(1)))),
            ("link_with", |db| show(owner(3).clubs().link_with(db, &club("x"), |link| link.role("new")))),
            ("unlink", |db| show(owner(1).tags().unlink(db, &tag(1)))),
            ("linked", |db| show(owner(1).tags().contains(db, &tag(1)))),
            ("links set", |db| show(owner(1).tags().set(db, [&tag(2), &tag(3)]))),
            ("links cleared", |db| show(owner(1).clubs().clear(db))),
            ("any", |db| show(Owner::query().filter(Owner::ITEMS.any(Item::SIZE.gt(4))).all(db))),
            ("all of them", |db| show(Owner::query().filter(Owner::NOTES.all(Note::STARS.gt(1))).all(db))),
            ("none", |db| show(Owner::query().filter(Owner::TAGS.none()).all(db))),
            ("any across a model", |db| {
                show(Owner::query().filter(Owner::CLUBS.any(Club::LABEL.eq("club 2"))).all(db))
            }),
            ("counted", |db| {
                show(Owner::query().filter(Owner::ITEMS.count_where(Item::SIZE.gt(2)).ge(2)).all(db))
            }),
            ("counted through others", |db| show(Owner::query().filter(Owner::NOTES.count().gt(4)).all(db))),
            ("contains, asked", |db| show(Owner::query().filter(Owner::TAGS.contains(&tag(2))).all(db))),
            ("has", |db| {
                show(Item::query().filter(Item::OWNER.has(Owner::BOSS.has(Owner::MARK.eq(8)))).all(db))
            }),
            ("is", |db| show(Item::query().filter(Item::CHECKER.is(&owner(2))).all(db))),
            ("is_none", |db| show(Owner::query().filter(Owner::CARD.is_none()).all(db))),
            ("has, raw", |db| {
                show(Note::query().filter(Note::ITEM.has(raw(BARE).sql(" > ").value(4).filter())).all(db))
            }),
            ("set where any", |db| {
                show(Owner::query().filter(Owner::ITEMS.any(Item::SIZE.gt(4))).set(Owner::MARK, 1).update(db))
            }),
            ("shape", |db| show(Page::query().all(db))),
            ("shape of some", |db| show(Page::query().filter(Owner::ID.in_([1, 4, 9])).all(db))),
            ("shape of a range", |db| show(Page::query().filter(Owner::ID.ge(2)).all(db))),
            ("shape of one", |db| show(Page::get(db, 1))),
            ("shape, narrowed", |db| show(Narrowed::query().all(db))),
            ("shape, narrowed, of some", |db| {
                show(Narrowed::query().filter(Owner::ID.in_([1, 3, 8])).all(db))
            }),
            ("shape, narrowed, of a range", |db| show(Narrowed::query().filter(Owner::ID.le(11)).all(db))),
            ("shape of text keys", |db| show(ClubPage::query().all(db))),
            ("shape of rows at hand", |db| show([owner(2), owner(1)].load::<Page>(db))),
            ("shape of two-column rows", |db| show([member(1, "x"), member(1, "z\0z")].load::<Member>(db))),
            ("shape along a handle", |db| show(owner(1).items().load::<ItemPage>(db))),
            ("tree", |db| show(Tree::query().filter(Owner::BOSS_ID.is_null()).all(db))),
            ("unique", |db| show(Owner::create().label("o1").insert(db))),
            ("missing parent", |db| show(Item { owner_id: 777, ..item(99) }.insert(db))),
            ("remaining children", |db| show(owner(1).delete(db))),
        ];
    };
}

pub(crate) use verbs;

//! The verbs of a world that write rows with the rows in their fields.

/// Declares the structs that are written, and the verbs that do, of the world that it is used in.
macro_rules! forms {
    () => {
        #[derive(relations::Insert)]
        #[insert(Owner)]
        struct OwnerForm {
            id: Option<i64>,
            label: String,
            size: Option<i64>,
            boss: Option<relations::Key<Owner>>,
            items: Vec<ItemForm>,
            card: Option<CardForm>,
            tags: Vec<TagForm>,
            juniors: Vec<JuniorForm>,
        }

        #[derive(relations::Insert)]
        #[insert(Item)]
        struct ItemForm {
            id: Option<i64>,
            title: String,
            checker: Option<Box<JuniorForm>>,
            notes: Vec<NoteForm>,
        }

        #[derive(relations::Insert)]
        #[insert(Note)]
        struct NoteForm {
            id: Option<i64>,
            words: String,
            stars: i64,
        }

        #[derive(relations::Insert)]
        #[insert(Card)]
        struct CardForm {
            id: Option<i64>,
            text: String,
        }

        #[derive(relations::Insert)]
        #[insert(Tag)]
        enum TagForm {
            Known(relations::Key<Tag>),
            Form(NamedTag),
        }

        #[derive(relations::Insert)]
        #[insert(Tag)]
        struct NamedTag {
            id: Option<i64>,
            label: String,
        }

        #[derive(relations::Insert)]
        #[insert(Owner)]
        struct JuniorForm {
            id: Option<i64>,
            label: String,
        }

        #[derive(relations::Insert)]
        #[insert(Member)]
        struct MemberForm {
            club: NewClub,
            owner: relations::Key<Owner>,
            role: String,
            since: Option<i64>,
        }

        #[derive(relations::Insert)]
        #[insert(Club)]
        struct NewClub {
            code: String,
            label: String,
        }

        fn note_form(id: Option<i64>, words: &str) -> NoteForm {
            NoteForm { id, words: words.to_owned(), stars: 2 }
        }

        fn item_form(id: Option<i64>, notes: Vec<NoteForm>) -> ItemForm {
            let checker = Some(Box::new(JuniorForm { id: id.map(|_| 2), label: format!("checker {id:?}") }));
            ItemForm { id, title: "form".to_owned(), checker: checker.filter(|_| notes.len() == 1), notes }
        }

        fn owner_form(id: Option<i64>, label: &str) -> OwnerForm {
            let tag = |id, label: &str| TagForm::Form(NamedTag { id, label: label.to_owned() });
            OwnerForm {
                id,
                label: label.to_owned(),
                size: None,
                boss: Some(relations::Key::new(3)),
                items: vec![
                    item_form(id.map(|_| 9), vec![note_form(None, "a\0b")]),
                    item_form(None, vec![note_form(None, "a"), note_form(None, "b")]),
                ],
                card: Some(CardForm { id, text: "form".to_owned() }),
                tags: vec![TagForm::Known(relations::Key::new(3)), tag(id.map(|_| 2), "t2"), tag(None, "t4")],
                juniors: vec![JuniorForm { id: id.map(|_| 2), label: format!("junior of {label}") }],
            }
        }

        const FORM_VERBS: &[(&str, Verb)] = &[
            ("nested insert", |db| show(relations::Insert::insert(owner_form(None, "new"), db))),
            ("nested insert_all", |db| {
                let new = (0..12).map(|at| owner_form(None, &format!("new {at}")));
                show(<OwnerForm as relations::Insert>::insert_all(db, new))
            }),
            ("nested insert as a shape", |db| {
                show(relations::Insert::insert_as::<Page>(owner_form(None, "new"), db))
            }),
            ("nested insert of parents", |db| {
                let club = NewClub { code: "new".to_owned(), label: "new".to_owned() };
                let new =
                    MemberForm { club, owner: relations::Key::new(5), role: "chair".to_owned(), since: None };
                show(relations::Insert::insert(new, db))
            }),
            ("insert_all of children", |db| {
                let new = (0..20).map(|_| item_form(None, vec![note_form(None, "a")]));
                show(owner(1).items().insert_all(db, new).map(|all| all.len()))
            }),
            ("insert_all of linked rows", |db| {
                show(owner(2).tags().insert_all(db, [relations::Key::<Tag>::new(1)]))
            }),
            ("save of a new form", |db| show(relations::Insert::save(owner_form(None, "new"), db))),
            ("save of a form", |db| show(relations::Insert::save(owner_form(Some(1), "o1"), db))),
            ("sync of children", |db| {
                show(owner(1).items().sync(db, [item_form(Some(9), vec![]), item_form(Some(18), vec![])]))
            }),
            ("sync of children that stay", |db| {
                show(owner(1).juniors().sync(db, [JuniorForm { id: Some(3), label: "junior".to_owned() }]))
            }),
            ("sync of an only child", |db| {
                show(owner(1).card().sync(db, Some(CardForm { id: None, text: "new".to_owned() })))
            }),
            ("sync of links", |db| show(owner(1).tags().sync(db, owner_form(Some(1), "o1").tags))),
            ("sync of links by keys", |db| {
                show(owner(1).tags().sync(db, [1, 3].map(relations::Key::<Tag>::new)))
            }),
            ("save of a form that is refused", |db| {
                let mut form = owner_form(Some(1), "o1");
                form.juniors = vec![JuniorForm { id: None, label: "o5".to_owned() }];
                show(relations::Insert::save(form, db))
            }),
        ];
    };
}

pub(crate) use forms;

//! Patches of rows whose version and moments the library keeps.

use relations::{Error, Model, Patch, Result, prelude::*, schema};

#[derive(Model, Clone, Debug, PartialEq)]
struct Page {
    id: i64,
    text: String,
    note: Option<String>,
    #[column(version)]
    version: i64,
    #[column(updated_at)]
    changed: i64,
}

#[derive(Patch, Clone, Default)]
#[patch(Page)]
#[expect(clippy::option_option, reason = "NULL is a value too")]
struct PagePatch {
    text: Option<String>,
    note: Option<Option<String>>,
    version: Option<i64>,
}

fn text(text: &str, version: Option<i64>) -> PagePatch {
    PagePatch { text: Some(text.into()), version, ..PagePatch::default() }
}

#[test]
fn a_patch_raises_the_version_and_compares_the_one_that_it_has() -> Result<()> {
    let db = relations::open_in_memory()?;
    schema![Page].create_all(&db)?;
    let page = Page::create().text("a").changed(7).insert(&db)?;
    Page::create().text("other").changed(7).insert(&db)?;
    assert_eq!(page.version, 1);
    let second = text("b", None).update(&db, page.id)?;
    assert_eq!((second.text.as_str(), second.version, second.changed > 7), ("b", 2, true));
    assert_eq!(Page::get(&db, page.id)?, second);
    let third = text("c", Some(2)).update(&db, page.id)?;
    assert_eq!((third.text.as_str(), third.version), ("c", 3));

    let stale = text("d", Some(2)).update(&db, page.id).unwrap_err();
    assert!(matches!(&stale, Error::Stale { model: "Page", key } if key == "key 1"), "{stale:?}");
    assert!(matches!(text("d", Some(2)).update(&db, 77), Err(Error::NotFound { .. })));
    assert_eq!(Page::get(&db, page.id)?, third);

    // An empty patch changes nothing, and knows all the same that the row is another.
    assert_eq!(PagePatch::default().update(&db, page.id)?, third);
    assert_eq!(PagePatch { version: Some(3), ..PagePatch::default() }.update(&db, page.id)?, third);
    let stale = PagePatch { version: Some(2), ..PagePatch::default() }.update(&db, page.id);
    assert!(matches!(stale, Err(Error::Stale { .. })), "{stale:?}");

    // Of many rows, those of the version.
    assert_eq!(Page::query().patch(&text("e", Some(1))).update(&db)?, 1);
    let all = Page::query().patch(&text("f", None)).returning(&db)?;
    assert_eq!(all.iter().map(|page| page.version).sum::<i64>(), 4 + 3);
    Ok(())
}

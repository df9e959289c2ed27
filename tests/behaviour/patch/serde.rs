//! Patches that serde reads.

use relations::{Patch, Result};

use super::{AuthorPatch, library};

fn read(json: &str) -> AuthorPatch {
    serde_json::from_str(json).expect("a patch")
}

#[test]
fn an_absent_field_and_null_are_kept_apart() -> Result<()> {
    let (db, ada, _) = library()?;
    assert_eq!(read("{}"), AuthorPatch::default());
    assert_eq!(read(r#"{"motto": null}"#).motto, Some(None));
    assert_eq!(read(r#"{"motto": "Dig", "name": null}"#).motto, Some(Some("Dig".into())));
    assert_eq!(read(r#"{"name": "L."}"#).update(&db, ada.id)?.motto, ada.motto);
    assert_eq!(read(r#"{"motto": null}"#).update(&db, ada.id)?.motto, None);
    assert_eq!(read(r#"{"motto": "Dig"}"#).update(&db, ada.id)?.motto.as_deref(), Some("Dig"));
    assert!(serde_json::from_str::<AuthorPatch>(r#"{"motto": 3}"#).is_err());
    Ok(())
}

#[test]
fn a_patch_is_written_as_it_is_read() {
    let mut patch = AuthorPatch { name: Some("A".into()), ..AuthorPatch::default() };
    let text = |patch: &AuthorPatch| serde_json::to_string(patch).expect("JSON");
    assert_eq!(text(&patch), r#"{"name":"A","mail":null,"age":null,"motto":null}"#);
    patch.motto = Some(Some("Dig".into()));
    assert_eq!(read(&text(&patch)), patch);
}

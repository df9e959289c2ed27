//! Writes measured tables into the README, between its comments.

use std::{fs, path::Path};

use ground::Error;

/// Replaces the text between `<!-- NAME -->` and `<!-- end of NAME -->` with `text`.
pub fn replace(name: &str, text: &str) -> Result<(), Error> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(&path)?;
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->\n"));
    let (before, rest) = readme.split_once(&begin).ok_or_else(|| format!("no {begin} in the README"))?;
    let (_, after) = rest.split_once(&end).ok_or_else(|| format!("no {end} in the README"))?;
    fs::write(&path, format!("{before}{begin}\n{text}\n{end}{after}"))?;
    eprintln!("written: {name}, in {}", path.display());
    Ok(())
}

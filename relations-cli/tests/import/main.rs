//! The source that `import` writes: it compiles, creates the same tables, and names what it leaves out.

mod compiled;
mod gallery;
mod random;

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use relations::catalog::Catalog;
use relations_cli::{Dates, Options, import};

use crate::gallery::{IN_PART, WHOLE};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Finds the Chinook sample database, which is not part of the project: outside of CI it may be missing.
fn chinook() -> Result<Option<PathBuf>> {
    let path = std::env::var_os("CHINOOK").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/chinook/Chinook.sqlite")),
        PathBuf::from,
    );
    if path.exists() {
        return Ok(Some(path));
    }
    if std::env::var_os("CI").is_some() {
        return Err(format!("no Chinook database at {}", path.display()).into());
    }
    eprintln!("skipped: no Chinook database at {}", path.display());
    Ok(None)
}

/// The number of schemas with random names and foreign keys that are also compiled.
const RANDOM: usize = 24;

/// Imports a schema, with the date types that its name asks for.
fn source(name: &str, schema: &str) -> Result<String> {
    let catalog = Catalog::of_script(schema).map_err(|error| format!("{name}: {error}\n{schema}"))?;
    let dates = match name {
        "dates_chrono" => Some(Dates::Chrono),
        "dates_jiff" => Some(Dates::Jiff),
        "dates_time" => Some(Dates::Time),
        _ => None,
    };
    Ok(import(&catalog, Options { dates }).source)
}

/// Returns the lines that the compiler reads.
fn code(source: &str) -> Vec<&str> {
    source
        .lines()
        .filter(|line| {
            let line = line.trim_start();
            !line.is_empty()
                && (!line.starts_with("//") || line.starts_with("///") || line.starts_with("//!"))
        })
        .collect()
}

/// Makes a database with the schema of this name, without rows.
fn database(name: &str, schema: &str) -> Result<PathBuf> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("galleries");
    fs::create_dir_all(&directory)?;
    let path = directory.join(format!("{name}.db"));
    if path.exists() {
        fs::remove_file(&path)?;
    }
    relations::open(&path)?.execute_batch(schema)?;
    Ok(path)
}

/// Checks that `import` knows all methods of models: the derive refuses relations that are named like one.
#[test]
fn no_relation_is_named_as_a_method_of_models() -> Result {
    let methods = names_that_the_derive_refuses("MODEL_METHODS")?;
    assert!(methods.iter().any(|method| method == "create") && methods.len() > 10, "{methods:?}");
    for method in methods {
        let schema = format!(
            "CREATE TABLE parents (id INTEGER PRIMARY KEY);
             CREATE TABLE \"{method}\" (id INTEGER PRIMARY KEY REFERENCES parents, {method}_id INTEGER REFERENCES parents);"
        );
        let source = source("methods", &schema)?;
        assert!(source.contains("has_one("), "{source}");
        assert!(!source.contains(&format!("({method}:")), "{source}");
    }
    Ok(())
}

#[test]
fn no_field_is_named_as_a_method_of_builders() -> Result {
    let methods = names_that_the_derive_refuses("BUILDER_METHODS")?;
    assert!(methods.iter().any(|method| method == "insert"), "{methods:?}");
    for method in methods {
        let source =
            source("methods", &format!("CREATE TABLE t (id INTEGER PRIMARY KEY, \"{method}\" TEXT);"))?;
        assert!(source.contains(&format!("pub {method}_:")), "{source}");
        assert!(!source.contains(&format!("pub {method}:")), "{source}");
    }
    Ok(())
}

/// Reads the names in this list of the derive.
fn names_that_the_derive_refuses(list: &str) -> Result<Vec<String>> {
    let rule = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../relations-derive/src/names.rs"))?;
    let list = rule.split_once(&format!("const {list}")).ok_or("no list of methods")?.1;
    let list = list.split_once('=').and_then(|(_, rest)| rest.split_once(']')).ok_or("no list")?.0;
    Ok(list.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

/// Checks everything about the generated source in one test, so that it is compiled once: that it compiles
/// without a warning, creates tables that are imported as the same source, and finds no difference in the
/// database that it was made from.
#[test]
fn what_is_imported_compiles_and_is_the_same_schema() -> Result {
    let mut modules = Vec::new();
    let mut databases = Vec::new();
    let random = random::schemas(RANDOM)?;
    let random: Vec<(String, &str)> =
        random.iter().enumerate().map(|(at, schema)| (format!("random_{at}"), schema.as_str())).collect();
    let random = random.iter().map(|(name, schema)| (name.as_str(), *schema));
    for (name, schema) in WHOLE.iter().chain(IN_PART).copied().chain(random) {
        modules.push((name.to_owned(), source(name, schema)?));
        databases.push(database(name, schema)?);
    }
    let chinook = chinook()?;
    if let Some(path) = &chinook {
        let catalog = Catalog::read(&relations::open_read_only(path)?)?;
        modules.push(("chinook".to_owned(), import(&catalog, Options::default()).source));
        databases.push(path.clone());
    }
    let compiled = compiled::compile(&modules)?;
    for ((name, first), database) in modules.iter().zip(&databases) {
        let second = source(name, &compiled.ddl(name)?)?;
        if name.starts_with("random_") {
            assert_eq!(code(&second), code(first), "the code of {name}");
        } else if IN_PART.iter().any(|(part, _)| part == name) {
            assert_eq!(code(&second), code(first), "the code of {name}");
            assert_ne!(&second, first, "{name} leaves nothing out");
        } else {
            assert_eq!(&second, first, "{name}");
            compiled.verify(name, database)?;
        }
    }
    if let Some(path) = &chinook {
        assert_eq!(compiled.rows("chinook", path)?, 15_607);
    }
    Ok(())
}

#[test]
fn a_check_of_one_of_several_foreign_keys_is_a_one_of() -> Result {
    let (_, schema) = WHOLE.iter().find(|(name, _)| *name == "one_of").ok_or("no schema `one_of`")?;
    let source = source("one_of", schema)?;
    let attributes: Vec<&str> = source.lines().filter(|line| line.contains("one_of(")).collect();
    assert_eq!(
        attributes,
        [
            "#[one_of(owner: CommentOwner, post, photo, derive(Clone, Debug, PartialEq))]",
            "#[one_of(owner: LinkOwner, page, post, photo, derive(Clone, Debug, PartialEq))]",
            "#[one_of(one_of: StickerOneOf, post, photo, optional, derive(Clone, Debug, PartialEq))]",
        ],
        "{source}"
    );
    // `on_delete = set_null` is at odds with the CHECK, which stays as it is.
    assert!(source.contains("check = \"(post_id IS NULL) <> (photo_file IS NULL)\""), "{source}");
    assert!(source.contains("check = \"photo_file IS NOT NULL OR other IS NOT NULL\""), "{source}");
    Ok(())
}

//! The README's content is correct: its fragments compile and run among the models of its first example, and its
//! gallery quotes the compiler.
//!
//! The whole programs in the README run as documentation tests.

use std::{error::Error, fs, path::Path};

const README: &str = include_str!("../README.md");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The code around a fragment.
const SETTING: &str = r#"
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let alice = User::create().name("Alice").email("alice@example.com").phone_number(1).insert(&db)?;
    let bob = User::create().name("Bob").email("bob@example.com").phone_number(2).insert(&db)?;
    let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    let mumbai = Address::create().street("Marine Drive").country("India").insert(&db)?;
    bob.posts().create().title("Hello").content("First post").insert(&db)?;
"#;

#[test]
fn fragments_compile_and_run() -> Result<(), Box<dyn Error>> {
    let program = blocks("rust").into_iter().next().ok_or("the README begins with a program")?;
    let (models, _) = program.split_once("fn main()").ok_or("the program has a main function")?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    fs::create_dir_all(&folder)?;

    let fragments = blocks("rust,ignore");
    assert!(fragments.len() >= 5, "{} fragments", fragments.len());
    let cases = trybuild::TestCases::new();
    for (at, fragment) in fragments.iter().enumerate() {
        let path = folder.join(format!("fragment-{at}.rs"));
        let source = format!(
            "#![allow(unused)]\n{models}\nfn main() -> relations::Result<()> {{{SETTING}\n{fragment}\n    Ok(())\n}}\n"
        );
        fs::write(&path, source)?;
        cases.pass(path);
    }
    Ok(())
}

#[test]
fn the_gallery_quotes_the_compiler() -> Result<(), Box<dyn Error>> {
    let quotes: Vec<String> = blocks("text").into_iter().filter(|block| block.starts_with("error")).collect();
    assert_eq!(quotes.len(), 6);
    for quote in quotes {
        let case = quote.split_once("--> ").and_then(|(_, rest)| rest.split_once(".rs:")).ok_or("a place")?.0;
        let words = fs::read_to_string(Path::new(ROOT).join(format!("{case}.stderr")))?;
        assert!(words.starts_with(quote.trim_end()), "{case} says:\n{words}\nthe README:\n{quote}");
    }
    Ok(())
}

/// Returns the contents of the code blocks whose opening line has this text.
fn blocks(language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    let mut found = Vec::new();
    let mut rest = README;
    while let Some((_, after)) = rest.split_once(&opening) {
        let (block, behind) = after.split_once("```").unwrap_or((after, ""));
        found.push(block.to_owned());
        rest = behind;
    }
    found
}

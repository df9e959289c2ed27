//! The names in the library's statements, read from those that a connection ran.

use std::collections::BTreeSet;

use crate::{filled, plain::WORLD, trace::trace, words};

/// A token of SQL.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// An identifier or a keyword without quotes.
    Word(String),
    /// A name in double quotes.
    Quoted(String),
    /// A name in backquotes.
    Accented(String),
    /// Anything else: an operator, a number, a parameter, a string.
    Other(String),
}

fn tokens(sql: &str) -> Vec<Token> {
    let characters: Vec<char> = sql.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = characters.get(at).copied() {
        let start = at;
        at += 1;
        match first {
            '"' | '`' | '\'' => {
                let mut text = String::new();
                while let Some(next) = characters.get(at) {
                    at += 1;
                    if *next == first {
                        if characters.get(at) != Some(&first) {
                            break;
                        }
                        at += 1;
                    }
                    text.push(*next);
                }
                tokens.push(match first {
                    '"' => Token::Quoted(text),
                    '`' => Token::Accented(text),
                    _ => Token::Other("a string".to_owned()),
                });
            }
            first if first.is_alphabetic() || first == '_' => {
                while characters.get(at).is_some_and(|next| next.is_alphanumeric() || *next == '_') {
                    at += 1;
                }
                tokens.push(Token::Word(characters[start..at].iter().collect()));
            }
            first if first.is_whitespace() => {}
            '?' => {
                while characters.get(at).is_some_and(char::is_ascii_digit) {
                    at += 1;
                }
                tokens.push(Token::Other("?".to_owned()));
            }
            other => tokens.push(Token::Other(other.to_string())),
        }
    }
    tokens
}

/// Returns the statements of all verbs.
fn statements() -> relations::Result<BTreeSet<String>> {
    let mut statements = BTreeSet::new();
    for (_, verb) in WORLD.all_verbs() {
        let mut db = filled(&WORLD)?;
        let trace = trace(&mut db)?;
        // Some verbs fail, as they should.
        let _ = verb(&db);
        statements.extend(trace.take().into_iter().map(|ran| ran.sql));
    }
    Ok(statements)
}

/// Returns the word of a token, or an empty text if there is none.
fn word(token: Option<&Token>) -> &str {
    match token {
        Some(Token::Word(word) | Token::Other(word)) => word,
        Some(Token::Quoted(_) | Token::Accented(_)) | None => "",
    }
}

#[test]
fn no_name_in_double_quotes_stands_without_its_table() -> relations::Result<()> {
    let statements = statements()?;
    let mut seen = 0;
    for sql in &statements {
        let tokens = tokens(sql);
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| matches!(token, Token::Quoted(_))) {
            let before = word(at.checked_sub(1).and_then(|at| tokens.get(at)));
            // The name follows its table or schema, or is a new name, or that of an index or a savepoint.
            let named = [".", "AS", "SAVEPOINT", "RELEASE", "TO"].contains(&before)
                || before == "BY" && word(tokens.get(at - 2)) == "INDEXED";
            assert!(named, "{token:?} after `{before}` in\n{sql}");
            seen += 1;
        }
    }
    println!("{} statements, {seen} names in double quotes", statements.len());
    assert!(statements.len() > 150 && seen > 1_000);
    Ok(())
}

#[test]
fn every_table_is_named_with_its_schema() -> relations::Result<()> {
    let models: Vec<&str> = WORLD.schema.tables().iter().map(|table| table.name).chain(["epsilon"]).collect();
    for sql in statements()? {
        let tokens = tokens(&sql);
        for (at, token) in tokens.iter().enumerate() {
            let named = ["FROM", "JOIN", "INTO", "UPDATE"]
                .contains(&word(at.checked_sub(1).and_then(|at| tokens.get(at))));
            let Some(Token::Quoted(name) | Token::Accented(name)) = tokens.get(at + 2).filter(|_| named)
            else {
                assert!(!named || !matches!(token, Token::Quoted(_) | Token::Accented(_)), "{sql}");
                continue;
            };
            assert!(*token == Token::Word("main".to_owned()) || !models.contains(&name.as_str()), "{sql}");
        }
    }
    Ok(())
}

/// Returns every identifier that the library writes by itself, whatever the names of the models.
fn own_names() -> relations::Result<BTreeSet<String>> {
    let mut theirs = BTreeSet::new();
    for table in WORLD.schema.tables() {
        for table in [table].into_iter().chain(table.junctions) {
            theirs.insert(table.name);
            theirs.extend(table.columns.iter().map(|column| column.name));
            theirs.extend(table.indexes.iter().map(|index| index.name));
        }
    }
    let mut names = BTreeSet::new();
    for sql in statements()? {
        for token in tokens(&sql) {
            match token {
                Token::Word(name) | Token::Quoted(name) | Token::Accented(name)
                    if !theirs.contains(name.as_str()) =>
                {
                    names.insert(name.to_ascii_lowercase());
                }
                _ => {}
            }
        }
    }
    Ok(names)
}

#[test]
fn every_name_of_the_librarys_own_is_tried_as_one_of_the_users() -> relations::Result<()> {
    let names = own_names()?;
    let tried: BTreeSet<&str> = words::tried_names().collect();
    let missing: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| !tried.contains(name) && !name.starts_with("sqlite_"))
        .collect();
    println!("{} names of the library's own", names.len());
    assert!(missing.is_empty(), "these have to be among the names of `words`: {missing:?}");
    Ok(())
}

//! Texts in databases of every encoding.

use relations::{Load, Model, Schema, prelude::*, schema};

use super::open_encoded;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "word")]
#[has_many(uses: Use)]
struct Word {
    #[key]
    word: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "use")]
struct Use {
    id: i64,
    #[belongs_to(word: Word)]
    word_word: String,
}

#[derive(Load, Debug, PartialEq)]
#[load(Word)]
struct Used {
    word: String,
    uses: Vec<Use>,
}

const SCHEMA: Schema = schema![Word, Use];

/// Returns texts with NUL, and with the characters that escape it in a statement.
fn texts() -> Vec<String> {
    let odd = [
        "\0",
        "a\0",
        "\0a",
        "a\0\0b",
        "\u{1}\0\u{2}\0\u{2}\u{2}",
        "\u{2}\u{1}\0",
        "é\0日本語🦀\0",
        "\u{feff}\0",
    ];
    let many = (0..300).map(|n| format!("{n}\0{n}\u{1}\u{2}"));
    odd.map(str::to_owned).into_iter().chain(many).collect()
}

#[test]
fn texts_with_nul_are_found_in_every_encoding() -> relations::Result<()> {
    for encoding in ["UTF-8", "UTF-16le", "UTF-16be"] {
        let db = open_encoded(encoding)?;
        SCHEMA.create_all(&db)?;
        for word in texts() {
            let word = Word { word };
            word.insert(&db)?;
            word.uses().create().insert(&db)?;
        }
        assert_eq!(Word::query().filter(Word::WORD.in_(texts())).count(&db)?, 308, "{encoding}");
        for used in Used::query().all(&db)? {
            let handle = Word { word: used.word.clone() }.uses().all(&db)?;
            assert_eq!((used.uses.len(), used.uses), (1, handle), "{encoding} {:?}", used.word);
        }
    }
    Ok(())
}

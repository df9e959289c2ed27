//! Names of any kind in diagrams.

use relations::Result;

use crate::{scripts, xml};

#[test]
fn a_picture_of_any_names_is_well_formed() -> Result<()> {
    let diagram = scripts::diagram_of(scripts::AWKWARD)?;
    let root = xml::parse(&diagram.svg());
    let texts: Vec<&str> =
        root.all().into_iter().filter(|at| at.name == "text").map(|at| at.text.as_str()).collect();
    for name in ["Order \"Details\" <b>&amp;", "]]><!--", "</text><script>", "x' onload='y", "back\\slash"] {
        assert!(texts.contains(&name), "`{name}` is among {texts:?}");
    }
    assert!(root.all().iter().all(|element| element.name != "script" && element.name != "b"));
    Ok(())
}

#[test]
fn control_characters_and_marks_of_direction_reach_no_output() -> Result<()> {
    let diagram = scripts::diagram_of(
        "CREATE TABLE \"a\u{1}b\u{1b}c\u{202e}d\u{2028}e\" (\"x\ty\r\nz\" \"INT\u{7}\")",
    )?;
    for text in [diagram.mermaid(), diagram.svg()] {
        assert!(text.chars().all(|char| char == '\n' || !char.is_control()), "{text:?}");
        assert!(!text.contains(['\u{202e}', '\u{2028}']), "{text:?}");
        assert!(text.contains("a�b�c�d e"), "{text}");
    }
    Ok(())
}

/// Each line is a name and a brace, a column, a brace, or a relationship: no character of a name ends it early.
#[test]
fn mermaid_reads_any_name_as_one() -> Result<()> {
    let diagram = scripts::diagram_of(scripts::AWKWARD)?;
    let text = diagram.mermaid();
    let columns: usize = diagram.entities.iter().map(|entity| entity.attributes.len()).sum();
    assert_eq!(text.lines().count(), 1 + 2 * diagram.entities.len() + columns + diagram.relationships.len());
    for line in text.lines().skip(1) {
        assert!(line.matches('"').count() % 2 == 0, "{line}");
        for (at, inside) in line.split('"').enumerate() {
            let forbidden: &[char] =
                if at % 2 == 1 { &['%', '\\', '`', '<', '~', '{'] } else { &['#', '%', '\\', '`', '<', '~'] };
            assert!(!inside.contains(forbidden), "{line}");
        }
        assert!(!line.to_lowercase().contains("direction lr"), "{line}");
        if let Some(column) = line.strip_prefix("        ") {
            let words: Vec<&str> = column.split(' ').take(2).collect();
            for word in words {
                let is_word = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '(' | ')');
                assert!(word.chars().all(is_word) && !word.eq_ignore_ascii_case("pk"), "{line}");
            }
        }
    }
    Ok(())
}

#[test]
fn mermaid_keeps_names_apart_that_differ_by_a_line_break_only() -> Result<()> {
    let text = scripts::diagram_of(scripts::AWKWARD)?.mermaid();
    assert!(text.contains("    \"one line\" {\n"), "{text}");
    assert!(text.contains("    \"one line (2)\" {\n"), "{text}");
    Ok(())
}

#[test]
fn mermaid_has_the_original_where_it_cannot_spell_a_column() -> Result<()> {
    let text = scripts::diagram_of(scripts::AWKWARD)?.mermaid();
    assert!(text.contains(r#"NUMERIC(10_2) gr_e FK "größe, NUMERIC(10,2), NULL""#), "{text}");
    assert!(text.contains(r#"_ _ "日本語の列, テキスト, NULL""#), "{text}");
    assert!(text.contains(r#"_PK _pk FK "pk, PK""#), "{text}");
    assert!(text.contains(r#"TEXT unnamed "no name, NULL""#), "{text}");
    Ok(())
}

#[test]
fn reserved_words_are_quoted_in_mermaid() -> Result<()> {
    for word in
        ["end", "One", "many", "to", "class", "style", "erDiagram", "title", "direction", "u", "accTitle"]
    {
        let text =
            scripts::diagram_of(&format!("CREATE TABLE \"{word}\" (id INTEGER PRIMARY KEY)"))?.mermaid();
        assert!(text.contains(&format!("    \"{word}\" {{\n")), "{text}");
    }
    Ok(())
}

#[test]
fn dot_escapes_quotes_backslashes_and_entities() -> Result<()> {
    let text = scripts::diagram_of(scripts::AWKWARD)?.dot();
    assert!(text.contains(r#""no such 'table'\\" -> "Order \"Details\" <b>&amp;""#), "{text}");
    assert!(text.contains("<B>Order &quot;Details&quot; &lt;b&gt;&amp;amp;</B>"), "{text}");
    for line in text.lines() {
        let unescaped = line.replace("\\\\", "").replace("\\\"", "");
        assert!(unescaped.matches('"').count() % 2 == 0 || line.contains("one"), "{line}");
    }
    Ok(())
}

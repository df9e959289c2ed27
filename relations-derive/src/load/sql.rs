//! What an SQL expression of a shape must not contain.

use syn::LitStr;

use crate::errors::Errors;

/// Reports what keeps the text from being one expression without parameters.
pub fn check(errors: &mut Errors, sql: &LitStr) {
    let text = sql.value();
    if text.trim().is_empty() {
        errors.push(sql, "the expression is empty");
    } else if let Some(found) = find_forbidden(&text) {
        errors.push(sql, match found {
            '\'' | '"' | '`' | '[' => "a quote is not closed".to_owned(),
            '(' | ')' => "the parentheses do not match".to_owned(),
            '?' | ':' | '@' | '$' => {
                format!("`{found}` begins a parameter, for which an expression of a shape has no value: remove it")
            }
            _ => format!("the expression contains `{found}`: leave comments and `;` out"),
        });
    }
}

/// Finds a character outside of strings and quoted names that would need a value, or hide or end the rest of the
/// statement.
fn find_forbidden(sql: &str) -> Option<char> {
    let (mut quote, mut previous, mut depth) = (None, ' ', 0_u32);
    for character in sql.chars() {
        match (quote, character) {
            (Some((_, close)), _) if close == character => quote = None,
            (None, '\'' | '"' | '`') => quote = Some((character, character)),
            (None, '[') => quote = Some(('[', ']')),
            (None, '(') => depth += 1,
            (None, ')') => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return Some(')'),
            },
            (None, '?' | ':' | '@' | '$' | ';') => return Some(character),
            (None, '-') if previous == '-' => return Some('-'),
            (None, '*') if previous == '/' => return Some('*'),
            (Some(_) | None, _) => {}
        }
        previous = if quote.is_some() { ' ' } else { character };
    }
    quote.map(|(open, _)| open).or((depth > 0).then_some('('))
}

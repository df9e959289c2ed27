//! CHECKs that only ask which columns are NULL, by what they let in rather than how they are written: [`NullRule`].

use super::definition::{tokens, unquoted};

/// The rule of a CHECK that only asks which columns are NULL: the combinations that it lets in. Two that are equal let in
/// the same rows, however they are written.
///
/// ```
/// use relations::catalog::NullRule;
///
/// let sum = NullRule::of("(post_id IS NOT NULL) + (photo_id IS NOT NULL) = 1");
/// assert_eq!(sum, NullRule::of("(post_id IS NULL) <> (photo_id IS NULL)"));
/// assert_eq!(
///     sum,
///     NullRule::of(
///         "(post_id IS NULL AND \"photo_id\" NOTNULL) OR (post_id IS NOT NULL AND photo_id IS NULL)"
///     )
/// );
/// assert_ne!(sum, NullRule::of("(post_id IS NOT NULL) + (photo_id IS NOT NULL) <= 1"));
/// assert_eq!(NullRule::of("post_id > 0"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NullRule {
    columns: Vec<String>,
    /// For each combination, `true` if it is let in. The bit of a column's place is set where the column is NULL.
    allowed: Vec<bool>,
}

/// The greatest number of columns: each doubles the combinations.
const MAX_COLUMNS: usize = 10;

/// The greatest depth of parentheses and operators.
const MAX_DEPTH: usize = 60;

impl NullRule {
    /// Returns the rule of an expression; `None` if it asks more than which columns are NULL.
    #[must_use]
    pub fn of(expression: &str) -> Option<Self> {
        let tokens = tokens(expression);
        let words = tokens.iter().map(|token| {
            let quoted = token.text.starts_with(['"', '`', '[']);
            let text = if quoted { unquoted(token.text) } else { token.text.to_owned() };
            Word { quoted, text: text.to_ascii_lowercase() }
        });
        let mut parser = Parser { words: words.collect(), at: 0, depth: 0, columns: Vec::new() };
        let expression = parser.either()?;
        if parser.at < parser.words.len() || parser.columns.is_empty() {
            return None;
        }
        let Parser { columns: found, .. } = parser;
        let mut columns = found.clone();
        columns.sort();
        let allowed = (0..1_usize << columns.len()).map(|nulls| {
            let is_null = |at: usize| {
                let place = columns.iter().position(|column| *column == found[at]);
                place.is_some_and(|place| nulls >> place & 1 == 1)
            };
            expression.value(&is_null).map(|value| value != 0)
        });
        let allowed = allowed.collect::<Option<Vec<bool>>>()?;
        Some(Self { columns, allowed })
    }

    /// Returns the names of the columns, in lower case.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

/// A token without its quotes, in lower case.
struct Word {
    quoted: bool,
    text: String,
}

/// An expression over which columns are NULL.
enum Expression {
    Number(i64),
    /// The column at this place, of which only `IS NULL` may follow.
    Column(usize),
    IsNull(usize),
    Not(Box<Self>),
    Two(&'static str, Box<(Self, Self)>),
    Among(Box<Self>, Vec<i64>),
    /// Conditions with their values, and the value otherwise.
    Case(Vec<(Self, Self)>, Box<Self>),
}

impl Expression {
    fn two(operator: &'static str, left: Self, right: Self) -> Self {
        Self::Two(operator, Box::new((left, right)))
    }

    /// Returns the value if these columns are NULL; `None` if it depends on the value of a column.
    fn value(&self, is_null: &dyn Fn(usize) -> bool) -> Option<i64> {
        Some(match self {
            Self::Number(number) => *number,
            Self::Column(_) => return None,
            Self::IsNull(column) => i64::from(is_null(*column)),
            Self::Not(inner) => i64::from(inner.value(is_null)? == 0),
            Self::Two(operator, sides) => {
                let (left, right) = (sides.0.value(is_null)?, sides.1.value(is_null)?);
                match *operator {
                    "+" => left.checked_add(right)?,
                    "-" => left.checked_sub(right)?,
                    "=" => i64::from(left == right),
                    "<>" => i64::from(left != right),
                    "<" => i64::from(left < right),
                    "<=" => i64::from(left <= right),
                    ">" => i64::from(left > right),
                    ">=" => i64::from(left >= right),
                    "and" => i64::from(left != 0 && right != 0),
                    _ => i64::from(left != 0 || right != 0),
                }
            }
            Self::Among(left, numbers) => i64::from(numbers.contains(&left.value(is_null)?)),
            Self::Case(cases, otherwise) => {
                for (condition, value) in cases {
                    if condition.value(is_null)? != 0 {
                        return value.value(is_null);
                    }
                }
                otherwise.value(is_null)?
            }
        })
    }
}

/// Reads an expression, with the precedence of SQLite's operators.
struct Parser {
    words: Vec<Word>,
    at: usize,
    depth: usize,
    columns: Vec<String>,
}

impl Parser {
    /// Takes the next token if it is this one.
    fn take(&mut self, text: &str) -> bool {
        let is = self.words.get(self.at).is_some_and(|word| !word.quoted && word.text == text);
        self.at += usize::from(is);
        is
    }

    /// Reads operands of one of these operators, from left to right.
    fn chain(
        &mut self,
        operators: &[(&str, &'static str)],
        operand: fn(&mut Self) -> Option<Expression>,
    ) -> Option<Expression> {
        let mut left = operand(self)?;
        while let Some((_, operator)) = operators.iter().find(|(text, _)| self.take(text)) {
            left = Expression::two(operator, left, operand(self)?);
        }
        Some(left)
    }

    fn either(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let found = self.chain(&[("or", "or")], Self::both);
        self.depth -= 1;
        found
    }

    fn both(&mut self) -> Option<Expression> {
        self.chain(&[("and", "and")], Self::negation)
    }

    fn negation(&mut self) -> Option<Expression> {
        let mut negated = false;
        while self.take("not") {
            negated = !negated;
        }
        let found = self.equality()?;
        Some(if negated { Expression::Not(Box::new(found)) } else { found })
    }

    fn equality(&mut self) -> Option<Expression> {
        let mut left = self.order()?;
        loop {
            left = if self.take("isnull") {
                is_null(&left)?
            } else if self.take("notnull") {
                Expression::Not(Box::new(is_null(&left)?))
            } else if self.take("not") {
                if self.take("null") {
                    Expression::Not(Box::new(is_null(&left)?))
                } else if self.take("in") {
                    Expression::Not(Box::new(self.among(left)?))
                } else {
                    return None;
                }
            } else if self.take("is") {
                let negated = self.take("not");
                let found = if self.take("null") {
                    is_null(&left)?
                } else {
                    Expression::two("=", left, self.order()?)
                };
                if negated { Expression::Not(Box::new(found)) } else { found }
            } else if self.take("in") {
                self.among(left)?
            } else if let Some((_, operator)) =
                [("=", "="), ("==", "="), ("<>", "<>"), ("!=", "<>")].iter().find(|(text, _)| self.take(text))
            {
                Expression::two(operator, left, self.order()?)
            } else {
                return Some(left);
            };
        }
    }

    /// Reads the numbers of `IN (…)`.
    fn among(&mut self, left: Expression) -> Option<Expression> {
        let mut numbers = Vec::new();
        if !self.take("(") {
            return None;
        }
        loop {
            numbers.push(self.number()?);
            if !self.take(",") {
                break;
            }
        }
        self.take(")").then(|| Expression::Among(Box::new(left), numbers))
    }

    fn order(&mut self) -> Option<Expression> {
        self.chain(&[("<", "<"), ("<=", "<="), (">", ">"), (">=", ">=")], Self::sum)
    }

    fn sum(&mut self) -> Option<Expression> {
        self.chain(&[("+", "+"), ("-", "-")], Self::primary)
    }

    fn number(&mut self) -> Option<i64> {
        let number = self.words.get(self.at).filter(|word| !word.quoted)?.text.parse().ok()?;
        self.at += 1;
        Some(number)
    }

    fn primary(&mut self) -> Option<Expression> {
        if let Some(number) = self.number() {
            return Some(Expression::Number(number));
        }
        if self.take("(") {
            let inner = self.either()?;
            return self.take(")").then_some(inner);
        }
        if self.take("case") {
            return self.case();
        }
        if self.take("iif") || self.take("if") {
            let taken = self.take("(");
            let condition = self.either()?;
            let value = self.take(",").then(|| self.either())??;
            let otherwise = self.take(",").then(|| self.either())??;
            let whole = taken && self.take(")");
            return whole.then(|| Expression::Case(vec![(condition, value)], Box::new(otherwise)));
        }
        self.column()
    }

    /// Reads `WHEN … THEN … ELSE … END`.
    fn case(&mut self) -> Option<Expression> {
        let mut cases = Vec::new();
        while self.take("when") {
            let condition = self.either()?;
            let value = self.take("then").then(|| self.either())??;
            cases.push((condition, value));
        }
        let otherwise = self.take("else").then(|| self.either())??;
        (self.take("end") && !cases.is_empty()).then(|| Expression::Case(cases, Box::new(otherwise)))
    }

    /// Reads the name of a column, which may have that of its table before it.
    fn column(&mut self) -> Option<Expression> {
        let mut name = self.name()?;
        while self.take(".") {
            name = self.name()?;
        }
        let place = self.columns.iter().position(|column| *column == name).unwrap_or_else(|| {
            self.columns.push(name);
            self.columns.len() - 1
        });
        (self.columns.len() <= MAX_COLUMNS).then_some(Expression::Column(place))
    }

    fn name(&mut self) -> Option<String> {
        const KEYWORDS: [&str; 12] =
            ["and", "or", "not", "is", "in", "null", "case", "when", "then", "else", "end", "between"];

        let word = self.words.get(self.at)?;
        let begins =
            word.text.starts_with(|first: char| first.is_alphabetic() || first == '_' || !first.is_ascii());
        if !word.quoted && (!begins || KEYWORDS.contains(&word.text.as_str())) {
            return None;
        }
        self.at += 1;
        Some(word.text.clone())
    }
}

/// Returns that the column is NULL; `None` for another expression.
fn is_null(expression: &Expression) -> Option<Expression> {
    match expression {
        Expression::Column(place) => Some(Expression::IsNull(*place)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::NullRule;

    #[test]
    fn the_spellings_of_exactly_one_are_one_rule() {
        let two = NullRule::of("(a IS NOT NULL) + (b IS NOT NULL) = 1");
        assert!(two.is_some());
        for spelling in [
            "(a IS NULL) <> (b IS NULL)",
            "(a IS NULL) != (b IS NULL)",
            "(a IS NULL) = (b IS NOT NULL)",
            "(\"a\" ISNULL) IS NOT ([b] ISNULL)",
            "(a IS NULL AND b IS NOT NULL) OR (a IS NOT NULL AND b IS NULL)",
            "a IS NULL AND t.b NOT NULL OR NOT (a IS NULL) AND b IS NULL",
            "1 = (a NOTNULL) + (b NOTNULL)",
            "((`A` IS NOT NULL) + (B IS NOT NULL)) == 1",
            "(CASE WHEN a IS NULL THEN 0 ELSE 1 END) + (CASE WHEN b IS NULL THEN 0 ELSE 1 END) = 1",
            "iif(a IS NULL, 0, 1) + iif(b IS NULL, 0, 1) = 1",
            "(b IS NULL) + (a IS NULL) = 1",
            "(b IS NULL) + (a IS NULL) IN (1)",
            "NOT (a IS NULL AND b IS NULL) AND NOT (a IS NOT NULL AND b IS NOT NULL)",
        ] {
            assert_eq!(NullRule::of(spelling), two, "{spelling}");
        }
        let at_most = NullRule::of("(a IS NOT NULL) + (b IS NOT NULL) <= 1");
        for spelling in [
            "a IS NULL OR b IS NULL",
            "(a IS NOT NULL) + (b IS NOT NULL) IN (0, 1)",
            "(a NOTNULL)+(b NOTNULL) < 2",
        ] {
            assert_eq!(NullRule::of(spelling), at_most, "{spelling}");
        }
        assert_ne!(two, at_most);
    }

    #[test]
    fn what_asks_for_values_has_no_rule() {
        for expression in [
            "a",
            "a > 0",
            "a IS NULL OR b > 0",
            "(a IS NULL) = b",
            "length(a) IS NULL",
            "a IS NULL OR",
            "(a IS NULL",
            "1",
            "",
            "CASE WHEN a IS NULL THEN 1 END",
            "a IS NULL COLLATE nocase",
            "a + b IS NULL",
        ] {
            assert_eq!(NullRule::of(expression), None, "{expression}");
        }
        let deep = format!("{}a IS NULL{}", "(".repeat(100_000), ")".repeat(100_000));
        assert_eq!(NullRule::of(&deep), None);
        let wide: Vec<String> = (0..30).map(|at| format!("c{at} IS NULL")).collect();
        assert_eq!(NullRule::of(&wide.join(" OR ")), None);
    }
}

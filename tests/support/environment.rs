//! Settings of tests in environment variables.

/// Returns the number in an environment variable, or `None` if it is not set.
pub fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}: `{text}` is no number")))
}

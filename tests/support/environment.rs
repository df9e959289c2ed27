//! Settings of tests in environment variables.

/// Returns the number in an environment variable, or `None` if it has none.
pub fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

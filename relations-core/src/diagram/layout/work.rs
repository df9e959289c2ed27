//! Counts the work of a layout in tests: steps of the loops that could grow faster than the picture.

#[cfg(test)]
std::thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts these steps.
#[cfg(test)]
pub(super) fn count(steps: usize) {
    STEPS.with(|done| done.set(done.get() + steps));
}

/// Counts nothing outside of tests.
#[cfg(not(test))]
pub(super) const fn count(_steps: usize) {}

/// Returns the steps of this thread since the last call.
#[cfg(test)]
pub(super) fn take() -> usize {
    STEPS.with(std::cell::Cell::take)
}

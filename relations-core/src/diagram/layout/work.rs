//! How much work a layout is, counted in tests: steps of the loops that could grow faster than the picture.

#[cfg(test)]
std::thread_local! {
    static DONE: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts so many steps.
#[cfg(test)]
pub(super) fn done(steps: usize) {
    DONE.with(|done| done.set(done.get() + steps));
}

/// Nothing is counted in a program.
#[cfg(not(test))]
pub(super) const fn done(_steps: usize) {}

/// The steps of this thread since the last call.
#[cfg(test)]
pub(super) fn take() -> usize {
    DONE.with(std::cell::Cell::take)
}

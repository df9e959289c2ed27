//! Names in const code, found again by their hashes.

use crate::base::const_message::{same_name, str_eq};

/// Names, each with where it stands: a hash table with more slots than names, since a const cannot allocate.
///
/// The first one that stands there keeps the place, so that messages name what is listed first.
pub(crate) struct Names<'a, const SLOTS: usize> {
    case: Case,
    slots: [Option<Slot<'a>>; SLOTS],
}

/// Whether `a` and `A` are one.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    /// As [SQLite compares names](https://sqlite.org/lang_naming.html): without regard to the case of ASCII
    /// letters.
    Ignored,
    Matters,
}

/// Where a name stands: the model of that number, and which of its own things it names.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub model: usize,
    pub thing: usize,
}

/// A name with its hash, which is asked of several tables.
#[derive(Clone, Copy)]
pub(crate) struct Name<'a> {
    text: &'a str,
    hash: u64,
}

#[derive(Clone, Copy)]
struct Slot<'a> {
    name: Name<'a>,
    place: Place,
}

impl<'a, const SLOTS: usize> Names<'a, SLOTS> {
    pub const fn new(case: Case) -> Self {
        Self { case, slots: [None; SLOTS] }
    }

    /// Adds a name; gives the place of the same name that was added before, which keeps it.
    pub const fn add(&mut self, name: Name<'a>, place: Place) -> Option<Place> {
        let at = self.slot(name);
        if let Some(slot) = &self.slots[at] {
            return Some(slot.place);
        }
        self.slots[at] = Some(Slot { name, place });
        None
    }

    /// Where the name stands.
    pub const fn find(&self, name: Name<'_>) -> Option<Place> {
        match &self.slots[self.slot(name)] {
            Some(slot) => Some(slot.place),
            None => None,
        }
    }

    /// The slot that the name is in, or the free one that it would be put into.
    const fn slot(&self, name: Name<'_>) -> usize {
        let mut at = start(name.hash, SLOTS);
        while let Some(slot) = &self.slots[at] {
            if slot.name.hash == name.hash && self.are_one(slot.name.text, name.text) {
                break;
            }
            at = (at + 1) % SLOTS;
        }
        at
    }

    const fn are_one(&self, left: &str, right: &str) -> bool {
        match self.case {
            Case::Ignored => same_name(left, right),
            Case::Matters => str_eq(left, right),
        }
    }
}

/// A slot by the upper bits of the hash, which are mixed best.
const fn start(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

impl<'a> Name<'a> {
    /// The hash is the same for names that differ in the case of ASCII letters only.
    ///
    /// What the compiler counts in a const are calls and turns of loops: so a turn takes four bytes.
    pub const fn new(text: &'a str) -> Self {
        /// The bit in which ASCII letters of either case differ.
        const CASE: u8 = 0x20;
        let bytes = text.as_bytes();
        let len = bytes.len();
        let mut hash = len as u64;
        let mut at = 0;
        while at + 4 <= len {
            let low = (bytes[at] | CASE) as u64 | ((bytes[at + 1] | CASE) as u64) << 8;
            let high = (bytes[at + 2] | CASE) as u64 | ((bytes[at + 3] | CASE) as u64) << 8;
            hash = mixed(hash, low | high << 16);
            at += 4;
        }
        let mut last = 0;
        while at < len {
            last = last << 8 | (bytes[at] | CASE) as u64;
            at += 1;
        }
        Self { text, hash: mixed(hash, last) }
    }
}

/// By the [golden ratio](https://en.wikipedia.org/wiki/Hash_function#Fibonacci_hashing), with the upper half folded
/// into the lower; as the factors have 64 bits, nothing overflows.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is wanted")]
const fn mixed(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word) as u128 * 0x9e37_79b9_7f4a_7c15;
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More names than the slots have different starts for, so that many are found behind others.
    #[test]
    fn each_name_is_found_at_its_first_place() {
        let texts: Vec<String> = (0..1000).map(|at| format!("ix_model{at}_some_column{}", at % 7)).collect();
        let mut names = Names::<1100>::new(Case::Ignored);
        for (at, text) in texts.iter().enumerate() {
            assert!(names.find(Name::new(text)).is_none());
            assert!(names.add(Name::new(text), Place { model: at, thing: at + 1 }).is_none());
        }
        for (at, text) in texts.iter().enumerate() {
            let found = names.find(Name::new(&text.to_uppercase())).expect("it was added");
            assert_eq!((found.model, found.thing), (at, at + 1));
            let kept = names.add(Name::new(text), Place { model: 5000, thing: 0 }).expect("it was added");
            assert_eq!(kept.model, at);
        }
        assert!(names.find(Name::new("ix_model1000_some_column6")).is_none());
    }

    #[test]
    fn only_the_case_of_ascii_letters_is_ignored() {
        let place = Place { model: 0, thing: 0 };
        let mut names = Names::<64>::new(Case::Ignored);
        let mut exact = Names::<64>::new(Case::Matters);
        for name in ["", "a", "_", "straße", "a@b", "table of Things"] {
            assert!(
                names.add(Name::new(name), place).is_none() && exact.add(Name::new(name), place).is_none()
            );
        }
        assert!(
            names.find(Name::new("TABLE OF tHINGS")).is_some()
                && exact.find(Name::new("TABLE OF tHINGS")).is_none()
        );
        assert!(exact.find(Name::new("table of Things")).is_some());
        // The hash takes the letters of these for one.
        for other in ["\u{7f}", "a`b", "STRAßE ", "b", "straßF"] {
            assert!(names.find(Name::new(other)).is_none(), "{other}");
        }
    }

    /// Each of these is told from the others by few bytes, wherever they stand in a word of eight.
    #[test]
    fn hashes_spread_names_that_differ_little() {
        let mut starts = std::collections::HashMap::new();
        for length in [1, 7, 8, 9, 30] {
            for at in 0..1000 {
                let name = format!("{}{at}{}", "x".repeat(length), "y".repeat(length));
                *starts.entry(start(Name::new(&name).hash, 16384)).or_insert(0) += 1;
            }
        }
        let most = starts.values().max().copied().unwrap_or_default();
        assert!(most <= 6, "5,000 names in 16,384 slots, {most} of them in one");
    }
}

//! A hash table of names for const code: [`Names`].

use crate::base::const_message::{same_name, str_eq};

/// Names with their places: a hash table with more slots than names, since a const cannot allocate.
///
/// Of two equal names the first keeps its place, so that messages name the model that is listed first.
pub(crate) struct Names<'a, const SLOTS: usize> {
    case: Case,
    slots: [Option<Slot<'a>>; SLOTS],
}

/// The rule by which names compare.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    /// `a` and `A` are the same, as [SQLite compares names](https://sqlite.org/lang_naming.html).
    Ignored,
    /// `a` and `A` are different.
    Matters,
}

/// The place of a name: the index of its model, and that of the named thing within the model.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub model: usize,
    pub thing: usize,
}

/// A name with its hash, which several hash tables use.
#[derive(Clone, Copy)]
pub(crate) struct Name<'a> {
    text: &'a str,
    hash: u64,
}

/// A used slot of the hash table.
#[derive(Clone, Copy)]
struct Slot<'a> {
    name: Name<'a>,
    place: Place,
}

impl<'a, const SLOTS: usize> Names<'a, SLOTS> {
    /// Creates an empty hash table.
    pub const fn new(case: Case) -> Self {
        Self { case, slots: [None; SLOTS] }
    }

    /// Adds a name. If it was added before, returns its place, and changes nothing.
    pub const fn add(&mut self, name: Name<'a>, place: Place) -> Option<Place> {
        let at = self.find_slot(name);
        if let Some(slot) = &self.slots[at] {
            return Some(slot.place);
        }
        self.slots[at] = Some(Slot { name, place });
        None
    }

    /// Returns the place of the name.
    pub const fn find(&self, name: Name<'_>) -> Option<Place> {
        match &self.slots[self.find_slot(name)] {
            Some(slot) => Some(slot.place),
            None => None,
        }
    }

    /// Returns the index of the slot of the name, or of the free slot that it would be put into.
    const fn find_slot(&self, name: Name<'_>) -> usize {
        let mut at = first_slot(name.hash, SLOTS);
        while let Some(slot) = &self.slots[at] {
            if slot.name.hash == name.hash && self.are_equal(slot.name.text, name.text) {
                break;
            }
            at = (at + 1) % SLOTS;
        }
        at
    }

    /// Returns `true` if two names are the same.
    const fn are_equal(&self, left: &str, right: &str) -> bool {
        match self.case {
            Case::Ignored => same_name(left, right),
            Case::Matters => str_eq(left, right),
        }
    }
}

/// Returns the first slot for a hash, by its upper bits, which are mixed best.
const fn first_slot(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

impl<'a> Name<'a> {
    /// Creates a name with its hash, which is the same for names that differ only in the case of ASCII letters.
    ///
    /// The compiler counts the calls and iterations of a const, so each iteration takes four bytes.
    pub const fn new(text: &'a str) -> Self {
        /// The bit in which the two cases of an ASCII letter differ.
        const CASE: u8 = 0x20;
        let bytes = text.as_bytes();
        let len = bytes.len();
        let mut hash = len as u64;
        let mut at = 0;
        while at + 4 <= len {
            let low = (bytes[at] | CASE) as u64 | ((bytes[at + 1] | CASE) as u64) << 8;
            let high = (bytes[at + 2] | CASE) as u64 | ((bytes[at + 3] | CASE) as u64) << 8;
            hash = mix(hash, low | high << 16);
            at += 4;
        }
        let mut last = 0;
        while at < len {
            last = last << 8 | (bytes[at] | CASE) as u64;
            at += 1;
        }
        Self { text, hash: mix(hash, last) }
    }
}

/// Mixes a word into a hash by the [golden ratio](https://en.wikipedia.org/wiki/Hash_function#Fibonacci_hashing), and
/// folds the upper half of the product into the lower. The factors have 64 bits, so nothing overflows.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is wanted")]
const fn mix(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word) as u128 * 0x9e37_79b9_7f4a_7c15;
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// There are so many names that several have the same first slot.
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
        // The hash treats the letters of these as equal.
        for other in ["\u{7f}", "a`b", "STRAßE ", "b", "straßF"] {
            assert!(names.find(Name::new(other)).is_none(), "{other}");
        }
    }

    /// The names differ in few bytes, at any place within a word of eight.
    #[test]
    fn hashes_spread_names_that_differ_little() {
        let mut starts = std::collections::HashMap::new();
        for length in [1, 7, 8, 9, 30] {
            for at in 0..1000 {
                let name = format!("{}{at}{}", "x".repeat(length), "y".repeat(length));
                *starts.entry(first_slot(Name::new(&name).hash, 16384)).or_insert(0) += 1;
            }
        }
        let most = starts.values().max().copied().unwrap_or_default();
        assert!(most <= 6, "5,000 names in 16,384 slots, {most} of them in one");
    }
}

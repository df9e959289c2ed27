//! Texts put together in const code: the messages of failed proofs.

/// A text of at most `N` bytes, put together in const code, which cannot allocate.
///
/// What does not fit is cut off, and the text ends with "…".
pub struct Text<const N: usize> {
    bytes: [u8; N],
    len: usize,
    /// Set once something did not fit.
    cut: bool,
}

/// The end of a text that was cut off. There is always room for it.
const ELLIPSIS: &[u8] = "…".as_bytes();

impl<const N: usize> Text<N> {
    /// Creates an empty text.
    #[must_use]
    pub const fn new() -> Self {
        assert!(N > ELLIPSIS.len());
        Self { bytes: [0; N], len: 0, cut: false }
    }

    /// Appends `part`.
    pub const fn push(&mut self, part: &str) {
        self.push_bytes(part.as_bytes(), 0, part.len());
    }

    /// Appends the bytes `from..to` of `part`, as far as there is room.
    const fn push_bytes(&mut self, part: &[u8], from: usize, to: usize) {
        if self.cut {
            return;
        }
        let room = N - ELLIPSIS.len() - self.len;
        if to - from <= room {
            return self.copy(part, from, to);
        }
        let mut end = from + room;
        // Not within a character.
        while end > from && part[end] & 0xC0 == 0x80 {
            end -= 1;
        }
        self.copy(part, from, end);
        self.copy(ELLIPSIS, 0, ELLIPSIS.len());
        self.cut = true;
    }

    /// Copies bytes for which there is room. In the interpreter of const code a call costs more than a step, so few
    /// bytes are copied one by one.
    const fn copy(&mut self, part: &[u8], mut from: usize, to: usize) {
        let mut at = self.len;
        self.len += to - from;
        if to - from > 64 {
            let (_, free) = self.bytes.split_at_mut(at);
            let (place, _) = free.split_at_mut(to - from);
            let (part, _) = part.split_at(to);
            let (_, part) = part.split_at(from);
            place.copy_from_slice(part);
            return;
        }
        while from < to {
            self.bytes[at] = part[from];
            at += 1;
            from += 1;
        }
    }

    /// Appends `number` in decimal digits.
    pub const fn push_number(&mut self, number: usize) {
        if number >= 10 {
            self.push_number(number / 10);
        }
        self.push_bytes(b"0123456789", number % 10, number % 10 + 1);
    }

    /// Returns the number of bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Returns the text.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let (written, _) = self.bytes.split_at(self.len);
        match core::str::from_utf8(written) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

/// Returns `true` if two texts are equal, in const code.
///
/// It compares from the end, where names mostly differ: identities of models in their line, indexes in
/// their column.
#[must_use]
pub const fn str_eq(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = without_equal_end(left, right);
    while at > 0 {
        at -= 1;
        if left[at] != right[at] {
            return false;
        }
    }
    true
}

/// Returns the length of two texts of one length without an equal end, whose length is a multiple of four bytes.
/// It compares four bytes at a time, since the interpreter of const code counts the iterations of a loop.
const fn without_equal_end(left: &[u8], right: &[u8]) -> usize {
    let mut at = left.len();
    while at >= 4
        && left[at - 1] == right[at - 1]
        && left[at - 2] == right[at - 2]
        && left[at - 3] == right[at - 3]
        && left[at - 4] == right[at - 4]
    {
        at -= 4;
    }
    at
}

/// Returns `true` if two names are the same to SQLite, which ignores the case of ASCII letters.
#[must_use]
pub const fn same_name(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = without_equal_end(left, right);
    while at > 0 {
        at -= 1;
        if left[at] != right[at] && !left[at].eq_ignore_ascii_case(&right[at]) {
            return false;
        }
    }
    true
}

/// Returns `true` if `list` contains `wanted`.
#[must_use]
pub const fn contains(list: &[&str], wanted: &str) -> bool {
    let mut at = 0;
    while at < list.len() {
        if str_eq(list[at], wanted) {
            return true;
        }
        at += 1;
    }
    false
}

/// Ends compilation with a message made of texts and, in parentheses, expressions of texts.
macro_rules! const_panic {
    ($($part:tt)*) => { $crate::base::const_message::panic_with(&[$($part),*]) };
}

/// Ends compilation with `parts` as the message.
#[track_caller]
pub(crate) const fn panic_with(parts: &[&str]) -> ! {
    let mut message = Text::<2048>::new();
    let mut at = 0;
    while at < parts.len() {
        message.push(parts[at]);
        at += 1;
    }
    panic!("{}", message.as_str())
}

pub(crate) use const_panic;

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn a_text_that_does_not_fit_ends_with_an_ellipsis() {
        for (parts, expected) in [
            (&["four", "120"][..], "four120"),
            (&["seventeen"], "seventeen"),
            (&["nine", "teen hundred"], "nineteen h…"),
            (&["nineteen ", "éé", "lost"], "nineteen …"),
            (&["nineteen", "éé", "lost"], "nineteené…"),
        ] {
            let mut text = Text::<13>::new();
            for part in parts {
                text.push(part);
            }
            assert_eq!(text.as_str(), expected);
        }
    }
}

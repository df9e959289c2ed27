//! Values that are likely to be mistreated.

use crate::random::Random;

const PIECES: &[&str] = &[
    "",
    "a",
    " ",
    "'",
    "\"",
    "`",
    "''",
    "\0",
    "é",
    "日本語",
    "😀",
    "%",
    "_",
    "\\",
    "\n",
    "?1",
    ":a",
    "]",
    "NULL",
    "1",
    "1e5",
    "0x10",
    "x'00'",
    "); DROP TABLE region; --",
    "[1,2]",
    "{\"a\":1}",
    "\u{feff}",
    "\u{10ffff}",
];

const INTEGERS: &[i64] =
    &[i64::MIN, i64::MIN + 1, -1, 0, 1, 2, 255, (1 << 53) + 1, -(1 << 53) - 1, i64::MAX - 1, i64::MAX];

const REALS: &[f64] = &[
    0.0,
    -0.0,
    1.0,
    -1.5,
    0.1,
    1e300,
    -1e-300,
    5e-324,
    f64::MAX,
    f64::INFINITY,
    f64::NEG_INFINITY,
    9_007_199_254_740_993.0,
    9.3e18,
];

/// Returns a text.
pub fn text(random: &mut Random) -> String {
    let length = if random.one_in(40) { 100 } else { random.below(4) };
    (0..length).map(|_| random.pick(PIECES)).collect()
}

pub fn integer(random: &mut Random) -> i64 {
    if random.one_in(2) {
        random.pick(INTEGERS)
    } else {
        i64::try_from(random.below(1000)).unwrap_or_default()
    }
}

pub fn real(random: &mut Random) -> f64 {
    random.pick(REALS)
}

pub fn bytes(random: &mut Random) -> Vec<u8> {
    let length = if random.one_in(40) { 200 } else { random.below(5) };
    (0..length).map(|_| random.pick(&[0, 1, b'\'', 0x7f, 0x80, 0xff])).collect()
}

/// Returns a value, or none.
pub fn maybe<T>(random: &mut Random, value: impl FnOnce(&mut Random) -> T) -> Option<T> {
    (!random.one_in(3)).then(|| value(random))
}

/// Returns a list of up to so many: mostly short, sometimes of many chunks.
pub fn list<T>(random: &mut Random, most: usize, mut value: impl FnMut(&mut Random, i64) -> T) -> Vec<T> {
    let length = if random.one_in(4) { 0 } else { random.below(most + 1) };
    (0..length).map(|nth| value(random, i64::try_from(nth).unwrap_or_default())).collect()
}

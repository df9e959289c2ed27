//! The bytes of a cursor: its form, the fingerprint of its order, and each value with its type.

use rusqlite::types::Value;

use crate::query::page::cursor::Cursor;

/// The form of the bytes. A cursor of another form is not read.
const FORM: u8 = 1;
/// The flag of a cursor whose values are those of a struct.
const OF_ROW: u8 = 0x80;

const NULL: u8 = 0;
const INTEGER: u8 = 1;
const REAL: u8 = 2;
const TEXT: u8 = 3;
const BLOB: u8 = 4;

/// Returns the bytes of a cursor.
pub(super) fn write(cursor: &Cursor) -> Vec<u8> {
    let mut bytes = vec![FORM | if cursor.of_row { OF_ROW } else { 0 }];
    bytes.extend(cursor.order.to_be_bytes());
    for value in &cursor.values {
        match value {
            Value::Null => bytes.push(NULL),
            Value::Integer(integer) => {
                bytes.push(INTEGER);
                // The sign in the last bit keeps small negative numbers short.
                push_number(&mut bytes, ((integer << 1) ^ (integer >> 63)).cast_unsigned());
            }
            Value::Real(real) => {
                bytes.push(REAL);
                bytes.extend(real.to_bits().to_be_bytes());
            }
            Value::Text(text) => {
                bytes.push(TEXT);
                push_number(&mut bytes, text.len() as u64);
                bytes.extend(text.as_bytes());
            }
            Value::Blob(blob) => {
                bytes.push(BLOB);
                push_number(&mut bytes, blob.len() as u64);
                bytes.extend(blob);
            }
        }
    }
    bytes
}

/// Returns the cursor of these bytes; `None` if they are not those of a cursor.
pub(super) fn read(bytes: &[u8]) -> Option<Cursor> {
    let (form, bytes) = bytes.split_first()?;
    let (order, mut rest) = bytes.split_first_chunk::<8>()?;
    let mut values = Vec::new();
    while let Some(kind) = take(&mut rest, 1) {
        values.push(match kind[0] {
            NULL => Value::Null,
            INTEGER => {
                let number = take_number(&mut rest)?;
                Value::Integer((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
            }
            REAL => {
                let (bits, after) = rest.split_first_chunk::<8>()?;
                rest = after;
                Value::Real(f64::from_bits(u64::from_be_bytes(*bits)))
            }
            TEXT => Value::Text(String::from_utf8(take_counted(&mut rest)?.to_vec()).ok()?),
            BLOB => Value::Blob(take_counted(&mut rest)?.to_vec()),
            _ => return None,
        });
    }
    (form & !OF_ROW == FORM).then(|| Cursor {
        order: u64::from_be_bytes(*order),
        of_row: form & OF_ROW != 0,
        values,
    })
}

/// Appends a number, seven bits a byte, the lowest first.
fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push((number & 0x7f) as u8);
}

/// Takes so many bytes from the beginning; `None` if there are fewer.
fn take<'b>(bytes: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

/// Takes a number from the beginning.
fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(bytes, 1)?[0];
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Takes a number and then so many bytes.
fn take_counted<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
    let count = usize::try_from(take_number(bytes)?).ok()?;
    take(bytes, count)
}

/// Returns the [FNV-1a](http://www.isthe.com/chongo/tech/comp/fnv/) hash of bytes. Unlike the one of the standard
/// library it stays the same from one version of the program to the next.
pub(super) fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Returns the sum by which a text that was cut or changed is found out.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let hash = hash(bytes.iter().copied());
    (hash >> 32) as u32 ^ (hash & 0xffff_ffff) as u32
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use crate::{base::error::Error, query::page::cursor::Cursor};

    /// Texts, blobs and numbers of any size come back as they were.
    #[test]
    fn every_value_survives() {
        let values = [
            Value::Null,
            Value::Integer(0),
            Value::Integer(-1),
            Value::Integer(i64::MIN),
            Value::Integer(i64::MAX),
            Value::Real(-0.0),
            Value::Real(f64::INFINITY),
            Value::Real(f64::MIN_POSITIVE),
            Value::Text(String::new()),
            Value::Text("a\0b \u{1f600} '\"\n".repeat(50)),
            Value::Blob(vec![]),
            Value::Blob((0..=255).collect()),
        ];
        for count in 0..=values.len() {
            for of_row in [false, true] {
                let cursor = Cursor { order: u64::MAX - 7, of_row, values: values[..count].to_vec() };
                let text = cursor.to_string();
                assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
                let read: Cursor = text.parse().expect("the text of a cursor");
                assert_eq!(format!("{read:?}"), format!("{cursor:?}"));
            }
        }
    }

    /// A text that lacks its end, has a letter more, or another letter, is refused.
    #[test]
    fn a_damaged_text_is_an_error() {
        let values = vec![Value::Text("Alice".to_owned()), Value::Integer(7)];
        let text = Cursor { order: 1 << 60, of_row: false, values }.to_string();
        let refused = |text: &str| matches!(text.parse::<Cursor>(), Err(Error::Cursor { .. }));
        for at in 0..text.len() {
            assert!(refused(&text[..at]), "{at}");
            let letter = if text.as_bytes()[at] == b'B' { "C" } else { "B" };
            let mut changed = text.clone();
            changed.replace_range(at..=at, letter);
            assert!(refused(&changed), "{changed}");
        }
        for garbage in [
            "",
            "A",
            "AA",
            "AAAA",
            "===",
            "ä",
            " ",
            "AQ==",
            "hello",
            &format!("{text}A"),
            &format!(" {text}"),
        ] {
            assert!(refused(garbage), "{garbage}");
        }
    }
}

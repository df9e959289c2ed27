//! Damages files.

mod statements;

use std::{fs, path::Path};

use relations::rusqlite::Connection;

use crate::{
    files::{File, beside},
    random::Random,
};

/// Writes `file` to `path` with some damage, and returns its description.
pub fn damage(file: &File, path: &Path, random: &mut Random) -> String {
    let mut file = file.clone();
    let kind = random.below(12 + statements::KINDS);
    if kind >= 12 {
        file.write(path).expect("the file is written");
        let done = Connection::open(path).and_then(|db| statements::damage(&db, kind - 12, random));
        return match done {
            Ok(done) => done,
            Err(error) => format!("damage by SQL ended with {error}"),
        };
    }
    in_bytes(&mut file, path, random)
}

/// Damages the bytes of a file only, and returns the description of the damage.
pub fn in_bytes(file: &mut File, path: &Path, random: &mut Random) -> String {
    let kind = random.below(12);
    let done = change_bytes(file, kind, random);
    file.write(path).expect("the file is written");
    if kind == 11 {
        let mut journal = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
        journal.extend((0..random.below(3_000)).map(|_| random.byte()));
        fs::write(beside(path, "-journal"), journal).expect("the journal is written");
    }
    done
}

fn change_bytes(file: &mut File, kind: usize, random: &mut Random) -> String {
    let (size, pages) = (file.page_size, file.bytes.len() / file.page_size);
    let page = random.below(pages);
    let start = page * size;
    match kind {
        0 => {
            let count = 1 + random.below(40);
            flip(&mut file.bytes, count, random);
            format!("{count} bytes anywhere")
        }
        1 => {
            let count = 1 + random.below(4);
            flip(&mut file.bytes[..100], count, random);
            format!("{count} bytes of the header")
        }
        2 => {
            let from = if page == 0 { 100 } else { start };
            flip(&mut file.bytes[from..(from + 40).min(start + size)], 1 + random.below(6), random);
            format!("the head of page {}", page + 1)
        }
        3 => {
            let len = random.below(file.bytes.len());
            file.bytes.truncate(if random.below(2) == 0 { len } else { len / size * size });
            format!("only {} bytes", file.bytes.len())
        }
        4 => {
            let other = random.below(pages) * size;
            let (one, two) =
                (file.bytes[start..start + size].to_vec(), file.bytes[other..other + size].to_vec());
            file.bytes[start..start + size].copy_from_slice(&two);
            file.bytes[other..other + size].copy_from_slice(&one);
            format!("pages {} and {} exchanged", page + 1, other / size + 1)
        }
        5 => {
            let other = random.below(pages) * size;
            file.bytes.copy_within(other..other + size, start);
            format!("page {} over page {}", other / size + 1, page + 1)
        }
        6 => {
            let from = if page == 0 { 100 } else { start };
            let with = if random.below(2) == 0 { 0 } else { random.byte() };
            file.bytes[from..start + size].fill(with);
            format!("page {} full of {with}", page + 1)
        }
        7 => {
            // The first free page, and the number of them.
            let first = u32::try_from(random.below(pages + 2)).unwrap_or_default();
            file.bytes[32..36].copy_from_slice(&first.to_be_bytes());
            flip(&mut file.bytes[36..40], random.below(2), random);
            format!("free pages begin with {first}")
        }
        8 | 9 if !file.wal.is_empty() => {
            if kind == 8 {
                flip(&mut file.wal, 1 + random.below(20), random);
                return "bytes of the log".into();
            }
            file.wal.truncate(random.below(file.wal.len()));
            format!("only {} bytes of the log", file.wal.len())
        }
        10 => {
            // Cells: lengths and types of values are at their beginnings.
            let at = start + 8 + random.below(size - 8);
            let end = (at + 12).min(start + size);
            flip(&mut file.bytes[at..end], 3, random);
            format!("a place on page {}", page + 1)
        }
        11 => "a journal of another life".into(),
        _ => "nothing".into(),
    }
}

fn flip(bytes: &mut [u8], count: usize, random: &mut Random) {
    for _ in 0..count {
        let at = random.below(bytes.len());
        bytes[at] = match random.below(3) {
            0 => bytes[at] ^ (1 << random.below(8)),
            1 => *random.pick(&[0, 1, 0x7f, 0x80, 0xff]),
            _ => random.byte(),
        };
    }
}

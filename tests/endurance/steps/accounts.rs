//! Transfers between accounts.

use relations::{Result, prelude::*, rusqlite::Connection, transaction};

use super::{any_row, small_number, some_rows};
use crate::{
    random::Random,
    world::{Account, Entry, Transfer},
};

/// The number of transfers beyond which the oldest are deleted, so that the file stays small.
const TRANSFERS: u64 = 200;

fn two(db: &Connection, random: &mut Random) -> Result<Option<[Account; 2]>> {
    Ok(some_rows::<Account>(db, random, 2)?.try_into().ok())
}

/// Inserts an entry, and updates the account.
fn insert_entry(db: &Connection, account: &mut Account, transfer: &Transfer, amount: i64) -> Result<()> {
    account.entries().create().transfer_id(transfer.id).amount(amount).insert(db)?;
    account.balance += amount;
    account.entry_count += 1;
    account.update(db)
}

pub fn transfer(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some([mut from, mut to]) = two(db, random)? else { return Ok(()) };
        let transfer = Transfer::create().amount(small_number(random)).insert(db)?;
        insert_entry(db, &mut from, &transfer, -transfer.amount)?;
        insert_entry(db, &mut to, &transfer, transfer.amount)
    })
}

pub fn transfer_back(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(transfer) = any_row::<Transfer>(db, random)? else { return Ok(()) };
        undo(db, &transfer)
    })
}

fn undo(db: &Connection, transfer: &Transfer) -> Result<()> {
    for entry in transfer.entries().order_by(Entry::ID.asc()).all(db)? {
        let mut account = entry.account().get(db)?;
        account.balance -= entry.amount;
        account.entry_count -= 1;
        account.update(db)?;
    }
    transfer.delete(db)
}

/// Transfers by statements of many rows, and deletes the oldest transfers if there are too many.
pub fn transfer_many(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        while Transfer::query().count(db)? > TRANSFERS {
            let Some(oldest) = Transfer::query().order_by(Transfer::ID.asc()).first(db)? else { break };
            undo(db, &oldest)?;
        }
        let Some([from, to]) = two(db, random)? else { return Ok(()) };
        let amount = small_number(random);
        let transfers = Transfer::insert_all(db, (0..55).map(|_| Transfer::create().amount(amount)))?;
        let entries = transfers.iter().flat_map(|transfer| {
            let entry = |account: &Account, amount| {
                Entry::create().account_id(account.id).transfer_id(transfer.id).amount(amount)
            };
            [entry(&from, -amount), entry(&to, amount)]
        });
        let count = i64::try_from(Entry::insert_all(db, entries)?.len() / 2).unwrap_or_default();
        let sums = [(from, -amount), (to, amount)].map(|(account, amount)| {
            let entry_count = account.entry_count + count;
            let new = Account::create().id(account.id).balance(account.balance + amount * count);
            new.entry_count(entry_count).on_conflict(Account::ID).update_all()
        });
        Account::upsert_all(db, sums).map(drop)
    })
}

/// Moves an entry to another account.
pub fn set_account(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(mut entry) = any_row::<Entry>(db, random)? else { return Ok(()) };
        let mut left = entry.account().get(db)?;
        let others = Account::query().filter(Account::ID.ne(left.id)).after(None).all(db)?;
        let mut account = others[random.below(others.len())].clone();
        Entry::ACCOUNT.set(db, &mut entry, &account)?;
        for (account, sign) in [(&mut left, -1), (&mut account, 1)] {
            account.balance += sign * entry.amount;
            account.entry_count += sign;
            account.update(db)?;
        }
        Ok(())
    })
}

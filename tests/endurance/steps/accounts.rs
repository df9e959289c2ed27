//! Amounts that go from account to account.

use relations::{Result, prelude::*, rusqlite::Connection, transaction};

use super::{any, small, some};
use crate::{
    random::Random,
    world::{Account, Entry, Transfer},
};

/// Beyond so many the oldest go, so that the file stays small.
const TRANSFERS: u64 = 200;

fn two(db: &Connection, random: &mut Random) -> Result<Option<[Account; 2]>> {
    Ok(some::<Account>(db, random, 2)?.try_into().ok())
}

/// An entry, and the account as it is with it.
fn enter(db: &Connection, account: &mut Account, transfer: &Transfer, amount: i64) -> Result<()> {
    account.entries().create().transfer_id(transfer.id).amount(amount).insert(db)?;
    account.balance += amount;
    account.entry_count += 1;
    account.update(db)
}

pub fn transfer(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some([mut from, mut to]) = two(db, random)? else { return Ok(()) };
        let transfer = Transfer::create().amount(small(random)).insert(db)?;
        enter(db, &mut from, &transfer, -transfer.amount)?;
        enter(db, &mut to, &transfer, transfer.amount)
    })
}

pub fn transfer_back(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(transfer) = any::<Transfer>(db, random)? else { return Ok(()) };
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

/// By statements of many rows, and back once there are too many.
pub fn transfer_many(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        while Transfer::query().count(db)? > TRANSFERS {
            let Some(oldest) = Transfer::query().order_by(Transfer::ID.asc()).first(db)? else { break };
            undo(db, &oldest)?;
        }
        let Some([from, to]) = two(db, random)? else { return Ok(()) };
        let amount = small(random);
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

/// One entry comes to be another account's.
pub fn set_account(db: &Connection, random: &mut Random) -> Result<()> {
    transaction(db, |db| {
        let Some(mut entry) = any::<Entry>(db, random)? else { return Ok(()) };
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

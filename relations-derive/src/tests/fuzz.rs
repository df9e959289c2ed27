//! The derives on inputs that nobody would write: those of all other tests, with their attributes changed at random.
//!
//! For every input, no derive panics, the expansion is a file of items, and there is one error for each mistake. One change
//! to an accepted input makes one mistake at most, so it is refused with exactly one error or not at all. There may be two
//! errors if two changes were made or two tokens were swapped; one for each attribute that refers to a changed name; and one
//! for each option of an attribute that comes from another input. No two errors are at one place.
//!
//! `RELATIONS_FUZZ_CASES=1000000` tries more inputs, `RELATIONS_FUZZ_SEED=…` others; a failure prints its seed and its input.

mod corpus;
mod counts;
mod mutation;
mod places;
mod random;
mod vocabulary;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use quote::ToTokens;

use self::{
    corpus::{Corpus, Sample},
    random::Random,
};
use super::mistakes;

const CASES: u64 = 100_000;
const SEED: u64 = 8;

#[test]
fn a_changed_input_is_accepted_or_refused_with_one_error_for_each_mistake() {
    let (cases, seed) = (number("RELATIONS_FUZZ_CASES", CASES), number("RELATIONS_FUZZ_SEED", SEED));
    let threads = thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let corpus = Corpus::read();
    let (refused, unreadable) = (AtomicU64::new(0), AtomicU64::new(0));
    let failed: Vec<String> = thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|part| {
                let (corpus, refused, unreadable) = (&corpus, &refused, &unreadable);
                scope.spawn(move || {
                    let mut failed = Vec::new();
                    for case in (part..cases).step_by(usize::try_from(threads).unwrap_or(1)) {
                        let outcome = run(corpus, seed.wrapping_add(case));
                        // Otherwise the text of every input would be kept, for its places.
                        proc_macro2::extra::invalidate_current_thread_spans();
                        match outcome {
                            Ok(Outcome::Accepted) => {}
                            Ok(Outcome::Refused) => _ = refused.fetch_add(1, Ordering::Relaxed),
                            Ok(Outcome::Unreadable) => _ = unreadable.fetch_add(1, Ordering::Relaxed),
                            Err(failure) => failed.push(failure),
                        }
                    }
                    failed
                })
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("a thread of the campaign")).collect()
    });
    let (refused, unreadable) = (refused.into_inner(), unreadable.into_inner());
    println!(
        "derives: tried {cases}, refused {refused}, not a struct any more {unreadable}, failed {} (seed {seed})",
        failed.len()
    );
    assert!(failed.is_empty(), "{}", failed.iter().take(20).cloned().collect::<Vec<_>>().join("\n\n"));
    // A few inputs that are run again say nothing about all.
    if cases < 1000 {
        return;
    }
    assert!(refused > cases / 10, "hardly any input was refused");
    assert!(refused + unreadable < cases * 9 / 10, "hardly any input was accepted");
}

/// The outcome of an input.
enum Outcome {
    Accepted,
    Refused,
    /// The compiler itself refuses the input before a derive runs.
    Unreadable,
}

/// Tries the input of this seed.
fn run(corpus: &Corpus, seed: u64) -> Result<Outcome, String> {
    let mut random = Random::new(seed);
    let Sample { derive, source, has_mistake } = random.choose(&corpus.samples);
    let derive = *derive;
    let mut input = syn::parse_str(source).map_err(|error| format!("{error}: {source}"))?;
    let mut allowed = usize::from(*has_mistake);
    for _ in 0..if random.below(4) == 0 { 2 } else { 1 } {
        allowed += mutation::change(&mut random, corpus, &mut input);
    }
    let source = input.to_token_stream().to_string();
    let Ok(input) = syn::parse_str(&source) else { return Ok(Outcome::Unreadable) };
    let failure = |what: String| format!("seed {seed}: {what}\n    {derive:?} {source}");
    let expansion = catch_unwind(AssertUnwindSafe(|| derive.expand(&input)))
        .map_err(|_| failure("the derive panics".to_owned()))?;
    let mut said = mistakes::of(expansion)
        .map_err(|error| failure(format!("the expansion is no file of items: {error}")))?;
    if said.len() > allowed {
        return Err(failure(format!("{} errors for {allowed} mistakes: {said:#?}", said.len())));
    }
    let count = said.len();
    said.sort_by_key(|(_, place)| *place);
    said.dedup_by_key(|(_, place)| *place);
    if said.len() < count {
        return Err(failure(format!("two errors at one place: {said:#?}")));
    }
    Ok(if said.is_empty() { Outcome::Accepted } else { Outcome::Refused })
}

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().expect("a number"))
}

//! One change to an input.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use syn::{Attribute, DeriveInput, Meta, parse::Parser};

use super::{
    corpus::Corpus,
    counts::{commas, mentions_in, options, referring, relation},
    places::{fields, lists, one_attribute, one_field, one_list},
    random::Random,
    vocabulary::{NAMES, TOKENS, TYPES, WORDS},
};

/// Changes one thing, and returns how many mistakes that may make.
pub fn change(random: &mut Random, corpus: &Corpus, input: &mut DeriveInput) -> usize {
    match random.below(16) {
        0 => repeat_attribute(random, input),
        1 => drop_attribute(random, input),
        2 => other_attribute(random, corpus, input),
        3 => name_of_attribute(random, input),
        4 => name_of_field(random, input),
        5 => type_of_field(random, input),
        6 => name_of_struct(random, input),
        _ => {
            let Some(attribute) = one_attribute(random, input) else { return 0 };
            let Meta::List(list) = &mut attribute.meta else { return 0 };
            let before = list.tokens.clone();
            let (tokens, count) = change_tokens(random, corpus, before.clone());
            list.tokens = tokens;
            let unchanged = relation(&before).is_some() && relation(&before) == relation(&list.tokens);
            if unchanged { count } else { count + referring(input, &before) }
        }
    }
}

/// Changes one token, or the places of two, at any depth, and returns how many are where they do not belong.
fn change_tokens(random: &mut Random, corpus: &Corpus, tokens: TokenStream) -> (TokenStream, usize) {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    if tokens.is_empty() {
        return (token(random, corpus), 1);
    }
    let at = random.below(tokens.len());
    if let TokenTree::Group(group) = &tokens[at]
        && random.below(3) > 0
    {
        let (inner, count) = change_tokens(random, corpus, group.stream());
        tokens[at] = Group::new(group.delimiter(), inner).into();
        return (tokens.into_iter().collect(), count);
    }
    match random.below(6) {
        0 => drop(tokens.remove(at)),
        1 => tokens.insert(at, tokens[at].clone()),
        2 => {
            let other = random.below(tokens.len());
            tokens.swap(at, other);
            return (tokens.into_iter().collect(), 2);
        }
        insert_or_replace => {
            let new = token(random, corpus);
            // Each name in a list may be a mistake where it is put, or behind another word.
            let list = tokens.get(at + 1).map_or(0, |next| commas(next.clone().into()));
            let count = 1 + commas(new.clone()) + list;
            let end = if insert_or_replace == 3 { at } else { at + 1 };
            tokens.splice(at..end, new);
            return (tokens.into_iter().collect(), count);
        }
    }
    (tokens.into_iter().collect(), 1)
}

fn token(random: &mut Random, corpus: &Corpus) -> TokenStream {
    match random.below(4) {
        0 => random.choose::<&str>(&TOKENS).parse().expect("tokens"),
        1 => random.choose::<&str>(&WORDS).parse().expect("a word"),
        2 => TokenTree::Ident(Ident::new(random.choose::<&str>(&WORDS), Span::call_site())).into(),
        // One from any other input.
        _ => {
            let mut tokens = match attribute(random, corpus).meta {
                Meta::List(list) => list.tokens,
                _ => return TokenStream::new(),
            };
            loop {
                let all: Vec<TokenTree> = tokens.into_iter().collect();
                if all.is_empty() {
                    return TokenStream::new();
                }
                match random.choose(&all) {
                    TokenTree::Group(group) if random.below(2) == 0 => tokens = group.stream(),
                    token => return token.clone().into(),
                }
            }
        }
    }
}

/// Returns an attribute of any other input.
fn attribute(random: &mut Random, corpus: &Corpus) -> Attribute {
    let source = random.choose(&corpus.attributes);
    let mut found = Attribute::parse_outer.parse_str(source).expect("an attribute");
    found.swap_remove(0)
}

/// Repeats an attribute: each of its options may be given twice then.
fn repeat_attribute(random: &mut Random, input: &mut DeriveInput) -> usize {
    let Some(list) = one_list(random, input) else { return 0 };
    let attribute = random.choose(list).clone();
    let options = options(&attribute);
    list.push(attribute);
    options
}

fn drop_attribute(random: &mut Random, input: &mut DeriveInput) -> usize {
    let Some(list) = one_list(random, input) else { return 0 };
    let at = random.below(list.len());
    let dropped = list.remove(at);
    1 + dropped.meta.require_list().map_or(0, |list| referring(input, &list.tokens))
}

fn other_attribute(random: &mut Random, corpus: &Corpus, input: &mut DeriveInput) -> usize {
    let attribute = attribute(random, corpus);
    let mut lists = lists(input);
    let place = random.below(lists.len());
    let options = options(&attribute);
    lists[place].push(attribute);
    options
}

fn name_of_attribute(random: &mut Random, input: &mut DeriveInput) -> usize {
    let word = *random.choose::<&str>(&WORDS);
    let Some(attribute) = one_attribute(random, input) else { return 0 };
    let path = syn::parse_str(word).expect("a path");
    let count = options(attribute);
    let tokens = attribute.meta.require_list().map(|list| list.tokens.clone()).unwrap_or_default();
    match &mut attribute.meta {
        Meta::Path(name) => *name = path,
        Meta::List(list) => list.path = path,
        Meta::NameValue(pair) => pair.path = path,
    }
    // Another attribute may know none of the options.
    count + referring(input, &tokens)
}

fn name_of_field(random: &mut Random, input: &mut DeriveInput) -> usize {
    let name = *random.choose::<&str>(&NAMES);
    let Some(old) = one_field(random, input).and_then(|field| field.ident.clone()) else { return 0 };
    let count = mentions_in(input, &old);
    let new: Ident = syn::parse_str(name).expect("a name");
    for field in fields(input) {
        if field.ident.as_ref() == Some(&old) {
            field.ident = Some(new.clone());
        }
    }
    1 + count
}

fn type_of_field(random: &mut Random, input: &mut DeriveInput) -> usize {
    let ty = syn::parse_str(random.choose::<&str>(&TYPES)).expect("a type");
    // A foreign key has two actions that may ask for another type.
    match one_field(random, input) {
        Some(field) => {
            field.ty = ty;
            2
        }
        None => 0,
    }
}

fn name_of_struct(random: &mut Random, input: &mut DeriveInput) -> usize {
    input.ident = syn::parse_str(random.choose::<&str>(&NAMES)).expect("a name");
    1
}

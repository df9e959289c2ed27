//! The grammar that all attributes share: `name`, `name = value` and `name(value, …)`, with commas between.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{
    Token,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream},
    token,
};

use crate::words;

/// The options of an attribute, in their order.
pub struct OptionList(pub Vec<Given>);

/// An option as it is written.
pub struct Given {
    pub name: Ident,
    pub value: Value,
}

/// The form in which an option is written after its name.
pub enum Value {
    /// Nothing.
    Flag,
    /// The tokens after `=`, up to the next comma.
    Assigned(TokenStream),
    /// The tokens between parentheses.
    Listed(TokenStream),
}

impl Parse for OptionList {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let options = input.parse_terminated(Given::parse, Token![,])?;
        Ok(Self(options.into_iter().collect()))
    }
}

impl Parse for Given {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = Ident::parse_any(input)?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Value::Assigned(until_comma(input)?)
        } else if input.peek(token::Paren) {
            let list;
            parenthesized!(list in input);
            Value::Listed(list.parse()?)
        } else {
            Value::Flag
        };
        Ok(Self { name, value })
    }
}

/// Reads the value of an option, up to the comma after it. A closure has commas of its own: it ends where another
/// `option =` begins.
fn until_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let closure = input.peek(Token![|]) || input.peek(Token![move]);
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !(input.peek(Token![,]) && (!closure || before_option(input))) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    if tokens.is_empty() {
        return Err(input.error("a value is missing behind `=`"));
    }
    Ok(tokens)
}

fn before_option(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<Token![,]>().is_ok()
        && (ahead.is_empty() || Ident::parse_any(&ahead).is_ok() && ahead.peek(Token![=]))
}

/// Reads `field, …`, at least one.
pub fn fields(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let list = input.parse_terminated(words::name, Token![,])?;
    if list.is_empty() {
        return Err(input.error("name at least one field"));
    }
    Ok(list.into_iter().collect())
}

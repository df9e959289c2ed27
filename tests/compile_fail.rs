//! What must not compile, by topic: one mistake a file, and the compiler's words beside it.

#[test]
fn mistakes_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}

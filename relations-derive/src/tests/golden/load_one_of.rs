#[allow(deprecated)]
const _: () = {
    use ::relations::__private;
    const __ONE_OF: ::core::primitive::usize = __private::resolve::one_of(
        "subject",
        <Comment as __private::Model>::TABLE,
    );
    type __OneOf = <Comment as __private::OneOfAt<{ __ONE_OF }>>::OneOf;
    const __PLACE_0: ::core::primitive::usize = __private::resolve::variant(
        "Post",
        <Comment as __private::Model>::TABLE,
        __ONE_OF,
    );
    const __PLACE_1: ::core::primitive::usize = __private::resolve::variant(
        "Photo",
        <Comment as __private::Model>::TABLE,
        __ONE_OF,
    );
    const _: () = __private::resolve::has_all(
        "SubjectPage",
        &["Post", "Photo"],
        <Comment as __private::Model>::TABLE,
        __ONE_OF,
    );
    #[automatically_derived]
    impl __private::load::OneOfShape<__OneOf> for SubjectPage {
        fn load(
            rows: &mut __private::load::MemberRows<'_, '_, Self>,
        ) -> __private::Result<()> {
            rows.member::<
                    <__OneOf as __private::MemberAt<{ __PLACE_0 }>>::Relation,
                    PostPage,
                >(__PLACE_0, Self::Post)?;
            rows.member::<
                    <__OneOf as __private::MemberAt<{ __PLACE_1 }>>::Relation,
                    Photo,
                >(__PLACE_1, Self::Photo)?;
            ::core::result::Result::Ok(())
        }
    }
};

#[allow(deprecated)]
const _: () = {
    use ::orm::__private;
    const __ONE_OF: ::core::primitive::usize = __private::resolve::one_of(
        "subject",
        <models::Comment as __private::Model>::TABLE,
    );
    type __OneOf = <models::Comment as __private::OneOfAt<{ __ONE_OF }>>::OneOf;
    const __PLACE_0: ::core::primitive::usize = __private::resolve::variant(
        "Post",
        <models::Comment as __private::Model>::TABLE,
        __ONE_OF,
    );
    const __PLACE_1: ::core::primitive::usize = __private::resolve::variant(
        "Photo",
        <models::Comment as __private::Model>::TABLE,
        __ONE_OF,
    );
    const _: () = __private::resolve::has_all(
        "NewSubject",
        &["Post", "Photo"],
        <models::Comment as __private::Model>::TABLE,
        __ONE_OF,
    );
    type __PostItem = NewPost;
    type __PhotoItem = Key<Photo>;
    #[automatically_derived]
    impl __private::nested::OneOfItem for NewSubject {
        type OneOf = __OneOf;
        type Sorted = (
            __private::nested::Related<<__PostItem as __private::nested::Item>::Sorted>,
            (
                __private::nested::Related<
                    <__PhotoItem as __private::nested::Item>::Sorted,
                >,
                (),
            ),
        );
        const MEMBERS: &'static [__private::nested::FieldFacts] = &[
            __private::nested::member::<
                <__OneOf as __private::MemberAt<{ __PLACE_0 }>>::Relation,
                __PostItem,
            >(),
            __private::nested::member::<
                <__OneOf as __private::MemberAt<{ __PLACE_1 }>>::Relation,
                __PhotoItem,
            >(),
        ];
        fn sort(self, owner: ::core::primitive::u32, sorted: &mut Self::Sorted) {
            match self {
                Self::Post(item) => {
                    __private::nested::sort_member::<
                        __PostItem,
                    >(item, owner, &mut sorted.0);
                }
                Self::Photo(item) => {
                    __private::nested::sort_member::<
                        __PhotoItem,
                    >(item, owner, &mut sorted.1.0);
                }
            }
        }
        fn finish(
            sorted: Self::Sorted,
            fields: &mut __private::nested::Vec<__private::nested::RelatedRows>,
        ) {
            __private::nested::finish_member::<
                <__OneOf as __private::MemberAt<{ __PLACE_0 }>>::Relation,
                __PostItem,
            >(sorted.0, fields);
            __private::nested::finish_member::<
                <__OneOf as __private::MemberAt<{ __PLACE_1 }>>::Relation,
                __PhotoItem,
            >(sorted.1.0, fields);
        }
    }
};

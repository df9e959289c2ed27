#[allow(deprecated)]
const _: () = {
    use ::relations::__private;
    type __Model = User;
    type __Proof = __private::Proof<
        {
            let _ = <User as __private::Model>::ENTITY;
            0
        },
    >;
    #[allow(dead_code)]
    trait __Names: __private::Model {
        const AGE: __private::load::Nothing = __private::load::Nothing;
        const POSTS: __private::load::Nothing = __private::load::Nothing;
        const ABOVE: __private::load::Nothing = __private::load::Nothing;
    }
    impl<M: __private::Model> __Names for M {}
    enum __Given {}
    #[allow(unused_imports)]
    use __private::nested::NotOptional as _;
    impl __Given {
        const FIELDS: &'static [__private::nested::GivenField] = &[
            __private::nested::GivenField::new(
                "name",
                <__private::nested::TypeOfField<__NameField>>::OPTIONAL,
            ),
            __private::nested::GivenField::new(
                "age",
                <__private::nested::TypeOfField<__YearsField>>::OPTIONAL,
            ),
            __private::nested::GivenField::new(
                "posts",
                <__private::nested::TypeOfField<__PostsField>>::OPTIONAL,
            ),
            __private::nested::GivenField::new(
                "above",
                <__private::nested::TypeOfField<__AboveField>>::OPTIONAL,
            ),
        ];
    }
    const _: ::core::primitive::usize = __private::nested::complete::<
        <__Model as __private::Proven<__Proof>>::Type,
    >("NewUser", __Given::FIELDS);
    type __NameField = String;
    #[inline]
    fn __name() -> impl __private::nested::Target<__NameField> {
        #[allow(unused_imports)]
        use __private::Model as _;
        type __Named = __private::Proof<
            {
                __private::nested::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::NAME, "name")
            },
        >;
        type __Fills = __private::Proof<
            {
                #[allow(unused_imports)]
                use __private::patch::NotRead as _;
                let _ = <<__Model as __private::Proven<
                    __Named,
                >>::Type as __private::Model>::TABLE;
                __private::nested::fills::<
                    <__Model as __private::Proven<__Named>>::Type,
                    __NameField,
                    _,
                >(
                    &__private::nested::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::NAME,
                    ),
                    "name",
                    __Given::FIELDS,
                    <__private::patch::Asked<NewUser>>::READ,
                )
            },
        >;
        <<__Model as __private::Proven<__Fills>>::Type>::NAME
    }
    type __YearsField = Option<i64>;
    #[inline]
    fn __years() -> impl __private::nested::Target<__YearsField> {
        type __Named = __private::Proof<
            {
                __private::nested::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::AGE, "age")
            },
        >;
        type __Fills = __private::Proof<
            {
                #[allow(unused_imports)]
                use __private::patch::NotRead as _;
                let _ = <<__Model as __private::Proven<
                    __Named,
                >>::Type as __private::Model>::TABLE;
                __private::nested::fills::<
                    <__Model as __private::Proven<__Named>>::Type,
                    __YearsField,
                    _,
                >(
                    &__private::nested::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::AGE,
                    ),
                    "age",
                    __Given::FIELDS,
                    <__private::patch::Asked<NewUser>>::READ,
                )
            },
        >;
        <<__Model as __private::Proven<__Fills>>::Type>::AGE
    }
    type __PostsField = Vec<NewPost>;
    #[inline]
    fn __posts() -> impl __private::nested::Target<__PostsField> {
        type __Named = __private::Proof<
            {
                __private::nested::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::POSTS, "posts")
            },
        >;
        type __Fills = __private::Proof<
            {
                #[allow(unused_imports)]
                use __private::patch::NotRead as _;
                let _ = <<__Model as __private::Proven<
                    __Named,
                >>::Type as __private::Model>::TABLE;
                __private::nested::fills::<
                    <__Model as __private::Proven<__Named>>::Type,
                    __PostsField,
                    _,
                >(
                    &__private::nested::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::POSTS,
                    ),
                    "posts",
                    __Given::FIELDS,
                    <__private::patch::Asked<NewUser>>::READ,
                )
            },
        >;
        <<__Model as __private::Proven<__Fills>>::Type>::POSTS
    }
    type __AboveField = Option<Box<NewUser>>;
    #[inline]
    fn __above() -> impl __private::nested::Target<__AboveField> {
        type __Named = __private::Proof<
            {
                __private::nested::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::ABOVE, "above")
            },
        >;
        type __Fills = __private::Proof<
            {
                #[allow(unused_imports)]
                use __private::patch::NotRead as _;
                let _ = <<__Model as __private::Proven<
                    __Named,
                >>::Type as __private::Model>::TABLE;
                __private::nested::fills::<
                    <__Model as __private::Proven<__Named>>::Type,
                    __AboveField,
                    _,
                >(
                    &__private::nested::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::ABOVE,
                    ),
                    "above",
                    __Given::FIELDS,
                    <__private::patch::Asked<NewUser>>::READ,
                )
            },
        >;
        <<__Model as __private::Proven<__Fills>>::Type>::ABOVE
    }
    #[automatically_derived]
    impl __private::nested::Insert for NewUser {
        type Lack = __private::nested::Lack<
            <__private::nested::Choice<
                {
                    __private::nested::lacking::<
                        <__Model as __private::Proven<__Proof>>::Type,
                    >(__Given::FIELDS)[0]
                        .0
                },
            > as __private::nested::Choose<
                <__Model as __private::Proven<__Proof>>::Type,
                {
                    __private::nested::lacking::<
                        <__Model as __private::Proven<__Proof>>::Type,
                    >(__Given::FIELDS)[0]
                        .1
                },
            >>::Lacked,
            <__private::nested::Choice<
                {
                    __private::nested::lacking::<
                        <__Model as __private::Proven<__Proof>>::Type,
                    >(__Given::FIELDS)[1]
                        .0
                },
            > as __private::nested::Choose<
                <__Model as __private::Proven<__Proof>>::Type,
                {
                    __private::nested::lacking::<
                        <__Model as __private::Proven<__Proof>>::Type,
                    >(__Given::FIELDS)[1]
                        .1
                },
            >>::Lacked,
        >;
        const NAME: &'static ::core::primitive::str = "NewUser";
        const FIELDS: &'static [&'static ::core::primitive::str] = &[
            "name",
            "age",
            "posts",
            "above",
        ];
        fn targets() -> impl __private::nested::Target<Self> {
            __private::nested::split(
                (__name(), (__years(), (__posts(), (__above(), ())))),
                |Self { name: __name, years: __years, posts: __posts, above: __above }| (
                    __name,
                    (__years, (__posts, (__above, ()))),
                ),
            )
        }
        fn check_key(rowid: ::core::primitive::i64) -> __private::SqliteResult<()> {
            __private::nested::check_key::<
                <<__Model as __private::Proven<
                    __Proof,
                >>::Type as __private::KeyPart<0>>::Type,
            >(rowid)
        }
    }
    #[automatically_derived]
    impl __private::nested::Item for NewUser {
        type Model = <__Model as __private::Proven<__Proof>>::Type;
        type Sorted = __private::nested::NewItems<Self>;
        const FACTS: __private::nested::Facts = __private::nested::Facts::of::<
            Self,
        >(__Given::FIELDS);
        fn sort(self, place: __private::nested::Place, sorted: &mut Self::Sorted) {
            sorted.push(place, self);
        }
    }
    #[automatically_derived]
    impl __private::nested::ItemOf<User> for NewUser {}
    #[automatically_derived]
    impl __private::nested::InsertOf<User> for NewUser {
        type Lacks = <Self as __private::nested::Insert>::Lack;
    }
};

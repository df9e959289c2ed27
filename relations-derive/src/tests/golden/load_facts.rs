#[allow(deprecated, clippy::missing_errors_doc)]
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
        const LINES: __private::load::Nothing = __private::load::Nothing;
        const AMOUNT: __private::load::Nothing = __private::load::Nothing;
        const POSTS: __private::load::Nothing = __private::load::Nothing;
        const BOSS: __private::load::Nothing = __private::load::Nothing;
        const TEAM: __private::load::Nothing = __private::load::Nothing;
        const SLUG: __private::load::Nothing = __private::load::Nothing;
    }
    impl<M: __private::Model> __Names for M {}
    type __UserField = User;
    #[inline]
    fn __user() -> impl __private::load::Source<__UserField> {
        type __Fills = __private::Proof<
            {
                __private::load::is_row::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    __UserField,
                >()
            },
        >;
        __private::load::row::<
            <__Model as __private::Proven<__Fills>>::Type,
            __UserField,
        >()
    }
    type __NameField = String;
    #[inline]
    fn __name() -> impl __private::load::Source<__NameField> {
        #[allow(unused_imports)]
        use __private::Model as _;
        type __Named = __private::Proof<
            {
                __private::load::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::NAME, "name", false)
            },
        >;
        type __Fills = __private::Proof<
            {
                __private::load::fills::<
                    __NameField,
                    _,
                >(
                    __private::load::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::NAME,
                    ),
                )
            },
        >;
        __private::load::beside_row(
            <<__Model as __private::Proven<__Fills>>::Type>::NAME,
        )
    }
    type __TotalField = f64;
    #[inline]
    fn __total() -> impl __private::load::Source<__TotalField> {
        type __Named = __private::Proof<
            {
                __private::load::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(
                    &<<__Model as __private::Proven<__Proof>>::Type>::LINES,
                    "lines",
                    false,
                )
            },
        >;
        type __Suits = __private::Proof<
            {
                __private::load::aggregated(
                    __private::load::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::LINES,
                    ),
                )
            },
        >;
        type __Far = __private::load::FarOf<
            <__Model as __private::Proven<__Suits>>::Type,
            {
                __private::load::relation::<
                    <__Model as __private::Proven<__Suits>>::Type,
                >("lines")
            },
        >;
        type __Column = __private::Proof<
            { __private::load::column::<__Far, _>(&<__Far>::AMOUNT, "amount") },
        >;
        type __Aggregates = __private::Proof<
            {
                __private::load::aggregates::<
                    __private::load::Sum,
                    _,
                    _,
                >(&<<__Far as __private::Proven<__Column>>::Type>::AMOUNT)
            },
        >;
        type __Fills = __private::Proof<
            {
                __private::load::fills::<
                    __TotalField,
                    _,
                >(
                    __private::load::aggregate_of::<
                        __private::load::Sum,
                        _,
                        _,
                    >(
                        __private::load::of(
                            &<<__Model as __private::Proven<__Suits>>::Type>::LINES,
                        ),
                        &<<__Far as __private::Proven<__Aggregates>>::Type>::AMOUNT,
                    ),
                )
            },
        >;
        __private::load::aggregate::<
            _,
            __private::load::Sum,
            _,
        >(
            <<__Model as __private::Proven<__Fills>>::Type>::LINES,
            <<__Far as __private::Proven<__Fills>>::Type>::AMOUNT,
        )
    }
    type __WritesField = bool;
    #[inline]
    fn __writes() -> impl __private::load::Source<__WritesField> {
        type __Named = __private::Proof<
            {
                __private::load::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(
                    &<<__Model as __private::Proven<__Proof>>::Type>::POSTS,
                    "posts",
                    false,
                )
            },
        >;
        type __Fills = __private::Proof<
            {
                __private::load::fills::<
                    __WritesField,
                    _,
                >(
                    __private::load::exists_of(
                        __private::load::of(
                            &<<__Model as __private::Proven<__Named>>::Type>::POSTS,
                        ),
                    ),
                )
            },
        >;
        __private::load::exists(<<__Model as __private::Proven<__Fills>>::Type>::POSTS)
    }
    type __TeamField = Option<String>;
    #[inline]
    fn __team() -> impl __private::load::Source<__TeamField> {
        type __Named0 = __private::Proof<
            {
                __private::load::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::BOSS, "boss", false)
            },
        >;
        type __One0 = __private::Proof<
            {
                __private::load::one_row(
                    __private::load::of(
                        &<<__Model as __private::Proven<__Named0>>::Type>::BOSS,
                    ),
                )
            },
        >;
        type __Far0 = __private::load::FarOf<
            <__Model as __private::Proven<__One0>>::Type,
            {
                __private::load::relation::<
                    <__Model as __private::Proven<__One0>>::Type,
                >("boss")
            },
        >;
        type __Named1 = __private::Proof<
            { __private::load::named::<__Far0, _>(&<__Far0>::TEAM, "team", false) },
        >;
        type __One1 = __private::Proof<
            {
                __private::load::one_row(
                    __private::load::of(
                        &<<__Far0 as __private::Proven<__Named1>>::Type>::TEAM,
                    ),
                )
            },
        >;
        type __Far1 = __private::load::FarOf<
            <__Far0 as __private::Proven<__One1>>::Type,
            {
                __private::load::relation::<
                    <__Far0 as __private::Proven<__One1>>::Type,
                >("team")
            },
        >;
        type __Column = __private::Proof<
            { __private::load::column::<__Far1, _>(&<__Far1>::NAME, "name") },
        >;
        type __Fills = __private::Proof<
            {
                __private::load::fills::<
                    __TeamField,
                    _,
                >(
                    __private::load::column_of_type(
                        __private::load::of(
                            &(
                                <<__Model as __private::Proven<__Column>>::Type>::BOSS,
                                (<<__Far0 as __private::Proven<__Column>>::Type>::TEAM, ()),
                            ),
                        ),
                        &<<__Far1 as __private::Proven<__Column>>::Type>::NAME,
                    ),
                )
            },
        >;
        __private::load::column_of(
            (
                <<__Model as __private::Proven<__Fills>>::Type>::BOSS,
                (<<__Far0 as __private::Proven<__Fills>>::Type>::TEAM, ()),
            ),
            <<__Far1 as __private::Proven<__Fills>>::Type>::NAME,
        )
    }
    type __LengthField = i64;
    #[inline]
    fn __length() -> impl __private::load::Source<__LengthField> {
        type __Fills = __private::Proof<
            { __private::load::is_value::<__LengthField>() },
        >;
        __private::load::computed::<
            <__Model as __private::Proven<__Fills>>::Type,
        >("length(name)", "length")
    }
    type __PostsField = BTreeMap<String, Post>;
    #[inline]
    fn __posts() -> impl __private::load::Source<__PostsField> {
        type __Named = __private::Proof<
            {
                __private::load::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(
                    &<<__Model as __private::Proven<__Proof>>::Type>::POSTS,
                    "posts",
                    false,
                )
            },
        >;
        type __Suits = __private::Proof<
            {
                __private::load::mappable(
                    __private::load::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::POSTS,
                    ),
                )
            },
        >;
        type __Far = __private::load::FarOf<
            <__Model as __private::Proven<__Suits>>::Type,
            {
                __private::load::relation::<
                    <__Model as __private::Proven<__Suits>>::Type,
                >("posts")
            },
        >;
        type __Column = __private::Proof<
            { __private::load::column::<__Far, _>(&<__Far>::SLUG, "slug") },
        >;
        type __Fills = __private::Proof<
            {
                __private::load::fills::<
                    __PostsField,
                    _,
                >(
                    __private::load::keyed_of(
                        __private::load::of(
                            &<<__Model as __private::Proven<__Suits>>::Type>::POSTS,
                        ),
                        &<<__Far as __private::Proven<__Column>>::Type>::SLUG,
                    ),
                )
            },
        >;
        type __Apart = __private::Proof<
            {
                __private::load::tells_apart(
                    __private::load::of(
                        &<<__Model as __private::Proven<__Suits>>::Type>::POSTS,
                    ),
                    &<<__Far as __private::Proven<__Fills>>::Type>::SLUG,
                    "slug",
                )
            },
        >;
        __private::load::keyed(
            <<__Model as __private::Proven<__Fills>>::Type>::POSTS,
            <<__Far as __private::Proven<__Apart>>::Type>::SLUG,
        )
    }
    #[automatically_derived]
    impl __private::Load for Figures {
        type Model = <User as __private::Proven<__Proof>>::Type;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::mapped(
                (
                    __user(),
                    (
                        __name(),
                        (
                            __total(),
                            (__writes(), (__team(), (__length(), (__posts(), ())))),
                        ),
                    ),
                ),
                |
                    (
                        __user,
                        (
                            __name,
                            (__total, (__writes, (__team, (__length, (__posts, ()))))),
                        ),
                    )|
                Self {
                    user: __user,
                    name: __name,
                    total: __total,
                    writes: __writes,
                    team: __team,
                    length: __length,
                    posts: __posts,
                },
            )
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<User> for Figures {}
    #[allow(dead_code)]
    impl Figures {
        ///Returns a query over all rows of `User`, each loaded as a [`Figures`].
        fn query() -> __private::Query<User, Self> {
            __private::load::query()
        }
        ///Returns the row of this primary key, loaded as a [`Figures`], or `None` if there is none.
        ///
        /// # Errors
        ///
        /// An error if related rows do not fit the shape, or if SQLite reports one.
        fn find<Kind>(
            db: &__private::Connection,
            key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
        ) -> __private::Result<::core::option::Option<Self>> {
            __private::load::find(db, key)
        }
        ///Returns the row of this primary key, which must exist, loaded as a [`Figures`].
        ///
        /// # Errors
        ///
        /// An error if there is no such row, and those of `find`.
        fn get<Kind>(
            db: &__private::Connection,
            key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
        ) -> __private::Result<Self> {
            __private::load::get(db, key)
        }
    }
};

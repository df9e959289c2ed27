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
    #[allow(dead_code, non_upper_case_globals)]
    trait __Names: __private::Model {
        const POSTS: __private::load::Nothing = __private::load::Nothing;
        const MANAGER: __private::load::Nothing = __private::load::Nothing;
    }
    impl<M: __private::Model> __Names for M {}
    #[automatically_derived]
    impl __private::Load for UserPage {
        type Model = <User as __private::Proven<__Proof>>::Type;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::mapped(
                (
                    {
                        type __Field = String;
                        #[inline]
                        fn __source() -> impl __private::load::Source<__Field> {
                            {
                                #[allow(unused_imports)]
                                use __private::Model as _;
                                <<__Model as __private::Proven<
                                    __private::Proof<
                                        {
                                            #[allow(unused_imports)]
                                            use __private::Model as _;
                                            __private::load::fills::<
                                                __Field,
                                                _,
                                            >(
                                                __private::load::of(
                                                    &<<__Model as __private::Proven<
                                                        __private::Proof<
                                                            {
                                                                #[allow(unused_imports)]
                                                                use __private::Model as _;
                                                                __private::load::named::<
                                                                    <__Model as __private::Proven<__Proof>>::Type,
                                                                    _,
                                                                >(
                                                                    &<<__Model as __private::Proven<__Proof>>::Type>::NAME,
                                                                    "name",
                                                                    false,
                                                                )
                                                            },
                                                        >,
                                                    >>::Type>::NAME,
                                                ),
                                            )
                                        },
                                    >,
                                >>::Type>::NAME
                            }
                        }
                        __source()
                    },
                    (
                        {
                            type __Field = Vec<PostPage>;
                            #[inline]
                            fn __source() -> impl __private::load::Source<__Field> {
                                __private::load::with(
                                    <<__Model as __private::Proven<
                                        __private::Proof<
                                            {
                                                __private::load::fills::<
                                                    __Field,
                                                    _,
                                                >(
                                                    __private::load::narrows(
                                                        __private::load::of(
                                                            &<<__Model as __private::Proven<
                                                                __private::Proof<
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
                                                                >,
                                                            >>::Type>::POSTS,
                                                        ),
                                                    ),
                                                )
                                            },
                                        >,
                                    >>::Type>::POSTS,
                                    __private::expression!(
                                        | posts | posts.order_by(Post::ID.desc()).limit(3)
                                    ),
                                )
                            }
                            __source()
                        },
                        (
                            {
                                type __Field = Option<Box<UserPage>>;
                                #[inline]
                                fn __source() -> impl __private::load::Source<__Field> {
                                    <<__Model as __private::Proven<
                                        __private::Proof<
                                            {
                                                __private::load::fills::<
                                                    __Field,
                                                    _,
                                                >(
                                                    __private::load::of(
                                                        &<<__Model as __private::Proven<
                                                            __private::Proof<
                                                                {
                                                                    __private::load::named::<
                                                                        <__Model as __private::Proven<__Proof>>::Type,
                                                                        _,
                                                                    >(
                                                                        &<<__Model as __private::Proven<__Proof>>::Type>::MANAGER,
                                                                        "manager",
                                                                        false,
                                                                    )
                                                                },
                                                            >,
                                                        >>::Type>::MANAGER,
                                                    ),
                                                )
                                            },
                                        >,
                                    >>::Type>::MANAGER
                                }
                                __source()
                            },
                            (
                                {
                                    type __Field = i64;
                                    #[inline]
                                    fn __source() -> impl __private::load::Source<__Field> {
                                        __private::load::count(
                                            __private::load::with(
                                                <<__Model as __private::Proven<
                                                    __private::Proof<
                                                        {
                                                            __private::load::fills::<
                                                                __Field,
                                                                _,
                                                            >(
                                                                __private::load::counts(
                                                                    __private::load::narrows(
                                                                        __private::load::of(
                                                                            &<<__Model as __private::Proven<
                                                                                __private::Proof<
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
                                                                                >,
                                                                            >>::Type>::POSTS,
                                                                        ),
                                                                    ),
                                                                ),
                                                            )
                                                        },
                                                    >,
                                                >>::Type>::POSTS,
                                                __private::expression!(
                                                    | posts | posts.filter(Post::TITLE.ne(""))
                                                ),
                                            ),
                                        )
                                    }
                                    __source()
                                },
                                (),
                            ),
                        ),
                    ),
                ),
                |(field0, (field1, (field2, (field3, ()))))| Self {
                    name: field0,
                    posts: field1,
                    above: field2,
                    titled: field3,
                },
            )
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<User> for UserPage {}
    #[allow(dead_code)]
    impl UserPage {
        ///A query over all rows of `User`, each loaded as a [`UserPage`].
        pub fn query() -> __private::Query<User, Self> {
            __private::load::query()
        }
        ///The row of this primary key, loaded as a [`UserPage`]; `None` if there is none.
        ///
        /// # Errors
        ///
        /// If the related rows are not as the shape has them, and what SQLite reports.
        pub fn find(
            db: &__private::Connection,
            key: impl __private::IntoColumn<
                <<Self as __private::Load>::Model as __private::Model>::Key,
            >,
        ) -> __private::Result<::core::option::Option<Self>> {
            __private::load::find(db, key)
        }
        ///The row of this primary key, which is there, loaded as a [`UserPage`].
        ///
        /// # Errors
        ///
        /// If there is none; otherwise as `find`.
        pub fn get(
            db: &__private::Connection,
            key: impl __private::IntoColumn<
                <<Self as __private::Load>::Model as __private::Model>::Key,
            >,
        ) -> __private::Result<Self> {
            __private::load::get(db, key)
        }
    }
};

#[allow(deprecated, clippy::missing_errors_doc)]
const _: () = {
    use ::relations::__private;
    #[automatically_derived]
    impl __private::Load for UserPage {
        type Model = User;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::mapped(
                (
                    {
                        #[inline]
                        fn __source() -> impl __private::load::Source<String> {
                            __private::load::field::<
                                String,
                                _,
                            >(
                                __private::load::constant(
                                    <<User as __private::Load>::Model>::NAME,
                                ),
                            )
                        }
                        __source()
                    },
                    (
                        {
                            #[inline]
                            fn __source() -> impl __private::load::Source<
                                Vec<PostPage>,
                            > {
                                __private::load::field::<
                                    Vec<PostPage>,
                                    _,
                                >(
                                    __private::load::with(
                                        __private::load::constant(
                                            <<User as __private::Load>::Model>::POSTS,
                                        ),
                                        |posts| posts.order_by(Post::ID.desc()).limit(3),
                                    ),
                                )
                            }
                            __source()
                        },
                        (
                            {
                                #[inline]
                                fn __source() -> impl __private::load::Source<
                                    Option<Box<UserPage>>,
                                > {
                                    __private::load::field::<
                                        Option<Box<UserPage>>,
                                        _,
                                    >(
                                        __private::load::constant(
                                            <<User as __private::Load>::Model>::MANAGER,
                                        ),
                                    )
                                }
                                __source()
                            },
                            (
                                {
                                    #[inline]
                                    fn __source() -> impl __private::load::Source<i64> {
                                        __private::load::field::<
                                            i64,
                                            _,
                                        >(
                                            __private::load::count(
                                                __private::load::with(
                                                    __private::load::constant(
                                                        <<User as __private::Load>::Model>::POSTS,
                                                    ),
                                                    |posts| posts.filter(Post::TITLE.ne("")),
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
            key: impl __private::IntoColumn<<User as __private::Model>::Key>,
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
            key: impl __private::IntoColumn<<User as __private::Model>::Key>,
        ) -> __private::Result<Self> {
            __private::load::get(db, key)
        }
    }
};

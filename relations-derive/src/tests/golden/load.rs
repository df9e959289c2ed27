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
        const POSTS: __private::load::Nothing = __private::load::Nothing;
        const MANAGER: __private::load::Nothing = __private::load::Nothing;
    }
    impl<M: __private::Model> __Names for M {}
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
        <<__Model as __private::Proven<__Fills>>::Type>::NAME
    }
    type __PostsField = Vec<PostPage>;
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
        type __Fills = __private::Proof<
            {
                __private::load::fills::<
                    __PostsField,
                    _,
                >(
                    __private::load::narrows(
                        __private::load::of(
                            &<<__Model as __private::Proven<__Named>>::Type>::POSTS,
                        ),
                    ),
                )
            },
        >;
        __private::load::with(
            <<__Model as __private::Proven<__Fills>>::Type>::POSTS,
            __private::expression!(| posts | posts.order_by(Post::ID.desc()).limit(3)),
        )
    }
    type __AboveField = Option<Box<UserPage>>;
    #[inline]
    fn __above() -> impl __private::load::Source<__AboveField> {
        type __Named = __private::Proof<
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
        >;
        type __Fills = __private::Proof<
            {
                __private::load::fills::<
                    __AboveField,
                    _,
                >(
                    __private::load::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::MANAGER,
                    ),
                )
            },
        >;
        <<__Model as __private::Proven<__Fills>>::Type>::MANAGER
    }
    type __TitledField = i64;
    #[inline]
    fn __titled() -> impl __private::load::Source<__TitledField> {
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
                    __TitledField,
                    _,
                >(
                    __private::load::counts(
                        __private::load::narrows(
                            __private::load::of(
                                &<<__Model as __private::Proven<__Named>>::Type>::POSTS,
                            ),
                        ),
                    ),
                )
            },
        >;
        __private::load::count(
            __private::load::with(
                <<__Model as __private::Proven<__Fills>>::Type>::POSTS,
                __private::expression!(| posts | posts.filter(Post::TITLE.ne(""))),
            ),
        )
    }
    #[automatically_derived]
    impl __private::Load for UserPage {
        type Model = <User as __private::Proven<__Proof>>::Type;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::mapped(
                (__name(), (__posts(), (__above(), (__titled(), ())))),
                |(__name, (__posts, (__above, (__titled, ()))))| Self {
                    name: __name,
                    posts: __posts,
                    above: __above,
                    titled: __titled,
                },
            )
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<User> for UserPage {}
    #[allow(dead_code)]
    impl UserPage {
        ///Returns a query over all rows of `User`, each loaded as a [`UserPage`].
        pub fn query() -> __private::Query<User, Self> {
            __private::load::query()
        }
        ///Returns the row of this primary key, loaded as a [`UserPage`], or `None` if there is none.
        ///
        /// # Errors
        ///
        /// An error if related rows do not fit the shape, or if SQLite reports one.
        pub fn find<Kind>(
            db: &__private::Connection,
            key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
        ) -> __private::Result<::core::option::Option<Self>> {
            __private::load::find(db, key)
        }
        ///Returns the row of this primary key, which must exist, loaded as a [`UserPage`].
        ///
        /// # Errors
        ///
        /// An error if there is no such row, and those of `find`.
        pub fn get<Kind>(
            db: &__private::Connection,
            key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
        ) -> __private::Result<Self> {
            __private::load::get(db, key)
        }
    }
};

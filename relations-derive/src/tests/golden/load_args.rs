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
    }
    impl<M: __private::Model> __Names for M {}
    type __NameField = String;
    #[inline]
    fn __name(__args: &__Args) -> impl __private::load::Source<__NameField> + use<> {
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
                    __private::load::passes::<
                        __Args,
                        _,
                    >(
                        __private::load::of(
                            &<<__Model as __private::Proven<__Named>>::Type>::NAME,
                        ),
                    ),
                )
            },
        >;
        __private::load::passing::<
            __Args,
            _,
        >(<<__Model as __private::Proven<__Fills>>::Type>::NAME)
    }
    type __PostsField = Vec<Post>;
    #[inline]
    fn __posts(__args: &__Args) -> impl __private::load::Source<__PostsField> + use<> {
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
                    __private::load::passes::<
                        __Args,
                        _,
                    >(
                        __private::load::narrows(
                            __private::load::of(
                                &<<__Model as __private::Proven<__Named>>::Type>::POSTS,
                            ),
                        ),
                    ),
                )
            },
        >;
        __private::load::passing::<
            __Args,
            _,
        >(
            __private::load::with_args(
                <<__Model as __private::Proven<__Fills>>::Type>::POSTS,
                __args,
                __private::expression!(
                    | posts, search | posts.filter(Post::TITLE.eq(& search.text))
                ),
            ),
        )
    }
    type __Args = Search;
    #[automatically_derived]
    impl __private::Load for Found {
        type Model = <User as __private::Proven<__Proof>>::Type;
        const ASKS: bool = true;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::Mistaken
        }
        fn sources_with(
            arguments: __private::load::Arguments<'_>,
        ) -> impl __private::load::Source<Self> + use<> {
            let __args: &__Args = arguments.get();
            __private::load::mapped(
                (__name(__args), (__posts(__args), ())),
                |(__name, (__posts, ()))| Self {
                    name: __name,
                    posts: __posts,
                },
            )
        }
    }
    #[automatically_derived]
    impl __private::load::LoadWith for Found {
        type Args = Search;
    }
    #[automatically_derived]
    impl __private::load::ShapeWithin<User, __Args> for Found {}
    #[automatically_derived]
    impl __private::load::ShapeWithin<User, __Args> for __private::load::Boxed<Found> {}
    #[automatically_derived]
    impl<M> __private::load::ShapeOf<M> for Found
    where
        Self: __private::Load<Model = M>,
        M: __private::load::Unasked<Self>,
    {}
    #[allow(dead_code)]
    impl Found {
        #[doc(hidden)]
        pub fn query<__Of>() -> __private::Query<__Of, Self>
        where
            Self: __private::Load<Model = __Of>,
            __Of: __private::load::Unasked<Self> + __private::Model,
        {
            <__Of as __private::load::Unasked<Self>>::loaded()
        }
        #[doc(hidden)]
        pub fn find<__Of, __Key>(
            _db: &__private::Connection,
            _key: __Key,
        ) -> __private::Result<::core::option::Option<Self>>
        where
            Self: __private::Load<Model = __Of>,
            __Of: __private::load::Unasked<Self> + __private::Model,
        {
            <__Of as __private::load::Unasked<Self>>::loaded()
        }
        #[doc(hidden)]
        pub fn get<__Of, __Key>(
            _db: &__private::Connection,
            _key: __Key,
        ) -> __private::Result<Self>
        where
            Self: __private::Load<Model = __Of>,
            __Of: __private::load::Unasked<Self> + __private::Model,
        {
            <__Of as __private::load::Unasked<Self>>::loaded()
        }
        #[doc(hidden)]
        pub fn by_key<__Of>(
            _db: &__private::Connection,
        ) -> __private::Result<__private::load::ByKey<'_, Self>>
        where
            Self: __private::Load<Model = __Of>,
            __Of: __private::load::Unasked<Self> + __private::Model,
        {
            <__Of as __private::load::Unasked<Self>>::loaded()
        }
        ///Returns a query over all rows of `User`, each loaded as a [`Found`] with these arguments, which it keeps a clone of.
        pub fn query_with(args: &__Args) -> __private::Query<User, Self> {
            __private::load::query_with(args)
        }
        ///Returns the row of this primary key, loaded as a [`Found`] with these arguments, or `None` if there is none.
        ///
        /// # Errors
        ///
        /// An error if related rows do not fit the shape, or if SQLite reports one.
        pub fn find_with<Kind>(
            db: &__private::Connection,
            key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
            args: &__Args,
        ) -> __private::Result<::core::option::Option<Self>> {
            __private::load::find_with(db, key, args)
        }
        ///Returns the row of this primary key, which must exist, loaded as a [`Found`] with these arguments.
        ///
        /// # Errors
        ///
        /// An error if there is no such row, and those of `find_with`.
        pub fn get_with<Kind>(
            db: &__private::Connection,
            key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
            args: &__Args,
        ) -> __private::Result<Self> {
            __private::load::get_with(db, key, args)
        }
    }
};

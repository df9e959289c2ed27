#[allow(deprecated, clippy::missing_errors_doc)]
const _: () = {
    use ::orm::__private;
    type __Model = models::User;
    type __Proof = __private::Proof<
        {
            let _ = <models::User as __private::Model>::ENTITY;
            0
        },
    >;
    #[allow(dead_code)]
    trait __Names: __private::Model {
        const TYPE: __private::load::Nothing = __private::load::Nothing;
    }
    impl<M: __private::Model> __Names for M {}
    type __TypeField = String;
    #[inline]
    fn __type() -> impl __private::load::Source<__TypeField> {
        type __Named = __private::Proof<
            {
                __private::load::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::TYPE, "type", false)
            },
        >;
        type __Fills = __private::Proof<
            {
                __private::load::fills::<
                    __TypeField,
                    _,
                >(
                    __private::load::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::TYPE,
                    ),
                )
            },
        >;
        <<__Model as __private::Proven<__Fills>>::Type>::TYPE
    }
    #[automatically_derived]
    impl __private::Load for Card {
        type Model = <models::User as __private::Proven<__Proof>>::Type;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::mapped(
                (__type(), ()),
                |(__type, ())| Self { r#type: __type },
            )
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<models::User> for Card {}
    #[allow(dead_code)]
    impl Card {
        ///Returns a query over all rows of `User`, each loaded as a [`Card`].
        fn query() -> __private::Query<models::User, Self> {
            __private::load::query()
        }
        ///Returns the row of this primary key, loaded as a [`Card`], or `None` if there is none.
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
        ///Returns the row of this primary key, which must exist, loaded as a [`Card`].
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

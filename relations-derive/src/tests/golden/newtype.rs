const _: () = {
    use ::relations::__private;
    type __Given = i64;
    type __Proof = __private::Proof<
        {
            let _ = <__Given as __private::ColumnType>::SQL_TYPE;
            0
        },
    >;
    type __Inner = <__Given as __private::Proven<__Proof>>::Type;
    const fn wraps_no_option<T: __private::Scalar>() {}
    const _: () = wraps_no_option::<__Inner>();
    #[automatically_derived]
    impl __private::Scalar for UserId {}
    #[automatically_derived]
    impl __private::ColumnType for UserId {
        type UnsetKey<Column> = <__Inner as __private::ColumnType>::UnsetKey<Column>;
        const SQL_TYPE: __private::SqlType = <__Inner as __private::ColumnType>::SQL_TYPE;
        const HOLDS_EVERY_INTEGER: ::core::primitive::bool = <__Inner as __private::ColumnType>::HOLDS_EVERY_INTEGER;
        const CHECK: __private::ValueCheck = <__Inner as __private::ColumnType>::CHECK;
        const CANONICAL: ::core::primitive::bool = <__Inner as __private::ColumnType>::CANONICAL;
        fn decode(value: __private::ValueRef<'_>) -> __private::FromSqlResult<Self> {
            ::core::result::Result::map(
                <__Inner as __private::ColumnType>::decode(value),
                Self,
            )
        }
        fn encode(&self) -> __private::SqliteResult<__private::ToSqlOutput<'_>> {
            <__Inner as __private::ColumnType>::encode(&self.0)
        }
    }
    #[automatically_derived]
    impl __private::Newtype for UserId {
        type Inner = __Inner;
        fn wrap(inner: __Inner) -> Self {
            Self(inner)
        }
        fn inner(&self) -> &__Inner {
            &self.0
        }
    }
    #[automatically_derived]
    impl __private::FromSql for UserId {
        fn column_result(
            value: __private::ValueRef<'_>,
        ) -> __private::FromSqlResult<Self> {
            <Self as __private::ColumnType>::decode(value)
        }
    }
    #[automatically_derived]
    impl __private::ToSql for UserId {
        fn to_sql(&self) -> __private::SqliteResult<__private::ToSqlOutput<'_>> {
            __private::ColumnType::encode(self)
        }
    }
};

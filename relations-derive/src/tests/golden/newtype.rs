const _: () = {
    use ::relations::__private;
    type __Proof = __private::Proof<
        {
            let _ = <i64 as __private::ColumnType>::SQL_TYPE;
            0
        },
    >;
    const fn wraps_no_option<T: __private::Scalar>() {}
    const _: () = wraps_no_option::<<i64 as __private::Proven<__Proof>>::Type>();
    #[automatically_derived]
    impl __private::Scalar for UserId {}
    #[automatically_derived]
    impl __private::ColumnType for UserId {
        type UnsetKey<Column> = <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::UnsetKey<Column>;
        const SQL_TYPE: __private::SqlType = <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::SQL_TYPE;
        const HOLDS_EVERY_INTEGER: ::core::primitive::bool = <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::HOLDS_EVERY_INTEGER;
        const CHECK: __private::ValueCheck = <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::CHECK;
        const CANONICAL: ::core::primitive::bool = <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::CANONICAL;
        fn decode(value: __private::ValueRef<'_>) -> __private::FromSqlResult<Self> {
            ::core::result::Result::map(
                <<i64 as __private::Proven<
                    __Proof,
                >>::Type as __private::ColumnType>::decode(value),
                Self,
            )
        }
        fn encode(&self) -> __private::SqliteResult<__private::ToSqlOutput<'_>> {
            <<i64 as __private::Proven<
                __Proof,
            >>::Type as __private::ColumnType>::encode(&self.0)
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

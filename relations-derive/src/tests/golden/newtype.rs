const _: () = {
    use ::relations::__private;
    #[automatically_derived]
    impl __private::Scalar for UserId {}
    #[automatically_derived]
    impl __private::ColumnType for UserId {
        type UnsetKey<Column> = <i64 as __private::ColumnType>::UnsetKey<Column>;
        const SQL_TYPE: __private::SqlType = <i64 as __private::ColumnType>::SQL_TYPE;
        const HOLDS_EVERY_INTEGER: ::core::primitive::bool = <i64 as __private::ColumnType>::HOLDS_EVERY_INTEGER;
        const CHECK: __private::ValueCheck = <i64 as __private::ColumnType>::CHECK;
        const CANONICAL: ::core::primitive::bool = <i64 as __private::ColumnType>::CANONICAL;
        fn decode(value: __private::ValueRef<'_>) -> __private::FromSqlResult<Self> {
            <i64 as __private::ColumnType>::decode(value).map(Self)
        }
        fn encode(&self) -> __private::SqliteResult<__private::ToSqlOutput<'_>> {
            __private::ColumnType::encode(&self.0)
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
const _: () = {
    use ::relations::__private;
    const fn wraps_no_option<T: __private::Scalar>() {}
    const _: () = wraps_no_option::<i64>();
};

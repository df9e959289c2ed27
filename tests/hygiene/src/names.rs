//! Types that have the names of ours, of std's, and of what the derives generate.

/// Models and column types named as those of the library.
pub mod ours {
    /// A model named as the trait.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    #[has_many(columns: Column)]
    #[has_one(schema: Schema)]
    #[many_to_many(tables: Table, through = Relation)]
    pub struct Model {
        id: i64,
        name: ::std::string::String,
    }

    /// A model named as a column, with fields named as the constants of a model.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    pub struct Column {
        id: i64,
        #[belongs_to(model: Model)]
        table: i64,
        key: i64,
        sql: i64,
        columns: i64,
        relations: i64,
        near: i64,
        order: i64,
        path: i64,
    }

    /// A model named as a schema.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    pub struct Schema {
        #[key]
        #[belongs_to(model: Model)]
        model_id: i64,
    }

    /// A model named as a table.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    #[many_to_many(models: Model, through = Relation)]
    #[many_to_many(sets: Set, through = "table_set")]
    pub struct Table {
        id: i64,
        state: Missing,
        kind: Given,
    }

    /// A junction named as a relation.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel, primary_key(model_id, table_id))]
    pub struct Relation {
        #[belongs_to(model: Model)]
        model_id: i64,
        #[belongs_to(table: Table)]
        table_id: i64,
    }

    /// A model named as a column that is set.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    pub struct Set {
        id: i64,
    }

    /// An enum named as a column that is not set.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::ColumnType)]
    #[column_type(crate = ::rel)]
    pub enum Missing {
        /// A variant named as one of std's.
        Ok,
        /// Another.
        None,
    }

    /// A newtype named as a trait.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::ColumnType)]
    #[column_type(crate = ::rel)]
    pub struct Given(ColumnType);

    /// A newtype named as the trait.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::ColumnType)]
    #[column_type(crate = ::rel)]
    pub struct ColumnType(i64);
}

/// Models and column types named as those of std.
pub mod std_names {
    /// An enum named as a result.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::ColumnType)]
    #[column_type(crate = ::rel)]
    pub enum Result {
        /// Well.
        Ok,
        /// Not so well.
        Err,
    }

    /// A newtype named as an owned text.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::ColumnType)]
    #[column_type(crate = ::rel)]
    pub struct String(::std::string::String);

    /// A model named as something that may be.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    #[has_many(defaults: Default)]
    pub struct Some {
        id: i64,
        result: Result,
        text: String,
    }

    /// A model named as a trait.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    pub struct Default {
        id: i64,
        #[belongs_to(some: Some)]
        some_id: ::std::option::Option<i64>,
        #[column(default = "1")]
        rowid: i64,
        r#self_: i64,
        value: Clone,
    }

    /// A newtype named as a trait.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::ColumnType)]
    #[column_type(crate = ::rel)]
    pub struct Clone(::std::vec::Vec<u8>);
}

/// Types named as the type parameters and markers that the derive makes of fields.
pub mod generated {
    /// A state that a field `order` is in, as the builder's own type parameter says.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::ColumnType)]
    #[column_type(crate = ::rel)]
    pub enum OrderState {
        /// The only one.
        Placed,
    }

    /// A model whose fields are named as what generated code names its own.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    pub struct Purchase {
        id: i64,
        order: OrderState,
        hook: i64,
        bind: i64,
        row: i64,
        start: i64,
        db: i64,
        _1: i64,
        line_1: i64,
        line1: i64,
    }

    /// A model whose relations are named as the two ends of another.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    #[many_to_many(links: Page, through = Link, from = source, to = target)]
    #[has_many(links_from: Link, inverse = source)]
    #[has_many(links_to: Link, inverse = target)]
    pub struct Page {
        id: i64,
    }

    /// A link from one page to another.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel, primary_key(source_id, target_id))]
    pub struct Link {
        #[belongs_to(source: Page)]
        source_id: i64,
        #[belongs_to(target: Page)]
        target_id: i64,
    }

    /// A model that is going out of use.
    #[deprecated]
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    #[has_many(parts: Part)]
    pub struct Old {
        id: i64,
        name: ::std::string::String,
    }

    /// A model with a field that is.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    pub struct Part {
        id: i64,
        #[deprecated]
        name: ::std::string::String,
        #[belongs_to(old: Old)]
        old_id: i64,
    }
}

/// Types named as the primitive ones.
pub mod primitives {
    #![expect(non_camel_case_types, reason = "that is what the primitive types are")]

    /// Not a text.
    #[derive(::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug)]
    pub struct str;

    /// Not a number.
    #[derive(::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug)]
    pub struct usize;

    /// Not a truth.
    #[derive(::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug)]
    pub struct bool;

    /// A model among them.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    #[has_many(leaves: Leaf, order_by(id))]
    #[has_one(leaf: Leaf)]
    #[many_to_many(others: Leaf, through = "tree_leaf")]
    pub struct Tree {
        id: i64,
    }

    /// Another.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    pub struct Leaf {
        id: i64,
        #[unique]
        #[belongs_to(tree: Tree)]
        tree_id: ::std::option::Option<i64>,
        kind: Kind,
    }

    /// A column type among them.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::ColumnType)]
    #[column_type(crate = ::rel)]
    pub enum Kind {
        /// The only one.
        Green,
    }
}

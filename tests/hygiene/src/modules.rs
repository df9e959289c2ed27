//! Modules that have the names of the relations and fields which lead to what is in them.

/// Users.
pub mod user {
    use super::post;

    /// A user.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    #[has_many(post: post::Post)]
    #[has_one(profile: super::profile::Profile)]
    #[many_to_many(tag: super::tag::Tag, through = super::tagging::Tagging)]
    pub struct User {
        id: i64,
        status: super::status::Status,
    }
}

/// Posts.
pub mod post {
    use super::user;

    /// A post.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    pub struct Post {
        id: i64,
        #[belongs_to(user: user::User)]
        user_id: i64,
    }
}

/// Profiles.
pub mod profile {
    use super::user;

    /// A profile.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    pub struct Profile {
        #[key]
        #[belongs_to(user: user::User)]
        user_id: i64,
    }
}

/// Tags.
pub mod tag {
    use super::{tagging, user};

    /// A tag.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel)]
    #[many_to_many(user: user::User, through = tagging::Tagging)]
    pub struct Tag {
        id: i64,
    }
}

/// Taggings.
pub mod tagging {
    use super::{tag, user};

    /// The link of a user and a tag.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
    #[model(crate = ::rel, primary_key(tag_id, user_id))]
    pub struct Tagging {
        #[belongs_to(tag: tag::Tag)]
        tag_id: i64,
        #[belongs_to(user: user::User)]
        user_id: i64,
    }
}

/// States.
pub mod status {
    /// A status.
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::ColumnType)]
    #[column_type(crate = ::rel)]
    pub enum Status {
        /// The only one.
        Fine,
    }
}

/// A field whose type is in a module of the field's own name.
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::rel::Model)]
#[model(crate = ::rel)]
pub struct Account {
    id: i64,
    status: status::Status,
    former: ::std::option::Option<status::Status>,
    #[belongs_to(owner: user::User)]
    user: i64,
}

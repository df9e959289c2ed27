//! A field and its column.

use proc_macro2::Ident;
use syn::{GenericArgument, LitStr, PathArguments, Type};

/// A field and its column.
pub struct Column {
    pub ident: Ident,
    pub ty: Type,
    pub name: String,
    pub unique: bool,
    pub indexed: bool,
    pub default: Option<LitStr>,
    pub check: Option<LitStr>,
    pub collate: Option<String>,
    pub declared_type: Option<LitStr>,
    pub renamed_from: Option<LitStr>,
    pub role: Option<Role>,
    /// Set by a rule that refuses the field's name: generated code has no constant and no builder method for it.
    pub nameless: bool,
}

/// The role of a column whose value the library keeps.
pub struct Role {
    pub kind: RoleKind,
    /// The word in the attribute.
    pub token: Ident,
    /// Set by a rule that refuses the role: then the column is only one that `create()` may leave out.
    pub refused: bool,
}

/// The kinds of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleKind {
    Version,
    CreatedAt,
    UpdatedAt,
}

impl RoleKind {
    pub const ALL: [Self; 3] = [Self::Version, Self::CreatedAt, Self::UpdatedAt];

    /// Returns the name of the option, which is that of the constructor of `ColumnRole` too.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
        }
    }
}

/// The requirement of a column on a `create()` builder, before the row can be inserted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum InsertRequirement {
    /// A value.
    Required,
    /// Nothing if its type is an integer, which SQLite assigns; otherwise a value.
    Key,
    /// Nothing: NULL is its default.
    Nullable,
    /// Nothing: it has a default.
    Defaulted,
    /// Nothing: the library fills it in.
    Filled,
    /// More than there is: the builder cannot have a method for the column, which is reported.
    Impossible,
}

impl Column {
    /// Returns the role, unless a rule refuses it.
    pub fn kept_role(&self) -> Option<RoleKind> {
        self.role.as_ref().filter(|role| !role.refused).map(|role| role.kind)
    }

    /// Returns `true` if the field's type is one of Rust's integers.
    pub fn is_integer(&self) -> bool {
        const INTEGERS: [&str; 10] = ["i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize"];
        matches!(&self.ty, Type::Path(ty) if INTEGERS.iter().any(|integer| ty.path.is_ident(integer)))
    }

    /// Returns `true` if the field's type reads as `Option`.
    pub fn is_option(&self) -> bool {
        self.inner().is_some()
    }

    /// Returns the type that the column has in a key. An `Option` there is a mistake: then it is the type without it.
    pub fn key_type(&self) -> &Type {
        self.inner().unwrap_or(&self.ty)
    }

    /// Returns the type in the `Option`, if the field's type reads as one.
    fn inner(&self) -> Option<&Type> {
        let mut ty = &self.ty;
        // A type that a macro passes on as `$ty:ty` arrives in a group of its own.
        while let Type::Group(group) = ty {
            ty = &group.elem;
        }
        let Type::Path(ty) = ty else { return None };
        let last = ty.path.segments.last().filter(|segment| segment.ident == "Option")?;
        match &last.arguments {
            PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
                GenericArgument::Type(inner) => Some(inner),
                _ => None,
            },
            _ => None,
        }
    }
}

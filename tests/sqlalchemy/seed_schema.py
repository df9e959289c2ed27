"""The seed models in SQLAlchemy; a test compares the DDL of the Rust seed models with seed_schema.json.
Run again, from this folder, with SQLAlchemy 2.0 or 2.1: python seed_schema.py > seed_schema.json
"""

import json

import sqlalchemy
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    configure_mappers,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


user_address_association = Table(
    "user_address_association",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("address_id", ForeignKey("address.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_user_address_association_address_id", "address_id"),
)


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    phone_number: Mapped[int] = mapped_column(BigInteger, unique=True)

    posts: Mapped[list["Post"]] = relationship(
        back_populates="user", cascade="all, delete"
    )
    profile: Mapped["Profile | None"] = relationship(
        back_populates="user", uselist=False
    )
    addresses: Mapped[list["Address"]] = relationship(
        secondary=user_address_association, back_populates="users"
    )


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str]
    content: Mapped[str]

    user: Mapped[User] = relationship(back_populates="posts")


class Profile(Base):
    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), unique=True
    )
    bio: Mapped[str]
    address: Mapped[str]

    user: Mapped[User] = relationship(back_populates="profile")


class Address(Base):
    __tablename__ = "address"

    id: Mapped[int] = mapped_column(primary_key=True)
    street: Mapped[str]
    country: Mapped[str]

    users: Mapped[list[User]] = relationship(
        secondary=user_address_association, back_populates="addresses"
    )


def describe(connection, table):
    def pragma(name, argument):
        return connection.exec_driver_sql(f'PRAGMA {name}("{argument}")').mappings().all()

    columns = [
        {
            "name": row["name"],
            "not_null": bool(row["notnull"]),
            "primary_key_position": row["pk"],
        }
        for row in pragma("table_info", table)
    ]

    keys = {}
    for row in sorted(pragma("foreign_key_list", table), key=lambda r: (r["id"], r["seq"])):
        key = keys.setdefault(
            row["id"],
            {
                "columns": [],
                "parent": row["table"],
                "parent_columns": [],
                "on_delete": row["on_delete"],
                "on_update": row["on_update"],
            },
        )
        key["columns"].append(row["from"])
        key["parent_columns"].append(row["to"])

    def index_columns(origin, unique):
        return sorted(
            [row["name"] for row in pragma("index_info", index["name"])]
            for index in pragma("index_list", table)
            if index["origin"] == origin and bool(index["unique"]) == unique
        )

    return {
        "columns": columns,
        "foreign_keys": sorted(
            keys.values(), key=lambda k: (k["columns"], k["parent"], k["parent_columns"])
        ),
        "uniques": index_columns("u", True),
        "indexes": index_columns("c", False),
    }


def main():
    configure_mappers()
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        tables = {
            name: describe(connection, name) for name in sorted(Base.metadata.tables)
        }
    print(
        json.dumps(
            {"made_with": f"SQLAlchemy {sqlalchemy.__version__}", "tables": tables},
            indent=2,
        )
    )


if __name__ == "__main__":
    main()

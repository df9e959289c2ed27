CREATE TABLE "users" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "age" INTEGER NOT NULL
) STRICT;

CREATE TABLE "posts" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "user_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "ix_posts_user_id" ON "posts" ("user_id");

CREATE TABLE "comments" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "post_id" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    FOREIGN KEY ("post_id") REFERENCES "posts" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "ix_comments_post_id" ON "comments" ("post_id");

CREATE TABLE "groups" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL
) STRICT;

CREATE TABLE "notes" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "title" TEXT NOT NULL,
    "score" INTEGER NOT NULL
) STRICT;

CREATE TABLE "user_group" (
    "user_id" INTEGER NOT NULL,
    "group_id" INTEGER NOT NULL,
    PRIMARY KEY ("user_id", "group_id"),
    FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("group_id") REFERENCES "groups" ("id") ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX "ix_user_group_group_id" ON "user_group" ("group_id");

CREATE TABLE "user_sorted_group" (
    "user_id" INTEGER NOT NULL,
    "group_id" INTEGER NOT NULL,
    PRIMARY KEY ("user_id", "group_id"),
    FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("group_id") REFERENCES "groups" ("id") ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX "ix_user_sorted_group_group_id" ON "user_sorted_group" ("group_id");

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

CREATE TABLE "authors" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL
) STRICT;

CREATE INDEX "ix_authors_email" ON "authors" ("email");

CREATE TABLE "books" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "author_id" INTEGER NOT NULL,
    "isbn" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    FOREIGN KEY ("author_id") REFERENCES "authors" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "ix_books_isbn" ON "books" ("isbn");

CREATE INDEX "ix_books_year" ON "books" ("year");

CREATE INDEX "ix_books_author_id_rank" ON "books" ("author_id", "rank");

CREATE TABLE "reviews" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "book_id" INTEGER NOT NULL,
    "reviewer" INTEGER NOT NULL,
    "stars" INTEGER NOT NULL,
    FOREIGN KEY ("book_id") REFERENCES "books" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "ix_reviews_reviewer" ON "reviews" ("reviewer");

CREATE INDEX "ix_reviews_book_id" ON "reviews" ("book_id");

CREATE TABLE "tags" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL
) STRICT;

CREATE INDEX "ix_tags_name" ON "tags" ("name");

CREATE TABLE "folders" (
    "id" BLOB PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL
) STRICT;

CREATE TABLE "files" (
    "id" BLOB PRIMARY KEY NOT NULL,
    "folder_id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    FOREIGN KEY ("folder_id") REFERENCES "folders" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "ix_files_folder_id" ON "files" ("folder_id");

CREATE TABLE "nodes" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "parent_id" INTEGER,
    "code" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    FOREIGN KEY ("parent_id") REFERENCES "nodes" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "ix_nodes_code" ON "nodes" ("code");

CREATE INDEX "ix_nodes_parent_id" ON "nodes" ("parent_id");

CREATE TABLE "rooms" (
    "floor" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    PRIMARY KEY ("floor", "number")
) STRICT;

CREATE TABLE "desks" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "floor" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    FOREIGN KEY ("floor", "number") REFERENCES "rooms" ("floor", "number") ON DELETE CASCADE
) STRICT;

CREATE INDEX "ix_desks_floor_number" ON "desks" ("floor", "number");

CREATE TABLE "countries" (
    "code" TEXT PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL
) STRICT;

CREATE TABLE "cities" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "country_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    FOREIGN KEY ("country_code") REFERENCES "countries" ("code") ON DELETE CASCADE
) STRICT;

CREATE INDEX "ix_cities_country_code" ON "cities" ("country_code");

CREATE TABLE "items" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "code" TEXT NOT NULL UNIQUE,
    "amount" INTEGER NOT NULL
) STRICT;

CREATE TABLE "wides" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "text_1" TEXT NOT NULL,
    "text_2" TEXT NOT NULL,
    "text_3" TEXT NOT NULL,
    "text_4" TEXT NOT NULL,
    "text_5" TEXT NOT NULL,
    "text_6" TEXT NOT NULL,
    "text_7" TEXT NOT NULL,
    "text_8" TEXT NOT NULL,
    "text_9" TEXT NOT NULL,
    "number_1" INTEGER NOT NULL,
    "number_2" INTEGER NOT NULL,
    "number_3" INTEGER NOT NULL,
    "number_4" INTEGER NOT NULL,
    "number_5" INTEGER NOT NULL,
    "number_6" INTEGER NOT NULL,
    "number_7" INTEGER NOT NULL,
    "number_8" INTEGER NOT NULL,
    "number_9" INTEGER NOT NULL,
    "number_10" INTEGER NOT NULL,
    "number_11" INTEGER NOT NULL,
    "number_12" INTEGER NOT NULL,
    "number_13" INTEGER NOT NULL,
    "number_14" INTEGER NOT NULL,
    "number_15" INTEGER NOT NULL,
    "number_16" INTEGER NOT NULL,
    "number_17" INTEGER NOT NULL,
    "number_18" INTEGER NOT NULL,
    "number_19" INTEGER NOT NULL,
    "number_20" INTEGER NOT NULL
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

CREATE TABLE "author_tag" (
    "author_id" INTEGER NOT NULL,
    "tag_id" INTEGER NOT NULL,
    PRIMARY KEY ("author_id", "tag_id"),
    FOREIGN KEY ("author_id") REFERENCES "authors" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("tag_id") REFERENCES "tags" ("id") ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX "ix_author_tag_tag_id" ON "author_tag" ("tag_id");

CREATE TABLE "book_tag" (
    "book_id" INTEGER NOT NULL,
    "tag_id" INTEGER NOT NULL,
    PRIMARY KEY ("book_id", "tag_id"),
    FOREIGN KEY ("book_id") REFERENCES "books" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("tag_id") REFERENCES "tags" ("id") ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX "ix_book_tag_tag_id" ON "book_tag" ("tag_id");

//! Schemas that models express completely.

pub const SEED: &str = "
    CREATE TABLE users (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, phone_number INTEGER NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE posts (
        id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        title TEXT NOT NULL, content TEXT NOT NULL
    ) STRICT;
    CREATE INDEX posts_by_user ON posts (user_id);
    CREATE TABLE profile (
        id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
        bio TEXT NOT NULL, address TEXT NOT NULL
    ) STRICT;
    CREATE TABLE address (id INTEGER PRIMARY KEY, street TEXT NOT NULL, country TEXT NOT NULL) STRICT;
    CREATE TABLE user_address_association (
        user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        address_id INTEGER NOT NULL REFERENCES address (id) ON DELETE CASCADE,
        PRIMARY KEY (user_id, address_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX back ON user_address_association (address_id);";

pub const KEYS: &str = "
    CREATE TABLE rowids (id INTEGER PRIMARY KEY, text TEXT) STRICT;
    CREATE TABLE loose (id INTEGER PRIMARY KEY, text TEXT);
    CREATE TABLE named (number INTEGER PRIMARY KEY, id TEXT) STRICT;
    CREATE TABLE texts (code TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL) STRICT;
    CREATE TABLE pairs (b INTEGER NOT NULL, a TEXT NOT NULL, text TEXT, PRIMARY KEY (a, b)) STRICT;
    CREATE TABLE without (a TEXT NOT NULL, b REAL NOT NULL, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
    CREATE TABLE without_and_loose (id INTEGER PRIMARY KEY NOT NULL, text VARCHAR(3)) WITHOUT ROWID;
    CREATE TABLE blobs (key BLOB PRIMARY KEY NOT NULL) STRICT;
    CREATE TABLE numbers (n REAL PRIMARY KEY NOT NULL) STRICT;
    CREATE TABLE bigs (id BIGINT PRIMARY KEY NOT NULL, text TEXT);
    CREATE TABLE numerics (id NUMERIC(10) PRIMARY KEY NOT NULL, price NUMERIC(10, 2) NOT NULL);
    CREATE TABLE anything (id ANY PRIMARY KEY NOT NULL) STRICT;";

pub const TYPES: &str = "
    CREATE TABLE strict_types (
        id INTEGER PRIMARY KEY, a INT NOT NULL, b INTEGER, c REAL NOT NULL, d TEXT, e BLOB, f ANY, g ANY NOT NULL
    ) STRICT;
    CREATE TABLE loose_types (
        id INTEGER PRIMARY KEY, a, b NOT NULL, c VARCHAR(20) NOT NULL, d DOUBLE PRECISION, e DATETIME, f DATE NOT NULL,
        g \"UNSIGNED BIG INT\", h DECIMAL(10, 5), i BOOLEAN CHECK (i IN (0, 1)), j \"a \"\"b\"\"\", k integer, l JSON,
        m TINYINT NOT NULL CHECK (m IN (0, 1)), n BOOLEAN, CHECK (n IN (0, 1))
    );
    CREATE TABLE owners (id INTEGER PRIMARY KEY);
    CREATE TABLE untyped (id INTEGER PRIMARY KEY, owner_id REFERENCES owners, old_owner_id NUMERIC REFERENCES owners);
    CREATE INDEX untyped_by_owner ON untyped (owner_id);
    CREATE INDEX untyped_by_old_owner ON untyped (old_owner_id);";

pub const CONSTRAINTS: &str = "
    CREATE TABLE constrained (
        id INTEGER PRIMARY KEY, a TEXT NOT NULL COLLATE NOCASE UNIQUE, b INTEGER NOT NULL DEFAULT 7 CHECK (b > 0),
        c TEXT DEFAULT 'it''s \"new\"', d TEXT COLLATE RTRIM, e REAL DEFAULT -1.5 CHECK (e < 0) CHECK (e <> -3), f TEXT DEFAULT draft,
        g TEXT DEFAULT CURRENT_TIMESTAMP, h TEXT DEFAULT (lower('X') || '#'), i BLOB DEFAULT x'00ff',
        UNIQUE (c, b), UNIQUE (b, a), CHECK (a <> c), CHECK (length(a) < 9 AND a <> '\\')
    );
    CREATE INDEX one ON constrained (g);
    CREATE INDEX two ON constrained (d, e);
    CREATE INDEX three ON constrained (e, d);
    CREATE UNIQUE INDEX four ON constrained (f);
    CREATE UNIQUE INDEX five ON constrained (g, f);";

pub const COLLATIONS: &str = "
    CREATE TABLE words (word TEXT PRIMARY KEY NOT NULL COLLATE NOCASE) STRICT;
    CREATE TABLE uses (
        id INTEGER PRIMARY KEY,
        word TEXT NOT NULL REFERENCES words,
        same TEXT NOT NULL COLLATE NOCASE REFERENCES words,
        other TEXT NOT NULL COLLATE RTRIM REFERENCES words
    ) STRICT;
    CREATE INDEX a ON uses (word);
    CREATE INDEX b ON uses (same);
    CREATE INDEX c ON uses (other);
    CREATE TABLE chained (word TEXT PRIMARY KEY NOT NULL REFERENCES words) STRICT;
    CREATE TABLE chained_on (id INTEGER PRIMARY KEY, word TEXT NOT NULL REFERENCES chained) STRICT;
    CREATE INDEX d ON chained_on (word);";

pub const RULES: &str = "
    CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE children (
        id INTEGER PRIMARY KEY,
        a_id INTEGER NOT NULL REFERENCES parents ON DELETE CASCADE ON UPDATE CASCADE,
        b_id INTEGER REFERENCES parents ON DELETE SET NULL,
        c_id INTEGER NOT NULL DEFAULT 1 REFERENCES parents ON DELETE SET DEFAULT,
        d_id INTEGER NOT NULL REFERENCES parents ON DELETE RESTRICT ON UPDATE RESTRICT,
        e_id INTEGER NOT NULL REFERENCES parents DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE INDEX a ON children (a_id);
    CREATE INDEX b ON children (b_id);
    CREATE INDEX c ON children (c_id);
    CREATE INDEX d ON children (d_id);
    CREATE INDEX e ON children (e_id);";

pub const COMPOSITE: &str = "
    CREATE TABLE teams (org TEXT NOT NULL, number INTEGER NOT NULL, name TEXT, PRIMARY KEY (org, number)) STRICT;
    CREATE TABLE players (
        id INTEGER PRIMARY KEY, team_org TEXT, team_number INTEGER,
        FOREIGN KEY (team_org, team_number) REFERENCES teams (org, number) ON DELETE SET NULL
    ) STRICT;
    CREATE INDEX players_by_team ON players (team_org, team_number);
    CREATE TABLE matches (
        org TEXT NOT NULL, home_number INTEGER NOT NULL, away_number INTEGER NOT NULL, day TEXT NOT NULL,
        PRIMARY KEY (org, home_number, day),
        FOREIGN KEY (org, home_number) REFERENCES teams,
        FOREIGN KEY (away_number, org) REFERENCES teams (number, org)
    ) STRICT;
    CREATE INDEX matches_away ON matches (org, away_number);
    CREATE TABLE mascots (
        org TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (org, number),
        FOREIGN KEY (org, number) REFERENCES teams ON DELETE CASCADE
    ) STRICT;";

pub const JUNCTIONS: &str = "
    CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE courses (code TEXT PRIMARY KEY NOT NULL) STRICT;
    CREATE TABLE enrolments (
        id INTEGER PRIMARY KEY, student_id INTEGER NOT NULL REFERENCES students, course_code TEXT NOT NULL REFERENCES courses,
        grade INTEGER, UNIQUE (course_code, student_id)
    ) STRICT;
    CREATE INDEX enrolments_by_student ON enrolments (student_id);
    CREATE TABLE rooms (building TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (building, number)) STRICT;
    CREATE TABLE bookings (
        course_code TEXT NOT NULL REFERENCES courses, building TEXT NOT NULL, room INTEGER NOT NULL,
        PRIMARY KEY (course_code, building, room), FOREIGN KEY (building, room) REFERENCES rooms
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX bookings_by_room ON bookings (building, room);
    CREATE TABLE friendships (
        student_id INTEGER NOT NULL REFERENCES students, friend_id INTEGER NOT NULL REFERENCES students,
        PRIMARY KEY (student_id, friend_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX friendships_back ON friendships (friend_id);
    CREATE TABLE maybe (
        id INTEGER PRIMARY KEY, student_id INTEGER REFERENCES students, course_code TEXT REFERENCES courses,
        UNIQUE (student_id, course_code)
    ) STRICT;
    CREATE INDEX maybe_by_course ON maybe (course_code);
    CREATE TABLE assistants (
        course_code TEXT NOT NULL REFERENCES courses, student_id INTEGER NOT NULL REFERENCES students,
        stand_in_id INTEGER REFERENCES students, PRIMARY KEY (course_code, student_id)
    ) STRICT;
    CREATE INDEX assistants_by_student ON assistants (student_id);
    CREATE INDEX assistants_by_stand_in ON assistants (stand_in_id);";

pub const ITSELF: &str = "
    CREATE TABLE categories (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES categories ON DELETE CASCADE) STRICT;
    CREATE INDEX categories_by_parent ON categories (parent_id);
    CREATE TABLE employees (id INTEGER PRIMARY KEY, reports_to INTEGER REFERENCES employees, deputy_id INTEGER UNIQUE REFERENCES employees) STRICT;
    CREATE INDEX employees_by_boss ON employees (reports_to);
    CREATE TABLE links (id INTEGER PRIMARY KEY, next INTEGER UNIQUE REFERENCES links) STRICT;";

pub const SEVERAL: &str = "
    CREATE TABLE people (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE reviews (
        id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES people, reviewer INTEGER REFERENCES people,
        person_id INTEGER REFERENCES people, \"get_id\" INTEGER REFERENCES people, seal INTEGER UNIQUE REFERENCES people
    ) STRICT;
    CREATE INDEX r1 ON reviews (author_id);
    CREATE INDEX r2 ON reviews (reviewer);
    CREATE INDEX r3 ON reviews (person_id);
    CREATE INDEX r4 ON reviews (get_id);
    CREATE TABLE shared (id INTEGER PRIMARY KEY REFERENCES people, other INTEGER REFERENCES people, userid INTEGER REFERENCES users) STRICT;
    CREATE INDEX s1 ON shared (other);
    CREATE INDEX s2 ON shared (userid);
    CREATE TABLE users (id INTEGER PRIMARY KEY REFERENCES people) STRICT;
    CREATE TABLE both (id INTEGER PRIMARY KEY, x INTEGER REFERENCES people REFERENCES users) STRICT;
    CREATE INDEX b1 ON both (x);";

pub const REFERENCES: &str = "
    CREATE TABLE countries (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX countries_by_name ON countries (name);
    CREATE TABLE cities (
        id INTEGER PRIMARY KEY, country_code TEXT NOT NULL REFERENCES countries (code) ON UPDATE CASCADE,
        country_name TEXT REFERENCES Countries (NAME)
    ) STRICT;
    CREATE INDEX cities_by_code ON cities (country_code);
    CREATE INDEX cities_by_name ON cities (country_name);";

pub const NAMES: &str = "
    CREATE TABLE \"Order Details\" (\"Order Id\" INTEGER NOT NULL, \"Line\" INTEGER NOT NULL, \"2nd\" TEXT, PRIMARY KEY (\"Order Id\", \"Line\")) STRICT;
    CREATE TABLE \"type\" (\"type\" INTEGER PRIMARY KEY, \"match\" TEXT, \"self\" TEXT, \"crate\" TEXT, \"insert\" TEXT, \"fn\" TEXT UNIQUE, \"async\" TEXT) STRICT;
    CREATE TABLE \"match\" (
        \"for\" INTEGER NOT NULL, \"impl\" INTEGER NOT NULL REFERENCES \"type\", \"type_id\" INTEGER NOT NULL REFERENCES \"type\",
        PRIMARY KEY (\"for\", \"impl\"), UNIQUE (\"impl\", \"for\"), CHECK (\"for\" <> 'a\"b')
    ) STRICT;
    CREATE INDEX \"type\"\"ix\" ON \"match\" (\"type_id\");
    CREATE TABLE \"2020\" (id INTEGER PRIMARY KEY, \"\" TEXT, \"%\" TEXT, \"a b\" TEXT, \"a-b\" TEXT, A_B TEXT) STRICT;
    CREATE TABLE \"Größen\" (\"Größe\" INTEGER PRIMARY KEY, \"ñandú\" TEXT, \"名前\" TEXT) STRICT;
    CREATE TABLE camelCase (userId INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT) STRICT;
    CREATE TABLE SHOUTING (USER_ID INTEGER PRIMARY KEY, FIRST_NAME TEXT) STRICT;
    CREATE TABLE \"kebab-case\" (\"user-id\" INTEGER PRIMARY KEY, \"first-name\" TEXT) STRICT;
    CREATE TABLE mixed (Id INTEGER PRIMARY KEY, UserID INTEGER, last_name TEXT) STRICT;
    CREATE TABLE \"quo\"\"ted\" (id INTEGER PRIMARY KEY, \"back\\slash\" TEXT DEFAULT '\"#', \"new
line\" TEXT, \"right\u{202e}left\" TEXT) STRICT;
    CREATE TABLE \"people's\" (id INTEGER PRIMARY KEY, table_id INTEGER REFERENCES \"quo\"\"ted\") STRICT;
    CREATE INDEX p ON \"people's\" (table_id);";

pub const COLLISIONS: &str = "
    CREATE TABLE user (id INTEGER PRIMARY KEY, users TEXT, create_user_id INTEGER REFERENCES create_user) STRICT;
    CREATE INDEX u ON user (create_user_id);
    CREATE TABLE users (id INTEGER PRIMARY KEY, user TEXT, user_id INTEGER NOT NULL REFERENCES user) STRICT;
    CREATE INDEX us ON users (user_id);
    CREATE TABLE create_user (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE options (id INTEGER PRIMARY KEY, string_id INTEGER REFERENCES strings) STRICT;
    CREATE INDEX o ON options (string_id);
    CREATE TABLE strings (id INTEGER PRIMARY KEY, text TEXT) STRICT;
    CREATE TABLE models (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE schema (id INTEGER PRIMARY KEY, value ANY) STRICT;
    CREATE TABLE \"values\" (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE clones (id INTEGER PRIMARY KEY REFERENCES models, model INTEGER) STRICT;
    CREATE TABLE queries (id INTEGER PRIMARY KEY REFERENCES models, key_id INTEGER NOT NULL REFERENCES keys) STRICT;
    CREATE INDEX q ON queries (key_id);
    CREATE TABLE keys (id INTEGER PRIMARY KEY, name TEXT, columns TEXT, \"table\" TEXT, relations TEXT, entity TEXT) STRICT;
    CREATE TABLE vec (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE i64 (id INTEGER PRIMARY KEY, str INTEGER REFERENCES str, bool TEXT) STRICT;
    CREATE INDEX i ON i64 (str);
    CREATE TABLE str (id INTEGER PRIMARY KEY) STRICT;";

pub const CYCLE: &str = "
    CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b) STRICT;
    CREATE INDEX ab ON a (b_id);
    CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES a DEFERRABLE INITIALLY DEFERRED) STRICT;
    CREATE INDEX ba ON b (a_id);";

pub const DATES: &str = "
    CREATE TABLE dates (
        id INTEGER PRIMARY KEY, day DATE NOT NULL, hour TIME, moment DATETIME, stamp TIMESTAMP NOT NULL, text TEXT
    );
    CREATE TABLE days (day DATE PRIMARY KEY NOT NULL);
    CREATE TABLE notes (id INTEGER PRIMARY KEY, day DATE REFERENCES days);
    CREATE INDEX notes_by_day ON notes (day);";

pub const ONE_OF: &str = "
    CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT;
    CREATE TABLE photos (file TEXT PRIMARY KEY NOT NULL) STRICT;
    CREATE TABLE pages (site INTEGER NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (site, slug)) STRICT;
    CREATE TABLE comments (
        id INTEGER PRIMARY KEY, post_id INTEGER REFERENCES posts ON DELETE CASCADE, photo_file TEXT REFERENCES photos, body TEXT,
        CHECK ((post_id IS NULL) <> (photo_file IS NULL))
    ) STRICT;
    CREATE INDEX comments_by_post ON comments (post_id);
    CREATE INDEX comments_by_photo ON comments (photo_file);
    CREATE TABLE stickers (
        id INTEGER PRIMARY KEY,
        post_id INTEGER REFERENCES posts ON DELETE SET NULL CHECK (post_id IS NULL OR photo_file IS NULL OR 1 = 2),
        photo_file TEXT REFERENCES photos ON DELETE SET NULL, owner TEXT,
        CHECK (length(owner) < 9)
    );
    CREATE INDEX stickers_by_post ON stickers (post_id);
    CREATE INDEX stickers_by_photo ON stickers (photo_file);
    CREATE TABLE links (
        id INTEGER PRIMARY KEY, site INTEGER, slug TEXT, post_id INTEGER REFERENCES posts, photo_file TEXT REFERENCES photos,
        FOREIGN KEY (site, slug) REFERENCES pages,
        CHECK ((CASE WHEN slug IS NULL THEN 0 ELSE 1 END) + (post_id NOTNULL) + (photo_file NOTNULL) = 1 AND (site ISNULL) = (slug ISNULL))
    ) STRICT;
    CREATE INDEX links_by_page ON links (site, slug);
    CREATE INDEX links_by_post ON links (post_id);
    CREATE INDEX links_by_photo ON links (photo_file);
    CREATE TABLE refused (
        id INTEGER PRIMARY KEY, post_id INTEGER REFERENCES posts ON DELETE SET NULL, photo_file TEXT REFERENCES photos,
        other TEXT, CHECK ((post_id IS NULL) <> (photo_file IS NULL)), CHECK (photo_file IS NOT NULL OR other IS NOT NULL)
    ) STRICT;
    CREATE INDEX refused_by_post ON refused (post_id);
    CREATE INDEX refused_by_photo ON refused (photo_file);";

-- The book itself, its witness, its stage and its settings.
CREATE TABLE book (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    rehearsal INTEGER NOT NULL DEFAULT 0 CHECK (rehearsal IN (0, 1)),
    room TEXT NOT NULL DEFAULT 'unknown' CHECK (room IN ('unknown', 'extended', 'mirrored', 'single')),
    scheme_print TEXT NOT NULL DEFAULT ''        -- of the scheme that the branch chose; '' as long as nobody did
) STRICT;

-- Every scheme that something was recorded under, as its file read then.
CREATE TABLE scheme_text (
    fingerprint TEXT PRIMARY KEY,
    scheme TEXT NOT NULL,
    title TEXT NOT NULL,
    begins TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    kept_at TEXT NOT NULL
) STRICT;

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    parent_id INTEGER REFERENCES organisation (id),
    kind TEXT NOT NULL CHECK (kind IN ('committee', 'general_branch', 'branch', 'group')),
    name TEXT NOT NULL CHECK (length(name) > 0),
    position INTEGER NOT NULL DEFAULT 0,
    closed_at TEXT,
    UNIQUE (parent_id, kind, name)
) STRICT;
CREATE INDEX organisation_parent ON organisation (parent_id);

-- The witness: one hash-chained row an act. Never a draft, never a cast, never a choice.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    ids TEXT NOT NULL,
    digest TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;

CREATE TABLE stage (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    live TEXT NOT NULL DEFAULT '{"kind": "test"}',
    next TEXT,
    blank INTEGER NOT NULL DEFAULT 0 CHECK (blank IN (0, 1)),
    changed_at TEXT NOT NULL
) STRICT;

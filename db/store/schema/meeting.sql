CREATE TABLE meeting (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    number INTEGER NOT NULL UNIQUE,              -- what a person types: pingyi export minutes --meeting N
    kind TEXT NOT NULL DEFAULT 'life',           -- 组织生活会
    level TEXT NOT NULL DEFAULT 'assembly' CHECK (level IN ('assembly', 'committee', 'group')),
    title TEXT NOT NULL,
    topic TEXT NOT NULL DEFAULT '',
    year INTEGER NOT NULL,                       -- 年度 of the round, not of the date
    planned_at TEXT NOT NULL DEFAULT '',         -- local, 2026-11-22T14:30
    place TEXT NOT NULL DEFAULT '',
    chair_id INTEGER REFERENCES member (id),
    recorder_id INTEGER REFERENCES member (id),
    state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'running', 'adjourned', 'closed')),
    started_at TEXT,                             -- 开会
    ended_at TEXT,                               -- 散会
    closed_at TEXT,
    rules TEXT NOT NULL DEFAULT '{}',
    scheme TEXT NOT NULL DEFAULT 'branch-default',
    scheme_print TEXT NOT NULL DEFAULT '',
    template TEXT NOT NULL DEFAULT '',           -- code of the scheme's template that it was made from
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE checklist_item (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,                          -- study, opinions, talks, materials, reported …
    name TEXT NOT NULL,
    unit TEXT NOT NULL DEFAULT '',               -- 次, 条, 人次, 份
    count INTEGER CHECK (count >= 0),
    needed INTEGER NOT NULL DEFAULT 0 CHECK (needed >= 0),
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (meeting_id, code)
) STRICT;

CREATE TABLE agenda_item (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,                          -- db.rules.agenda lists them
    title TEXT NOT NULL CHECK (length(title) > 0),
    planned_seconds INTEGER NOT NULL DEFAULT 0 CHECK (planned_seconds >= 0),
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'paused', 'done', 'skipped')),
    skip_reason TEXT NOT NULL DEFAULT '',
    elapsed_ms INTEGER NOT NULL DEFAULT 0 CHECK (elapsed_ms >= 0),
    running_since TEXT,                          -- set while the clock runs, so that a crash loses nothing
    started_at TEXT,
    ended_at TEXT,
    note TEXT NOT NULL DEFAULT '',               -- prose for the minutes: what was reported or decided
    CHECK ((state = 'running') = (running_since IS NOT NULL))
) STRICT;
CREATE INDEX agenda_item_order ON agenda_item (meeting_id, position);
CREATE UNIQUE INDEX agenda_item_one_running ON agenda_item (meeting_id) WHERE state = 'running';

CREATE TABLE attendance (
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL DEFAULT 'full' CHECK (kind IN ('full', 'probationary')),  -- as it was when the meeting opened
    status TEXT NOT NULL DEFAULT 'unmarked' CHECK (status IN ('unmarked', 'present', 'late', 'leave', 'absent')),
    reason TEXT NOT NULL DEFAULT '',             -- 事由
    is_due INTEGER NOT NULL DEFAULT 1 CHECK (is_due IN (0, 1)),
    has_vote INTEGER NOT NULL DEFAULT 1 CHECK (has_vote IN (0, 1)),
    in_room INTEGER NOT NULL DEFAULT 0 CHECK (in_room IN (0, 1)),
    marked_at TEXT,
    PRIMARY KEY (meeting_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE movement (                          -- comings and goings, in order
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL CHECK (kind IN ('arrived', 'left', 'returned')),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX movement_meeting ON movement (meeting_id, member_id);

CREATE TABLE observer (                          -- 列席
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    name TEXT NOT NULL CHECK (length(name) > 0),
    unit TEXT NOT NULL DEFAULT '',
    post TEXT NOT NULL DEFAULT '',
    in_room INTEGER NOT NULL DEFAULT 1 CHECK (in_room IN (0, 1))
) STRICT;
CREATE INDEX observer_meeting ON observer (meeting_id);

CREATE TABLE observer_movement (                 -- comings and goings of the 列席, in order
    id INTEGER PRIMARY KEY,
    observer_id INTEGER NOT NULL REFERENCES observer (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('arrived', 'left', 'returned')),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX observer_movement_of ON observer_movement (observer_id);

CREATE TABLE correction (                        -- 整改清单
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    meeting_id INTEGER REFERENCES meeting (id),  -- where it was laid down
    member_id INTEGER REFERENCES member (id),    -- whose; NULL is the branch's
    problem TEXT NOT NULL CHECK (length(problem) > 0),
    measures TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',              -- 责任人
    due TEXT NOT NULL DEFAULT '',                -- partial ISO date or the wording used
    progress TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'struck_off')),
    struck_off_at TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX correction_state ON correction (state, meeting_id);

CREATE TABLE minutes (                           -- 会议记录: one a meeting
    meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id),
    uid TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'read_back', 'final')),
    read_back_at TEXT,
    read_back_hash TEXT NOT NULL DEFAULT '',     -- SHA-256 of what was read back, times left out
    objections TEXT NOT NULL DEFAULT '',
    final_at TEXT,
    record TEXT NOT NULL DEFAULT '',             -- JSON: the final text, block by block
    hash TEXT NOT NULL DEFAULT '',               -- SHA-256 of record
    CHECK ((state = 'final') = (length(record) > 0))
) STRICT;
CREATE TRIGGER minutes_final_no_update BEFORE UPDATE ON minutes WHEN OLD.state = 'final'
BEGIN SELECT RAISE(ABORT, 'final minutes are never changed'); END;
CREATE TRIGGER minutes_final_no_delete BEFORE DELETE ON minutes WHEN OLD.state = 'final'
BEGIN SELECT RAISE(ABORT, 'final minutes are never deleted'); END;

CREATE TABLE minutes_note (                      -- 更正说明, after the minutes are final
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    at TEXT NOT NULL,
    text TEXT NOT NULL CHECK (length(text) > 0)
) STRICT;
CREATE TRIGGER minutes_note_no_update BEFORE UPDATE ON minutes_note
BEGIN SELECT RAISE(ABORT, 'minutes_note is append-only'); END;
CREATE TRIGGER minutes_note_no_delete BEFORE DELETE ON minutes_note
BEGIN SELECT RAISE(ABORT, 'minutes_note is append-only'); END;

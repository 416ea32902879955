CREATE TABLE poll (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    agenda_item_id INTEGER REFERENCES agenda_item (id),
    kind TEXT NOT NULL CHECK (kind IN ('appraisal', 'motion', 'nomination', 'satisfaction', 'criteria')),
    channel TEXT NOT NULL CHECK (channel IN ('hands', 'totals', 'slips', 'booth', 'calls')),
    title TEXT NOT NULL CHECK (length(title) > 0),
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'closed', 'settling', 'counted', 'void')),
    scale TEXT NOT NULL,                         -- JSON: the grades of the overall judgement, in order
    form TEXT NOT NULL DEFAULT '{}',             -- JSON: what a slip asks beside it: criteria, choices, problems, text
    pool TEXT NOT NULL DEFAULT '',               -- who votes, where they are on no roll: 群众代表, 服务对象
    entries INTEGER NOT NULL DEFAULT 1 CHECK (entries IN (1, 2)),   -- how often each slip is typed in, blind
    written TEXT NOT NULL DEFAULT '[0, 0, 0]',   -- JSON: opinions filed in writing: for, against, abstaining
    written_by TEXT NOT NULL DEFAULT '[]',       -- JSON: ids of the members who filed them; never which was whose
    filers TEXT NOT NULL DEFAULT '[]',           -- JSON: their names, frozen when the poll opens
    rules TEXT NOT NULL,                         -- JSON: the settings in force, frozen
    fingerprint TEXT NOT NULL DEFAULT '',        -- 16 digits of SHA-256 over targets, scale, rule, electorate
    due INTEGER NOT NULL DEFAULT 0,              -- 应到会有表决权 / 应参评
    electorate INTEGER NOT NULL DEFAULT 0,       -- 实到参评 / 实到会有表决权
    kdf TEXT NOT NULL DEFAULT '',                -- JSON: salt and cost of the key derivation
    public_key BLOB,
    box_bytes INTEGER NOT NULL DEFAULT 0,
    admissions INTEGER NOT NULL DEFAULT 0,       -- how many may be in the box; who, never
    withdrawn INTEGER NOT NULL DEFAULT 0,        -- admissions to a booth that were taken back
    issued INTEGER,                              -- 发出
    returned INTEGER,                            -- 收回
    valid INTEGER,
    void INTEGER,
    count_salt TEXT NOT NULL DEFAULT '',
    count_hash TEXT NOT NULL DEFAULT '',
    passed INTEGER CHECK (passed IN (0, 1)),     -- motions
    scrutineers TEXT NOT NULL DEFAULT '[]',      -- JSON: names, frozen when the poll opens
    tellers TEXT NOT NULL DEFAULT '[]',
    mismatches INTEGER NOT NULL DEFAULT 0,       -- how often the scrutineer's figures differed from the book's
    void_reason TEXT NOT NULL DEFAULT '',
    rerun_of INTEGER REFERENCES poll (id),
    rerun_reason TEXT NOT NULL DEFAULT '',
    cleaned INTEGER NOT NULL DEFAULT 1 CHECK (cleaned IN (0, 1)),   -- 0: boxes were in the file, not yet wiped from it
    facts TEXT NOT NULL DEFAULT '{}',            -- JSON: boxes left, WAL bytes, secure_delete, backups made while open
    created_at TEXT NOT NULL,
    opened_at TEXT,
    closed_at TEXT,
    counted_at TEXT
) STRICT;
CREATE INDEX poll_meeting ON poll (meeting_id, kind);
CREATE UNIQUE INDEX poll_one_open ON poll ((1)) WHERE state IN ('open', 'closed', 'settling');

CREATE TRIGGER poll_never_reopens BEFORE UPDATE OF state ON poll
WHEN OLD.channel <> 'hands' AND (
    OLD.state IN ('closed', 'settling', 'counted', 'void') AND NEW.state IN ('draft', 'open')
    OR OLD.state IN ('counted', 'void') AND NEW.state <> OLD.state
)
BEGIN SELECT RAISE(ABORT, 'a poll never reopens'); END;

CREATE TABLE poll_target (
    id INTEGER PRIMARY KEY,
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    position INTEGER NOT NULL,
    member_id INTEGER REFERENCES member (id),
    label TEXT NOT NULL,
    is_graded INTEGER NOT NULL DEFAULT 1 CHECK (is_graded IN (0, 1)),
    UNIQUE (poll_id, position)
) STRICT;

CREATE TABLE poll_elector (                      -- who may take part, frozen at opening; never who did
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    PRIMARY KEY (poll_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_role (                      -- 监票人, 计票人 as the meeting chose them
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    role TEXT NOT NULL CHECK (role IN ('scrutineer', 'teller')),
    member_id INTEGER REFERENCES member (id),
    name TEXT NOT NULL CHECK (length(name) > 0),
    poll_id INTEGER REFERENCES poll (id),        -- the motion that chose them
    UNIQUE (meeting_id, role, name)
) STRICT;

CREATE TABLE poll_box (                          -- one sealed box a ballot (or a row of totals); no member, no time
    key BLOB PRIMARY KEY CHECK (length(key) = 16),
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    box BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER poll_box_only_while_open BEFORE INSERT ON poll_box
WHEN NOT EXISTS (
    SELECT 1 FROM poll WHERE id = NEW.poll_id AND state = 'open' AND length(NEW.box) = box_bytes
    AND (SELECT count(*) FROM poll_box WHERE poll_id = NEW.poll_id) < admissions - withdrawn
)
BEGIN SELECT RAISE(ABORT, 'no box is admitted'); END;
CREATE TRIGGER poll_box_no_update BEFORE UPDATE ON poll_box
BEGIN SELECT RAISE(ABORT, 'a box is never changed'); END;

CREATE TABLE booth (                             -- a place to vote at; it knows whether somebody is there, never who
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    number INTEGER NOT NULL CHECK (number > 0),
    is_busy INTEGER NOT NULL DEFAULT 0 CHECK (is_busy IN (0, 1)),
    is_recalled INTEGER NOT NULL DEFAULT 0 CHECK (is_recalled IN (0, 1)),   -- its own process is to say: cast, or not
    PRIMARY KEY (poll_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_count (
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    target_id INTEGER NOT NULL REFERENCES poll_target (id),
    part TEXT NOT NULL DEFAULT '',               -- code of the criterion; empty for the overall grade
    grade TEXT NOT NULL,                         -- code of the scale, or blank, or void
    count INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (poll_id, target_id, part, grade)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_problem (                      -- how often a problem was named of a target
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    target_id INTEGER NOT NULL REFERENCES poll_target (id),
    number INTEGER NOT NULL CHECK (number > 0),
    count INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (poll_id, target_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_note (                         -- names written in, free texts: by content, which is no order of voters
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    kind TEXT NOT NULL CHECK (kind IN ('other', 'text')),
    content TEXT NOT NULL CHECK (length(content) > 0),
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (poll_id, kind, content)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER poll_count_no_update BEFORE UPDATE ON poll_count
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;
CREATE TRIGGER poll_count_no_delete BEFORE DELETE ON poll_count
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;

CREATE TRIGGER poll_problem_no_update BEFORE UPDATE ON poll_problem
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;
CREATE TRIGGER poll_problem_no_delete BEFORE DELETE ON poll_problem
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;

CREATE TRIGGER poll_note_no_update BEFORE UPDATE ON poll_note
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;
CREATE TRIGGER poll_note_no_delete BEFORE DELETE ON poll_note
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;

CREATE TABLE grade_decision (                    -- 评定意见: an act of the 支委会 or 党员大会, later and apart from the tally
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    poll_id INTEGER REFERENCES poll (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    grade TEXT NOT NULL,                         -- code of the scale, or ungraded (不定等次)
    opinion TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',             -- asked for over the cap or against a warning
    decided_at TEXT NOT NULL,
    fed_back_on TEXT NOT NULL DEFAULT '',        -- local date
    UNIQUE (meeting_id, member_id)
) STRICT;

CREATE TABLE decision_session (                  -- the sitting that decided: its own date, place, attendance
    meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id),
    body TEXT NOT NULL CHECK (body IN ('committee', 'assembly')),
    held_on TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    attendance TEXT NOT NULL DEFAULT '',
    record TEXT NOT NULL DEFAULT ''
) STRICT;

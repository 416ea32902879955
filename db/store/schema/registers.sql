-- 台账: what was entered to fulfil the scheme's requirements, who is excused, designations, 达标 and tiers.
-- A requirement is scheme data: entries keep its code and the fingerprint of the scheme that they were made under.
CREATE TABLE register_entry (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    requirement TEXT NOT NULL CHECK (length(requirement) > 0),
    scheme_print TEXT NOT NULL DEFAULT '',       -- 16 digits of the fingerprint of the scheme in force
    member_id INTEGER REFERENCES member (id),    -- whose; of a group or a branch it is the organisation's
    organisation_id INTEGER REFERENCES organisation (id),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),     -- local date of the deed
    counts_on TEXT NOT NULL CHECK (counts_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    amount INTEGER NOT NULL DEFAULT 1 CHECK (amount BETWEEN 1 AND 999),
    said TEXT NOT NULL DEFAULT '{}' CHECK (json_type(said) = 'object'),                  -- field code to text
    batch TEXT NOT NULL DEFAULT '',              -- one act on many shares a batch
    entered_at TEXT NOT NULL,
    edited_at TEXT,
    withdrawn_at TEXT,
    withdrawn_why TEXT NOT NULL DEFAULT '',
    CHECK ((member_id IS NULL) <> (organisation_id IS NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_why = ''))
) STRICT;
-- counts_on is a day of the period that the entry fulfils: its own day, or one of an earlier period that is made up.
CREATE INDEX register_entry_due ON register_entry (requirement, counts_on, member_id, organisation_id, day, amount)
    WHERE withdrawn_at IS NULL;
CREATE INDEX register_entry_member ON register_entry (member_id, requirement, counts_on);
CREATE INDEX register_entry_batch ON register_entry (batch) WHERE batch <> '';

CREATE TRIGGER register_entry_no_delete BEFORE DELETE ON register_entry
BEGIN SELECT RAISE(ABORT, 'a register entry is withdrawn, never deleted'); END;
CREATE TRIGGER register_entry_withdrawn_stays BEFORE UPDATE ON register_entry WHEN OLD.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a withdrawn register entry never changes'); END;
CREATE TRIGGER register_entry_keeps_owner
BEFORE UPDATE OF uid, requirement, scheme_print, member_id, organisation_id, batch, entered_at ON register_entry
BEGIN SELECT RAISE(ABORT, 'whose entry it is and under which scheme never changes'); END;

CREATE TABLE requirement_excuse (                -- 免做: somebody owes nothing for a time
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    requirement TEXT NOT NULL DEFAULT '',        -- '' is all of them
    member_id INTEGER NOT NULL REFERENCES member (id),
    begins TEXT NOT NULL,                        -- local date
    ends TEXT NOT NULL DEFAULT '',               -- '' until taken back
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    entered_at TEXT NOT NULL,
    ended_at TEXT,
    CHECK (ends = '' OR begins <= ends)
) STRICT;
CREATE INDEX requirement_excuse_member ON requirement_excuse (member_id);

CREATE TABLE designation (                       -- 先锋岗、示范岗、责任区
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (length(kind) > 0), -- code of the scheme's designation
    scheme_print TEXT NOT NULL DEFAULT '',
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),   -- the branch that set it up
    name TEXT NOT NULL CHECK (length(name) > 0), -- 受理窗口先锋岗
    member_id INTEGER REFERENCES member (id),    -- who holds it
    group_id INTEGER REFERENCES organisation (id),                   -- or the organisation that does
    standard TEXT NOT NULL DEFAULT '',
    begins TEXT NOT NULL,
    ends TEXT NOT NULL DEFAULT '',               -- end of the term, '' until withdrawn
    ended_on TEXT,
    ended_why TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    CHECK ((member_id IS NULL) <> (group_id IS NULL)),
    CHECK (ends = '' OR begins <= ends),
    CHECK ((ended_on IS NULL) = (ended_why = ''))
) STRICT;
CREATE INDEX designation_kind ON designation (organisation_id, kind);
CREATE UNIQUE INDEX designation_one_holder ON designation (kind, name, ifnull(member_id, 0), ifnull(group_id, 0))
    WHERE ended_on IS NULL;
CREATE TRIGGER designation_no_delete BEFORE DELETE ON designation
BEGIN SELECT RAISE(ABORT, 'a designation is ended, never deleted'); END;
CREATE TRIGGER designation_ended_stays BEFORE UPDATE ON designation WHEN OLD.ended_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an ended designation never changes'); END;

CREATE TABLE designation_check (                 -- 考核: the holder held against the standard
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    designation_id INTEGER NOT NULL REFERENCES designation (id),
    day TEXT NOT NULL,
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    finding TEXT NOT NULL DEFAULT '',
    entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX designation_check_day ON designation_check (designation_id, day, id);
CREATE TRIGGER designation_check_no_update BEFORE UPDATE ON designation_check
BEGIN SELECT RAISE(ABORT, 'designation_check is append-only'); END;
CREATE TRIGGER designation_check_no_delete BEFORE DELETE ON designation_check
BEGIN SELECT RAISE(ABORT, 'designation_check is append-only'); END;

CREATE TABLE placement (                         -- 达标认定与分类定档: the last one by a date counts, those withdrawn left out
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    member_id INTEGER REFERENCES member (id),
    organisation_id INTEGER REFERENCES organisation (id),
    scheme_print TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL,
    about TEXT NOT NULL DEFAULT '',              -- code of the scheme's target that is_up speaks of
    is_up INTEGER CHECK (is_up IN (0, 1)),       -- up to standard; NULL where only a tier was given
    tier TEXT NOT NULL DEFAULT '',               -- code of the scheme's tier
    basis TEXT NOT NULL DEFAULT '',
    batch TEXT NOT NULL DEFAULT '',              -- one act on many shares a batch
    entered_at TEXT NOT NULL,
    withdrawn_at TEXT,
    withdrawn_why TEXT NOT NULL DEFAULT '',
    CHECK ((member_id IS NULL) <> (organisation_id IS NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_why = '')),
    CHECK ((is_up IS NULL) = (about = '')),
    CHECK (is_up IS NOT NULL OR tier <> '')
) STRICT;
CREATE INDEX placement_organisation ON placement (organisation_id, day, id)
    WHERE organisation_id IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX placement_member ON placement (member_id, day, id) WHERE member_id IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX placement_batch ON placement (batch) WHERE batch <> '';
CREATE TRIGGER placement_keeps_what_it_says
BEFORE UPDATE OF id, uid, member_id, organisation_id, scheme_print, day, about, is_up, tier, basis, batch, entered_at
ON placement
BEGIN SELECT RAISE(ABORT, 'what a placement says never changes'); END;
CREATE TRIGGER placement_withdrawn_stays BEFORE UPDATE ON placement WHEN OLD.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a withdrawn placement never changes'); END;
CREATE TRIGGER placement_no_delete BEFORE DELETE ON placement
BEGIN SELECT RAISE(ABORT, 'a placement is withdrawn, never deleted'); END;

-- 积分公示: the list of a quarter as it was posted, and the objections to it. A list is withdrawn, never changed.
CREATE TABLE point_publicity (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    year INTEGER NOT NULL,
    quarter INTEGER NOT NULL CHECK (quarter BETWEEN 1 AND 4),
    begins TEXT NOT NULL,                        -- first and last day on the board
    ends TEXT NOT NULL CHECK (ends >= begins),
    place TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '',            -- to whom objections go
    published_at TEXT NOT NULL,
    withdrawn_at TEXT,
    withdrawn_reason TEXT NOT NULL DEFAULT '',
    CHECK ((withdrawn_at IS NULL) = (withdrawn_reason = ''))
) STRICT;
CREATE UNIQUE INDEX point_publicity_one ON point_publicity (organisation_id, year, quarter) WHERE withdrawn_at IS NULL;

CREATE TABLE point_publicity_line (
    publicity_id INTEGER NOT NULL REFERENCES point_publicity (id),
    position INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id),
    name TEXT NOT NULL,
    group_name TEXT NOT NULL DEFAULT '',
    quarter_tenths INTEGER NOT NULL,             -- what the quarter brought
    total_tenths INTEGER NOT NULL,               -- the year's total at the end of the quarter
    rank INTEGER NOT NULL DEFAULT 0,             -- 0 where the list stands in 姓氏笔画 order
    PRIMARY KEY (publicity_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE point_objection (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    publicity_id INTEGER NOT NULL REFERENCES point_publicity (id),
    member_id INTEGER REFERENCES member (id),    -- whose points it is about; NULL: the list as a whole
    raised_by TEXT NOT NULL CHECK (length(raised_by) > 0),
    raised_on TEXT NOT NULL,
    content TEXT NOT NULL CHECK (length(content) > 0),
    outcome TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'upheld', 'dismissed')),
    finding TEXT NOT NULL DEFAULT '',
    handled_by TEXT NOT NULL DEFAULT '',
    answered_on TEXT,
    CHECK ((outcome = 'open') = (answered_on IS NULL))
) STRICT;
CREATE INDEX point_objection_of ON point_objection (publicity_id, id);

CREATE TRIGGER point_publicity_no_delete BEFORE DELETE ON point_publicity
BEGIN SELECT RAISE(ABORT, 'a list is withdrawn, not deleted'); END;
CREATE TRIGGER point_publicity_line_no_update BEFORE UPDATE ON point_publicity_line
BEGIN SELECT RAISE(ABORT, 'a posted list is not changed'); END;
CREATE TRIGGER point_publicity_line_no_delete BEFORE DELETE ON point_publicity_line
BEGIN SELECT RAISE(ABORT, 'a posted list is not changed'); END;
CREATE TRIGGER point_objection_no_delete BEFORE DELETE ON point_objection
BEGIN SELECT RAISE(ABORT, 'an objection is answered, not deleted'); END;

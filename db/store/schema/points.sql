-- Append-only ledger of integer tenths. An entry counts once it is approved; a mistake is undone by a reversal.
CREATE TABLE point_entry (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    meeting_id INTEGER REFERENCES meeting (id),
    year INTEGER NOT NULL,
    day TEXT NOT NULL,                           -- local date of the deed, 2026-11-22
    rule TEXT NOT NULL DEFAULT '',               -- code of the scheme's rule, '' by hand
    category TEXT NOT NULL DEFAULT '',
    tenths INTEGER NOT NULL,                     -- what counts, after the cap
    asked INTEGER NOT NULL,                      -- what the rule gives, before the cap
    reason TEXT NOT NULL,
    batch TEXT NOT NULL DEFAULT '',              -- one act on a whole group shares a batch
    reverses_id INTEGER UNIQUE REFERENCES point_entry (id),
    entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX point_entry_member ON point_entry (year, member_id, rule, day, tenths);
CREATE INDEX point_entry_meeting ON point_entry (meeting_id, id);

CREATE TABLE point_approval (                    -- 审核认定: one decision an entry
    entry_id INTEGER PRIMARY KEY REFERENCES point_entry (id),
    decision TEXT NOT NULL CHECK (decision IN ('approved', 'rejected')),
    approver TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
) STRICT;

CREATE TABLE point_balance (                     -- kept by trigger: the sum of approved entries
    year INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id),
    tenths INTEGER NOT NULL DEFAULT 0,
    entries INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (year, member_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER point_entry_no_update BEFORE UPDATE ON point_entry
BEGIN SELECT RAISE(ABORT, 'point_entry is append-only'); END;
CREATE TRIGGER point_entry_no_delete BEFORE DELETE ON point_entry
BEGIN SELECT RAISE(ABORT, 'point_entry is append-only'); END;
CREATE TRIGGER point_approval_no_update BEFORE UPDATE ON point_approval
BEGIN SELECT RAISE(ABORT, 'point_approval is append-only'); END;
CREATE TRIGGER point_approval_no_delete BEFORE DELETE ON point_approval
BEGIN SELECT RAISE(ABORT, 'point_approval is append-only'); END;
CREATE TRIGGER point_balance_kept AFTER INSERT ON point_approval WHEN NEW.decision = 'approved'
BEGIN
    INSERT INTO point_balance (year, member_id, tenths, entries)
    SELECT year, member_id, tenths, 1 FROM point_entry WHERE id = NEW.entry_id
    ON CONFLICT (year, member_id) DO UPDATE SET tenths = tenths + excluded.tenths, entries = entries + 1;
END;

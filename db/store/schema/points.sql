-- Append-only ledger of integer tenths. An entry counts once it is approved; a mistake is undone by a reversal.
CREATE TABLE point_entry (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    meeting_id INTEGER REFERENCES meeting (id),
    year INTEGER NOT NULL,                       -- 年度 of the ledger; the year of a meeting held in January is the last
    day TEXT NOT NULL,                           -- local date of the deed, 2026-11-22
    rule TEXT NOT NULL DEFAULT '',               -- code of the scheme's rule, '' by hand
    category TEXT NOT NULL DEFAULT '',
    tenths INTEGER NOT NULL,                     -- what counts, after the cap
    asked INTEGER NOT NULL,                      -- what the rule gives, before the cap
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    evidence TEXT NOT NULL DEFAULT '',           -- 佐证, where the rule asks for it
    batch TEXT NOT NULL DEFAULT '',              -- one act on a whole group shares a batch
    scheme_print TEXT NOT NULL DEFAULT '',       -- 16 digits of the fingerprint of the scheme in force
    reverses_id INTEGER UNIQUE REFERENCES point_entry (id),
    entered_at TEXT NOT NULL,
    CHECK (abs(tenths) <= abs(asked) AND tenths * asked >= 0)
) STRICT;
CREATE INDEX point_entry_member ON point_entry (year, member_id, rule, day, tenths);
CREATE INDEX point_entry_meeting ON point_entry (meeting_id, id);
CREATE INDEX point_entry_batch ON point_entry (batch) WHERE batch <> '';

CREATE TABLE point_approval (                    -- 审核认定: one decision an entry
    entry_id INTEGER PRIMARY KEY REFERENCES point_entry (id),
    decision TEXT NOT NULL CHECK (decision IN ('approved', 'rejected', 'withdrawn')),
    approver TEXT NOT NULL,
    approver_id INTEGER REFERENCES member (id),  -- NULL where the superior decided
    note TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
) STRICT;
CREATE INDEX point_approval_at ON point_approval (at);

CREATE TABLE point_pending (                     -- kept by trigger: entries that nobody has decided
    entry_id INTEGER PRIMARY KEY REFERENCES point_entry (id)
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
CREATE TRIGGER point_reversal_fits BEFORE INSERT ON point_entry WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM point_entry o JOIN point_approval a ON a.entry_id = o.id AND a.decision = 'approved'
    WHERE o.id = NEW.reverses_id AND o.reverses_id IS NULL AND o.tenths = -NEW.tenths
    AND o.member_id = NEW.member_id AND o.year = NEW.year
)
BEGIN SELECT RAISE(ABORT, 'a reversal undoes one approved entry'); END;
CREATE TRIGGER point_nobody_approves_own BEFORE INSERT ON point_approval
WHEN NEW.decision = 'approved' AND NEW.approver_id = (SELECT member_id FROM point_entry WHERE id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'nobody approves his own points'); END;
CREATE TRIGGER point_pending_begins AFTER INSERT ON point_entry
BEGIN INSERT INTO point_pending (entry_id) VALUES (NEW.id); END;
CREATE TRIGGER point_pending_ends AFTER INSERT ON point_approval
BEGIN DELETE FROM point_pending WHERE entry_id = NEW.entry_id; END;
CREATE TRIGGER point_balance_kept AFTER INSERT ON point_approval WHEN NEW.decision = 'approved'
BEGIN
    INSERT INTO point_balance (year, member_id, tenths, entries)
    SELECT year, member_id, tenths, 1 FROM point_entry WHERE id = NEW.entry_id
    ON CONFLICT (year, member_id) DO UPDATE SET tenths = tenths + excluded.tenths, entries = entries + 1;
END;

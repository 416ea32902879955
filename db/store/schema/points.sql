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
    reverses_id INTEGER REFERENCES point_entry (id),
    proposed_by INTEGER REFERENCES member (id),  -- 提出人: it then waits for 审核认定; NULL where the secretary entered it
    cause_kind TEXT NOT NULL DEFAULT '',         -- attendance, register, pledge, carry-over; '' where a person decided
    cause_uid TEXT NOT NULL DEFAULT '',          -- what of that kind: uid of the meeting, of the register's entry
    entered_at TEXT NOT NULL,
    CHECK (abs(tenths) <= abs(asked) AND tenths * asked >= 0),
    CHECK ((cause_kind = '') = (cause_uid = ''))
) STRICT;
CREATE INDEX point_entry_member ON point_entry (year, member_id);
CREATE INDEX point_entry_meeting ON point_entry (meeting_id, id) WHERE meeting_id IS NOT NULL;
CREATE INDEX point_entry_batch ON point_entry (batch) WHERE batch <> '';
CREATE INDEX point_entry_reverses ON point_entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX point_entry_cause ON point_entry (cause_kind, cause_uid, member_id) WHERE cause_uid <> '';

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

CREATE TABLE point_month (                       -- kept by trigger: what a table needs, without the entries
    year INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id),
    month TEXT NOT NULL,                         -- of the deed, 2026-11
    category TEXT NOT NULL,
    tenths INTEGER NOT NULL DEFAULT 0,           -- approved
    held INTEGER NOT NULL DEFAULT 0,             -- waiting for 审核认定: it keeps its room under a cap
    PRIMARY KEY (year, member_id, month, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE point_use (                         -- kept by trigger: how much of a rule's cap is taken, approved or waiting
    year INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id),
    rule TEXT NOT NULL,
    month TEXT NOT NULL,
    tenths INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (year, member_id, rule, month)
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
CREATE TRIGGER point_reversal_once BEFORE INSERT ON point_entry WHEN NEW.reverses_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM point_entry o LEFT JOIN point_approval a ON a.entry_id = o.id
    WHERE o.reverses_id = NEW.reverses_id AND coalesce(a.decision, 'approved') = 'approved'
)
BEGIN SELECT RAISE(ABORT, 'an entry is undone once'); END;
CREATE TRIGGER point_cause_once BEFORE INSERT ON point_entry
WHEN NEW.cause_uid <> '' AND NEW.reverses_id IS NULL AND EXISTS (
    SELECT 1 FROM point_entry o LEFT JOIN point_approval a ON a.entry_id = o.id
    WHERE o.cause_kind = NEW.cause_kind AND o.cause_uid = NEW.cause_uid AND o.cause_uid <> ''
    AND o.member_id = NEW.member_id AND o.rule = NEW.rule AND o.reverses_id IS NULL
    AND coalesce(a.decision, '') <> 'withdrawn' AND NOT EXISTS (
        SELECT 1 FROM point_entry r JOIN point_approval d ON d.entry_id = r.id AND d.decision = 'approved'
        WHERE r.reverses_id = o.id)
)
BEGIN SELECT RAISE(ABORT, 'a cause gives a member its points once'); END;
CREATE TRIGGER point_nobody_approves_own BEFORE INSERT ON point_approval
WHEN NEW.decision = 'approved' AND NEW.approver_id = (SELECT member_id FROM point_entry WHERE id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'nobody approves his own points'); END;
-- A reversal gives the room under a cap back when it is approved, not while it waits: it may be turned down.
CREATE TRIGGER point_pending_begins AFTER INSERT ON point_entry
BEGIN
    INSERT INTO point_pending (entry_id) VALUES (NEW.id);
    INSERT INTO point_month (year, member_id, month, category, held)
    VALUES (NEW.year, NEW.member_id, substr(NEW.day, 1, 7), NEW.category, iif(NEW.reverses_id IS NULL, NEW.tenths, 0))
    ON CONFLICT DO UPDATE SET held = held + excluded.held;
    INSERT INTO point_use (year, member_id, rule, month, tenths)
    VALUES (NEW.year, NEW.member_id, NEW.rule, substr(NEW.day, 1, 7), iif(NEW.reverses_id IS NULL, NEW.tenths, 0))
    ON CONFLICT DO UPDATE SET tenths = tenths + excluded.tenths;
END;
CREATE TRIGGER point_pending_ends AFTER INSERT ON point_approval
BEGIN
    DELETE FROM point_pending WHERE entry_id = NEW.entry_id;
    UPDATE point_month SET held = held - iif(e.reverses_id IS NULL, e.tenths, 0),
        tenths = point_month.tenths + iif(NEW.decision = 'approved', e.tenths, 0)
    FROM point_entry e WHERE e.id = NEW.entry_id AND point_month.year = e.year
    AND point_month.member_id = e.member_id AND point_month.month = substr(e.day, 1, 7)
    AND point_month.category = e.category;
END;
CREATE TRIGGER point_use_ends AFTER INSERT ON point_approval
WHEN (NEW.decision = 'approved') = EXISTS (SELECT 1 FROM point_entry WHERE id = NEW.entry_id AND reverses_id IS NOT NULL)
BEGIN
    UPDATE point_use SET tenths = point_use.tenths + iif(e.reverses_id IS NULL, -e.tenths, e.tenths)
    FROM point_entry e WHERE e.id = NEW.entry_id AND point_use.year = e.year
    AND point_use.member_id = e.member_id AND point_use.rule = e.rule AND point_use.month = substr(e.day, 1, 7);
END;
CREATE TRIGGER point_balance_kept AFTER INSERT ON point_approval WHEN NEW.decision = 'approved'
BEGIN
    INSERT INTO point_balance (year, member_id, tenths, entries)
    SELECT year, member_id, tenths, 1 FROM point_entry WHERE id = NEW.entry_id
    ON CONFLICT (year, member_id) DO UPDATE SET tenths = tenths + excluded.tenths, entries = entries + 1;
END;

-- 一票否决: what takes a year's points, or 优秀, from a member; lifted, never deleted.
CREATE TABLE point_veto (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    year INTEGER NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    approver TEXT NOT NULL CHECK (length(approver) > 0),
    entered_at TEXT NOT NULL,
    lifted_at TEXT,
    lifted_reason TEXT NOT NULL DEFAULT '',
    CHECK ((lifted_at IS NULL) = (lifted_reason = ''))
) STRICT;
CREATE UNIQUE INDEX point_veto_one ON point_veto (year, member_id) WHERE lifted_at IS NULL;
CREATE TRIGGER point_veto_no_delete BEFORE DELETE ON point_veto
BEGIN SELECT RAISE(ABORT, 'a veto is lifted, not deleted'); END;
CREATE TRIGGER point_veto_only_lifted BEFORE UPDATE ON point_veto
WHEN OLD.lifted_at IS NOT NULL OR NEW.member_id <> OLD.member_id OR NEW.year <> OLD.year OR NEW.day <> OLD.day
OR NEW.reason <> OLD.reason OR NEW.approver <> OLD.approver
BEGIN SELECT RAISE(ABORT, 'a veto is lifted, not changed'); END;

-- 免计: who takes no part in the points, since when, why and by whose word; member.counts_points says whether now.
CREATE TABLE point_exemption (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    since TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    approver TEXT NOT NULL CHECK (length(approver) > 0),
    entered_at TEXT NOT NULL,
    ended_on TEXT
) STRICT;
CREATE UNIQUE INDEX point_exemption_one ON point_exemption (member_id) WHERE ended_on IS NULL;

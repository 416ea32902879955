CREATE UNIQUE INDEX agenda_item_one_running ON agenda_item (meeting_id) WHERE state = 'running';

CREATE INDEX agenda_item_order ON agenda_item (meeting_id, position);

CREATE INDEX commentary_meeting ON commentary (meeting_id);

CREATE INDEX correction_state ON correction (state, meeting_id);

CREATE INDEX designation_check_day ON designation_check (designation_id, day, id);

CREATE INDEX designation_kind ON designation (organisation_id, kind);

CREATE UNIQUE INDEX designation_one_holder ON designation (kind, name, ifnull(member_id, 0), ifnull(group_id, 0))
    WHERE ended_on IS NULL;

CREATE INDEX member_group ON member (group_id);

CREATE INDEX member_order ON member (organisation_id, left_at, sort_key, id);

CREATE INDEX member_post ON member (organisation_id, left_at, sort_key, id) WHERE post <> '';

CREATE INDEX movement_meeting ON movement (meeting_id, member_id);

CREATE INDEX observer_meeting ON observer (meeting_id);

CREATE INDEX observer_movement_of ON observer_movement (observer_id);

CREATE INDEX organisation_parent ON organisation (parent_id);

CREATE INDEX placement_batch ON placement (batch) WHERE batch <> '';

CREATE INDEX placement_member ON placement (member_id, day, id) WHERE member_id IS NOT NULL AND withdrawn_at IS NULL;

CREATE INDEX placement_organisation ON placement (organisation_id, day, id)
    WHERE organisation_id IS NOT NULL AND withdrawn_at IS NULL;

CREATE INDEX point_approval_at ON point_approval (at);

CREATE INDEX point_entry_batch ON point_entry (batch) WHERE batch <> '';

CREATE INDEX point_entry_cause ON point_entry (cause_kind, cause_uid, member_id) WHERE cause_uid <> '';

CREATE INDEX point_entry_meeting ON point_entry (meeting_id, id) WHERE meeting_id IS NOT NULL;

CREATE INDEX point_entry_member ON point_entry (year, member_id);

CREATE INDEX point_entry_reverses ON point_entry (reverses_id) WHERE reverses_id IS NOT NULL;

CREATE UNIQUE INDEX point_exemption_one ON point_exemption (member_id) WHERE ended_on IS NULL;

CREATE INDEX point_objection_of ON point_objection (publicity_id, id);

CREATE UNIQUE INDEX point_publicity_one ON point_publicity (organisation_id, year, quarter) WHERE withdrawn_at IS NULL;

CREATE UNIQUE INDEX point_veto_one ON point_veto (year, member_id) WHERE lifted_at IS NULL;

CREATE INDEX poll_meeting ON poll (meeting_id, kind);

CREATE UNIQUE INDEX poll_one_open ON poll ((1)) WHERE state IN ('open', 'closed', 'settling');

CREATE INDEX register_entry_batch ON register_entry (batch) WHERE batch <> '';

CREATE INDEX register_entry_due ON register_entry (requirement, counts_on, member_id, organisation_id, day, amount)
    WHERE withdrawn_at IS NULL;

CREATE INDEX register_entry_member ON register_entry (member_id, requirement, counts_on);

CREATE INDEX remark_meeting ON remark (meeting_id, position);

CREATE INDEX requirement_excuse_member ON requirement_excuse (member_id);

CREATE INDEX undo_step_last ON undo_step (meeting_id, place, id);

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

CREATE TABLE book (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    rehearsal INTEGER NOT NULL DEFAULT 0 CHECK (rehearsal IN (0, 1)),
    room TEXT NOT NULL DEFAULT 'unknown' CHECK (room IN ('unknown', 'extended', 'mirrored', 'single')),
    scheme_print TEXT NOT NULL DEFAULT ''        -- of the scheme that the branch chose; '' as long as nobody did
) STRICT;

CREATE TABLE booth (                             -- a place to vote at; it knows whether somebody is there, never who
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    number INTEGER NOT NULL CHECK (number > 0),
    is_busy INTEGER NOT NULL DEFAULT 0 CHECK (is_busy IN (0, 1)),
    is_recalled INTEGER NOT NULL DEFAULT 0 CHECK (is_recalled IN (0, 1)),   -- its own process is to say: cast, or not
    PRIMARY KEY (poll_id, number)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE commentary (                        -- 领导点评
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    commentator_id INTEGER REFERENCES member (id),
    commentator TEXT NOT NULL,
    commentator_post TEXT NOT NULL DEFAULT '',
    member_id INTEGER REFERENCES member (id),    -- target; NULL is the branch
    manner TEXT NOT NULL DEFAULT 'individual' CHECK (manner IN ('collective', 'impromptu', 'individual')),
    results TEXT NOT NULL DEFAULT '',            -- 肯定成绩
    problems TEXT NOT NULL DEFAULT '',           -- 指出问题
    direction TEXT NOT NULL DEFAULT '',          -- 努力方向
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'released', 'withdrawn')),
    released_at TEXT,
    created_at TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

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

CREATE TABLE decision_session (                  -- the sitting that decided: its own date, place, attendance
    meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id),
    body TEXT NOT NULL CHECK (body IN ('committee', 'assembly')),
    held_on TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    attendance TEXT NOT NULL DEFAULT '',
    record TEXT NOT NULL DEFAULT ''
) STRICT;

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

CREATE TABLE designation_check (                 -- 考核: the holder held against the standard
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    designation_id INTEGER NOT NULL REFERENCES designation (id),
    day TEXT NOT NULL,
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    finding TEXT NOT NULL DEFAULT '',
    entered_at TEXT NOT NULL
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    ids TEXT NOT NULL,
    digest TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;

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

CREATE TABLE meeting_role (                      -- 监票人, 计票人 as the meeting chose them
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    role TEXT NOT NULL CHECK (role IN ('scrutineer', 'teller')),
    member_id INTEGER REFERENCES member (id),
    name TEXT NOT NULL CHECK (length(name) > 0),
    poll_id INTEGER REFERENCES poll (id),        -- the motion that chose them
    UNIQUE (meeting_id, role, name)
) STRICT;

CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    group_id INTEGER REFERENCES organisation (id),
    name TEXT NOT NULL CHECK (length(name) > 0),
    mark TEXT NOT NULL DEFAULT '',               -- tells namesakes apart: 女, 第二党小组, 1982
    kind TEXT NOT NULL DEFAULT 'full' CHECK (kind IN ('full', 'probationary')),
    status TEXT NOT NULL DEFAULT 'normal'
        CHECK (status IN ('normal', 'observing', 'suspended', 'detained', 'lost')),
    floating INTEGER NOT NULL DEFAULT 0 CHECK (floating IN (0, 1)),
    gender TEXT NOT NULL DEFAULT '',
    ethnicity TEXT NOT NULL DEFAULT '',
    birth TEXT NOT NULL DEFAULT '',              -- partial ISO date: 1978, 1978-12, 1978-12-05
    education TEXT NOT NULL DEFAULT '',
    joined TEXT NOT NULL DEFAULT '',             -- partial ISO date: 入党
    confirmed TEXT NOT NULL DEFAULT '',          -- partial ISO date: 转正
    post TEXT NOT NULL DEFAULT '',               -- 党内职务: 书记, 组织委员 …
    job TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    id_number TEXT NOT NULL DEFAULT '',          -- only where the secretary asked for it
    address TEXT NOT NULL DEFAULT '',
    counts_points INTEGER NOT NULL DEFAULT 1 CHECK (counts_points IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    sort_key TEXT NOT NULL,                      -- 姓氏笔画, computed on write
    initials TEXT NOT NULL,                      -- pinyin initials, every reading, blank between
    added_at TEXT NOT NULL,
    left_at TEXT,
    left_reason TEXT NOT NULL DEFAULT ''
) STRICT;

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

CREATE TABLE minutes_note (                      -- 更正说明, after the minutes are final
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    at TEXT NOT NULL,
    text TEXT NOT NULL CHECK (length(text) > 0)
) STRICT;

CREATE TABLE movement (                          -- comings and goings, in order
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL CHECK (kind IN ('arrived', 'left', 'returned')),
    at TEXT NOT NULL
) STRICT;

CREATE TABLE observer (                          -- 列席
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    name TEXT NOT NULL CHECK (length(name) > 0),
    unit TEXT NOT NULL DEFAULT '',
    post TEXT NOT NULL DEFAULT '',
    in_room INTEGER NOT NULL DEFAULT 1 CHECK (in_room IN (0, 1))
) STRICT;

CREATE TABLE observer_movement (                 -- comings and goings of the 列席, in order
    id INTEGER PRIMARY KEY,
    observer_id INTEGER NOT NULL REFERENCES observer (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('arrived', 'left', 'returned')),
    at TEXT NOT NULL
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

CREATE TABLE point_approval (                    -- 审核认定: one decision an entry
    entry_id INTEGER PRIMARY KEY REFERENCES point_entry (id),
    decision TEXT NOT NULL CHECK (decision IN ('approved', 'rejected', 'withdrawn')),
    approver TEXT NOT NULL,
    approver_id INTEGER REFERENCES member (id),  -- NULL where the superior decided
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

CREATE TABLE point_month (                       -- kept by trigger: what a table needs, without the entries
    year INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id),
    month TEXT NOT NULL,                         -- of the deed, 2026-11
    category TEXT NOT NULL,
    tenths INTEGER NOT NULL DEFAULT 0,           -- approved
    held INTEGER NOT NULL DEFAULT 0,             -- waiting for 审核认定: it keeps its room under a cap
    PRIMARY KEY (year, member_id, month, category)
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

CREATE TABLE point_pending (                     -- kept by trigger: entries that nobody has decided
    entry_id INTEGER PRIMARY KEY REFERENCES point_entry (id)
) STRICT;

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

CREATE TABLE point_use (                         -- kept by trigger: how much of a rule's cap is taken, approved or waiting
    year INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id),
    rule TEXT NOT NULL,
    month TEXT NOT NULL,
    tenths INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (year, member_id, rule, month)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE poll_box (                          -- one sealed box a ballot (or a row of totals); no member, no time
    key BLOB PRIMARY KEY CHECK (length(key) = 16),
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    box BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_count (
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    target_id INTEGER NOT NULL REFERENCES poll_target (id),
    part TEXT NOT NULL DEFAULT '',               -- code of the criterion; empty for the overall grade
    grade TEXT NOT NULL,                         -- code of the scale, or blank, or void
    count INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (poll_id, target_id, part, grade)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_elector (                      -- who may take part, frozen at opening; never who did
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    PRIMARY KEY (poll_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_note (                         -- names written in, free texts: by content, which is no order of voters
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    kind TEXT NOT NULL CHECK (kind IN ('other', 'text')),
    content TEXT NOT NULL CHECK (length(content) > 0),
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (poll_id, kind, content)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_problem (                      -- how often a problem was named of a target
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    target_id INTEGER NOT NULL REFERENCES poll_target (id),
    number INTEGER NOT NULL CHECK (number > 0),
    count INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (poll_id, target_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_target (
    id INTEGER PRIMARY KEY,
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    position INTEGER NOT NULL,
    member_id INTEGER REFERENCES member (id),
    label TEXT NOT NULL,
    is_graded INTEGER NOT NULL DEFAULT 1 CHECK (is_graded IN (0, 1)),
    UNIQUE (poll_id, position)
) STRICT;

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

CREATE TABLE remark (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    agenda_item_id INTEGER REFERENCES agenda_item (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('report', 'self_review', 'criticism', 'response', 'comment', 'summary')),
    speaker_id INTEGER REFERENCES member (id),
    speaker TEXT NOT NULL DEFAULT '',            -- typed freely where the speaker is no member of the branch
    about_id INTEGER REFERENCES member (id),     -- whom it is about; NULL is the branch
    reader_id INTEGER REFERENCES member (id),    -- 书面发言 read by another
    text TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'spoken', 'withdrawn')),
    is_unsealed INTEGER NOT NULL DEFAULT 0 CHECK (is_unsealed IN (0, 1)),   -- autosaved since its last event
    created_at TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

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

CREATE TABLE scheme_text (
    fingerprint TEXT PRIMARY KEY,
    scheme TEXT NOT NULL,
    title TEXT NOT NULL,
    begins TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    kept_at TEXT NOT NULL
) STRICT;

CREATE TABLE speaking_order (                    -- only where the chair chose another than 姓氏笔画
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stage (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    live TEXT NOT NULL DEFAULT '{"kind": "test"}',
    next TEXT,
    blank INTEGER NOT NULL DEFAULT 0 CHECK (blank IN (0, 1)),
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE undo_step (                         -- what F7 takes back, so that it outlives the program
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    place TEXT NOT NULL CHECK (place IN ('rollcall', 'agenda', 'remarks', 'commentary')),
    name TEXT NOT NULL,                          -- what was done, as people are told
    ref INTEGER,                                 -- the member, remark or commentary that it was done to
    data TEXT NOT NULL                           -- JSON: how things stood; never the text of a remark or commentary
) STRICT;

CREATE TRIGGER designation_check_no_delete BEFORE DELETE ON designation_check
BEGIN SELECT RAISE(ABORT, 'designation_check is append-only'); END;

CREATE TRIGGER designation_check_no_update BEFORE UPDATE ON designation_check
BEGIN SELECT RAISE(ABORT, 'designation_check is append-only'); END;

CREATE TRIGGER designation_ended_stays BEFORE UPDATE ON designation WHEN OLD.ended_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an ended designation never changes'); END;

CREATE TRIGGER designation_no_delete BEFORE DELETE ON designation
BEGIN SELECT RAISE(ABORT, 'a designation is ended, never deleted'); END;

CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;

CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;

CREATE TRIGGER minutes_final_no_delete BEFORE DELETE ON minutes WHEN OLD.state = 'final'
BEGIN SELECT RAISE(ABORT, 'final minutes are never deleted'); END;

CREATE TRIGGER minutes_final_no_update BEFORE UPDATE ON minutes WHEN OLD.state = 'final'
BEGIN SELECT RAISE(ABORT, 'final minutes are never changed'); END;

CREATE TRIGGER minutes_note_no_delete BEFORE DELETE ON minutes_note
BEGIN SELECT RAISE(ABORT, 'minutes_note is append-only'); END;

CREATE TRIGGER minutes_note_no_update BEFORE UPDATE ON minutes_note
BEGIN SELECT RAISE(ABORT, 'minutes_note is append-only'); END;

CREATE TRIGGER placement_keeps_what_it_says
BEFORE UPDATE OF id, uid, member_id, organisation_id, scheme_print, day, about, is_up, tier, basis, batch, entered_at
ON placement
BEGIN SELECT RAISE(ABORT, 'what a placement says never changes'); END;

CREATE TRIGGER placement_no_delete BEFORE DELETE ON placement
BEGIN SELECT RAISE(ABORT, 'a placement is withdrawn, never deleted'); END;

CREATE TRIGGER placement_withdrawn_stays BEFORE UPDATE ON placement WHEN OLD.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a withdrawn placement never changes'); END;

CREATE TRIGGER point_approval_no_delete BEFORE DELETE ON point_approval
BEGIN SELECT RAISE(ABORT, 'point_approval is append-only'); END;

CREATE TRIGGER point_approval_no_update BEFORE UPDATE ON point_approval
BEGIN SELECT RAISE(ABORT, 'point_approval is append-only'); END;

CREATE TRIGGER point_balance_kept AFTER INSERT ON point_approval WHEN NEW.decision = 'approved'
BEGIN
    INSERT INTO point_balance (year, member_id, tenths, entries)
    SELECT year, member_id, tenths, 1 FROM point_entry WHERE id = NEW.entry_id
    ON CONFLICT (year, member_id) DO UPDATE SET tenths = tenths + excluded.tenths, entries = entries + 1;
END;

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

CREATE TRIGGER point_entry_no_delete BEFORE DELETE ON point_entry
BEGIN SELECT RAISE(ABORT, 'point_entry is append-only'); END;

CREATE TRIGGER point_entry_no_update BEFORE UPDATE ON point_entry
BEGIN SELECT RAISE(ABORT, 'point_entry is append-only'); END;

CREATE TRIGGER point_nobody_approves_own BEFORE INSERT ON point_approval
WHEN NEW.decision = 'approved' AND NEW.approver_id = (SELECT member_id FROM point_entry WHERE id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'nobody approves his own points'); END;

CREATE TRIGGER point_objection_no_delete BEFORE DELETE ON point_objection
BEGIN SELECT RAISE(ABORT, 'an objection is answered, not deleted'); END;

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

CREATE TRIGGER point_publicity_line_no_delete BEFORE DELETE ON point_publicity_line
BEGIN SELECT RAISE(ABORT, 'a posted list is not changed'); END;

CREATE TRIGGER point_publicity_line_no_update BEFORE UPDATE ON point_publicity_line
BEGIN SELECT RAISE(ABORT, 'a posted list is not changed'); END;

CREATE TRIGGER point_publicity_no_delete BEFORE DELETE ON point_publicity
BEGIN SELECT RAISE(ABORT, 'a list is withdrawn, not deleted'); END;

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

CREATE TRIGGER point_use_ends AFTER INSERT ON point_approval
WHEN (NEW.decision = 'approved') = EXISTS (SELECT 1 FROM point_entry WHERE id = NEW.entry_id AND reverses_id IS NOT NULL)
BEGIN
    UPDATE point_use SET tenths = point_use.tenths + iif(e.reverses_id IS NULL, -e.tenths, e.tenths)
    FROM point_entry e WHERE e.id = NEW.entry_id AND point_use.year = e.year
    AND point_use.member_id = e.member_id AND point_use.rule = e.rule AND point_use.month = substr(e.day, 1, 7);
END;

CREATE TRIGGER point_veto_no_delete BEFORE DELETE ON point_veto
BEGIN SELECT RAISE(ABORT, 'a veto is lifted, not deleted'); END;

CREATE TRIGGER point_veto_only_lifted BEFORE UPDATE ON point_veto
WHEN OLD.lifted_at IS NOT NULL OR NEW.member_id <> OLD.member_id OR NEW.year <> OLD.year OR NEW.day <> OLD.day
OR NEW.reason <> OLD.reason OR NEW.approver <> OLD.approver
BEGIN SELECT RAISE(ABORT, 'a veto is lifted, not changed'); END;

CREATE TRIGGER poll_box_no_update BEFORE UPDATE ON poll_box
BEGIN SELECT RAISE(ABORT, 'a box is never changed'); END;

CREATE TRIGGER poll_box_only_while_open BEFORE INSERT ON poll_box
WHEN NOT EXISTS (
    SELECT 1 FROM poll WHERE id = NEW.poll_id AND state = 'open' AND length(NEW.box) = box_bytes
    AND (SELECT count(*) FROM poll_box WHERE poll_id = NEW.poll_id) < admissions - withdrawn
)
BEGIN SELECT RAISE(ABORT, 'no box is admitted'); END;

CREATE TRIGGER poll_count_no_delete BEFORE DELETE ON poll_count
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;

CREATE TRIGGER poll_count_no_update BEFORE UPDATE ON poll_count
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;

CREATE TRIGGER poll_never_reopens BEFORE UPDATE OF state ON poll
WHEN OLD.channel <> 'hands' AND (
    OLD.state IN ('closed', 'settling', 'counted', 'void') AND NEW.state IN ('draft', 'open')
    OR OLD.state IN ('counted', 'void') AND NEW.state <> OLD.state
)
BEGIN SELECT RAISE(ABORT, 'a poll never reopens'); END;

CREATE TRIGGER poll_note_no_delete BEFORE DELETE ON poll_note
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;

CREATE TRIGGER poll_note_no_update BEFORE UPDATE ON poll_note
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;

CREATE TRIGGER poll_problem_no_delete BEFORE DELETE ON poll_problem
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;

CREATE TRIGGER poll_problem_no_update BEFORE UPDATE ON poll_problem
BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;

CREATE TRIGGER register_entry_keeps_owner
BEFORE UPDATE OF uid, requirement, scheme_print, member_id, organisation_id, batch, entered_at ON register_entry
BEGIN SELECT RAISE(ABORT, 'whose entry it is and under which scheme never changes'); END;

CREATE TRIGGER register_entry_no_delete BEFORE DELETE ON register_entry
BEGIN SELECT RAISE(ABORT, 'a register entry is withdrawn, never deleted'); END;

CREATE TRIGGER register_entry_withdrawn_stays BEFORE UPDATE ON register_entry WHEN OLD.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a withdrawn register entry never changes'); END;


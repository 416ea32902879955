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
CREATE INDEX remark_meeting ON remark (meeting_id, position);

CREATE TABLE speaking_order (                    -- only where the chair chose another than 姓氏笔画
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, member_id)
) STRICT, WITHOUT ROWID;

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
CREATE INDEX commentary_meeting ON commentary (meeting_id);

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
CREATE INDEX member_order ON member (organisation_id, left_at, sort_key, id);
-- Every entry of points asks who the 书记 is.
CREATE INDEX member_post ON member (organisation_id, left_at, sort_key, id) WHERE post <> '';
CREATE INDEX member_group ON member (group_id);

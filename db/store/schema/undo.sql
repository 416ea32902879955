CREATE TABLE undo_step (                         -- what F7 takes back, so that it outlives the program
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    place TEXT NOT NULL CHECK (place IN ('rollcall', 'agenda', 'remarks', 'commentary')),
    name TEXT NOT NULL,                          -- what was done, as people are told
    ref INTEGER,                                 -- the member, remark or commentary that it was done to
    data TEXT NOT NULL                           -- JSON: how things stood; never the text of a remark or commentary
) STRICT;
CREATE INDEX undo_step_last ON undo_step (meeting_id, place, id);

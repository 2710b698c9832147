-- What the shop's own lists hold beyond articles and cards. `article.variations` now has a meaning: up to five slots, a
-- space between them; a slot is `3|4|5` (numbers of choices, of which one may be taken) or `@12` (a variation of below),
-- and `!` behind it says that an article cannot be ordered without. What version 1 wrote there reads the same.

CREATE TABLE department (
    id     INTEGER PRIMARY KEY,  -- Kash's number
    title  TEXT    NOT NULL,
    vat_bp INTEGER               -- hundredths of a percent
) STRICT;

-- Sets of choices, as the shop knows them.
CREATE TABLE variation (
    id    INTEGER PRIMARY KEY,   -- Kash's number
    title TEXT                   -- 'Size'
) STRICT;

CREATE TABLE variation_choice (
    variation_id INTEGER NOT NULL,
    position     INTEGER NOT NULL,
    choice_id    INTEGER NOT NULL,
    PRIMARY KEY (variation_id, position)
) STRICT, WITHOUT ROWID;

-- What a choice is called and costs. One that is not here has its number for a name and costs nothing.
CREATE TABLE choice (
    id          INTEGER PRIMARY KEY,  -- Kash's number
    title       TEXT    NOT NULL,
    delta_cents INTEGER NOT NULL,     -- added to the price of one, taxes included; may be negative
    available   INTEGER NOT NULL,
    ends        INTEGER NOT NULL      -- nothing more is to be chosen after it
) STRICT;

-- Where each kind came from: 'file' or 'shop'. New kinds: 'departments', 'variations'.
ALTER TABLE import ADD COLUMN source TEXT NOT NULL DEFAULT 'file';

-- The last time that the shop was asked for its lists: one row or none.
CREATE TABLE sync (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    tried_at INTEGER,            -- wall time in seconds since 1970, if the clock was right
    good_at  INTEGER,            -- the last one that went well, likewise
    failure  TEXT                -- why the last one did not; null if it did
) STRICT;

-- An order that is held stays open until staff settle it; in earlier versions it was over.
UPDATE orders SET open = 1 WHERE order_id IN (
    SELECT order_id FROM entry AS held WHERE kind = 'held' AND NOT EXISTS (
        SELECT 1 FROM entry AS later WHERE later.order_id = held.order_id AND later.seq > held.seq
        AND later.kind IN ('resolved', 'refused', 'slip-withheld')
    )
);

-- When each boot of the machine began, by the first time of that boot that could be trusted: stamps that have no time of
-- their own get theirs by it.
CREATE TABLE boot (
    number      INTEGER PRIMARY KEY,  -- 1 for the first boot that had the time, and so on
    boot        TEXT    NOT NULL UNIQUE,
    began_ms    INTEGER NOT NULL,     -- since 1970
    checksum    INTEGER NOT NULL
) STRICT;

-- The files beside this one that hold the orders of a month (`2026-08`), and how much was in each when it was last
-- written.
CREATE TABLE archive (
    month   TEXT    PRIMARY KEY,
    orders  INTEGER NOT NULL,
    entries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which rows of `entry` moved into the archive with orders that are over, from the first to the last of each run, so
-- that any other number that is not there is missed.
CREATE TABLE gone (
    first    INTEGER PRIMARY KEY,
    last     INTEGER NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;

-- `sjrn`: by this a journal is told from any other database.
PRAGMA application_id = 0x736a726e;

-- One row for each step in the life of an order; rows are only ever added.
CREATE TABLE entry (
    seq       INTEGER PRIMARY KEY,
    order_id  TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    wall_s    INTEGER,
    boot      TEXT    NOT NULL,
    uptime_ms INTEGER NOT NULL,
    checksum  INTEGER NOT NULL
) STRICT;

CREATE INDEX entry_of_order ON entry (order_id, seq);

-- Which orders are not over, so that starting reads only those; the running number; and how many entries an order has,
-- so that one that is gone is missed: an order without its `sending` would be sent again.
CREATE TABLE orders (
    order_id TEXT    PRIMARY KEY,
    number   INTEGER NOT NULL,
    open     INTEGER NOT NULL,
    entries  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX open_orders ON orders (number) WHERE open;
CREATE INDEX order_numbers ON orders (number);

-- Says that the file is a scanslip catalogue ("scat" in ASCII).
PRAGMA application_id = 0x73636174;

CREATE TABLE article (
    id            INTEGER PRIMARY KEY,  -- Kash's number
    title         TEXT    NOT NULL,
    price_cents   INTEGER NOT NULL,     -- for one piece or one kilogram, taxes included
    vat_bp        INTEGER,              -- hundredths of a percent
    department_id INTEGER,
    unit          TEXT    NOT NULL,     -- 'piece' or 'kg'
    unit_price_cents INTEGER,           -- the price per kilogram or litre that the label must show
    variations    TEXT    NOT NULL,     -- numbers, a space between them
    min_age       INTEGER NOT NULL,     -- years, 0 for none
    linked_items  TEXT    NOT NULL,     -- numbers of articles sold along with it (deposits), a space between them
    active        INTEGER NOT NULL
) STRICT;

-- Retail numbers, whatever length they were printed in.
CREATE TABLE gtin_code (
    gtin       INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL
) STRICT;

-- The shop's own numbers.
CREATE TABLE text_code (
    code       TEXT    PRIMARY KEY,
    article_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Customer cards. No names: the kiosk has no use for them.
CREATE TABLE customer (
    barcode TEXT    PRIMARY KEY,
    id      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last import of each kind: 'articles', 'customers'.
CREATE TABLE import (
    kind  TEXT    PRIMARY KEY,
    rows  INTEGER NOT NULL,
    codes INTEGER NOT NULL,
    at    INTEGER                       -- wall time in seconds since 1970, if the clock was right
) STRICT, WITHOUT ROWID;

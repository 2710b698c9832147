-- The sandbox shop's orders, format 1. Amounts in cents, quantities in thousandths, rates in hundredths of a percent,
-- times in seconds since 1970.
CREATE TABLE customer (id INTEGER PRIMARY KEY) STRICT;

CREATE TABLE sale (
    number INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    created_s INTEGER NOT NULL,
    validated_s INTEGER,
    value_date_s INTEGER,
    paid INTEGER NOT NULL,
    paid_amount INTEGER NOT NULL,
    total INTEGER NOT NULL,
    payment INTEGER NOT NULL,
    user_id INTEGER,
    client_id INTEGER,
    table_id INTEGER,
    cash_register_id INTEGER,
    covers INTEGER,
    pager INTEGER,
    delivery_method INTEGER,
    public_comment TEXT,
    private_comment TEXT
) STRICT;

CREATE TABLE field (
    number INTEGER NOT NULL REFERENCES sale,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (number, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE line (
    number INTEGER NOT NULL REFERENCES sale,
    place INTEGER NOT NULL,
    article INTEGER,
    department INTEGER,
    title TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    total INTEGER NOT NULL,
    vat INTEGER NOT NULL,
    -- Numbers of choices, separated by a space.
    choices TEXT NOT NULL,
    PRIMARY KEY (number, place)
) STRICT, WITHOUT ROWID;

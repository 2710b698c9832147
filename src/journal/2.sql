-- Name and address of customers whom the shop is to make together with an order. They stand apart from the rows, which
-- are kept, and go as soon as the shop has answered.
CREATE TABLE contact (
    order_id TEXT PRIMARY KEY,
    fields   TEXT NOT NULL  -- JSON, by Kash's names
) STRICT, WITHOUT ROWID;

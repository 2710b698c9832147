-- Format 2: what is known of the customers that sales made, and each payment for itself.
CREATE TABLE customer_field (
    customer INTEGER NOT NULL REFERENCES customer,
    -- What stands between the brackets of client[...].
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (customer, name)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO customer_field
    SELECT sale.client_id, substr(field.name, 8, length(field.name) - 8), field.value
    FROM sale JOIN customer ON customer.id = sale.client_id JOIN field ON field.number = sale.number
    WHERE field.name GLOB 'client[[]*]' AND field.value <> '' ORDER BY sale.number;

CREATE TABLE payment (
    number INTEGER NOT NULL REFERENCES sale,
    place INTEGER NOT NULL,
    -- NULL: on the page behind the payment link.
    method INTEGER,
    amount INTEGER NOT NULL,
    paid_s INTEGER NOT NULL,
    PRIMARY KEY (number, place)
) STRICT, WITHOUT ROWID;

INSERT INTO payment
    SELECT number, 0, iif(payment < 0, NULL, payment), paid_amount, coalesce(validated_s, created_s)
    FROM sale WHERE payment >= 0 OR paid;

-- A journal of the first format, with every kind of entry. Never to be changed: files like it are in shops.
PRAGMA application_id = 0x736a726e;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO "entry" VALUES(1,'00000000000000000000000001','confirmed','{"kind":"confirmed","number":1,"lines":[{"article":12,"title":"Crème « brûlée » \"x\" \\ {}","unit_price":1450,"thousandths":2000,"total":2900,"vat":550},{"article":345,"title":"🧀","unit_price":1450,"thousandths":250,"total":2900,"vat":null}],"total":5800,"customer":18446744073709551615,"confirmed_at":-1,"language":"nl"}',1795435200,'f0e1d2c3',1000,1919009499);
INSERT INTO "entry" VALUES(2,'00000000000000000000000002','confirmed','{"kind":"confirmed","number":2,"lines":[],"total":5800,"customer":null,"confirmed_at":null,"language":"nl"}',1795435200,'f0e1d2c3',2000,1328184410);
INSERT INTO "entry" VALUES(3,'00000000000000000000000001','sending','{"kind":"sending","attempt":4294967295}',1795435200,'f0e1d2c3',3000,855725068);
INSERT INTO "entry" VALUES(4,'00000000000000000000000001','accepted','{"kind":"accepted","number":18446744073709551615,"payment":{"allowed":"https://kash.click/pay/7?a=%20&b"},"invoice":"https://kash.click/i.pdf","quote":"https://kash.click/i.pdf"}',1795435200,'f0e1d2c3',4000,3036565124);
INSERT INTO "entry" VALUES(5,'00000000000000000000000001','accepted','{"kind":"accepted","number":18446744073709551615,"payment":"forbidden","invoice":null,"quote":null}',1795435200,'f0e1d2c3',5000,712603699);
INSERT INTO "entry" VALUES(6,'00000000000000000000000001','accepted','{"kind":"accepted","number":18446744073709551615,"payment":"absent","invoice":null,"quote":null}',1795435200,'f0e1d2c3',6000,1591900533);
INSERT INTO "entry" VALUES(7,'00000000000000000000000001','refused','{"kind":"refused","why":"closed: \"d''être\" \\ ‮ {} 🧾"}',1795435200,'f0e1d2c3',7000,161300036);
INSERT INTO "entry" VALUES(8,'00000000000000000000000001','not-sent','{"kind":"not-sent","why":"no route: \"d''être\" \\ ‮ {} 🧾"}',1795435200,'f0e1d2c3',8000,3599232670);
INSERT INTO "entry" VALUES(9,'00000000000000000000000001','in-doubt','{"kind":"in-doubt","why":""}',1795435200,'f0e1d2c3',9000,4213908992);
INSERT INTO "entry" VALUES(10,'00000000000000000000000001','absent','{"kind":"absent"}',1795435200,'f0e1d2c3',10000,1372822528);
INSERT INTO "entry" VALUES(11,'00000000000000000000000001','held','{"kind":"held","why":"twice: \"d''être\" \\ ‮ {} 🧾"}',1795435200,'f0e1d2c3',11000,4009913480);
INSERT INTO "entry" VALUES(12,'00000000000000000000000001','printing','{"kind":"printing","provisional":true,"copy":0}',1795435200,'f0e1d2c3',12000,85656636);
INSERT INTO "entry" VALUES(13,'00000000000000000000000001','printing','{"kind":"printing","provisional":false,"copy":65535}',1795435200,'f0e1d2c3',13000,2680854785);
INSERT INTO "entry" VALUES(14,'00000000000000000000000001','printed','{"kind":"printed","provisional":true,"copy":1,"outcome":"proven"}',1795435200,'f0e1d2c3',14000,3096376744);
INSERT INTO "entry" VALUES(15,'00000000000000000000000001','printed','{"kind":"printed","provisional":false,"copy":0,"outcome":"proven"}',1795435200,'f0e1d2c3',15000,4082224225);
INSERT INTO "entry" VALUES(16,'00000000000000000000000001','printed','{"kind":"printed","provisional":true,"copy":1,"outcome":"sent"}',1795435200,'f0e1d2c3',16000,3275385791);
INSERT INTO "entry" VALUES(17,'00000000000000000000000001','printed','{"kind":"printed","provisional":false,"copy":0,"outcome":"sent"}',1795435200,'f0e1d2c3',17000,3967851503);
INSERT INTO "entry" VALUES(18,'00000000000000000000000001','printed','{"kind":"printed","provisional":true,"copy":1,"outcome":{"nothing":"off: \"d''être\" \\ ‮ {} 🧾"}}',1795435200,'f0e1d2c3',18000,4075821349);
INSERT INTO "entry" VALUES(19,'00000000000000000000000001','printed','{"kind":"printed","provisional":false,"copy":0,"outcome":{"nothing":"off: \"d''être\" \\ ‮ {} 🧾"}}',1795435200,'f0e1d2c3',19000,1825744993);
INSERT INTO "entry" VALUES(20,'00000000000000000000000001','printed','{"kind":"printed","provisional":true,"copy":1,"outcome":{"broken":"torn: \"d''être\" \\ ‮ {} 🧾"}}',1795435200,'f0e1d2c3',20000,3314789257);
INSERT INTO "entry" VALUES(21,'00000000000000000000000001','printed','{"kind":"printed","provisional":false,"copy":0,"outcome":{"broken":"torn: \"d''être\" \\ ‮ {} 🧾"}}',1795435200,'f0e1d2c3',21000,1781177634);
INSERT INTO "entry" VALUES(22,'00000000000000000000000001','slip-withheld','{"kind":"slip-withheld","why":"not-wanted"}',1795435200,'f0e1d2c3',22000,3863170690);
INSERT INTO "entry" VALUES(23,'00000000000000000000000001','slip-withheld','{"kind":"slip-withheld","why":"too-late"}',1795435200,'f0e1d2c3',23000,3417380047);
INSERT INTO "entry" VALUES(24,'00000000000000000000000001','slip-withheld','{"kind":"slip-withheld","why":"no-printer"}',1795435200,'f0e1d2c3',24000,1226095820);
CREATE TABLE orders (
    order_id TEXT    PRIMARY KEY,
    number   INTEGER NOT NULL,
    open     INTEGER NOT NULL,
    entries  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "orders" VALUES('00000000000000000000000001',1,0,23);
INSERT INTO "orders" VALUES('00000000000000000000000002',2,1,1);
CREATE INDEX entry_of_order ON entry (order_id, seq);
CREATE INDEX open_orders ON orders (number) WHERE open;
CREATE INDEX order_numbers ON orders (number);
COMMIT;

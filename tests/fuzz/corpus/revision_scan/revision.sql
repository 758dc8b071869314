-- view of the cheap products
--
-- revision: 27c6a30d7c24
-- down_revision: ae1027a6acf1
-- create_date: 2026-11-21 12:00:00.000000

-- upgrade
CREATE VIEW cheap_product AS
SELECT id, name || ': only ' || price AS offer FROM product WHERE price < 20;

-- downgrade
DROP VIEW cheap_product;

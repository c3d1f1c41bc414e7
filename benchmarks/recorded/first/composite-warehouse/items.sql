SELECT sku, descr, unit_price
FROM item
WHERE sku IS NOT NULL

SELECT sku, descr, unit_price
FROM item

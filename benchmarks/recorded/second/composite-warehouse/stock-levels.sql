SELECT country, site_code, bin_no, sku, qty, counted
FROM stock

SELECT id, amount FROM price

SELECT bestell_nr, kunde_nr, bestellt_am, status
FROM bestellung

SELECT kunde_nr, vorname, nachname, email, ort, plz, angelegt_am
FROM kunde

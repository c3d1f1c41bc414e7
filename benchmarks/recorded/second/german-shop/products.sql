SELECT artikel_nr, bezeichnung, preis_cent, gewicht_g
FROM artikel

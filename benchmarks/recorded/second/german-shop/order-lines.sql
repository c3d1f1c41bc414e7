SELECT bestell_nr, pos, artikel_nr, menge
FROM position

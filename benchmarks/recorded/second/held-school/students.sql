SELECT schueler_id, nachname, vorname, geburtsdatum, klasse_id, geschlecht
FROM schueler

SELECT schueler_id, fach, halbjahr, wert
FROM note

SELECT lehrer_id, name, kuerzel
FROM lehrer

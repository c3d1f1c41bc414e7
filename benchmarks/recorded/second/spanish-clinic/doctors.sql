SELECT id, nombre, especialidad
FROM medico

SELECT id, nombre, apellido, fecha_nacimiento, telefono, activo
FROM paciente

SELECT id, paciente_id, medico_id, fecha, notas
FROM cita

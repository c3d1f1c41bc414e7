CREATE TABLE paciente (id INTEGER PRIMARY KEY, nombre TEXT NOT NULL, apellido TEXT NOT NULL, fecha_nacimiento TEXT NOT NULL, telefono TEXT, activo INTEGER NOT NULL);
CREATE TABLE medico (id INTEGER PRIMARY KEY, nombre TEXT NOT NULL, especialidad TEXT NOT NULL);
CREATE TABLE cita (id INTEGER PRIMARY KEY, paciente_id INTEGER NOT NULL REFERENCES paciente (id), medico_id INTEGER NOT NULL REFERENCES medico (id), fecha TEXT NOT NULL, notas TEXT);
INSERT INTO paciente VALUES (1, 'Luis', 'Paz', '1980-02-03', '600111222', 1), (2, 'Ana', 'Gil', '1990-11-30', NULL, 1), (3, 'Eva', 'Rey', '1975-06-01', '600333444', 0);
INSERT INTO medico VALUES (1, 'Dra. Sol', 'cardiología'), (2, 'Dr. Mar', 'pediatría');
INSERT INTO cita VALUES (1, 1, 1, '2023-01-10', 'control'), (2, 2, 2, '2023-02-11', NULL), (3, 3, 1, '2023-03-12', NULL);

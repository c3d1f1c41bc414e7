SELECT id, name, team_id, boss_id FROM person

SELECT id, label, kind FROM team

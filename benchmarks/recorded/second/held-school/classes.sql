SELECT klasse_id, bezeichnung, schuljahr, lehrer_id
FROM klasse

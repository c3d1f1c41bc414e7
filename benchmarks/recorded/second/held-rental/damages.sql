SELECT damage_id, veh_id, rental_id, descr, cost_cents
FROM damage

SELECT veh_id, reg_plate, make, model, yr, daily_rate_cents, avail
FROM veh

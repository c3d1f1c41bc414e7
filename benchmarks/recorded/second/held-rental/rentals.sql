SELECT rental_id, cust_id, veh_id, from_dt, to_dt, km_out, km_in
FROM rental

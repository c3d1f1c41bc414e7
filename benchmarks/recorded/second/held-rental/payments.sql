SELECT payment_id, rental_id, amt_cents, paid_dt, method
FROM payment

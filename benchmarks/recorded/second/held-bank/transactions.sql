SELECT txn_id, acct_no, amt_minor, booked, value_date, memo
FROM txn

SELECT invoice_id, client_id, invoice_no, date_issued, date_due, date_paid, total_net, total_gross, tax, status
FROM tbl_invoice

SELECT acct_no, bank_code, branch_code, holder, currency, balance_minor, opened, state
FROM account

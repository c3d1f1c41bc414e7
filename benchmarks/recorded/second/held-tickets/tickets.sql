SELECT id, summary, descr, prio, reporter, assignee, parent, created, updated, closed, est_hours, spent_hours
FROM T_TICKET

SELECT ticket, tag
FROM T_TAG

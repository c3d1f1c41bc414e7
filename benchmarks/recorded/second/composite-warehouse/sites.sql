SELECT country, code, title
FROM site

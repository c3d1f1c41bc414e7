SELECT ID, post_author, post_date, post_title, post_content, post_status, post_modified
FROM wp_posts
WHERE post_author NOT IN (SELECT u.ID FROM wp_users u WHERE u.deleted <> 0)

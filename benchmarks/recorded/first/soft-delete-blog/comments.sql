SELECT comment_ID, comment_post_ID, comment_author, comment_date, comment_content, comment_approved, user_id
FROM wp_comments
WHERE comment_post_ID NOT IN (SELECT p.ID FROM wp_posts p JOIN wp_users u ON u.ID = p.post_author WHERE u.deleted <> 0)

SELECT membership_id, person_id, member_since, type, fee_cents
FROM membership

SELECT NoteId, ContactId, AuthorId, Body, CreatedAt
FROM CrmNote

SELECT ContactId, CompanyId, FirstName, LastName, EmailAddress, IsPrimary, CreatedAt, ModifiedAt
FROM CrmContact

SELECT CompanyId, CompanyName, VatNumber, CreatedAt
FROM CrmCompany

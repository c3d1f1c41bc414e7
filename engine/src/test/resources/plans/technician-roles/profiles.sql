SELECT id, full_name, email FROM dispatch_profile

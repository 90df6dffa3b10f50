"""Use cases of ratings and petitions: one function, one transaction."""

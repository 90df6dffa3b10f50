"""What people do with results and their drafts: one function, one transaction."""

"""Use cases of drafts and dossiers: one function, one transaction each."""

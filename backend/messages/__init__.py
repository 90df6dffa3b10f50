"""Questions of an applicant about a dossier and the answers of who holds it."""

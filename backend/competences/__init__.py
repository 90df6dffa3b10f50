"""Which agency receives a procedure and which unit resolves it: two persons, a file, the past."""

"""How the system runs, and who visits it, in numbers."""

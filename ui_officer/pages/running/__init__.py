"""How the system runs and who visits the portal, in numbers."""

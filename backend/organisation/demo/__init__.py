"""The demonstration province: real places, invented offices' contacts, invented people."""

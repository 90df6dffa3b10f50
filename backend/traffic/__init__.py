"""Visits of the portal in numbers: pages, searches, forms, devices; nobody is known by them."""

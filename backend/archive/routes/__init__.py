"""The archive over HTTP: records, packages, disposals, integrity, one person's data."""

from backend.archive.routes import disposals, integrity, packages, records

ROUTES = [*records.ROUTES, *packages.ROUTES, *disposals.ROUTES, *integrity.ROUTES]

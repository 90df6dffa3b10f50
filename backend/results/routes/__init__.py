"""Results over HTTP: one dossier's, many signed in one act, and the kinds they are made of."""

from backend.results.routes import kinds, results, together

ROUTES = [*results.ROUTES, *together.ROUTES, *kinds.ROUTES]

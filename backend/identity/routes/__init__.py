"""Everything about persons and their sessions, over HTTP."""

from backend.identity.routes import (
    agency,
    delegations,
    factors,
    mandates,
    national,
    officers,
    registration,
    sessions,
    signing_in,
)

ROUTES = [
    *signing_in.ROUTES,
    *national.ROUTES,
    *agency.ROUTES,
    *registration.ROUTES,
    *officers.ROUTES,
    *mandates.ROUTES,
    *sessions.ROUTES,
    *factors.ROUTES,
    *delegations.ROUTES,
]

"""The desk over HTTP."""

from backend.reception.routes import appointments, counter, kiosk, lines, setup

ROUTES = [
    *lines.ROUTES,
    *counter.ROUTES,
    *appointments.ROUTES,
    *setup.ROUTES,
    *kiosk.ROUTES,
]

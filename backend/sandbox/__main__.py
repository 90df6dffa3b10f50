"""`python -m backend.sandbox`: the stand-in partners of the demonstration on one port."""

import os
from typing import Any

import uvicorn
from litestar import Litestar, get

from backend.sandbox.agency import agency_provider
from backend.sandbox.faults import FaultGate
from backend.sandbox.lgsp import Lgsp, lgsp_routes
from backend.sandbox.mail import Mailbox, mail_routes, smtp_server
from backend.sandbox.measuring import Measuring, measuring_routes
from backend.sandbox.messages import message_routes
from backend.sandbox.national import NationalPortal, national_routes
from backend.sandbox.national_2026 import Portal2026, national_routes_2026
from backend.sandbox.office import office_here, office_routes
from backend.sandbox.partner import Partner, partner_routes
from backend.sandbox.payment import payment_routes, platform_here
from backend.sandbox.petitions import petition_routes, petitions_here
from backend.sandbox.post import post_here, post_routes
from backend.sandbox.receipts import receipt_routes, receipts_here
from backend.sandbox.signing import service_here, signing_routes
from backend.sandbox.vneid import from_settings, vneid_routes
from backend.settings import settings


@get("/health")
async def health() -> dict[str, str]:
    """The sandbox answers."""
    return {"status": "ok"}


def main() -> None:
    """Serves until stopped."""
    mailbox = Mailbox(settings().var / "mail", settings().var / "returned")
    smtp = smtp_server(mailbox, settings().smtp_port)
    smtp.start()
    port = int(os.environ.get("MOTCUA_SANDBOX_PORT", "8090"))
    routes: list[Any] = [
        health,
        *mail_routes(mailbox),
        *message_routes(),
        *national_routes(NationalPortal()),
        *national_routes_2026(Portal2026()),
        *signing_routes(service_here(port)),
        *lgsp_routes(Lgsp()),
        *payment_routes(platform_here(port)),
        *partner_routes(Partner()),
        *post_routes(post_here()),
        *measuring_routes(Measuring()),
        *office_routes(office_here()),
        *petition_routes(petitions_here()),
        *receipt_routes(receipts_here()),
        *vneid_routes(from_settings()),
        *vneid_routes(agency_provider(f"http://localhost:{port}")),
    ]
    app = FaultGate(Litestar(route_handlers=routes, openapi_config=None))
    try:
        uvicorn.run(
            app,
            host="127.0.0.1",
            port=port,
            log_level="warning",
        )
    finally:
        smtp.stop()


main()

"""`python -m backend.sandbox`: the stand-in partners of the demonstration on one port."""

import os
from typing import Any

import uvicorn
from litestar import Litestar, get

from backend.sandbox.mail import Mailbox, mail_routes, smtp_server
from backend.sandbox.national import NationalPortal, national_routes
from backend.settings import settings


@get("/health")
async def health() -> dict[str, str]:
    """The sandbox answers."""
    return {"status": "ok"}


def main() -> None:
    """Serves until stopped."""
    mailbox = Mailbox(settings().var / "mail")
    smtp = smtp_server(mailbox, settings().smtp_port)
    smtp.start()
    routes: list[Any] = [health, *mail_routes(mailbox), *national_routes(NationalPortal())]
    app = Litestar(route_handlers=routes, openapi_config=None)
    try:
        uvicorn.run(
            app,
            host="127.0.0.1",
            port=int(os.environ.get("MOTCUA_SANDBOX_PORT", "8090")),
            log_level="warning",
        )
    finally:
        smtp.stop()


main()

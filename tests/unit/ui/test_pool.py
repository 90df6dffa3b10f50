"""The screens' connection pool serves everybody and remembers nobody."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import httpx
import pytest

from shared.ui import session


class _Api(BaseHTTPRequestHandler):
    seen: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        """Sets a session cookie, and notes the one that came."""
        self.seen.append(self.headers.get("Cookie"))
        self.send_response(200)
        self.send_header("Set-Cookie", "motcua_citizen=secret; Path=/; HttpOnly")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Quiet."""


@pytest.mark.criterion("G.10")
async def test_the_session_of_one_visitor_is_never_lent_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Api)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(session, "API_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setattr(session, "_pool", None)
    pool = session.pool()
    try:
        for _ in range(2):
            await pool.get("/")
        assert _Api.seen == [None, None]
        _Api.seen.clear()
        async with httpx.AsyncClient(base_url=session.API_URL) as plain:
            await plain.get("/")
            await plain.get("/")
        assert _Api.seen == [None, "motcua_citizen=secret"], "a plain client would have lent it"
    finally:
        await pool.aclose()
        server.shutdown()

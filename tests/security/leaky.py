"""A server that lets words into a statement: sqlmap has to find it, or its silence says nothing."""

import asyncio
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import asyncpg


class Leaky(BaseHTTPRequestHandler):
    """`/search?q=` as nobody may write it."""

    def do_GET(self) -> None:
        """One request."""
        asked = urlsplit(self.path)
        words = parse_qs(asked.query).get("q", [""])[0]
        status, found = 200, []
        if asked.path != "/health/live":
            try:
                found = asyncio.run(_names(words))
            except asyncpg.PostgresError as error:
                status, found = 500, [str(error)]
        body = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


async def _names(words: str) -> list[str]:
    connection = await asyncpg.connect(os.environ["MOTCUA_DATABASE_URL"])
    try:
        rows = await connection.fetch(f"select name from agency where name like '%{words}%'")
        return [row["name"] for row in rows]
    finally:
        await connection.close()


if __name__ == "__main__":
    port = int(os.environ["MOTCUA_API_PORT"])
    ThreadingHTTPServer(("127.0.0.1", port), Leaky).serve_forever()

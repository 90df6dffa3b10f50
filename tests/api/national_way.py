"""A browser's way to the national identity provider of the sandbox and back."""

import json
import os
import uuid
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

START = "/api/v1/session/national"


class _Hidden(HTMLParser):
    """The hidden fields of the first form."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and not self.done and given.get("name") != "person":
            self.fields[str(given["name"])] = str(given["value"])

    def handle_endtag(self, tag: str) -> None:
        self.done = self.done or tag == "form"


@dataclass
class Way:
    """One browser on its way: what our cookie said, and where the provider sends it back to."""

    cookies: dict[str, str]
    back: str


def somebody(**more: Any) -> dict[str, Any]:
    """A person of the provider nobody here knows."""
    number = f"0202{uuid.uuid4().int % 10**8:08d}"
    return {"SoDinhDanh": number, "HoVaTen": "Phạm Thị Giả Định", "IAL": 2} | more


def issuer() -> str:
    return os.environ["MOTCUA_OIDC_ISSUER"]


async def go(
    browser: httpx.AsyncClient,
    person: dict[str, Any],
    target: str = "",
    *,
    start: str = START,
    provider: str = "",
) -> Way:
    """From our page to the provider, a person chosen there, and where they are sent back to."""
    begun = await browser.get(start, params={"next": target} if target else None)
    assert begun.status_code == 303, begun.text
    cookies = dict(begun.cookies)
    browser.cookies.clear()
    page = _Hidden()
    page.feed((await browser.get(begun.headers["location"])).text)
    chosen = await browser.post(
        f"{provider or issuer()}/authorize", data=page.fields | {"person": json.dumps(person)}
    )
    assert chosen.status_code == 303
    return Way(cookies, chosen.headers["location"])


async def back(browser: httpx.AsyncClient, way: Way, **changed: str) -> httpx.Response:
    """The browser comes back to us."""
    parts = urlsplit(way.back)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changed
    header = "; ".join(f"{name}={value}" for name, value in way.cookies.items())
    answer = await browser.get(parts.path, params=query, headers={"Cookie": header})
    browser.cookies.clear()
    return answer


def problem(answer: httpx.Response) -> str:
    """What the sign-in page is told."""
    assert answer.status_code == 303
    assert "motcua_citizen" not in answer.cookies
    return parse_qs(urlsplit(answer.headers["location"]).query).get("loi", [""])[0]


async def me(browser: httpx.AsyncClient, answer: httpx.Response) -> dict[str, Any]:
    """Who somebody is now."""
    headers = {"Cookie": f"motcua_citizen={answer.cookies['motcua_citizen']}"}
    found: dict[str, Any] = (await browser.get("/api/v1/me", headers=headers)).json()
    return found | {"headers": headers}

"""Demonstration people signed in at one API, as headers of plain HTTP."""

import time
from typing import Any

import httpx
import pyotp

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret


async def officer(address: str, username: str) -> str:
    """Headers of an officer."""
    return await _signed_in(address, username, "officer")


async def citizen(address: str, number: int) -> str:
    """Headers of the n-th citizen."""
    return await _signed_in(address, personal_id(number), "citizen")


async def _signed_in(address: str, username: str, face: str) -> str:
    body: dict[str, Any] = {"username": username, "password": PASSWORD, "face": face}
    async with httpx.AsyncClient(base_url=address, timeout=30) as http:
        for step in (-1, 0, 1):
            if face == "officer":
                body["code"] = pyotp.TOTP(totp_secret(username)).at(int(time.time()) + 30 * step)
            answer = await http.post("/api/v1/session", json=body)
            if answer.status_code == 200:
                break
    assert answer.status_code == 200, answer.text
    cookie = answer.cookies[f"motcua_{face}"]
    return f"X-MotCua-Face: {face}\r\nCookie: motcua_{face}={cookie}\r\n"

"""A document-management system over HTTP: a draft goes there; number and signed file come back.

No text of such an exchange was at hand: the messages are ours, by what every such system keeps.
"""

import base64
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import msgspec

from backend.connections.adapter import Refused, Unreachable
from backend.connections.calling import call, http_client
from backend.settings import settings

DONE, THERE_ALREADY = "00", "02"
_SECONDS = 20.0
_ISSUED, _GIVEN_BACK = "da_phat_hanh", "tra_lai"


@dataclass(frozen=True, slots=True)
class Issued:
    """Signed and numbered there."""

    number: str
    content: bytes


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Their answer is no."""

    words: str


async def hand_over(message: dict[str, Any]) -> str:
    """Gives a draft; returns their code for it. Raises Unreachable, Refused."""
    answer = await _ask("POST", "/van-ban", message)
    if answer.get("Status") not in (DONE, THERE_ALREADY):
        raise Refused(str(answer.get("Message", ""))[:300], str(answer.get("Status", "")))
    return str(answer.get("MaVanBan", ""))[:60]


async def what_became(reference: str) -> Issued | GivenBack | None:
    """What became of a draft; None while it is worked on. Raises Unreachable, Refused."""
    answer = await _ask("GET", f"/van-ban/{quote(reference)}", None)
    if answer.get("Status") != DONE:
        raise Refused(str(answer.get("Message", ""))[:300], str(answer.get("Status", "")))
    if answer.get("TrangThai") == _GIVEN_BACK:
        return GivenBack(str(answer.get("LyDo", ""))[:300])
    if answer.get("TrangThai") != _ISSUED:
        return None
    try:
        content = base64.b64decode(str(answer.get("TepDaKy", "")), validate=True)
    except ValueError as error:
        raise Refused("TepDaKy không đọc được.") from error
    return Issued(str(answer.get("SoKyHieu", "")).strip()[:60], content)


async def is_there() -> None:
    """Asks for nothing but an answer. Raises Unreachable, Refused."""
    await _ask("GET", "/trang-thai", None)


async def _ask(method: str, path: str, message: Any) -> dict[str, Any]:
    own = settings()
    headers = {"Authorization": f"Bearer {own.office_token}"}
    async with http_client(timeout=_SECONDS) as http:
        answer = await call(http, method, f"{own.office_url}{path}", json=message, headers=headers)
    try:
        return msgspec.json.decode(answer.content, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise Unreachable("Câu trả lời không đọc được.") from error

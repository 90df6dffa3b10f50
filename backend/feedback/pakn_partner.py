"""The national petition system over HTTP: what is not understood is no answer."""

from typing import IO, Any
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from backend.connections.adapter import Refused, Unreachable
from backend.connections.calling import call, http_client
from backend.feedback import pakn_messages
from backend.feedback.pakn_messages import Line
from backend.settings import settings

DONE, THERE_ALREADY = "00", "02"
_SECONDS = 10.0


async def lines_after(unit: str, position: str) -> list[Line]:
    """The next lines of the feed, in its order; empty at the end. Raises Unreachable, Refused."""
    answer = await _ask("/nguon", pakn_messages.feed(unit, position))
    rows = answer.get("DanhSach")
    if answer.get("Status") != DONE or not isinstance(rows, list):
        raise _refused(answer)
    return [pakn_messages.line(row) for row in rows[: pakn_messages.PAGE]]


async def share(message: dict[str, Any]) -> str:
    """Gives one of ours; returns their code for it. Raises Unreachable, Refused."""
    answer = await _done("/phan-anh", message)
    code = str(answer.get("Ma") or "")[:60]
    if not code:
        raise Refused("Trả lời không có mã.")
    return code


async def tell(message: dict[str, Any]) -> None:
    """Tells where one stands. Raises Unreachable, Refused."""
    await _done("/tien-do", message)


async def answer(message: dict[str, Any]) -> None:
    """Gives the answer. Raises Unreachable, Refused."""
    await _done("/tra-loi", message)


async def is_there() -> None:
    """Asks for nothing but an answer. Raises Unreachable, Refused."""
    await _done("/trang-thai", {})


async def fetch_file(path: str, into: IO[bytes]) -> int:
    """Writes one of their files to disk; returns its size. Raises Unreachable, Refused.

    Only addresses of that system itself are fetched, and no redirect is followed.
    """
    base = settings().pakn_url
    url = urljoin(f"{base}/", path)
    if urlsplit(url)[:2] != urlsplit(base)[:2]:
        raise Refused("Địa chỉ tệp không thuộc hệ thống PAKN quốc gia.")
    size = 0
    headers = {"Authorization": f"Bearer {settings().pakn_token}"}
    try:
        async with (
            http_client(timeout=30.0, follow_redirects=False, headers=headers) as http,
            http.stream("GET", url) as came,
        ):
            if came.status_code >= 500:
                raise Unreachable(f"HTTP {came.status_code}")
            if came.status_code != 200:
                raise Refused(f"HTTP {came.status_code}")
            async for piece in came.aiter_bytes():
                size += len(piece)
                if size > settings().max_upload_bytes:
                    raise Refused("Tệp lớn hơn mức được nhận.")
                into.write(piece)
    except httpx.HTTPError as error:
        raise Unreachable(type(error).__name__) from error
    into.flush()
    return size


async def _done(path: str, message: dict[str, Any]) -> dict[str, Any]:
    answer = await _ask(path, message)
    if answer.get("Status") not in (DONE, THERE_ALREADY):
        raise _refused(answer)
    return answer


async def _ask(path: str, message: Any) -> dict[str, Any]:
    own = settings()
    headers = {"Authorization": f"Bearer {own.pakn_token}"}
    async with http_client(timeout=_SECONDS) as http:
        answer = await call(http, "POST", f"{own.pakn_url}{path}", json=message, headers=headers)
    try:
        return msgspec.json.decode(answer.content, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise Unreachable("Câu trả lời không đọc được.") from error


def _refused(answer: dict[str, Any]) -> Refused:
    return Refused(str(answer.get("Message", ""))[:300], str(answer.get("Status", "")))

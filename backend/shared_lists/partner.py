"""The platform of shared catalogues behind the LGSP: ours are told, others are asked for.

The exchange of catalogues is not published in a form at hand; members are to be confirmed.
"""

from typing import Any

import msgspec

from backend.connections.adapter import (
    Adapter,
    Delivery,
    Health,
    Refused,
    Sent,
    Settings,
    Unreachable,
)
from backend.connections.calling import call, http_client, reached
from backend.law.calendar import VIETNAM
from backend.settings import settings
from backend.shared_lists.queries import version_whole
from backend.shared_lists.rules import Entry
from shared.vocabulary.shared_lists import SHARED_LIST_LABELS, SharedList

ADAPTER = "shared-lists"
_DONE = "0"
_SECONDS = 20.0


class _Line(msgspec.Struct, frozen=True):
    Ma: str
    Ten: str
    MaCha: str = ""


class _Listed(msgspec.Struct, frozen=True):
    MaDanhMuc: str
    PhienBan: str = ""
    DanhSach: list[_Line] = []


class SharedCatalogues(Adapter):
    """`POST /shared-catalogues/{code}`: one version whole, in the order of the versions."""

    id = ADAPTER
    name = "Danh mục điện tử dùng chung"
    name_en = "Shared catalogues"
    format_version = "LGSP"
    timeout = 40.0

    def __init__(self) -> None:
        self.settings = Settings(url=settings().lgsp_url)

    async def check(self) -> Health:
        """Whether the LGSP answers."""
        return await reached(self.settings.url)

    async def send(self, delivery: Delivery) -> Sent:
        """Raises Unreachable, Refused."""
        which, number = SharedList(delivery.payload["list"]), int(delivery.payload["number"])
        made_at, entries = await version_whole(which, number)
        body = {
            "MaDanhMuc": which,
            "TenDanhMuc": SHARED_LIST_LABELS[which].vi,
            "PhienBan": str(number),
            "NgayBanHanh": made_at.astimezone(VIETNAM).strftime("%Y%m%d%H%M%S"),
            "DanhSach": [{"Ma": e.code, "Ten": e.name, "MaCha": e.parent} for e in entries],
        }
        headers = {"Idempotency-Key": str(delivery.id)}
        async with http_client(base_url=self.settings.url, timeout=_SECONDS) as http:
            answer = await call(
                http, "POST", f"/shared-catalogues/{which}", json=body, headers=headers
            )
        said = _decoded(answer.content, dict[str, Any])
        if str(said.get("errorCode")) != _DONE:
            raise Refused(str(said.get("message", ""))[:300], str(said.get("errorCode", "")))
        return Sent(str(number))


async def asked(which: SharedList) -> tuple[str, list[Entry]]:
    """A catalogue that others keep: their version and its entries. Raises Unreachable, Refused."""
    async with http_client(base_url=settings().lgsp_url, timeout=_SECONDS) as http:
        answer = await call(http, "GET", f"/shared-catalogues/{which}")
    found = _decoded(answer.content, _Listed)
    if found.MaDanhMuc != which:
        raise Refused("Nền tảng trả về một danh mục khác.")
    entries = [Entry(_flat(line.Ma), _flat(line.Ten), _flat(line.MaCha)) for line in found.DanhSach]
    return found.PhienBan[:40], entries


def shared_list_adapters() -> list[Adapter]:
    """The platform, where an LGSP is set."""
    return [SharedCatalogues()] if settings().lgsp_url else []


def _flat(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _decoded(content: bytes, returns: Any) -> Any:
    try:
        return msgspec.json.decode(content, type=returns)
    except msgspec.MsgspecError as error:
        raise Unreachable("Câu trả lời không đọc được.") from error

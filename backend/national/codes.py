"""The national portal's codes for ours, collected for one message and looked up together.

Procedures and agencies carry national codes here too (CSDLQG TTHC; QĐ 20/2020/QĐ-TTg); for them a
mapping is an exception. Sectors, papers, fees, kinds of applicants and registers have none of
their own: without a mapping a message is held.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections.actions import give_code
from backend.connections.adapter import Unmapped
from backend.connections.mapping import translate_all, translate_back

ADAPTER_ID = "national"
KINDS = {
    "sector": "Lĩnh vực",
    "subject": "Loại đối tượng (bản tin 2019)",
    "subject_2026": "Loại đối tượng (bản tin 2026)",
    "component": "Thành phần hồ sơ",
    "fee": "Phí, lệ phí",
    "register": "Cơ sở dữ liệu",
    "paper_kind": "Loại giấy tờ",
    "procedure": "Thủ tục",
    "agency": "Cơ quan",
}
Codes = Callable[[str, str], str]
T = TypeVar("T")


async def coded(build: Callable[[Codes], T]) -> T:
    """What `build` makes with their codes. Raises Unmapped.

    It is built twice: once to learn which codes it needs, once with them.
    """
    wanted: dict[str, set[str]] = defaultdict(set)

    def note(kind: str, code: str) -> str:
        wanted[kind].add(code)
        return ""

    build(note)
    known = {
        kind: await translate_all(ADAPTER_ID, kind, sorted(codes)) for kind, codes in wanted.items()
    }
    return build(lambda kind, code: known[kind][code])


async def ours(kind: str, code: str) -> str | None:
    """Our code for one of theirs, or None."""
    try:
        return await translate_back(ADAPTER_ID, kind, code)
    except Unmapped:
        return None


async def keep_code(
    connection: asyncpg.Connection, actor: Actor | None, kind: str, code: str, theirs: str
) -> None:
    """The portal's code for one of ours from today on; messages that waited for it go out."""
    by = actor.account_id if actor else None
    await give_code(connection, ADAPTER_ID, kind, code, theirs, by)
    detail = {"adapter": ADAPTER_ID, "kind": kind, "code": code, "their_code": theirs}
    await record(connection, actor, "connection.mapped", detail=detail)

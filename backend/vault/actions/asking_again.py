"""Asking for a paper that is held already: only with a reason, and counted (NĐ 61/2018 Điều 14)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.problems import RuleBroken, field
from backend.platform.sealing import blind, opened
from backend.settings import settings
from backend.vault.kinds import accepted_for, fresh_enough
from backend.vault.queries import usable
from shared.contracts.acts import ReceivedComponent, SupplementItem

_SHORTEST = 10


async def ask_again(
    connection: asyncpg.Connection, actor: Actor | None, row: Any, items: Iterable[Any]
) -> None:
    """Of a request for supplements: each paper held elsewhere needs its own reason in `note`.

    Raises RuleBroken pointing at the lines without one.
    """
    asked = [
        (f"/items/{number}/note", item.key, item.note.strip())
        for number, item in enumerate(items)
        if isinstance(item, SupplementItem) and item.kind == "component"
    ]
    await _count(connection, actor, row, asked, "supplement")


async def take_again(
    connection: asyncpg.Connection,
    actor: Actor,
    row: Any,
    received: list[ReceivedComponent],
    reused: dict[str, str],
) -> None:
    """At the desk: paper taken although the person shares the same paper in the vault."""
    taken = [
        (f"/components/{c.key}", c.key, c.note.strip())
        for c in received
        if c.key not in reused and c.originals + c.certified + c.copies > 0
    ]
    await _count(connection, actor, row, taken, "desk")


async def _count(
    connection: asyncpg.Connection,
    actor: Actor | None,
    row: Any,
    asked: list[tuple[str, str, str]],
    place: str,
) -> None:
    if actor is None or not asked:
        return
    content = await content_of(row["procedure_version_id"])
    wanted = {key: accepted_for(content, key) for _pointer, key, _reason in asked}
    codes = sorted({code for some in wanted.values() for code in some})
    held = {
        item["kind"]: item
        for item in await usable(blind(opened(row, "dossier.applicant_personal_id")), codes)
        if item["dossier_id"] != row["id"]
    }
    errors, rows = [], []
    for pointer, key, reason in asked:
        item = next(
            (
                held[code]
                for code in wanted[key]
                if code in held
                and fresh_enough(content, key, held[code]["valid_from"], clock.today())
            ),
            None,
        )
        if item is None:
            continue
        if len(reason) < _SHORTEST:
            sentence = (
                f"Giấy này đã có trong kho: {item['title']} ({item['issuer']}). Hãy dùng lại, "
                "hoặc ghi lý do phải nộp lại, ít nhất 10 ký tự."
            )
            errors.append(field(pointer, sentence))
        rows.append(_row(actor, row, item["id"], key, place, reason))
    if errors:
        raise RuleBroken(
            "Có giấy tờ cơ quan nhà nước đã giữ; không yêu cầu nộp lại nếu không có lý do.",
            en="Some of these papers are held already; asking again needs a reason.",
            errors=errors,
            slug="held-already",
        )
    await connection.executemany(
        "insert into asked_again (id, tenant_id, dossier_id, agency_id, item_id, component_key, "
        "officer_id, place, reason, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        rows,
    )


def _row(
    actor: Actor, row: Any, item_id: UUID, key: str, place: str, reason: str
) -> tuple[Any, ...]:
    return (
        uuid7(), settings().tenant, row["id"], row["holding_agency_id"], item_id, key,
        actor.account_id, place, reason, clock.now(),
    )  # fmt: skip

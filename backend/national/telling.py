"""One dossier told to the national portal, in the messages of 2019 or of 2026.

It is told as it stands now with the steps since the last time, so that a message that came late or
twice does no harm. How far it was told is written down after every call, so that a try that broke
off goes on where it was.
"""

from typing import Any, Protocol
from uuid import UUID

from backend.connections.adapter import Refused
from backend.national.codes import coded
from backend.national.facts import Facts, facts_of
from backend.national.links import link
from backend.national.portal import Portal
from backend.national.records import dossier_record, progress_record
from backend.platform import clock
from backend.platform.database import execute, fetch_row, transaction
from backend.settings import settings

AT_ONCE = 10  # progress rows a call
_BEGUN = """
insert into national_sync (dossier_id, tenant_id, tried_at) values ($1, $2, $3)
on conflict (dossier_id) do update set tried_at = $3
"""


class Telling(Protocol):
    """One version of the messages."""

    async def tell(self, facts: Facts, known: Any) -> str:
        """Tells a dossier; returns its code there. Raises Unreachable, Refused, Unmapped."""


async def tell(version: Telling, dossier_id: UUID, seq: int | None) -> str:
    """One dossier up to its newest event; `seq` is the event that asks for it, None to tell it
    anyhow. Raises Unreachable, Refused, Unmapped."""
    await execute(_BEGUN, dossier_id, settings().tenant, clock.now())
    known = await fetch_row("select * from national_sync where dossier_id = $1", dossier_id)
    assert known is not None
    if seq is not None and seq <= known["sent_seq"]:
        return str(known["sent_code"])
    async with transaction() as connection:
        facts = await facts_of(connection, dossier_id)
    return await version.tell(facts, known)


async def told(dossier_id: UUID, code: str, seq: int) -> None:
    """Writes down how far a dossier was told, never backwards."""
    await execute(
        "update national_sync set sent_code = $2, sent_seq = greatest(sent_seq, $3), told_at = $4 "
        "where dossier_id = $1",
        dossier_id,
        code,
        seq,
        clock.now(),
    )


class Messages2019:
    """`DongBoHoSoMC` and `CapNhatTienDoHoSoMC`."""

    async def tell(self, facts: Facts, known: Any) -> str:
        """See Telling."""
        row, theirs = facts.row, known["theirs"]
        code = known["sent_code"] if theirs else row["code"] or row["reference"]
        before = known["sent_code"]
        replaced = bool(before and before != code)

        def record(as_code: str, note: str) -> Any:
            return coded(
                lambda codes: dossier_record(facts, as_code, codes, link, note=note, theirs=theirs)
            )

        note = f"Mã hồ sơ tại tỉnh: {row['code']}." if theirs and row["code"] else ""
        if not theirs:
            note = f"Mã tra cứu khi nộp: {row['reference']}."
        now = await record(code, note)
        async with Portal() as portal:
            if replaced:  # accepted: the code takes the place of the reference
                old = await record(before, f"Đã tiếp nhận với mã hồ sơ {code}.")
                await portal.send("DongBoHoSoMC", [old], updating=True)
            is_there = before == code
            if is_there and known["told_at"] is None:
                is_there = await portal.look_up(code) is not None
            await portal.send("DongBoHoSoMC", [now], updating=is_there)
            await self._steps(portal, facts, code, known["sent_seq"])
        return str(code)

    async def _steps(self, portal: Portal, facts: Facts, code: str, sent_seq: int) -> None:
        events = [event for event in facts.events if event["seq"] > sent_seq]
        await told(facts.row["id"], code, sent_seq)
        for start in range(0, len(events), AT_ONCE):
            part = events[start : start + AT_ONCE]
            rows = [progress_record(code, event) for event in part]
            await portal.send("CapNhatTienDoHoSoMC", rows, updating=False)
            await told(facts.row["id"], code, part[-1]["seq"])


async def start_anew(dossier_id: UUID) -> None:
    """Forgets how far a dossier was told when the portal does not have it any more."""
    known = await fetch_row("select * from national_sync where dossier_id = $1", dossier_id)
    if known is None or not known["sent_code"]:
        return
    async with Portal() as portal:
        if await portal.look_up(known["sent_code"]) is None:
            if known["theirs"]:
                raise Refused("Cổng quốc gia không còn hồ sơ này.")
            await execute(
                "update national_sync set sent_code = '', sent_seq = 0 where dossier_id = $1",
                dossier_id,
            )

"""Rows written by hand: what the tests need of a dossier and of what is written beside it."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from backend.platform.clock import VIETNAM
from backend.platform.sealing import sealed_json
from backend.settings import settings

_YEAR = 2026


def at(text: str) -> datetime:
    """ "02/03 10" is ten o'clock of the second of March 2026 in Vietnam."""
    day, hour = text.split()
    number, month = day.split("/")
    return datetime(_YEAR, int(month), int(number), int(hour), tzinfo=VIETNAM)


async def insert(connection: asyncpg.Connection, table: str, **values: Any) -> uuid.UUID:
    """One row of the tenant, with an id of its own where it has none yet."""
    values.setdefault("tenant_id", settings().tenant)
    if table not in ("officer_post", "dossier_sender", "certified_copy"):
        values.setdefault("id", uuid.uuid4())
    names = list(values)
    marks = ", ".join(f"${n}" for n in range(1, len(names) + 1))
    await connection.execute(
        f"insert into {table} ({', '.join(names)}) values ({marks})", *values.values()
    )
    found: uuid.UUID = values.get("id") or uuid.UUID(int=0)
    return found


class Dossiers:
    """Writes dossiers, each a list of acts with their moments."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self.count = 0

    async def write(
        self,
        procedure: tuple[str, uuid.UUID],
        desk: tuple[uuid.UUID, uuid.UUID, uuid.UUID],
        channel: str,
        accepted: str,
        due: str | None,
        *acts: tuple[str, str] | tuple[str, str, str],
        unit_id: uuid.UUID,
        officer_id: uuid.UUID,
    ) -> uuid.UUID:
        """`desk` is agency, unit and officer. An act is its name, the state after it, its moment;
        with two words it does not move the state. Given to unit and officer an hour later."""
        self.count += 1
        id_ = uuid.uuid4()
        agency_id, desk_unit, clerk = desk
        begun = at(accepted)
        await insert(
            self.connection, "dossier", id=id_, version=1, code=f"THU-{self.count:04d}",
            reference=f"TN{self.count:06d}", procedure_code=procedure[0],
            procedure_version_id=procedure[1], procedure_name=f"Thủ tục {procedure[0]}",
            regime="ND118-2025", state="accepted", channel=channel, delivery="desk",
            applicant_name="Nguyễn Văn Mẫu", applicant_personal_id="", owner_name="Nguyễn Văn Mẫu",
            answers=sealed_json("dossier.answers", id_, {}), receiving_agency_id=agency_id,
            holding_agency_id=agency_id, submitted_at=begun, accepted_at=begun, updated_at=begun,
        )  # fmt: skip
        first = await self._event(id_, 1, "accept", "accepted", begun, clerk, agency_id, desk_unit)
        if due is not None:
            await self.due(id_, first, at(due), begun)
        given = begun + timedelta(hours=1)
        await self._event(id_, 2, "transfer", "transferred", given, clerk, agency_id, desk_unit,
            f'{{"unit_id": "{unit_id}"}}')  # fmt: skip
        await self._event(id_, 3, "assign", "appraising", given, clerk, agency_id, unit_id,
            f'{{"officer_id": "{officer_id}"}}')  # fmt: skip
        for seq, act in enumerate(acts, start=4):
            state = act[1] if len(act) == 3 else "appraising"
            await self._event(id_, seq, act[0], state, at(act[-1]), officer_id, agency_id, unit_id)
        return id_

    async def due(
        self, dossier_id: uuid.UUID, event_id: uuid.UUID, due_at: datetime, set_at: datetime
    ) -> None:
        """A promise."""
        await insert(
            self.connection, "due_date", dossier_id=dossier_id, event_id=event_id, due_at=due_at,
            set_at=set_at, reason="Tiếp nhận hồ sơ", explanation="[]",
        )  # fmt: skip

    async def _event(
        self, dossier_id: uuid.UUID, seq: int, act: str, state: str, moment: datetime,
        actor_id: uuid.UUID, agency_id: uuid.UUID, unit_id: uuid.UUID, payload: str = "{}",
    ) -> uuid.UUID:  # fmt: skip
        return await insert(
            self.connection, "dossier_event", dossier_id=dossier_id, seq=seq, act=act,
            state_after=state, at=moment, actor_id=actor_id, actor_name="Nguyễn Văn Mẫu",
            agency_id=agency_id, unit_id=unit_id, payload=payload, hash=b"",
        )  # fmt: skip

    async def file(self, dossier_id: uuid.UUID, moment: str, purpose: str) -> uuid.UUID:
        """A file of a dossier."""
        return await insert(
            self.connection, "document", dossier_id=dossier_id, component_key="giay_to",
            purpose=purpose, name="giay-to.pdf", media_type="application/pdf", size=1,
            scan="clean", uploaded_at=at(moment),
        )  # fmt: skip

    async def result(self, dossier_id: uuid.UUID, moment: str) -> tuple[uuid.UUID, uuid.UUID]:
        """A result with its file; the ids of both."""
        document = await self.file(dossier_id, moment, "result")
        result = await insert(
            self.connection, "result", dossier_id=dossier_id, document_id=document,
            title="Kết quả", number="1", verification_code=uuid.uuid4().hex[:12].upper(),
            issued_at=at(moment),
        )  # fmt: skip
        return result, document

    async def fee(
        self, dossier_id: uuid.UUID, agency_id: uuid.UUID, amount: int, means: str, moment: str
    ) -> None:
        """Something owed, and how it was paid; nothing is exempt."""
        await insert(
            self.connection, "fee_obligation", dossier_id=dossier_id, agency_id=agency_id,
            fee_key="le_phi", name="Lệ phí", kind="charge", moment="at_submission",
            amount_vnd=amount, explanation="[]", refundable=False,
            state="paid" if amount else "exempt", means=means if amount else "",
            asked_at=at(moment), settled_at=at(moment),
        )  # fmt: skip

    async def told(self, dossier_id: uuid.UUID, moment: str) -> None:
        """The national portal was told of it."""
        await insert(
            self.connection, "delivery", adapter_id="national", lane=dossier_id,
            subject_id=dossier_id, kind="dossier", key=uuid.uuid4().hex, state="sent",
            sent_at=at(moment),
        )  # fmt: skip

"""Who works on a dossier: the executor, coordinating officers, those who watch (Điều 19.1)."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.journal import Change
from backend.dossiers.actions.situation import Situation, let_see
from backend.platform import clock
from backend.platform.problems import RuleBroken, field
from backend.platform.sealing import blind, opened
from shared.contracts import acts as inputs


async def assign(here: Situation, change: Change) -> None:
    """Names the officer who will resolve the dossier, and who helps and watches.

    Raises RuleBroken for somebody outside the unit, disabled, or the applicant themselves.
    """
    data: inputs.Assign = here.data
    executor = await _officer(here, data.officer_id, "/officer_id", in_unit=True)
    change.columns["executor_id"] = executor["id"]
    change.payload = {"officer_id": str(executor["id"])}
    await here.connection.execute(
        "delete from dossier_reach where dossier_id = $1 and ground in ('coordinator', 'watcher')",
        here.row["id"],
    )
    given: tuple[tuple[str, str, list[str]], ...] = (
        ("coordinator", "coordinators", data.coordinators),
        ("watcher", "watchers", data.watchers),
    )
    for ground, name, texts in given:
        people: list[UUID] = []
        for number, text in enumerate(dict.fromkeys(texts)):
            found = await _officer(here, text, f"/{name}/{number}", in_unit=False)
            if found["id"] != executor["id"]:
                people.append(found["id"])
                await let_see(here, found["id"], ground)
        if people:
            change.payload[name] = [str(id_) for id_ in people]


async def contribute(here: Situation, change: Change) -> None:
    """A coordinating officer's opinion, kept with the dossier."""
    change.note = here.data.reason.strip()


async def _officer(here: Situation, text: str, pointer: str, *, in_unit: bool) -> asyncpg.Record:
    where: str
    place: Any
    if in_unit:
        where, place = "p.unit_id = $2", here.row["holding_unit_id"]
    else:
        where, place = "u.agency_id = $2", here.row["holding_agency_id"]
    found = await here.connection.fetchrow(
        "select a.id, a.personal_id from account a join officer_post p on p.account_id = a.id "
        "join unit u on u.id = p.unit_id join role_grant g on g.account_id = a.id "
        f"where a.id = $1 and {where} and a.disabled_at is null and a.locked_at is null "
        "and g.valid_from <= $4 and (g.valid_to is null or g.valid_to > $4) "
        # Whoever is leaving at this moment has either left already or waits for this act.
        "and (g.role = 'specialist' or not $3) limit 1 for share of a",
        as_uuid(text, pointer),
        place,
        in_unit,
        clock.now(),
    )
    if found is None:
        sentence = (
            "Chỉ phân công cho chuyên viên đang làm việc tại phòng giữ hồ sơ."
            if in_unit
            else "Chỉ chọn cán bộ đang làm việc tại cơ quan giữ hồ sơ."
        )
        raise RuleBroken(sentence, errors=[field(pointer, "Chọn cán bộ khác.")])
    number = opened(found, "account.personal_id")
    if number and blind(number) in {here.row["applicant_key"], here.row["owner_key"]}:
        raise RuleBroken(
            "Không phân công cho chính người nộp hồ sơ hoặc chủ hồ sơ.",
            errors=[field(pointer, "Chọn cán bộ khác.")],
        )
    return found

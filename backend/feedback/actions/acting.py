"""One act of the table on one petition: one function, one transaction."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.feedback.actions import effects
from backend.feedback.actions.effects import Doing
from backend.feedback.actions.making import note
from backend.feedback.petition_queries import facts_of, unknown_petition, waited_of
from backend.feedback.petition_scope import HEADLESS, parts, visible
from backend.law import petitions as law
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict, Forbidden, RuleBroken
from shared.contracts.common import CurrentState
from shared.contracts.petitions import PerformPetitionAct
from shared.vocabulary.petitions import PETITION_STATE_LABELS, PetitionAct, PetitionState

_EFFECTS: Mapping[PetitionAct, Callable[[Doing], Awaitable[None]]] = {
    PetitionAct.TAKE: effects.take,
    PetitionAct.ASSIGN: effects.assign,
    PetitionAct.REFUSE: effects.refuse,
    PetitionAct.ASK_SUPPLEMENT: effects.ask,
    PetitionAct.TRANSFER: effects.transfer,
    PetitionAct.PASS_ON: effects.pass_on,
    PetitionAct.MERGE: effects.merge,
    PetitionAct.DRAFT_ANSWER: effects.draft,
    PetitionAct.SEND_BACK: effects.send_back,
    PetitionAct.APPROVE_ANSWER: effects.approve,
    PetitionAct.PUBLISH: effects.publish,
}


async def act(actor: Actor, petition_id: UUID, data: PerformPetitionAct) -> None:
    """Moves a petition: row, event, audit and messages commit together.

    Raises NotFound, Conflict when it changed since it was read or the act does not fit, Forbidden,
    RuleBroken.
    """
    async with transaction() as connection:
        condition, args = visible(actor, 2)
        row = await connection.fetchrow(
            f"select p.*, {HEADLESS} from petition p where p.id = $1 and {condition} for update",
            petition_id,
            *args,
        )
        if row is None:
            raise unknown_petition()
        before = PetitionState(row["state"])
        if row["version"] != data.version:
            raise Conflict(
                "Phản ánh vừa được người khác cập nhật. Hãy tải lại; nội dung đang nhập vẫn được "
                "giữ.",
                en="Somebody has just updated this petition. Reload it.",
                slug="version-conflict",
                current=CurrentState(row["version"], before, PETITION_STATE_LABELS[before].vi),
            )
        effect = _EFFECTS.get(data.act)
        if effect is None:
            raise RuleBroken("Việc này do người gửi làm.", en="The sender does this.")
        rule = law.PETITION_RULES[data.act]
        if not parts(actor, row) & set(rule.parts):
            raise Forbidden(
                "Việc này do người được giao, lãnh đạo hoặc trưởng Bộ phận Một cửa của cơ quan "
                "đang giữ phản ánh làm; nếu phản ánh nói về chính họ thì lãnh đạo cơ quan cấp trên "
                "làm. Người soạn trả lời không tự duyệt.",
                en="Somebody else does this.",
            )
        doing = Doing(connection, actor, row, data)
        await _check(doing, before)
        await effect(doing)
        await save(connection, row, doing.columns)
        fresh = dict(row) | doing.columns
        await note(
            connection, actor, fresh, data.act, before, PetitionState(fresh["state"]), doing.words,
            told=rule.told,
        )  # fmt: skip


async def _check(doing: Doing, before: PetitionState) -> None:
    row, data = doing.row, doing.data
    why = law.barred(
        data.act, before, facts_of(row, data.kind), clock.now(), waited=await waited_of(row)
    )
    if why is not None:
        raise Conflict(why.vi, en=why.en, slug="act-not-allowed")
    doing.columns["state"] = law.next_state(data.act, before, taken=row["taken_at"] is not None)


async def save(
    connection: asyncpg.Connection, row: Mapping[str, Any], columns: dict[str, Any]
) -> None:
    """Writes the changed columns of a locked row and counts its version up."""
    columns |= {"version": row["version"] + 1, "updated_at": clock.now()}
    marks = ", ".join(f"{name} = ${i}" for i, name in enumerate(columns, start=2))
    await connection.execute(
        # nosemgrep: sql-from-request (names of our own columns)
        f"update petition set {marks} where id = $1",
        row["id"],
        *columns.values(),
    )

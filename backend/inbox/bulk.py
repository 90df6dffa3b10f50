"""One act on many dossiers: looked at first, then done to each for itself.

Each dossier is its own transaction under the same guards as when it is done alone; one that is
refused holds up none of the others.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.access.step_up import require_step_up
from backend.catalogue.content import ProcedureContent
from backend.catalogue.queries import content_of
from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.perform import perform
from backend.dossiers.needs import needs_of
from backend.dossiers.personal import given
from backend.dossiers.rules import allowed_acts
from backend.dossiers.scope import visible
from backend.dossiers.standing import STANDING, standing_of
from backend.forms.queries import form
from backend.law.lifecycle import ActNotAllowed
from backend.organisation.queries import officers, resolving_units_of
from backend.platform.database import fetch
from backend.platform.problems import Refusal, RuleBroken, field
from shared.contracts.acts import Accept, ActInput, Approve, Assign, ReceivedComponent, Transfer
from shared.contracts.inbox import BulkDo, BulkLine, BulkOutcome, BulkPlan, BulkPreview
from shared.contracts.organisation import OfficerRef
from shared.vocabulary.acts import ACT_LABELS, PROVED_ACTS, Act
from shared.vocabulary.needs import Need

_DOSSIERS = f"""
select d.*, coalesce(d.code, d.reference) as shown_code, {STANDING},
    array(select distinct m.component_key from document m where m.dossier_id = d.id
        and m.component_key <> '' limit 200) as sent
from dossier d where d.id = any($1::uuid[]) and """
_GONE = "Không tìm thấy hồ sơ này, hoặc hồ sơ không thuộc quyền xem của bạn."
_STALE = "Hồ sơ đã chuyển sang trạng thái khác. Hãy tải lại danh sách."


@dataclass(frozen=True, slots=True)
class _Look:
    """One dossier, whether the act may be done to it, and the unit it would go to."""

    row: asyncpg.Record
    content: ProcedureContent
    refusal: str
    unit: tuple[UUID, str] | None


async def preview(actor: Actor, data: BulkPreview) -> BulkPlan:
    """What one act would do to each of the dossiers; nothing is done.

    `officers` are offered when all dossiers that may be assigned are of one unit.
    """
    act = Act(data.act)
    ids = [as_uuid(id_, f"/ids/{number}") for number, id_ in enumerate(data.ids)]
    looks = await _look(actor, act, ids)
    lines = [_line(act, id_, looks.get(id_)) for id_ in dict.fromkeys(ids)]
    free = [look for look in looks.values() if not look.refusal]
    return BulkPlan(act, ACT_LABELS[act].vi, lines, await _officers(act, free))


async def do(actor: Actor, data: BulkDo) -> list[BulkOutcome]:
    """Does an act to each of the dossiers in turn; one outcome each, in the order asked for.

    Raises RuleBroken when an act needs a choice that was not made, StepUpNeeded before anything is
    done when the act needs a fresh proof of who does it.
    """
    act = Act(data.act)
    if act in PROVED_ACTS:
        require_step_up(actor)
    if act is Act.ASSIGN and not data.officer_id:
        wrong = field("/officer_id", "Hãy chọn người thụ lý.")
        raise RuleBroken("Chưa chọn người thụ lý.", en="Choose an officer.", errors=[wrong])
    wanted = {as_uuid(item.id, f"/items/{n}/id"): item.version for n, item in enumerate(data.items)}
    looks = await _look(actor, act, list(wanted))
    return [
        await _do_one(actor, act, id_, version, looks.get(id_), data.officer_id)
        for id_, version in wanted.items()
    ]


async def _do_one(
    actor: Actor, act: Act, id_: UUID, version: int, look: _Look | None, officer_id: str
) -> BulkOutcome:
    if look is None:
        return BulkOutcome(str(id_), "", False, _GONE)
    code: str = look.row["shown_code"]
    if look.refusal:
        return BulkOutcome(str(id_), code, False, look.refusal)
    try:
        await perform(actor, id_, act, _input(act, version, look, officer_id))
    except Refusal as refused:
        said = " ".join(
            dict.fromkeys([refused.detail.vi, *(wrong.message for wrong in refused.errors)])
        )
        return BulkOutcome(str(id_), code, False, said)
    except ActNotAllowed:
        return BulkOutcome(str(id_), code, False, _STALE)
    return BulkOutcome(str(id_), code, True, f"Đã xong: {ACT_LABELS[act].vi}.")


def _input(act: Act, version: int, look: _Look, officer_id: str) -> ActInput:
    if act is Act.ACCEPT:
        sent = set(look.row["sent"])
        found = [
            ReceivedComponent(key=c.key, ok=True) for c in look.content.components if c.key in sent
        ]
        return Accept(version=version, components=found)
    if act is Act.TRANSFER:
        assert look.unit is not None
        return Transfer(version=version, unit_id=str(look.unit[0]))
    if act is Act.ASSIGN:
        return Assign(version=version, officer_id=officer_id)
    return Approve(version=version) if act is Act.APPROVE else ActInput(version=version)


async def _look(actor: Actor, act: Act, ids: list[UUID]) -> dict[UUID, _Look]:
    scope, args = visible(actor, 2)
    rows = await fetch(_DOSSIERS + scope, ids, *args)
    units: dict[tuple[str, UUID], tuple[UUID, str]] = {}
    if act is Act.TRANSFER:
        pairs = {(row["procedure_code"], row["receiving_agency_id"]) for row in rows}
        units = await resolving_units_of(pairs)
    found = {}
    for row in rows:
        content = await content_of(row["procedure_version_id"])
        unit = units.get((row["procedure_code"], row["receiving_agency_id"]))
        refusal = await _refusal(actor, act, row, content) or (
            "Thủ tục này chưa có đơn vị giải quyết; hãy mở hồ sơ để chọn."
            if act is Act.TRANSFER and unit is None
            else ""
        )
        found[row["id"]] = _Look(row, content, refusal, unit)
    return found


async def _refusal(actor: Actor, act: Act, row: Any, content: ProcedureContent) -> str:
    offered = allowed_acts(actor, standing_of(row, content))
    found = next((a for a in offered if a.act == act), None)
    if found is None:
        return _STALE
    if not found.allowed:
        return found.reason
    if act is Act.ACCEPT:
        answers = given(row, await form(row["form_id"]) if row["form_id"] else None)
        needs = needs_of(row, content, answers)
        missing = [
            c.name
            for c in content.components
            if needs[c.key] is Need.REQUIRED and c.key not in row["sent"]
        ]
        if missing:
            return f"Chưa có tệp của: {'; '.join(missing)}. Hãy mở hồ sơ để kiểm tra."
    return ""


def _line(act: Act, id_: UUID, look: _Look | None) -> BulkLine:
    if look is None:
        return BulkLine(str(id_), 0, "", "", "", False, _GONE)
    row = look.row
    effect = ACT_LABELS[act].vi
    if act is Act.TRANSFER and look.unit is not None:
        effect = f"Chuyển đến {look.unit[1]}"
    if act is Act.ACCEPT:
        count = len(set(row["sent"]) & {c.key for c in look.content.components})
        papers = f"ghi nhận đạt {count} giấy tờ đã gửi" if count else "không có giấy tờ kèm theo"
        effect = f"Tiếp nhận, {papers}"
    return BulkLine(
        id=str(id_),
        version=row["version"],
        code=row["shown_code"],
        applicant_name=row["applicant_name"],
        procedure_name=row["procedure_name"],
        allowed=not look.refusal,
        message=look.refusal or effect,
    )


async def _officers(act: Act, free: list[_Look]) -> list[OfficerRef]:
    units = {look.row["holding_unit_id"] for look in free} - {None}
    if act is not Act.ASSIGN or len(units) != 1:
        return []
    return await officers(units.pop())

"""One dossier as its caller may see it: the applicant down to the unit, officers to the person."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.catalogue.queries import content_of
from backend.documents.queries import documents_of_dossier, issued_forms_of, result_of
from backend.dossiers.queries import days_left, iso
from backend.dossiers.rules import Standing, allowed_acts
from backend.dossiers.scope import visible_or_acted_on
from backend.forms.queries import form
from backend.forms.rules import is_shown, readable
from backend.law.on_time import on_time_class
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from shared.contracts.common import Choice, Named
from shared.contracts.documents import Document
from shared.contracts.dossiers import (
    Answer,
    ComponentCheck,
    Dossier,
    DueDate,
    TimelineEntry,
)
from shared.vocabulary.acts import ACT_LABELS, TIMELINE_LABELS, Act
from shared.vocabulary.channels import CHANNEL_LABELS, DELIVERY_LABELS, Channel, Delivery
from shared.vocabulary.states import (
    NATIONAL_CODE,
    NATIONAL_LABELS,
    OFFICER_LABELS,
    PORTAL_LABELS,
    State,
    completion_percent,
)
from shared.vocabulary.time_units import DEADLINE_LABELS

_DOSSIER = """
select d.*, r.name as receiving_name, h.name as holding_name, u.name as unit_name,
    e.full_name as executor_name
from dossier d join agency r on r.id = d.receiving_agency_id
    join agency h on h.id = d.holding_agency_id left join unit u on u.id = d.holding_unit_id
    left join account e on e.id = d.executor_id
where d.id = $1 and """


def standing_of(row: asyncpg.Record) -> Standing:
    """What permissions and guards ask of a row."""
    return Standing(
        state=State(row["state"]),
        applicant_id=row["applicant_id"],
        receiving_agency_id=row["receiving_agency_id"],
        holding_agency_id=row["holding_agency_id"],
        holding_unit_id=row["holding_unit_id"],
        executor_id=row["executor_id"],
        consulted_agency_id=row["consulted_agency_id"],
        supplement_requests=row["supplement_requests"],
        extensions=row["extensions"],
        due_at=row["due_at"],
    )


def unknown_dossier() -> NotFound:
    """The same answer for what is not there and for what is not the caller's."""
    return NotFound(
        "Không tìm thấy hồ sơ này, hoặc hồ sơ không thuộc quyền xem của bạn.",
        en="There is no such dossier, or it is not yours to see.",
        slug="unknown-dossier",
    )


async def dossier(actor: Actor, dossier_id: UUID) -> Dossier:
    """One dossier. Raises NotFound, also for what the caller may not know exists."""
    condition, args = visible_or_acted_on(actor, 2)
    row = await fetch_row(_DOSSIER + condition, dossier_id, *args)
    if row is None:
        raise unknown_dossier()
    now = clock.now()
    state = State(row["state"])
    national = NATIONAL_CODE[state]
    content = await content_of(row["procedure_version_id"])
    documents = await documents_of_dossier(dossier_id)
    deadline = on_time_class(row["due_at"], row["finished_at"], now)
    labels = OFFICER_LABELS if actor.is_officer else PORTAL_LABELS
    return Dossier(
        id=str(row["id"]),
        version=row["version"],
        code=row["code"],
        reference=row["reference"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        state=state,
        state_label=labels[state].vi,
        national_code=int(national),
        national_label=NATIONAL_LABELS[national].vi,
        completion_percent=completion_percent(state),
        channel=Choice(row["channel"], CHANNEL_LABELS[Channel(row["channel"])].vi),
        delivery=Choice(row["delivery"], DELIVERY_LABELS[Delivery(row["delivery"])].vi),
        delivery_address=row["delivery_address"],
        applicant_name=row["applicant_name"],
        applicant_personal_id=row["applicant_personal_id"],
        applicant_phone=row["applicant_phone"],
        applicant_email=row["applicant_email"],
        applicant_address=row["applicant_address"],
        owner_name=row["owner_name"],
        receiving_agency=Named(str(row["receiving_agency_id"]), row["receiving_name"]),
        holding_agency=Named(str(row["holding_agency_id"]), row["holding_name"]),
        holding_unit=(
            Named(str(row["holding_unit_id"]), row["unit_name"]) if row["holding_unit_id"] else None
        ),
        holder_name=(row["executor_name"] or "") if actor.is_officer else "",
        submitted_at=iso(row["submitted_at"]),
        accepted_at=iso(row["accepted_at"]) if row["accepted_at"] else None,
        finished_at=iso(row["finished_at"]) if row["finished_at"] else None,
        returned_at=iso(row["returned_at"]) if row["returned_at"] else None,
        answer_by=iso(row["answer_by"]) if row["answer_by"] else None,
        due_at=iso(row["due_at"]) if row["due_at"] else None,
        deadline_class=deadline,
        deadline_label=DEADLINE_LABELS[deadline].vi,
        time_left="" if row["finished_at"] else days_left(row["due_at"], now),
        due_history=await _due_history(dossier_id),
        waiting_for=row["waiting_for"],
        answers=await _answers(row),
        components=await _components(dossier_id, content, documents),
        documents=[d for d in documents if d.purpose != "component"],
        issued_forms=await issued_forms_of(dossier_id),
        result=await result_of(dossier_id),
        timeline=await _timeline(actor, dossier_id),
        allowed_acts=allowed_acts(actor, standing_of(row), row["applicant_personal_id"]),
    )


async def _answers(row: asyncpg.Record) -> list[Answer]:
    answers: dict[str, Any] = msgspec.json.decode(row["answers"])
    if row["form_id"] is None or not answers:
        return []
    definition = await form(row["form_id"])
    return [
        Answer(q.key, q.label, q.section, readable(q, answers.get(q.key)))
        for q in definition.questions
        if is_shown(q, answers) and answers.get(q.key) not in (None, "")
    ]


async def _components(
    dossier_id: UUID, content: ProcedureContent, documents: list[Document]
) -> list[ComponentCheck]:
    rows = await fetch(
        "select component_key, ok, originals, certified, copies, note from component_check "
        "where dossier_id = $1 limit 200",
        dossier_id,
    )
    checks = {row["component_key"]: row for row in rows}
    found = []
    for component in content.components:
        check = checks.get(component.key)
        found.append(
            ComponentCheck(
                key=component.key,
                name=component.name,
                required=component.required,
                condition=component.condition,
                originals=component.originals,
                certified=component.certified,
                copies=component.copies,
                received_originals=check["originals"] if check else 0,
                received_certified=check["certified"] if check else 0,
                received_copies=check["copies"] if check else 0,
                ok=check["ok"] if check else None,
                note=check["note"] if check else "",
                documents=[d for d in documents if d.component_key == component.key],
            )
        )
    return found


async def _due_history(dossier_id: UUID) -> list[DueDate]:
    rows = await fetch(
        "select due_at, set_at, reason, explanation from due_date where dossier_id = $1 "
        "order by set_at, id limit 50",
        dossier_id,
    )
    return [
        DueDate(
            due_at=iso(row["due_at"]),
            set_at=iso(row["set_at"]),
            reason=row["reason"],
            explanation=msgspec.json.decode(row["explanation"], type=list[str]),
            current=index == len(rows) - 1,
        )
        for index, row in enumerate(rows)
    ]


async def _timeline(actor: Actor, dossier_id: UUID) -> list[TimelineEntry]:
    rows = await fetch(
        "select v.at, v.act, v.state_after, v.actor_name, v.note, "
        "coalesce(u.name, g.name, '') as unit from dossier_event v "
        "left join unit u on u.id = v.unit_id left join agency g on g.id = v.agency_id "
        "where v.dossier_id = $1 order by v.seq limit 300",
        dossier_id,
    )
    labels = ACT_LABELS if actor.is_officer else TIMELINE_LABELS
    states = OFFICER_LABELS if actor.is_officer else PORTAL_LABELS
    return [
        TimelineEntry(
            at=iso(row["at"]),
            act=row["act"],
            label=labels[Act(row["act"])].vi,
            state=row["state_after"],
            state_label=states[State(row["state_after"])].vi,
            by=row["actor_name"] if actor.is_officer else "",
            unit=row["unit"],
            note=row["note"] if actor.is_officer or row["act"] in _TOLD else "",
        )
        for row in rows
    ]


# Acts whose stated reason the law wants the applicant to know.
_TOLD = {
    Act.REFUSE,
    Act.REQUEST_SUPPLEMENT,
    Act.EXTEND,
    Act.REJECT,
    Act.STOP,
    Act.DENY_WITHDRAWAL,
    Act.REQUEST_WITHDRAWAL,
    Act.REQUIRE_PAYMENT,
    Act.SUPPLEMENT,
    Act.EXPIRE_SUPPLEMENT,
}

"""One dossier as its caller may see it: the applicant down to the unit, officers to the person."""

from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.archive.seals import refuse_sealed
from backend.catalogue.content import ProcedureContent
from backend.catalogue.queries import content_of
from backend.documents.queries import PAPERS, Papers, papers, shown_to_applicant
from backend.dossiers.history import due_history, timeline
from backend.dossiers.joint_tasks import TASKS, joint_tasks
from backend.dossiers.needs import needs_of
from backend.dossiers.personal import answers_in_words, contacts, given
from backend.dossiers.queries import days_left, iso, on_time_of
from backend.dossiers.rules import (
    allowed_acts,
    needs_personal_data,
    relations,
)
from backend.dossiers.scope import visible_or_acted_on
from backend.dossiers.standing import STANDING, standing_of
from backend.dossiers.supplement_lines import SUPPLEMENT, supplement_lines
from backend.forms.queries import form
from backend.organisation.past_names import name_then
from backend.platform import clock
from backend.platform.database import fetch_row
from backend.platform.problems import NotFound
from backend.platform.sealing import opened
from backend.privacy.noting import note_dossier
from backend.workflow.standing import StepNow
from shared.contracts.common import Choice, Named
from shared.contracts.documents import Document
from shared.contracts.dossiers import ComponentCheck, Dossier, StepInfo, StepPart
from shared.vocabulary.channels import CHANNEL_LABELS, DELIVERY_LABELS, Channel, Delivery
from shared.vocabulary.needs import Need
from shared.vocabulary.roles import ROLE_LABELS, Role
from shared.vocabulary.states import (
    NATIONAL_CODE,
    NATIONAL_LABELS,
    OFFICER_LABELS,
    PORTAL_LABELS,
    TERMINAL,
    State,
    completion_percent,
)
from shared.vocabulary.time_units import DEADLINE_LABELS

_DOSSIER = f"""
select d.*, r.name as receiving_name, h.name as holding_name, u.name as unit_name,
    e.full_name as executor_name,
    (select coalesce(json_agg(x), '[]') from (select v.at, v.act, v.state_after, v.actor_name,
        v.note, {name_then("v.unit_id", "v.agency_id", "v.at")} as unit from dossier_event v
        where v.dossier_id = d.id order by v.seq limit 300) x) as events,
    (select coalesce(json_agg(x), '[]') from (select due_at, set_at, reason, explanation
        from due_date where dossier_id = d.id order by set_at, id limit 50) x) as due_dates,
    (select coalesce(json_agg(x), '[]') from (select component_key, ok, originals, certified,
        copies, note from component_check where dossier_id = d.id limit 200) x) as checks,
    {SUPPLEMENT}, {TASKS}, {PAPERS}, {STANDING}
from dossier d join agency r on r.id = d.receiving_agency_id
    join agency h on h.id = d.holding_agency_id left join unit u on u.id = d.holding_unit_id
    left join account e on e.id = d.executor_id
where d.id = $1 and """


def unknown_dossier() -> NotFound:
    """The same answer for what is not there and for what is not the caller's."""
    return NotFound(
        "Không tìm thấy hồ sơ này, hoặc hồ sơ không thuộc quyền xem của bạn.",
        en="There is no such dossier, or it is not yours to see.",
        slug="unknown-dossier",
    )


async def dossier(actor: Actor, dossier_id: UUID, *, whole: bool = False) -> Dossier:
    """One dossier. Raises NotFound, also for what the caller may not know exists.

    Numbers and contacts are masked for whoever does not need them, unless the `whole` goes
    nowhere but into a paper of the dossier.
    """
    condition, args = visible_or_acted_on(actor, 2)
    row = await fetch_row(_DOSSIER + condition, dossier_id, *args)
    if row is None:
        raise unknown_dossier()
    now = clock.now()
    state = State(row["state"])
    if state in TERMINAL:
        await refuse_sealed(actor, dossier_id)
    content = await content_of(row["procedure_version_id"])
    standing = standing_of(row, content)
    mine = relations(actor, standing)
    await note_dossier(actor, row, mine)
    national = NATIONAL_CODE[state]
    masks = not (whole or needs_personal_data(mine))
    person = contacts(row, masks=masks)
    kept = papers(row)
    listed = {component.key for component in content.components}
    answers = given(row, await form(row["form_id"]) if row["form_id"] is not None else None)
    waiting = row["waiting_since"] is not None
    deadline = on_time_of(row, now)
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
        delivery_address=opened(row, "dossier.delivery_address"),
        applicant_name=row["applicant_name"],
        applicant_personal_id=person["personal_id"],
        applicant_phone=person["phone"],
        applicant_email=person["email"],
        applicant_address=person["address"],
        masked=masks,
        owner_name=row["owner_name"],
        owner_personal_id=person["owner"],
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
        time_left="" if row["finished_at"] or waiting else days_left(row["due_at"], now),
        due_history=due_history(row),
        waiting_for=row["waiting_for"],
        answers=answers_in_words(answers, masks=masks),
        components=_components(row, content, kept.documents, needs_of(row, content, answers)),
        supplement=supplement_lines(row, kept.documents, answers, masks=masks),
        step=_step(standing.step, now, waiting=waiting) if actor.is_officer else None,
        tasks=joint_tasks(actor, row, now),
        documents=[
            d
            for d in kept.documents
            if (d.purpose != "component" or actor.is_officer)  # a scan not sorted yet
            and d.component_key not in listed
            and (actor.is_officer or shown_to_applicant(d.purpose, issued=_issued(kept, d)))
        ],
        issued_forms=kept.issued_forms,
        result=kept.result,
        past_results=kept.past_results,
        timeline=timeline(actor, row),
        allowed_acts=allowed_acts(actor, standing),
        bundle_id=str(row["bundle_id"]) if row["bundle_id"] else None,
    )


def _step(step: StepNow | None, now: datetime, *, waiting: bool) -> StepInfo | None:
    if step is None:
        return None
    label = ROLE_LABELS[Role(step.role)].vi
    parts = [
        StepPart(
            p.kind,
            Named(str(p.agency_id), p.agency_name),
            p.content,
            p.days,
            p.in_turn,
            step.was_asked(p),
        )
        for p in step.parts
    ]
    return StepInfo(step.name, label, iso(step.due_at), now > step.due_at and not waiting, parts)


def _issued(kept: Papers, found: Document) -> bool:
    return kept.result is not None and kept.result.document_id == found.id


def _components(
    row: asyncpg.Record,
    content: ProcedureContent,
    documents: list[Document],
    needs: dict[str, Need],
) -> list[ComponentCheck]:
    rows = msgspec.json.decode(row["checks"], type=list[_Check])
    checks = {check.component_key: check for check in rows}
    found = []
    for component in content.components:
        check = checks.get(component.key)
        found.append(
            ComponentCheck(
                key=component.key,
                name=component.name,
                required=needs[component.key] is Need.REQUIRED,
                need=needs[component.key],
                condition=component.condition,
                originals=component.originals,
                certified=component.certified,
                copies=component.copies,
                received_originals=check.originals if check else 0,
                received_certified=check.certified if check else 0,
                received_copies=check.copies if check else 0,
                ok=check.ok if check else None,
                note=check.note if check else "",
                documents=[d for d in documents if d.component_key == component.key],
            )
        )
    return found


class _Check(msgspec.Struct, frozen=True):
    component_key: str
    ok: bool
    originals: int
    certified: int
    copies: int
    note: str

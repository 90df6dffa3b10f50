"""One petition in full, for officers who may see it, with the acts that are theirs now."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.documents.queries import document, stored_document
from backend.dossiers.queries import iso
from backend.feedback.follow_queries import STEPS, step
from backend.feedback.petition_queries import (
    deadline_of,
    facts_of,
    handlers,
    other_agencies,
    seen,
    unknown_petition,
    waited_of,
)
from backend.feedback.petition_scope import parts
from backend.law import petitions as law
from backend.platform import clock
from backend.platform.database import fetch, fetch_value
from backend.platform.problems import NotFound
from backend.platform.sealing import opened
from shared.contracts.common import Named
from shared.contracts.petitions import PetitionActOffer, PetitionDetail
from shared.vocabulary.petitions import (
    PETITION_ACT_LABELS,
    PETITION_KIND_LABELS,
    PETITION_SOURCE_LABELS,
    PETITION_STATE_LABELS,
    PETITION_TOPIC_LABELS,
    PetitionAct,
    PetitionKind,
    PetitionSource,
    PetitionState,
    PetitionTopic,
)

_FILES = """
select d.* from petition_file f join document d on d.id = f.document_id
where f.petition_id = $1 and d.removed_at is null order by f.uploaded_at, d.id limit 20
"""


async def petition(actor: Actor, petition_id: UUID) -> PetitionDetail:
    """Everything about it. Raises NotFound."""
    row = await seen(actor, petition_id)
    offers = await _offers(actor, row)
    gives = any(offer.act in ("take", "assign", "transfer") for offer in offers)
    steps = [step(one, to_sender=False) for one in await fetch(STEPS, row["id"])]
    return PetitionDetail(
        id=str(row["id"]),
        version=row["version"],
        code=row["code"],
        kind=row["kind"],
        kind_label=PETITION_KIND_LABELS[PetitionKind(row["kind"])].vi,
        topic=row["topic"],
        topic_label=PETITION_TOPIC_LABELS[PetitionTopic(row["topic"])].vi,
        source_label=PETITION_SOURCE_LABELS[PetitionSource(row["source"])].vi,
        state=row["state"],
        state_label=PETITION_STATE_LABELS[PetitionState(row["state"])].vi,
        anonymous=row["anonymous"],
        sender_name=opened(row, "petition.sender_name"),
        sender_phone=opened(row, "petition.sender_phone"),
        sender_email=opened(row, "petition.sender_email"),
        sender_address=opened(row, "petition.sender_address"),
        subject=opened(row, "petition.subject"),
        body=opened(row, "petition.body"),
        files=[document(one) for one in await fetch(_FILES, row["id"])],
        dossier=_dossier(row),
        agency_id=str(row["agency_id"]),
        agency_name=row["agency_name"],
        officer_name=row["officer_name"],
        received_at=iso(row["received_at"]),
        take_by=iso(row["take_by"]),
        ask_by=iso(row["ask_by"]),
        answer_by=iso(row["due_at"]),
        publish_by=iso(row["publish_by"]) if row["publish_by"] else "",
        deadline=deadline_of(row, _next(row)),
        answer=opened(row, "petition.answer"),
        wishes_publication=row["wishes_publication"],
        public_subject=row["public_subject"],
        public_body=row["public_body"],
        public_answer=row["public_answer"],
        liked=row["liked"],
        their_id=row["their_id"] or "",
        merged_into=row["merged_code"],
        acts=offers,
        officers=[Named(str(o["id"]), o["full_name"]) for o in await handlers(row)]
        if gives
        else [],
        agencies=[Named(str(a["id"]), a["name"]) for a in await other_agencies(row)]
        if gives
        else [],
        steps=steps,
    )


async def petition_if_seen(actor: Actor, petition_id: UUID) -> PetitionDetail | None:
    """As `petition`, or nothing where it is out of the caller's sight."""
    try:
        return await petition(actor, petition_id)
    except NotFound:
        return None


async def file_of(actor: Actor, petition_id: UUID, document_id: UUID) -> asyncpg.Record:
    """The row of a file of a petition in the caller's sight. Raises NotFound."""
    row = await seen(actor, petition_id)
    own = await fetch_value(
        "select true from petition_file where document_id = $1 and petition_id = $2",
        document_id,
        row["id"],
    )
    if not own:
        raise unknown_petition()
    return await stored_document(document_id)


async def _offers(actor: Actor, row: Mapping[str, Any]) -> list[PetitionActOffer]:
    """The acts of the caller's part in this state, with what bars each."""
    mine, state, now = parts(actor, row), PetitionState(row["state"]), clock.now()
    waited = await waited_of(row)
    found = []
    for act, rule in law.PETITION_RULES.items():
        officers = set(rule.parts) - {law.PetitionPart.SENDER}
        if state in rule.before and officers & mine:
            # Taking it is where a wrong kind is put right; an anonymous one keeps its kind.
            kind = PetitionKind.REPORT if act is PetitionAct.TAKE and not row["anonymous"] else None
            why = law.barred(act, state, facts_of(row, kind), now, waited=waited)
            label = PETITION_ACT_LABELS[act].vi
            found.append(PetitionActOffer(act, label, why.vi if why else ""))
    return found


def _next(row: Mapping[str, Any]) -> Any:
    if row["state"] == PetitionState.RECEIVED:
        return row["take_by"]
    if row["state"] == PetitionState.ANSWERED and row["publish_by"] is not None:
        return row["publish_by"]
    return row["due_at"]


def _dossier(row: Mapping[str, Any]) -> Named | None:
    if row["dossier_id"] is None:
        return None
    return Named(str(row["dossier_id"]), row["dossier_code"])

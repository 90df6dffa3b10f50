"""How a dossier begins: a draft submitted online becomes one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.catalogue.needs import needs_by_answers
from backend.catalogue.queries import content_of
from backend.catalogue.stops import must_take_dossiers
from backend.dossiers.actions.creating import create
from backend.dossiers.actions.drafts import discard_within, own_open_draft
from backend.dossiers.actions.journal import Change
from backend.dossiers.actions.sameness import fingerprint, identical
from backend.dossiers.personal import TOLD_ONLINE, of_another
from backend.dossiers.queries import iso
from backend.forms.queries import form
from backend.forms.rules.answers import completed, problems
from backend.identity.mandates import remember_sender
from backend.law.deadlines import answer_by
from backend.organisation.queries import agency, competence, receives
from backend.organisation.working_calendar import working_calendar
from backend.payments.actions.obligations import ask_at_submission
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import RuleBroken, field
from backend.platform.sealing import opened, opened_json
from backend.post.actions.wishing import at_submission
from backend.prefill.replacing import keep_replaced, replaced
from backend.prefill.sources import keep_sources
from backend.reception.demanded import booked, demanded, goes_with_dossier
from backend.regimes.queries import rules_for_new
from backend.vault.actions.uses import reused_with
from shared.contracts.common import FieldProblem
from shared.contracts.drafts import AlsoSubmitted, Submitted
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel, Delivery
from shared.vocabulary.needs import Need


@dataclass(frozen=True, slots=True)
class Through:
    """A program that submits for a person: `may` raises when it may no longer, inside the
    transaction; `note` and `payload` are what the first event says of it.
    """

    may: Callable[[asyncpg.Connection], Awaitable[None]]
    note: str
    payload: dict[str, str]


async def submit(actor: Actor, draft_id: UUID, through: Through | None = None) -> Submitted:
    """Turns a draft, and those it goes together with, into dossiers; all of them or none.

    Once: sending it again gives the same answer. NĐ 61/2018 Điều 16.3, 17.2. Raises NotFound,
    RuleBroken naming every field to mend, Conflict where the procedure takes none any more.
    """
    async with transaction() as connection:
        if through is not None:
            await through.may(connection)
        # All drafts of a bundle are locked in one order, whichever of them is sent.
        await connection.execute(
            "select 1 from draft where bundle_id = (select bundle_id from draft where id = $1 "
            "and account_id = $2) order by created_at, id for update",
            draft_id,
            actor.account_id,
        )
        row = await own_open_draft(connection, actor, draft_id)
        dossier_id = row["dossier_id"]
        if dossier_id is None:
            others = await _others(connection, row)
            errors = await _wrong(connection, row)
            for other in others:
                errors += await _wrong_of_other(connection, other)
            if errors:
                raise RuleBroken(
                    "Hồ sơ chưa đủ để nộp. Vui lòng bổ sung các mục được nêu.",
                    en="The dossier is not complete yet. Please see the items named.",
                    errors=errors,
                    slug="incomplete",
                )
            earlier = None if others else await identical(connection, row)
            if earlier is not None:
                await discard_within(connection, draft_id)
                return await _promise(connection, earlier, repeated=True)
            dossier_id = await _create_from_draft(connection, actor, row, through)
            for other in others:
                await _create_from_draft(connection, actor, other, through)
        return await _promise(connection, dossier_id)


async def _others(connection: asyncpg.Connection, row: asyncpg.Record) -> list[asyncpg.Record]:
    if row["bundle_id"] is None:
        return []
    found: list[asyncpg.Record] = await connection.fetch(
        "select * from draft where bundle_id = $1 and id <> $2 and account_id = $3 "
        "and dossier_id is null and expires_at > $4 order by created_at, id",
        row["bundle_id"],
        row["id"],
        row["account_id"],
        clock.now(),
    )
    return found


async def _wrong(connection: asyncpg.Connection, row: asyncpg.Record) -> list[FieldProblem]:
    answers: dict[str, Any] = opened_json(row, "draft.answers")
    content = await content_of(row["procedure_version_id"])
    definition = await form(row["form_id"])
    errors = problems(definition, answers, clock.today())
    needs = needs_by_answers(content.components, definition, answers, Channel.ONLINE, clock.today())
    return errors + await _missing(connection, row, content, needs)


async def _wrong_of_other(
    connection: asyncpg.Connection, other: asyncpg.Record
) -> list[FieldProblem]:
    errors = await _wrong(connection, other)
    if not errors:
        return []
    content = await content_of(other["procedure_version_id"])
    sentence = f"“{content.name}” còn {len(errors)} mục chưa xong; hãy mở thủ tục đó để làm tiếp."
    return [field(f"/together/{other['id']}", sentence)]


async def _create_from_draft(
    connection: asyncpg.Connection, actor: Actor, row: asyncpg.Record, through: Through | None
) -> UUID:
    await must_take_dossiers(row["procedure_code"])
    definition = await form(row["form_id"])
    # What a hidden question held before its condition changed is no answer of this dossier.
    answers = completed(definition, opened_json(row, "draft.answers"), clock.today())
    content = await content_of(row["procedure_version_id"])
    who = await competence(row["procedure_code"], row["agency_id"])
    calendar = await working_calendar(who.receiving_agency_id)
    known = "select id, address from account where id = $1"
    account = await connection.fetchrow(known, actor.account_id)
    hours = (await rules_for_new(clock.today())).online_answer_hours
    until = answer_by(calendar, clock.now(), hours)
    values = {
        "procedure_version_id": row["procedure_version_id"],
        "form_id": row["form_id"],
        "bundle_id": row["bundle_id"],
        "channel": Channel.ONLINE,
        "delivery": row["delivery"],
        "delivery_address": opened(row, "draft.delivery_address"),
        "applicant_id": actor.account_id,
        "applicant_name": actor.full_name,
        "applicant_personal_id": actor.personal_id,
        "applicant_phone": answers.get("requester_phone") or actor.phone,
        "applicant_email": answers.get("requester_email") or actor.email,
        "applicant_address": answers.get("requester_address") or opened(account, "account.address"),
        "owner_name": answers.get("requester_name") or actor.full_name,
        "owner_personal_id": of_another(answers.get("requester_personal_id"), actor.personal_id),
        "answers": answers,
        "fingerprint": await fingerprint(connection, row),
        "answer_by": until,
        "act_by": until,
    }
    first = Change(payload=TOLD_ONLINE)
    if through is not None:
        first = Change(payload=TOLD_ONLINE | {"program": through.payload}, note=through.note)
    dossier_id = await create(connection, actor, Act.SUBMIT, content, who, values, first)
    await ask_at_submission(connection, actor, dossier_id, content)
    await remember_sender(connection, actor, dossier_id, content.code)
    linked = "update draft set dossier_id = $2, updated_at = $3 where id = $1"
    await connection.execute(linked, row["id"], dossier_id, clock.now())
    await connection.execute(
        "update document set dossier_id = $2, draft_id = null where draft_id = $1 "
        "and removed_at is null",
        row["id"],
        dossier_id,
    )
    await at_submission(connection, actor, row, dossier_id)
    await goes_with_dossier(connection, actor, row, dossier_id)
    await keep_replaced(connection, row["id"], dossier_id, content)
    await keep_sources(connection, row["id"], dossier_id)
    await reused_with(connection, row["id"], dossier_id)
    return dossier_id


async def _missing(
    connection: asyncpg.Connection,
    row: asyncpg.Record,
    content: ProcedureContent,
    needs: dict[str, Need],
) -> list[FieldProblem]:
    errors = []
    if row["agency_id"] is None:
        errors.append(field("/agency_id", "Vui lòng chọn cơ quan tiếp nhận."))
    elif not await receives(row["procedure_code"], row["agency_id"]):
        sentence = "Cơ quan đã chọn không còn tiếp nhận thủ tục này. Vui lòng chọn cơ quan khác."
        errors.append(field("/agency_id", sentence))
    if row["delivery"] == Delivery.POST and not opened(row, "draft.delivery_address").strip():
        errors.append(field("/delivery_address", "Vui lòng ghi địa chỉ nhận kết quả."))
    held = {
        r["component_key"]
        for r in await connection.fetch(
            "select distinct component_key from document where draft_id = $1 "
            "and removed_at is null and scan <> 'rejected'",
            row["id"],
        )
    }
    held |= {p.component_key for p in await replaced(connection, row["id"], content) if p.done}
    kind = await demanded(row["agency_id"], row["procedure_code"])
    if kind is not None and not await booked(row["account_id"], row["agency_id"], kind, row["id"]):
        errors.append(
            field(
                "/appointment",
                f"Cần đặt lịch hẹn “{kind.name}” trước khi nộp. Chọn giờ ở mục Lịch hẹn.",
            )
        )
    errors += [
        field(f"/documents/{c.key}", f"Cần đính kèm: {c.name}.")
        for c in content.components
        if needs[c.key] is Need.REQUIRED and c.key not in held
    ]
    return errors


async def _promise(
    connection: asyncpg.Connection, dossier_id: UUID, *, repeated: bool = False
) -> Submitted:
    row = await connection.fetchrow("select * from dossier where id = $1", dossier_id)
    content = await content_of(row["procedure_version_id"])
    receiving = await agency(row["receiving_agency_id"])
    channel = content.channel(Channel(row["channel"]))
    duration = channel.duration if channel is not None else None
    also = await connection.fetch(
        "select id, reference, procedure_name from dossier where bundle_id = $1 and id <> $2 "
        "and applicant_id = $3 order by submitted_at, id limit 20",
        row["bundle_id"],
        dossier_id,
        row["applicant_id"],
    )
    return Submitted(
        dossier_id=str(dossier_id),
        reference=row["reference"],
        submitted_at=iso(row["submitted_at"]),
        answer_by=iso(row["answer_by"]) if row["answer_by"] else "",
        procedure_name=row["procedure_name"],
        agency_name=receiving.name,
        duration=duration.words() if duration is not None else "",
        repeated=repeated,
        also=[AlsoSubmitted(str(a["id"]), a["reference"], a["procedure_name"]) for a in also],
    )

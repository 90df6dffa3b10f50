"""How a dossier begins: a draft submitted online becomes one."""

import hashlib
import secrets
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.catalogue.queries import content_of
from backend.dossiers.actions.drafts import discard_within, own_open_draft
from backend.dossiers.actions.journal import Change, append_event
from backend.dossiers.queries import iso
from backend.forms.queries import form
from backend.forms.rules.answers import completed, problems
from backend.law.deadlines import answer_by
from backend.law.lifecycle import next_state
from backend.law.search_text import search_text
from backend.organisation.queries import Competence, agency, competence
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import RuleBroken, field
from backend.settings import settings
from shared.contracts.common import FieldProblem
from shared.contracts.drafts import AlsoSubmitted, Submitted
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel, Delivery
from shared.vocabulary.states import TERMINAL

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


async def submit(actor: Actor, draft_id: UUID) -> Submitted:
    """Turns a draft, and those it goes together with, into dossiers; all of them or none.

    Once: sending it again gives the same answer. NĐ 61/2018 Điều 16.3, 17.2. Raises NotFound,
    RuleBroken naming every field to mend.
    """
    async with transaction() as connection:
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
            earlier = None if others else await _identical(connection, row)
            if earlier is not None:
                await discard_within(connection, draft_id)
                return await _promise(connection, earlier, repeated=True)
            dossier_id = await _create_from_draft(connection, actor, row)
            for other in others:
                await _create_from_draft(connection, actor, other)
        return await _promise(connection, dossier_id)


async def _identical(connection: asyncpg.Connection, row: asyncpg.Record) -> UUID | None:
    """An open dossier of the same applicant that was submitted with exactly the same."""
    found: UUID | None = await connection.fetchval(
        "select id from dossier where applicant_id = $1 and fingerprint = $2 "
        "and state <> all($3::text[]) order by submitted_at desc limit 1",
        row["account_id"],
        await _fingerprint(connection, row),
        list(TERMINAL),
    )
    return found


async def _fingerprint(connection: asyncpg.Connection, row: asyncpg.Record) -> bytes:
    """Procedure, agency, way of receiving, answers and files of a draft as 32 bytes."""
    definition = await form(row["form_id"])
    answers = completed(definition, msgspec.json.decode(row["answers"]), clock.today())
    files = await connection.fetchval(
        "select coalesce(string_agg(component_key || ' ' || encode(sha256, 'hex'), ';' "
        "order by component_key, sha256), '') from document "
        "where draft_id = $1 and removed_at is null",
        row["id"],
    )
    whole = [
        row["procedure_code"],
        str(row["agency_id"]),
        row["delivery"],
        row["delivery_address"],
        answers,
        files,
    ]
    return hashlib.sha256(msgspec.json.encode(whole, order="sorted")).digest()


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
    answers: dict[str, Any] = msgspec.json.decode(row["answers"])
    content = await content_of(row["procedure_version_id"])
    errors = problems(await form(row["form_id"]), answers, clock.today())
    return errors + await _missing(connection, row, content)


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
    connection: asyncpg.Connection, actor: Actor, row: asyncpg.Record
) -> UUID:
    definition = await form(row["form_id"])
    # What a hidden question held before its condition changed is no answer of this dossier.
    answers = completed(definition, msgspec.json.decode(row["answers"]), clock.today())
    content = await content_of(row["procedure_version_id"])
    who = await competence(row["procedure_code"], row["agency_id"])
    calendar = await working_calendar(who.receiving_agency_id)
    address = await connection.fetchval(
        "select address from account where id = $1", actor.account_id
    )
    values = {
        "procedure_version_id": row["procedure_version_id"],
        "form_id": row["form_id"],
        "bundle_id": row["bundle_id"],
        "channel": Channel.ONLINE,
        "delivery": row["delivery"],
        "delivery_address": row["delivery_address"],
        "applicant_id": actor.account_id,
        "applicant_name": actor.full_name,
        "applicant_personal_id": actor.personal_id,
        "applicant_phone": answers.get("requester_phone") or actor.phone,
        "applicant_email": answers.get("requester_email") or actor.email,
        "applicant_address": answers.get("requester_address") or address or "",
        "owner_name": answers.get("requester_name") or actor.full_name,
        "answers": msgspec.json.encode(answers).decode(),
        "fingerprint": await _fingerprint(connection, row),
        "answer_by": answer_by(calendar, clock.now()),
        "act_by": answer_by(calendar, clock.now()),
    }
    dossier_id = await create(connection, actor, Act.SUBMIT, content, who, values, {})
    await connection.execute(
        "update draft set dossier_id = $2, updated_at = $3 where id = $1",
        row["id"],
        dossier_id,
        clock.now(),
    )
    await connection.execute(
        "update document set dossier_id = $2, draft_id = null where draft_id = $1 "
        "and removed_at is null",
        row["id"],
        dossier_id,
    )
    return dossier_id


async def _missing(
    connection: asyncpg.Connection, row: asyncpg.Record, content: ProcedureContent
) -> list[FieldProblem]:
    errors = []
    if row["agency_id"] is None:
        errors.append(field("/agency_id", "Vui lòng chọn cơ quan tiếp nhận."))
    if row["delivery"] == Delivery.POST and not row["delivery_address"].strip():
        errors.append(field("/delivery_address", "Vui lòng ghi địa chỉ nhận kết quả."))
    held = {
        r["component_key"]
        for r in await connection.fetch(
            "select distinct component_key from document where draft_id = $1 "
            "and removed_at is null and scan <> 'rejected'",
            row["id"],
        )
    }
    errors += [
        field(f"/documents/{c.key}", f"Cần đính kèm: {c.name}.")
        for c in content.components
        if c.required and c.key not in held
    ]
    return errors


async def create(
    connection: asyncpg.Connection,
    actor: Actor,
    act: Act,
    content: ProcedureContent,
    who: Competence,
    values: dict[str, Any],
    payload: dict[str, Any],
) -> UUID:
    """Writes a new dossier with its first event; `values` are its columns. Returns its id."""
    now = clock.now()
    state = next_state(act, None)
    reference = "TN" + "".join(secrets.choice(_ALPHABET) for _ in range(10))
    row = values | {
        "id": uuid7(now.timestamp()),
        "tenant_id": settings().tenant,
        "version": 1,
        "reference": reference,
        "procedure_code": content.code,
        "procedure_name": content.name,
        "regime": settings().regime,
        "state": state,
        "receiving_agency_id": who.receiving_agency_id,
        "holding_agency_id": who.receiving_agency_id,
        "holding_unit_id": None,
        "submitted_at": now,
        "updated_at": now,
        "search_text": search_text(
            f"{values['applicant_name']} {values['owner_name']} {reference} "
            f"{values['applicant_phone']} {values['applicant_personal_id']} {content.name}"
        ),
    }
    names = list(row)
    marks = ", ".join(
        f"${i}::jsonb" if name == "answers" else f"${i}" for i, name in enumerate(names, start=1)
    )
    await connection.execute(
        f"insert into dossier ({', '.join(names)}) values ({marks})", *row.values()
    )
    await append_event(connection, actor, row, act, None, state, Change(payload=payload))
    dossier_id: UUID = row["id"]
    return dossier_id


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

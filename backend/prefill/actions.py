"""Offering what is known to a draft, and asking a register by the person's own choice."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import content_of
from backend.dossiers.queries import iso
from backend.forms.queries import form
from backend.forms.rules.wording import readable
from backend.lgsp.client import NoRecord, RegisterAway, Why, WrongPerson
from backend.lgsp.registers import REGISTERS, Facts, Subject
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, Unavailable, field
from backend.platform.sealing import sealed_json
from backend.prefill import queries, store_queries
from backend.prefill.offering import Possible
from backend.prefill.offering import offers as possible_offers
from backend.prefill.replacing import replaced
from backend.prefill.sources import bound_to
from backend.privacy.actions import give_consent
from backend.privacy.looks import Seen, note_look
from backend.settings import settings
from backend.vault.queries import held_for
from shared.contracts.forms import Question
from shared.contracts.prefill import AskRegister, DraftOffers, Offer, RegisterChoice
from shared.vocabulary.vault import SOURCE_LABELS, ConsentKind, Look, Outcome, Source

_REUSED = (
    "select distinct u.component_key from vault_use u join document c on c.id = u.document_id "
    "where u.draft_id = $1 and c.removed_at is null"
)
_WRITE = """
insert into draft_offer (id, tenant_id, draft_id, key, source, value, label, known_at,
    verified_label)
select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[],
    $7::text[], $8::timestamptz[], $9::text[])
on conflict (draft_id, key, source) do update set value = excluded.value, label = excluded.label,
    known_at = excluded.known_at, verified_label = excluded.verified_label returning id
"""


async def offer(actor: Actor, draft_id: UUID) -> DraftOffers:
    """Everything the caller's draft can be filled with, in one answer.

    The offers are written down, so that saving can tell a chosen answer from a typed one. Nothing
    is asked of a register here. Raises NotFound.
    """
    row = await queries.own_draft(actor, draft_id)
    definition = await form(row["form_id"])
    content = await content_of(row["procedure_version_id"])
    known, earlier = await queries.known_of(row), await queries.earlier_of(actor)
    found = possible_offers(definition, known, earlier, clock.today())
    async with transaction() as connection:
        ids = await _written(connection, draft_id, found)
        instead = await replaced(connection, draft_id, content)
        reused = {r["component_key"] for r in await connection.fetch(_REUSED, draft_id)}
    by_key = {q.key: q for q in definition.questions}
    return DraftOffers(
        replaced=instead,
        answers=[_shown(id_, p, by_key[p.key]) for id_, p in zip(ids, found, strict=True)],
        papers=await held_for(content, actor.personal_id, actor.account_id, reused),
        registers=await queries.register_choices(row, definition, content),
        store=await store_queries.choice(row, content),
    )


async def ask_register(actor: Actor, draft_id: UUID, data: AskRegister) -> RegisterChoice:
    """Asks a register about the caller, by their choice and with their consent, for one draft.

    That it is asked is written down before it is asked, and how it ended after. Raises NotFound,
    Forbidden, RuleBroken, Unavailable; what was typed is not touched by any of them.
    """
    row = await queries.own_draft(actor, draft_id)
    definition = await form(row["form_id"])
    content = await content_of(row["procedure_version_id"])
    choices = await queries.register_choices(row, definition, content)
    choice = next((c for c in choices if c.register == data.register), None)
    if choice is None:
        raise RuleBroken("Biểu mẫu này không cần dữ liệu của cơ sở dữ liệu đó.")
    if choice.why_not:
        raise Forbidden(choice.why_not, en="This register cannot be asked now.", slug="not-now")
    _agreed(data)
    purpose = f"Điền hồ sơ “{content.name}”"
    async with transaction() as connection:
        consent_id = await give_consent(connection, actor, ConsentKind(data.register))
        query_id = await log_query(connection, actor, draft_id, data.register, purpose, consent_id)
    subject = Subject(actor.personal_id, actor.full_name, data.tax_code.strip())
    why = Why(purpose, draft_id, consent_id)
    try:
        facts = await REGISTERS[data.register](subject, why)
    except NoRecord:
        await ended(query_id, Outcome.NO_RECORD)
        raise NotFound(
            f"{choice.label} không có dữ liệu khớp họ tên và số của bạn. Vui lòng tự điền.",
            en="The register has no such record.",
            slug="no-record",
        ) from None
    except WrongPerson:
        await ended(query_id, Outcome.WRONG_PERSON)
        raise Conflict(
            f"{choice.label} trả lời không đúng người nên Cổng không dùng. Vui lòng tự điền.",
            en="The register answered about somebody else; nothing of it is used.",
            slug="wrong-person",
        ) from None
    except RegisterAway:
        await ended(query_id, Outcome.AWAY)
        raise Unavailable(
            f"{choice.label} chưa trả lời. Bạn có thể tự điền và nộp bình thường.",
            en="The register does not answer. You can type instead.",
        ) from None
    await ended(query_id, Outcome.FOUND, facts)
    return msgspec.structs.replace(choice, asked_at=iso(clock.now()))


def _agreed(data: AskRegister) -> None:
    if not data.agreed:
        raise RuleBroken(
            "Cần bạn đồng ý trước khi Cổng hỏi cơ sở dữ liệu quốc gia.",
            errors=[field("/agreed", "Đánh dấu đồng ý, hoặc tự điền.")],
        )
    if data.register == "business" and not data.tax_code.strip():
        raise RuleBroken(
            "Cần mã số doanh nghiệp để hỏi.",
            errors=[field("/tax_code", "Ghi mã số doanh nghiệp của bạn.")],
        )


async def log_query(
    connection: asyncpg.Connection,
    actor: Actor,
    draft_id: UUID,
    register: str,
    purpose: str,
    consent_id: UUID,
) -> UUID:
    """Writes down that somebody is about to be asked, before it is; the owner reads of it."""
    query_id = uuid7()
    await connection.execute(
        "insert into register_query (id, tenant_id, account_id, draft_id, register, purpose, "
        "consent_id, asked_at, outcome) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        query_id,
        settings().tenant,
        actor.account_id,
        draft_id,
        register,
        purpose,
        consent_id,
        clock.now(),
        Outcome.ASKED,
    )
    detail = {"register": register, "purpose": "prefill", "draft_id": str(draft_id)}
    await record(connection, actor, "register.queried", subject_id=query_id, detail=detail)
    label = SOURCE_LABELS[Source(register)].vi
    seen = Seen(Look.REGISTER, query_id, label, purpose)
    await note_look(connection, actor, actor.account_id, seen, by="Cổng, theo lựa chọn của bạn")
    return query_id


async def ended(query_id: UUID, outcome: Outcome, facts: Facts | None = None) -> None:
    """How a question ended."""
    values = (
        sealed_json("register_query.facts", query_id, facts.values) if facts is not None else None
    )
    async with transaction() as connection:
        # A consent withdrawn while the register was answering holds: nothing is kept.
        await connection.execute(
            "update register_query q set answered_at = $2, outcome = $3, facts = case when exists "
            "(select from consent c where c.id = q.consent_id and c.withdrawn_at is null) "
            "then $4::jsonb end where id = $1",
            query_id,
            facts.as_of if facts is not None else clock.now(),
            outcome,
            values,
        )


async def _written(
    connection: asyncpg.Connection, draft_id: UUID, found: list[Possible]
) -> list[UUID]:
    if not found:
        return []
    columns: list[Any] = [
        [uuid7() for _ in found],
        [settings().tenant] * len(found),
        [draft_id] * len(found),
        [p.key for p in found],
        [p.source for p in found],
        [
            sealed_json("draft_offer.value", bound_to(draft_id, p.key, p.source), p.value)
            for p in found
        ],
        [p.label for p in found],
        [p.known_at for p in found],
        [p.verified for p in found],
    ]
    rows = await connection.fetch(_WRITE, *columns)
    return [row["id"] for row in rows]


def _shown(id_: UUID, possible: Possible, question: Question) -> Offer:
    return Offer(
        id=str(id_),
        key=possible.key,
        value=possible.value,
        shown=readable(question, possible.value),
        source=possible.source,
        source_label=possible.label,
        known_at=iso(possible.known_at) if possible.known_at else None,
        verified=bool(possible.verified),
    )

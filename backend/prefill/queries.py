"""What a draft can be filled with, and where a dossier's answers came from."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.forms.queries import form
from backend.lgsp.registers import FACTS
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.platform.sealing import opened, opened_json
from backend.prefill.offering import Earlier, Known
from backend.prefill.replacing import replacing
from backend.privacy.actions import UNPROVEN
from backend.settings import settings
from shared.contracts.forms import Form
from shared.contracts.prefill import RegisterChoice
from shared.vocabulary.vault import REGISTERS, SOURCE_LABELS, Source

_EARLIER = """
select d.id, coalesce(d.code, d.reference) as code, d.procedure_name, d.submitted_at, d.form_id,
    d.answers, (select coalesce(json_object_agg(s.key, s.verified_label), '{}')::text
        from answer_source s where s.dossier_id = d.id and s.verified_label <> '') as verified
from dossier d where d.applicant_id = $1 and d.form_id is not null
    and d.state not in ('refused', 'rejected_by_agency', 'stopped')
order by d.submitted_at desc, d.id desc limit 5
"""
_VAULT = """
select v.id, v.title, v.issuer, v.issued_at, v.data, d.form_id
from vault_item v join dossier d on d.id = v.dossier_id
where v.owner_id = $1 and v.withdrawn_at is null and v.data <> '{}' and d.form_id is not null
    and not exists (select from result r where r.id = v.result_id and r.withdrawn_at is not null)
order by v.issued_at desc, v.id desc limit 5
"""


async def own_draft(actor: Actor, draft_id: UUID) -> asyncpg.Record:
    """The caller's open draft with the facts of their account; never one of a program.

    Raises NotFound.
    """
    row = await fetch_row(
        "select d.id, d.form_id, d.procedure_code, d.procedure_version_id, d.account_id, "
        "a.full_name, "
        "a.personal_id, a.phone, a.email, a.address, "
        "exists (select from identity_proof p where p.account_id = a.id) as proven "
        "from draft d join account a on a.id = d.account_id "
        "where d.id = $1 and d.account_id = $2 and d.client_id is null and d.dossier_id is null",
        draft_id,
        actor.account_id,
    )
    if row is None:
        raise NotFound(
            "Không tìm thấy bản nháp này. Có thể hồ sơ đã được nộp; xem trong mục Hồ sơ của tôi.",
            en="There is no such draft.",
            slug="unknown-draft",
        )
    return row


async def known_of(row: asyncpg.Record) -> list[Known]:
    """Facts of the account and of what the registers said for this draft."""
    account = {
        name: opened(row, f"account.{name}", row_id="account_id")
        for name in ("full_name", "personal_id", "phone", "email", "address")
    }
    found = [Known(Source.ACCOUNT, SOURCE_LABELS[Source.ACCOUNT].vi, None, account)]
    for answer in await register_answers(row["id"]):
        if answer["facts"] is None:
            continue
        source = Source(answer["register"])
        facts: dict[str, Any] = opened_json(answer, "register_query.facts")
        label = SOURCE_LABELS[source].vi
        found.append(Known(source, label, answer["answered_at"], facts, label))
    return found


async def earlier_of(actor: Actor) -> list[Earlier]:
    """The newest dossiers of the person, and the verified data of their vault."""
    found = []
    for row in await fetch(_VAULT, actor.account_id):
        label = f"{SOURCE_LABELS[Source.VAULT].vi}: {row['title']}"
        answers: dict[str, Any] = opened_json(row, "vault_item.data")
        vouched = dict.fromkeys(answers, row["issuer"])
        definition = await form(row["form_id"])
        found.append(Earlier(label, row["issued_at"], definition, answers, vouched, Source.VAULT))
    for row in await fetch(_EARLIER, actor.account_id):
        label = f"Hồ sơ {row['code']}: {row['procedure_name']}"
        answers = opened_json(row, "dossier.answers")
        vouched = msgspec.json.decode(row["verified"], type=dict[str, str])
        definition = await form(row["form_id"])
        found.append(Earlier(label, row["submitted_at"], definition, answers, vouched))
    return found


async def register_answers(draft_id: UUID) -> list[asyncpg.Record]:
    """The newest question of a draft to each register."""
    return await fetch(
        "select distinct on (register) id, register, asked_at, answered_at, outcome, facts "
        "from register_query where draft_id = $1 order by register, asked_at desc",
        draft_id,
    )


async def register_choices(
    row: asyncpg.Record, definition: Form, content: ProcedureContent
) -> list[RegisterChoice]:
    """Registers that know what this form asks or replace a paper; why one cannot be asked now."""
    asked = {answer["register"]: answer["asked_at"] for answer in await register_answers(row["id"])}
    wanted = {q.prefill for q in definition.questions if q.prefill}
    papers = set(replacing(content).values())
    reason = ""
    if not settings().lgsp_url:
        reason = "Cổng chưa kết nối với cơ sở dữ liệu này."
    elif not row["proven"]:
        reason = UNPROVEN
    return [
        RegisterChoice(
            register=register,
            label=SOURCE_LABELS[register].vi,
            asked_at=asked[register].isoformat(timespec="seconds") if register in asked else None,
            why_not=reason,
        )
        for register in REGISTERS
        if (wanted & FACTS[register]) - {"full_name", "personal_id"} or register in papers
    ]

"""Drafts: begin or continue, autosave, discard."""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.coming_versions import bring_up_to_date
from backend.catalogue.queries import version_in_force
from backend.dossiers.actions.bundling import bring_together
from backend.dossiers.draft_queries import draft, expired
from backend.forms.catalogues import refresh_options
from backend.forms.queries import current_form, form
from backend.forms.rules.answers import normalised, problems
from backend.forms.rules.carrying import carried_over
from backend.organisation.queries import agencies, competence, for_trials, not_competent
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.etags import stale
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.platform.sealing import opened_json, sealed, sealed_json
from backend.prefill.sources import note_sources
from backend.settings import settings
from shared.contracts.drafts import Draft, SaveDraft
from shared.vocabulary.channels import Delivery

DRAFT_DAYS = 30
PROGRAM_DRAFTS = 20


async def start_draft(actor: Actor, procedure_code: str, together_with: str = "") -> Draft:
    """The draft of a procedure: the one already begun, or a new one.

    Together with another open draft of the caller, both are submitted at once. Raises NotFound,
    RuleBroken, Conflict while the procedure is stopped.
    """
    await bring_up_to_date(procedure_code)
    await refresh_options(procedure_code)
    version_id, _content = await version_in_force(procedure_code, online=True)
    definition = await current_form(procedure_code)
    receiving = await agencies(procedure_code)
    now = clock.now()
    async with transaction() as connection:
        # An expired draft makes room for a new one; its answers stay until retention takes them.
        found = await connection.fetchval(
            "insert into draft (id, tenant_id, account_id, procedure_code, procedure_version_id, "
            "form_id, agency_id, created_at, updated_at, expires_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) "
            "on conflict (tenant_id, account_id, procedure_code) where dossier_id is null "
            "and client_id is null "
            "do update set updated_at = draft.updated_at returning id",
            uuid7(),
            settings().tenant,
            actor.account_id,
            procedure_code,
            version_id,
            UUID(definition.id),
            UUID(receiving[0].id) if len(receiving) == 1 else None,
            now,
            now + timedelta(days=DRAFT_DAYS),
        )
        await connection.execute(
            "update draft set expires_at = $2 where id = $1 and expires_at < $3",
            found,
            now + timedelta(days=DRAFT_DAYS),
            now,
        )
        if together_with:
            other_id = as_uuid(together_with, "/together_with")
            other = await own_open_draft(connection, actor, other_id)
            if other["dossier_id"] is not None:
                raise NotFound(
                    "Hồ sơ kia đã nộp rồi nên không thêm thủ tục vào lần nộp đó được.",
                    en="That draft has been submitted already.",
                    slug="already-submitted",
                )
            await bring_together(connection, other, found)
    return await draft(actor, found)


async def start_for_program(
    actor: Actor,
    procedure_code: str,
    client_id: UUID,
    authorisation_id: UUID,
    agency_id: UUID | None,
) -> UUID:
    """A draft of its own for a program that may submit for `actor`; returns its id.

    The person's own draft of the procedure is neither shown nor touched. Raises NotFound,
    RuleBroken, Conflict with too many open drafts of the program for this person.
    """
    await bring_up_to_date(procedure_code)
    await refresh_options(procedure_code)
    version_id, _content = await version_in_force(procedure_code, online=True)
    definition = await current_form(procedure_code)
    now, id_ = clock.now(), uuid7()
    async with transaction() as connection:
        await connection.execute("select 1 from account where id = $1 for update", actor.account_id)
        open_now = await connection.fetchval(
            "select count(*) from draft where client_id = $1 and account_id = $2 "
            "and dossier_id is null and expires_at > $3",
            client_id,
            actor.account_id,
            now,
        )
        if open_now >= PROGRAM_DRAFTS:
            raise Conflict(
                f"Chương trình đang có {open_now} bản nháp cho người này. Nộp hoặc bỏ bớt trước.",
                en="Too many open drafts for this person; submit or discard some first.",
                slug="too-many-drafts",
            )
        await connection.execute(
            "insert into draft (id, tenant_id, account_id, procedure_code, procedure_version_id, "
            "form_id, agency_id, created_at, updated_at, expires_at, client_id, authorisation_id) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11)",
            id_, settings().tenant, actor.account_id, procedure_code, version_id,
            UUID(definition.id), agency_id, now, now + timedelta(days=DRAFT_DAYS), client_id,
            authorisation_id,
        )  # fmt: skip
    return id_


async def save_draft(actor: Actor, draft_id: UUID, data: SaveDraft, version: int) -> Draft:
    """Autosave: merges the answers given; a wrong answer is refused without losing the others.

    Raises NotFound, PreconditionFailed, RuleBroken with one error a question.
    """
    async with transaction() as connection:
        row = await own_open_draft(connection, actor, draft_id)
        if row["version"] != version:
            raise stale()
        definition = await form(row["form_id"])
        given = {key: data.answers[key] for key in data.answers}
        merged = opened_json(row, "draft.answers") | given
        errors = problems(definition, merged, clock.today(), complete=False, only=given)
        if data.delivery is not None and data.delivery not in set(Delivery):
            errors.append(field("/delivery", "Vui lòng chọn một cách nhận kết quả."))
        if errors:
            raise RuleBroken(
                "Một số câu trả lời chưa đúng. Vui lòng xem lại các mục được nêu.",
                en="Some answers are not right yet.",
                errors=errors,
            )
        agency_id = row["agency_id"]
        if data.agency_id is not None:
            wanted = as_uuid(data.agency_id, "/agency_id")
            agency_id = (await competence(row["procedure_code"], wanted)).receiving_agency_id
            if agency_id != row["agency_id"] and await for_trials(agency_id):
                raise not_competent()
        await connection.execute(
            "update draft set answers = $2::jsonb, version = version + 1, "
            "updated_at = $3, agency_id = $4, delivery = coalesce($5, delivery), "
            "delivery_address = coalesce($6, delivery_address) where id = $1",
            draft_id,
            sealed_json("draft.answers", draft_id, normalised(definition, merged)),
            clock.now(),
            agency_id,
            data.delivery,
            None
            if data.delivery_address is None
            else sealed("draft.delivery_address", draft_id, data.delivery_address),
        )
        before = opened_json(row, "draft.answers")
        after = normalised(definition, merged)
        await note_sources(connection, draft_id, before, after, given, data.chosen)
    return await draft(actor, draft_id)


async def renew_form(actor: Actor, draft_id: UUID, version: int) -> Draft:
    """Changes a draft to the newest version of its form; answers that do not fit are dropped.

    The procedure version goes with it. Raises NotFound, PreconditionFailed.
    """
    async with transaction() as connection:
        row = await own_open_draft(connection, actor, draft_id)
        if row["dossier_id"] is not None:
            raise NotFound
        if row["version"] != version:
            raise stale()
        await bring_up_to_date(row["procedure_code"])
        await refresh_options(row["procedure_code"])
        newest = await current_form(row["procedure_code"])
        version_id, _content = await version_in_force(row["procedure_code"], online=True)
        kept, _lost = carried_over(
            await form(row["form_id"]), newest, opened_json(row, "draft.answers"), clock.today()
        )
        await connection.execute(
            "update draft set form_id = $2, procedure_version_id = $3, answers = $4::jsonb, "
            "version = version + 1, updated_at = $5 where id = $1",
            draft_id,
            UUID(newest.id),
            version_id,
            sealed_json("draft.answers", draft_id, kept),
            clock.now(),
        )
    return await draft(actor, draft_id)


async def discard_draft(actor: Actor, draft_id: UUID) -> None:
    """Ends a draft for good; its files go with it. Raises NotFound."""
    async with transaction() as connection:
        await own_open_draft(connection, actor, draft_id)
        await discard_within(connection, draft_id)


async def discard_within(connection: asyncpg.Connection, draft_id: UUID) -> None:
    """The end of a draft, inside a transaction that holds it."""
    await connection.execute(
        "update document set removed_at = $2, draft_id = null where draft_id = $1",
        draft_id,
        clock.now(),
    )
    await connection.execute("delete from draft where id = $1", draft_id)


async def own_open_draft(
    connection: asyncpg.Connection, actor: Actor, draft_id: UUID
) -> asyncpg.Record:
    """The caller's draft, locked: the person's own, or that of the program that acts for them.

    Raises NotFound, also once it is expired.
    """
    row = await connection.fetchrow(
        "select * from draft where id = $1 and account_id = $2 "
        "and client_id is not distinct from $3 for update",
        draft_id,
        actor.account_id,
        actor.program_id,
    )
    if row is None:
        raise NotFound(
            "Không tìm thấy bản nháp này. Bạn có thể bắt đầu lại từ trang thủ tục.",
            en="There is no such draft. You can begin again from the procedure's page.",
            slug="unknown-draft",
        )
    if row["dossier_id"] is None and row["expires_at"] < clock.now():
        raise expired()
    return row


def as_uuid(text: str, pointer: str) -> UUID:
    """An id sent as text. Raises RuleBroken pointing at it."""
    try:
        return UUID(text)
    except ValueError:
        raise RuleBroken(
            "Lựa chọn không hợp lệ. Vui lòng chọn lại.",
            errors=[field(pointer, "Mã định danh không đúng; hãy kiểm tra lại.")],
        ) from None

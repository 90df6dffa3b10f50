"""Sources of a dossier as its officers see them, and an officer vouching for one."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import content_of
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.queries import iso
from backend.dossiers.rules import Standing, own_dossier, relations
from backend.dossiers.scope import visible
from backend.dossiers.standing import STANDING, standing_of
from backend.law.lifecycle import Relation
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.problems import Forbidden, NotFound, RuleBroken, field
from backend.platform.sealing import opened_json
from backend.prefill.offering import GIVEN_ANEW
from backend.prefill.sources import typed_anew
from backend.privacy.place import place_of
from backend.settings import settings
from backend.vault.actions.keeping import keep_components
from shared.contracts.prefill import AnswerSource, ComponentSource, DossierSources, Verify
from shared.vocabulary.states import TERMINAL
from shared.vocabulary.vault import SOURCE_LABELS, Source

_VOUCHING = {
    Relation.EXECUTOR, Relation.HOLDING_UNIT_HEAD, Relation.RECEIVING_DESK,
}  # fmt: skip
_PAPERS = """
select c.component_key as key, min(v.title) as title, min(v.issuer) as issuer,
    min(s.title) as stored, min(s.number) as stored_number, min(s.issuer) as stored_issuer,
    min(v.verified_label) as vouched, min(p.verified_label) as by, min(p.verified_at) as at,
    coalesce(bool_or(k.ok), false) as ticked
from document c left join vault_use u on u.document_id = c.id
    left join vault_item v on v.id = u.item_id
    left join store_document s on s.document_id = c.id
    left join component_proof p
        on p.dossier_id = c.dossier_id and p.component_key = c.component_key
    left join component_check k
        on k.dossier_id = c.dossier_id and k.component_key = c.component_key
where c.dossier_id = $1 and c.removed_at is null and c.component_key <> ''
    and c.purpose in ('component', 'supplement')
group by c.component_key order by c.component_key limit 200
"""


_REPLACED = (
    "select component_key, compared_with, verified_label, verified_at from component_proof "
    "where dossier_id = $1 and verified_by is null order by component_key limit 100"
)


async def sources(actor: Actor, dossier_id: UUID) -> DossierSources:
    """Where each answer and paper came from. Raises NotFound."""
    row, standing = await _seen(actor, dossier_id)
    kept = await fetch(
        "select key, source, label, known_at, verified_label, verified_at from answer_source "
        "where dossier_id = $1 order by key limit 500",
        dossier_id,
    )
    known = {r["key"]: r for r in kept}
    answers = opened_json(row, "dossier.answers")
    return DossierSources(
        answers=[_answer(key, known.get(key)) for key in answers if key not in GIVEN_ANEW],
        components=[_component(r) for r in await fetch(_PAPERS, dossier_id)]
        + [_replaced(r) for r in await fetch(_REPLACED, dossier_id)],
        may_verify=_may_vouch(actor, row, standing),
    )


async def verify(actor: Actor, dossier_id: UUID, data: Verify) -> DossierSources:
    """An officer who works on the dossier vouches for an answer or a paper of it.

    A paper vouched for goes into the owner's vault at once. Raises NotFound, Forbidden, RuleBroken.
    """
    row, standing = await _seen(actor, dossier_id)
    if not _may_vouch(actor, row, standing):
        raise Forbidden(
            "Chỉ người đang xử lý hồ sơ được đánh dấu đã đối chiếu, khi hồ sơ chưa kết thúc.",
            en="Only those who work on the dossier vouch for it.",
        )
    async with transaction() as connection:
        label = await place_of(connection, actor)
        if data.kind == "answer":
            await _vouch_for_answer(connection, actor, row, data, label)
        else:
            await _vouch_for_paper(connection, actor, row, data, label)
        detail = {"kind": data.kind, "key": data.key}
        await record(connection, actor, "dossier.verified", subject_id=dossier_id, detail=detail)
    return await sources(actor, dossier_id)


async def _seen(actor: Actor, dossier_id: UUID) -> tuple[asyncpg.Record, Standing]:
    condition, args = visible(actor, 2)
    row = await fetch_row(
        f"select d.*, {STANDING} from dossier d where d.id = $1 and {condition}", dossier_id, *args
    )
    if row is None:
        raise unknown_dossier()
    return row, standing_of(row, await content_of(row["procedure_version_id"]))


def _may_vouch(actor: Actor, row: asyncpg.Record, standing: Standing) -> bool:
    return (
        actor.is_officer
        and standing.state not in TERMINAL
        and bool(relations(actor, standing) & _VOUCHING)
        and not own_dossier(actor, standing)
    )


async def _vouch_for_answer(
    connection: asyncpg.Connection, actor: Actor, row: Any, data: Verify, label: str
) -> None:
    if data.key not in opened_json(row, "dossier.answers"):
        raise RuleBroken(
            "Hồ sơ không có câu trả lời này.", errors=[field("/key", "Chọn một câu trả lời.")]
        )
    there = await connection.fetchval(
        "select true from answer_source where dossier_id = $1 and key = $2", row["id"], data.key
    )
    if not there:
        await typed_anew(connection, row["id"], [data.key])
    await connection.execute(
        "update answer_source set verified_by = $3, verified_label = $4, verified_at = $5 "
        "where dossier_id = $1 and key = $2",
        row["id"],
        data.key,
        actor.account_id,
        f"{label}; đối chiếu với {data.compared_with.strip()}",
        clock.now(),
    )


async def _vouch_for_paper(
    connection: asyncpg.Connection, actor: Actor, row: Any, data: Verify, label: str
) -> None:
    held = await connection.fetchval(
        "select true from document where dossier_id = $1 and component_key = $2 "
        "and removed_at is null and purpose in ('component', 'supplement') limit 1",
        row["id"],
        data.key,
    )
    if not held:
        raise NotFound("Hồ sơ không có tệp của giấy tờ này.", en="There is no such paper.")
    await connection.execute(
        "insert into component_proof (id, tenant_id, dossier_id, component_key, compared_with, "
        "verified_by, verified_label, verified_at) values ($1, $2, $3, $4, $5, $6, $7, $8) "
        "on conflict (dossier_id, component_key) do update set compared_with = $5, "
        "verified_by = $6, verified_label = $7, verified_at = $8",
        uuid7(),
        settings().tenant,
        row["id"],
        data.key,
        data.compared_with.strip(),
        actor.account_id,
        label,
        clock.now(),
    )
    await keep_components(connection, actor, row, [data.key])


def _answer(key: str, row: asyncpg.Record | None) -> AnswerSource:
    if row is None:
        return AnswerSource(
            key, Source.TYPED, SOURCE_LABELS[Source.TYPED].vi, None, False, "", None
        )
    return AnswerSource(
        key=key,
        source=row["source"],
        source_label=row["label"],
        known_at=iso(row["known_at"]) if row["known_at"] else None,
        verified=bool(row["verified_label"]),
        verified_by=row["verified_label"],
        verified_at=iso(row["verified_at"]) if row["verified_at"] else None,
    )


def _replaced(row: asyncpg.Record) -> ComponentSource:
    return ComponentSource(
        key=row["component_key"],
        source=row["compared_with"],
        source_label=f"Thay bằng dữ liệu: {row['verified_label']}",
        verified=True,
        verified_by=row["verified_label"],
        verified_at=iso(row["verified_at"]),
    )


def _component(row: asyncpg.Record) -> ComponentSource:
    source = Source.VAULT if row["title"] else Source.TYPED
    label = f"Kho giấy tờ: {row['title']}" if row["title"] else "Người nộp gửi tệp"
    if row["stored"]:
        number = f" số {row['stored_number']}" if row["stored_number"] else ""
        source = Source.STORE
        label = f"{SOURCE_LABELS[source].vi}: {row['stored']}{number}, {row['stored_issuer']}"
    by = row["by"] or row["vouched"] or (row["issuer"] if row["title"] else "") or ""
    by = by or ("Bộ phận Một cửa, khi tiếp nhận" if row["ticked"] else "")
    return ComponentSource(
        key=row["key"],
        source=source,
        source_label=label,
        verified=bool(by),
        verified_by=by,
        verified_at=iso(row["at"]) if row["at"] else None,
    )

"""What goes into the vault, in the transaction of the act that issued or verified it."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.catalogue.queries import content_of
from backend.law.search_text import search_text
from backend.lgsp.store_adapter import tell_store
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.sealing import blind, opened, opened_json, sealed_json
from backend.privacy.place import place_of
from backend.vault.kinds import kept_as, valid_until
from shared.vocabulary.acts import Act

_KEEPING = (Act.ACCEPT, Act.FINISH, Act.RESOLVE_AT_DESK)
_NEW_RESULT = """
select r.id, r.document_id, r.title, r.number, r.issued_at, g.name as issuer
from result r join dossier d on d.id = r.dossier_id join agency g on g.id = d.holding_agency_id
where r.dossier_id = $1 and r.withdrawn_at is null
    and not exists (select from vault_item v where v.result_id = r.id)
"""
_VERIFIED = """
select document.component_key, array_agg(document.id order by document.uploaded_at) as ids,
    min(g.name) as issuer
from document join dossier d on d.id = document.dossier_id
    join agency g on g.id = d.receiving_agency_id
where document.dossier_id = $1 and document.removed_at is null
    and document.scan in ('clean', 'unscanned')
    and document.purpose in ('component', 'supplement')
    and document.component_key = any($2::text[])
    and not exists (select from vault_use u where u.document_id = document.id)
group by document.component_key
"""
_VERIFIED_KEYS = """
select d.id, d.answers, array(select s.key from answer_source s where s.dossier_id = d.id
    and s.verified_at is not null) as keys
from dossier d where d.id = $1
"""


async def keep_after(
    connection: asyncpg.Connection, actor: Actor | None, row: Any, act: Act
) -> None:
    """Keeps what an act of a dossier issued or verified; `row` is the dossier after it."""
    if act not in _KEEPING:
        return
    if act is not Act.ACCEPT:
        await keep_result(connection, row)
        return
    ticked = await connection.fetch(
        "select component_key from component_check where dossier_id = $1 and ok limit 200",
        row["id"],
    )
    await keep_components(connection, actor, row, [t["component_key"] for t in ticked])


async def keep_result(connection: asyncpg.Connection, row: Any) -> None:
    """Keeps the result in force of a dossier for its applicant, once; `row` is the dossier."""
    found = await connection.fetchrow(_NEW_RESULT, row["id"])
    if found is None or not _own(row):
        return
    content = await content_of(row["procedure_version_id"])
    code = _result_kind(content, found["title"])
    await _insert(
        connection,
        row,
        kind=code,
        origin="result",
        title=found["title"],
        number=found["number"],
        issuer=found["issuer"],
        issued_at=found["issued_at"],
        result_id=found["id"],
        document_ids=[found["document_id"]],
        component_key="",
    )
    await tell_store(connection, row["id"], found["id"], "issued")


async def keep_replacement(connection: asyncpg.Connection, dossier_id: UUID) -> None:
    """After a result was corrected: the new one is kept; the old one is revoked by itself."""
    row = await connection.fetchrow("select * from dossier where id = $1", dossier_id)
    await keep_result(connection, row)


async def keep_components(
    connection: asyncpg.Connection, actor: Actor | None, row: Any, keys: list[str]
) -> None:
    """Keeps papers an officer verified, as far as their kind can be used again.

    What was itself taken from the vault is not kept a second time.
    """
    content = await content_of(row["procedure_version_id"])
    wanted = [key for key in keys if kept_as(content, key) is not None]
    if not wanted or not _own(row):
        return
    for found in await connection.fetch(_VERIFIED, row["id"], wanted):
        key = found["component_key"]
        kind = kept_as(content, key)
        assert kind is not None
        await _insert(
            connection,
            row,
            kind=kind.code,
            origin="component",
            title=_name(content, key),
            number="",
            issuer=found["issuer"],
            issued_at=clock.now(),
            result_id=None,
            document_ids=found["ids"],
            component_key=key,
            verified_by=actor.account_id if actor else None,
            verified_label=await place_of(connection, actor),
        )


async def _insert(
    connection: asyncpg.Connection,
    row: Any,
    *,
    kind: str,
    origin: str,
    title: str,
    number: str,
    issuer: str,
    issued_at: Any,
    result_id: UUID | None,
    document_ids: list[UUID],
    component_key: str,
    verified_by: UUID | None = None,
    verified_label: str = "",
) -> None:
    id_ = uuid7()
    day = issued_at.astimezone(clock.VIETNAM).date()
    await connection.execute(
        "insert into vault_item (id, tenant_id, owner_id, owner_number, owner_name, kind, origin, "
        "title, number, issuer, issued_at, valid_from, valid_to, dossier_id, component_key, "
        "result_id, document_ids, data, verified_by, verified_label, verified_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
        "$18::jsonb, $19, $20, $21) "
        "on conflict (dossier_id, component_key, coalesce(result_id, dossier_id)) do update set "
        "document_ids = excluded.document_ids, verified_by = excluded.verified_by, "
        "verified_label = excluded.verified_label, verified_at = excluded.verified_at",
        id_,
        row["tenant_id"],
        row["applicant_id"],
        blind(opened(row, "dossier.applicant_personal_id")),
        row["applicant_name"],
        kind,
        origin,
        title,
        number,
        issuer,
        issued_at,
        day,
        valid_until(kind, day),
        row["id"],
        component_key,
        result_id,
        document_ids,
        sealed_json("vault_item.data", id_, await _verified_data(connection, row["id"])),
        verified_by,
        verified_label,
        clock.now() if origin == "component" else None,
    )


async def _verified_data(connection: asyncpg.Connection, dossier_id: UUID) -> dict[str, Any]:
    """Verified answers of a dossier."""
    row = await connection.fetchrow(_VERIFIED_KEYS, dossier_id)
    answers = opened_json(row, "dossier.answers")
    return {k: answers[k] for k in row["keys"] if k in answers}


def _result_kind(content: ProcedureContent, title: str) -> str:
    """The national code of the result; where there are several, of the one that has this title.

    A refusal slip must not pass for the certificate, so what is not recognised serves for nothing.
    """
    named = [r.code for r in content.results if search_text(r.name) == search_text(title)]
    if named or len(content.results) != 1:
        return named[0] if named else f"{content.code}/result"
    return content.results[0].code


def _own(row: Any) -> bool:
    """Papers about somebody else, whom the applicant acts for, are not the applicant's."""
    same = row["owner_name"].strip().casefold() == row["applicant_name"].strip().casefold()
    return bool(row["applicant_personal_id"]) and same


def _name(content: ProcedureContent, key: str) -> str:
    return next(c.name for c in content.components if c.key == key)

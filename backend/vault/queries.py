"""Reads of the vault: an owner's papers, one paper, what serves for a procedure."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.catalogue.queries import content_of
from backend.documents.queries import document
from backend.dossiers.queries import iso
from backend.platform import clock
from backend.platform.database import connection, fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.platform.sealing import blind
from backend.settings import settings
from backend.vault.kinds import accepted_for, fresh_enough
from backend.vault.shares import of_item
from shared.contracts.common import Page
from shared.contracts.documents import Document
from shared.contracts.vault import HeldPaper, VaultItem, VaultPaper, VaultUse
from shared.vocabulary.vault import ITEM_STATE_LABELS, ORIGIN_LABELS, ItemState, Origin

STATE = """case when v.withdrawn_at is not null then 'withdrawn'
    when exists (select from result r where r.id = v.result_id and r.withdrawn_at is not null)
        then 'revoked'
    when v.valid_to < (now() at time zone 'Asia/Ho_Chi_Minh')::date then 'expired'
    else 'valid' end"""
"""The state of a row of `vault_item v`; a result taken back is revoked here at that moment."""

ITEM = f"""
select v.id, v.kind, v.title, v.origin, v.number, v.issuer, v.issued_at, v.valid_from, v.valid_to,
    v.verified_label, v.verified_at, v.dossier_id, v.document_ids, v.owner_id,
    {STATE} as state,
    (select coalesce(d.code, d.reference) from dossier d where d.id = v.dossier_id) as dossier_code
from vault_item v
"""
_FILES = (
    "select * from document where id = any($1::uuid[]) and removed_at is null "
    "order by uploaded_at, id"
)


async def mine(actor: Actor, cursor: str = "", limit: int = 20) -> Page[VaultItem]:
    """The caller's papers, the newest first, in whatever state."""
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [actor.account_id, limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (v.issued_at, v.id) < ($3, $4)"
    rows = await fetch(
        f"{ITEM} where v.owner_id = $1 {after} order by v.issued_at desc, v.id desc limit $2",
        *args,
    )
    return page(rows, limit, item, lambda row: (row["issued_at"], row["id"]))


async def paper(actor: Actor, item_id: UUID) -> VaultPaper:
    """One of the caller's papers with its files and uses. Raises NotFound."""
    row = await own_item(actor, item_id)
    uses = await fetch(
        "select u.at, u.procedure_name, u.used_by_label, coalesce(d.code, d.reference, '') as code "
        "from vault_use u left join dossier d on d.id = u.dossier_id where u.item_id = $1 "
        "and exists (select from document c where c.id = u.document_id and c.removed_at is null) "
        "order by u.at desc limit 100",
        item_id,
    )
    return VaultPaper(
        item=item(row),
        documents=await files(row),
        shares=await of_item(item_id),
        uses=[
            VaultUse(iso(u["at"]), u["procedure_name"], u["code"], u["used_by_label"]) for u in uses
        ],
    )


async def own_item(actor: Actor, item_id: UUID) -> asyncpg.Record:
    """A row of the caller's own. Raises NotFound, also for what is somebody else's."""
    row = await fetch_row(f"{ITEM} where v.id = $1 and v.owner_id = $2", item_id, actor.account_id)
    if row is None:
        raise unknown_item()
    return row


async def files(row: asyncpg.Record) -> list[Document]:
    """The files of a paper."""
    return [document(found) for found in await fetch(_FILES, row["document_ids"])]


async def usable(
    owner_key: str, codes: list[str], owner_id: UUID | None = None
) -> list[asyncpg.Record]:
    """Valid papers of some kinds, the newest of each kind; those of an account when it is given.

    `owner_key` is the word by which the owner's number is looked up.
    """
    if not codes or not owner_key:
        return []
    return await fetch(
        f"select distinct on (v.kind) * from ({ITEM} where v.tenant_id = $1 "
        "and v.owner_number = $2 and v.kind = any($3::text[]) "
        "and ($4::uuid is null or v.owner_id = $4)) v where v.state = 'valid' "
        "order by v.kind, v.issued_at desc",
        settings().tenant,
        owner_key,
        codes,
        owner_id,
    )


async def held_for(
    content: ProcedureContent, owner_number: str, owner_id: UUID | None, reused: set[str]
) -> list[HeldPaper]:
    """Papers of a procedure that the owner holds already; `reused` names those taken over."""
    wanted = {c.key: accepted_for(content, c.key) for c in content.components}
    codes = sorted({code for some in wanted.values() for code in some})
    found = {row["kind"]: row for row in await usable(blind(owner_number), codes, owner_id)}
    today = clock.today()
    return [
        HeldPaper(c.key, c.name, item(found[code]), c.key in reused)
        for c in content.components
        for code in wanted[c.key]
        if code in found and fresh_enough(content, c.key, found[code]["valid_from"], today)
    ]


async def held_for_supplement(actor: Actor, dossier_id: UUID) -> list[HeldPaper]:
    """Papers of the caller's vault that answer what their dossier is asked for now.

    Raises NotFound for a dossier that is not theirs.
    """
    row = await fetch_row(
        "select id, procedure_version_id from dossier where id = $1 and applicant_id = $2",
        dossier_id,
        actor.account_id,
    )
    if row is None:
        raise NotFound("Không tìm thấy hồ sơ này.", en="There is no such dossier.")
    async with connection() as open_:
        asked = await asked_for(open_, dossier_id)
        used = await open_.fetch(
            "select u.component_key, u.at from vault_use u join document c on c.id = u.document_id "
            "where u.dossier_id = $1 and c.removed_at is null",
            dossier_id,
        )
    if not asked:
        return []
    content = await content_of(row["procedure_version_id"])
    reused = {u["component_key"] for u in used if u["at"] >= asked.get(u["component_key"], u["at"])}
    found = await held_for(content, actor.personal_id, actor.account_id, reused)
    return [
        paper
        for paper in found
        if paper.component_key in asked and paper.item.dossier_id != str(dossier_id)
    ]


async def asked_for(open_: asyncpg.Connection, dossier_id: UUID) -> dict[str, datetime]:
    """Papers that the newest request for supplements asks for and that are not settled yet, and
    since when."""
    rows = await open_.fetch(
        "select s.key, s.asked_at from supplement_item s where s.dossier_id = $1 "
        "and s.kind = 'component' and s.settled_at is null and s.round = "
        "(select max(round) from supplement_item where dossier_id = $1)",
        dossier_id,
    )
    return {row["key"]: row["asked_at"] for row in rows}


async def version_of(open_: asyncpg.Connection, dossier_id: UUID) -> UUID:
    """The version of the procedure a dossier is pinned to."""
    found: UUID = await open_.fetchval(
        "select procedure_version_id from dossier where id = $1", dossier_id
    )
    return found


def item(row: asyncpg.Record) -> VaultItem:
    """A row read with `ITEM`, as the contract shows it."""
    state, until = ItemState(row["state"]), row["valid_to"]
    return VaultItem(
        id=str(row["id"]),
        kind=row["kind"],
        title=row["title"],
        origin=row["origin"],
        origin_label=ORIGIN_LABELS[Origin(row["origin"])].vi,
        number=row["number"],
        issuer=row["issuer"],
        issued_at=iso(row["issued_at"]),
        valid_from=row["valid_from"].isoformat(),
        valid_to=until.isoformat() if until else None,
        state=state,
        state_label=ITEM_STATE_LABELS[state].vi,
        verified_by=row["verified_label"],
        dossier_id=str(row["dossier_id"]),
        dossier_code=row["dossier_code"] or "",
    )


def unknown_item() -> NotFound:
    """The same answer for what is not there and for what is somebody else's."""
    return NotFound(
        "Không tìm thấy giấy tờ này trong kho của bạn.",
        en="There is no such paper in your vault.",
        slug="unknown-vault-item",
    )

"""Using a paper of the vault again: its files become files of the draft or dossier.

The bytes are copied, so that a dossier keeps what was decided on whatever happens to the vault.
"""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.content import ProcedureContent
from backend.catalogue.queries import content_of
from backend.documents.store import store
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, RuleBroken, Unavailable, field
from backend.platform.sealing import blind
from backend.privacy.looks import Seen, note_look
from backend.privacy.place import place_of
from backend.settings import settings
from backend.vault import queries
from backend.vault.kinds import accepted_for, fresh_enough
from shared.contracts.vault import ReuseItem, VaultPaper
from shared.vocabulary.vault import ItemState, Look
from storage.objects import StorageError, object_key

_FILES = (
    "select id, name, media_type, size, sha256, object_key, scan, pages, identity_paper "
    "from document "
    "where id = any($1::uuid[]) and removed_at is null and scan in ('clean', 'unscanned') "
    "and object_key is not null order by uploaded_at, id"
)
_HELD = (
    "select exists (select from vault_use u join document c on c.id = u.document_id "
    "where u.item_id = $1 and u.draft_id = $2 and u.component_key = $3 and c.removed_at is null)"
)
_ANSWERED = (
    "select exists (select from vault_use u join document c on c.id = u.document_id "
    "where u.item_id = $1 and u.dossier_id = $2 and u.component_key = $3 and u.at >= $4 "
    "and c.removed_at is null)"
)


async def reuse_in_draft(actor: Actor, draft_id: UUID, data: ReuseItem) -> VaultPaper:
    """The owner chooses a paper of their vault for one component of their open draft.

    Choosing it twice is choosing it once. Raises NotFound, Conflict, RuleBroken.
    """
    from backend.dossiers.actions.adding import adding_to_draft
    from backend.dossiers.actions.drafts import as_uuid

    item = await queries.own_item(actor, as_uuid(data.item_id, "/item_id"))
    async with transaction() as connection:
        await adding_to_draft(connection, actor, draft_id, data.component_key)
        if not await connection.fetchval(_HELD, item["id"], draft_id, data.component_key):
            version_id = await connection.fetchval(
                "select procedure_version_id from draft where id = $1", draft_id
            )
            content = await content_of(version_id)
            key = data.component_key
            await take_over(connection, actor, item, content, key, draft_id=draft_id, by="Bạn")
    return await queries.paper(actor, item["id"])


async def reuse_in_supplement(actor: Actor, dossier_id: UUID, data: ReuseItem) -> VaultPaper:
    """The owner answers a request for supplements with a paper of their vault.

    Choosing it twice is choosing it once. Raises NotFound, Forbidden where nothing is asked of the
    caller now, Conflict, RuleBroken for a paper that was not asked for.
    """
    from backend.dossiers.actions.adding import adding_to_dossier
    from backend.dossiers.actions.drafts import as_uuid

    item, key = await queries.own_item(actor, as_uuid(data.item_id, "/item_id")), data.component_key
    async with transaction() as connection:
        await adding_to_dossier(connection, actor, dossier_id, "supplement")
        asked = await queries.asked_for(connection, dossier_id)
        if key not in asked:
            raise RuleBroken(
                "Cơ quan không yêu cầu bổ sung giấy tờ này.",
                en="This paper was not asked for.",
                errors=[field("/component_key", "Chọn giấy tờ trong danh sách cần bổ sung.")],
            )
        if not await connection.fetchval(_ANSWERED, item["id"], dossier_id, key, asked[key]):
            content = await content_of(await queries.version_of(connection, dossier_id))
            await take_over(
                connection,
                actor,
                item,
                content,
                key,
                dossier_id=dossier_id,
                by="Bạn",
                purpose="supplement",
            )
    return await queries.paper(actor, item["id"])


async def reuse_at_desk(
    connection: asyncpg.Connection,
    actor: Actor,
    dossier_id: UUID,
    reused: dict[str, str],
    content: ProcedureContent,
    owner_number: str,
) -> None:
    """At the desk: papers of the person's vault instead of papers on the counter.

    Inside the transaction that enters the dossier. Raises RuleBroken for what is not held.
    """
    for key, item_id in reused.items():
        rows = await queries.usable(blind(owner_number), accepted_for(content, key))
        item = next((row for row in rows if str(row["id"]) == item_id), None)
        if item is None:
            raise RuleBroken(
                "Giấy tờ này không còn dùng lại được. Hãy nhận bản giấy.",
                en="This paper cannot be reused any more.",
                errors=[field(f"/reused/{key}", "Bỏ chọn, rồi nhận bản giấy.")],
            )
        label = await place_of(connection, actor)
        await take_over(connection, actor, item, content, key, dossier_id=dossier_id, by=label)


async def take_over(
    connection: asyncpg.Connection,
    actor: Actor,
    item: asyncpg.Record,
    content: ProcedureContent,
    component_key: str,
    *,
    by: str,
    draft_id: UUID | None = None,
    dossier_id: UUID | None = None,
    purpose: str = "component",
) -> None:
    """Copies the files of a paper; raises Conflict when it is not valid, RuleBroken for another
    kind of paper, Unavailable when the store does not answer."""
    if item["state"] != ItemState.VALID:
        raise Conflict(
            "Giấy tờ này đã hết hạn hoặc không còn giá trị nên không dùng lại được.",
            en="This paper is not valid any more.",
            slug="item-not-valid",
        )
    if item["kind"] not in accepted_for(content, component_key):
        raise RuleBroken(
            "Giấy tờ này không thay được cho thành phần hồ sơ đã chọn.",
            en="This paper does not serve for that component.",
            errors=[field("/item_id", "Chọn giấy tờ khác.")],
        )
    if not fresh_enough(content, component_key, item["valid_from"], clock.today()):
        raise Conflict(
            "Giấy tờ này cũ hơn thời hạn mà thủ tục cho dùng lại. Vui lòng nộp bản mới hơn.",
            en="This paper is older than the procedure takes.",
            slug="item-too-old",
        )
    files = await connection.fetch(_FILES, item["document_ids"])
    if not files:
        raise Conflict(
            "Tệp của giấy tờ này không còn trong kho. Vui lòng gửi tệp khác.",
            en="The files of this paper are gone.",
            slug="item-without-files",
        )
    for file in files:
        copy = await _copy(connection, actor, file, component_key, draft_id, dossier_id, purpose)
        await connection.execute(
            "insert into vault_use (id, tenant_id, item_id, draft_id, dossier_id, component_key, "
            "document_id, used_by, used_by_label, procedure_name, at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            uuid7(), settings().tenant, item["id"], draft_id, dossier_id, component_key, copy,
            actor.account_id, by, content.name, clock.now(),
        )  # fmt: skip
    await record(
        connection, actor, "vault.reused", subject_id=item["id"],
        detail={"draft_id": str(draft_id or ""), "dossier_id": str(dossier_id or "")},
    )  # fmt: skip
    if item["owner_id"] is not None:
        seen = Seen(
            Look.REUSED, item["id"], item["title"], f"Nộp “{content.name}”", dossier_id=dossier_id
        )
        await note_look(connection, actor, item["owner_id"], seen, by=by)


async def _copy(
    connection: asyncpg.Connection,
    actor: Actor,
    file: Any,
    component_key: str,
    draft_id: UUID | None,
    dossier_id: UUID | None,
    purpose: str,
) -> UUID:
    id_, now = uuid7(), clock.now()
    key = object_key(settings().tenant, now, id_)
    try:
        await store().copy(file["object_key"], key)
    except StorageError as error:
        raise Unavailable(
            "Kho tài liệu đang bận, giấy tờ chưa được dùng lại. Vui lòng thử lại sau ít phút.",
            en="The document store is busy.",
        ) from error
    await connection.execute(
        "insert into document (id, tenant_id, draft_id, dossier_id, component_key, purpose, name, "
        "media_type, size, sha256, object_key, scan, pages, uploaded_by, uploaded_at, "
        "identity_paper) values ($1, $2, $3, $4, $5, $16, $6, $7, $8, $9, $10, $11, "
        "$12, $13, $14, $15)",
        id_, settings().tenant, draft_id, dossier_id, component_key, file["name"],
        file["media_type"], file["size"], file["sha256"], key, file["scan"], file["pages"],
        actor.account_id, now, file["identity_paper"], purpose,
    )  # fmt: skip
    return id_

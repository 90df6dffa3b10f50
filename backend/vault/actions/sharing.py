"""Showing a paper of one's vault to a person or organisation by their number: for a purpose, until
a day, taken back at any moment.

Whether the number has an account is not told. Who it belongs to sees the paper after signing in;
every opening is a look that the owner reads (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
"""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents.previews import copy_with_words
from backend.documents.queries import stored_document
from backend.documents.reading import checked_stream
from backend.identity.sign_in_names import stored_name
from backend.platform import clock
from backend.platform.database import connection, transaction, uuid7
from backend.platform.problems import RuleBroken, field
from backend.privacy.looks import Seen, note_look
from backend.settings import settings
from backend.vault import queries, shares
from shared.contracts.vault import SharedPaper, ShareItem, VaultPaper
from shared.vocabulary.vault import Look

MOST_AT_ONCE = 20
_NUMBER = re.compile(r"[0-9]{12}|[0-9]{10}(-?[0-9]{3})?")


async def share(actor: Actor, item_id: UUID, data: ShareItem) -> VaultPaper:
    """Lets somebody look at a paper. Raises NotFound, RuleBroken for what is not filled in, for
    oneself, for a paper that does not count any more, or for too many at once."""
    _must_be_filled_in(data)
    number = data.number.strip()
    recipient = stored_name(number)
    if recipient == stored_name(actor.personal_id):
        raise RuleBroken(
            "Đây là số của chính bạn; giấy tờ đã ở trong kho của bạn.",
            en="This is your own number.",
            errors=[field("/number", "Ghi số của người được xem.")],
        )
    async with transaction() as open_:
        row = await open_.fetchrow(
            f"{queries.ITEM} where v.id = $1 and v.owner_id = $2 for update of v",
            item_id,
            actor.account_id,
        )
        if row is None:
            raise queries.unknown_item()
        if row["state"] != "valid":
            raise RuleBroken(
                "Chỉ chia sẻ được giấy tờ đang có giá trị.",
                en="Only a valid paper can be shared.",
                slug="paper-not-valid",
            )
        now = clock.now()
        running = await open_.fetchval(
            "select count(*) from vault_share where item_id = $1 and ended_at is null "
            "and until > $2",
            item_id,
            now,
        )
        if running >= MOST_AT_ONCE:
            raise RuleBroken(
                f"Giấy này đang chia sẻ với {MOST_AT_ONCE} người. Hãy ngừng bớt trước.",
                en="Too many running shares.",
                slug="too-many-shares",
            )
        await open_.execute(
            "insert into vault_share (id, tenant_id, item_id, owner_id, recipient, "
            "recipient_words, purpose, given_at, until) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id_ := uuid7(), settings().tenant, item_id, actor.account_id, recipient,
            f"{data.name.strip()} (số tận cùng {number[-4:]})", data.purpose.strip(), now,
            now + timedelta(days=data.days),
        )  # fmt: skip
        detail = {"share": str(id_), "days": data.days}
        await record(open_, actor, "vault.shared", subject_id=item_id, detail=detail)
    return await queries.paper(actor, item_id)


def _must_be_filled_in(data: ShareItem) -> None:
    said = (
        ("number", bool(_NUMBER.fullmatch(data.number.strip())), "Ghi số định danh 12 chữ số hoặc "
         "mã số thuế 10 chữ số của người được xem."),
        ("name", len(data.name.strip()) >= 2, "Ghi họ tên hoặc tên tổ chức được xem."),
        ("purpose", len(data.purpose.strip()) >= 5, "Ghi rõ để làm gì, ít nhất 5 ký tự."),
    )  # fmt: skip
    wrong = [field(f"/{name}", words) for name, right, words in said if not right]
    if wrong:
        raise RuleBroken(
            "Chưa chia sẻ được. Vui lòng sửa các mục được nêu.",
            en="Please mend what is named.",
            errors=wrong,
        )


async def end(actor: Actor, item_id: UUID, share_id: UUID) -> VaultPaper:
    """Takes it back; from this moment nobody sees the paper by it. Raises NotFound."""
    async with transaction() as open_:
        ended = await open_.fetchval(
            "update vault_share set ended_at = coalesce(ended_at, $4) where id = $1 "
            "and item_id = $2 and owner_id = $3 returning true",
            share_id,
            item_id,
            actor.account_id,
            clock.now(),
        )
        if not ended:
            raise queries.unknown_item()
        detail = {"share": str(share_id)}
        await record(open_, actor, "vault.share_ended", subject_id=item_id, detail=detail)
    return await queries.paper(actor, item_id)


async def opened(actor: Actor, share_id: UUID) -> SharedPaper:
    """A paper that was shared with the caller; its owner reads that it was opened.

    Raises NotFound, also for what has ended.
    """
    row = await shares.running(actor, share_id)
    await _note(actor, row, row["item_id"], f"Giấy “{row['title']}”")
    files = [
        # What is handed out of an identity paper is a copy made of pictures.
        msgspec.structs.replace(file, media_type="application/pdf") if file.identity_paper else file
        for file in await queries.files(row)
    ]
    return shares.shown(row, files)


async def content(
    actor: Actor, share_id: UUID, document_id: UUID
) -> tuple[str, str, AsyncIterator[bytes]]:
    """Name, media type and bytes of a file of a shared paper; an identity paper bears for whom
    and for what across it. Raises NotFound, NotAsKept, RuleBroken, Unavailable."""
    row = await shares.running(actor, share_id)
    if document_id not in row["document_ids"]:
        raise queries.unknown_item()
    file = await stored_document(document_id)
    if file["scan"] not in ("clean", "unscanned") or file["object_key"] is None:
        raise queries.unknown_item()
    await _note(actor, row, document_id, f"Tệp “{file['name']}” của giấy “{row['title']}”")
    if file["identity_paper"]:
        words = f"Chia sẻ cho {actor.full_name}: {row['purpose']}"[:90]
        name, copy = await copy_with_words(file, words, f"share-{share_id.hex}")
        return name, "application/pdf", _once(copy)
    return file["name"], file["media_type"], await checked_stream(file)


async def _note(actor: Actor, row: Any, subject_id: UUID, subject: str) -> None:
    seen = Seen(Look.SHARED, subject_id, subject, row["purpose"])
    async with connection() as open_:
        by = f"{actor.full_name}, được bạn chia sẻ"
        await note_look(open_, actor, row["owner_id"], seen, by=by)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content

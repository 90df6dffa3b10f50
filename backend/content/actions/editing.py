"""Writing content, and putting it on the portal by two persons; each one transaction."""

from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import known_procedures
from backend.content import designs, shapes
from backend.content.actions import drafting
from backend.content.designs import of, subject_of
from backend.content.markdown import cleaned, one_line, plain
from backend.content.rules import BadMoment, Moments, moments
from backend.law.maintenance import Window, announced_since, earliest_start, told_in_time
from backend.law.search_text import search_text
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, Malformed, NotFound, RuleBroken, field
from backend.proposals import actions as two_persons
from backend.proposals.rules import holds_there
from backend.settings import settings
from shared.contracts.content import ContentText
from shared.vocabulary.content import ContentKind

_ONE_LINE = ("title", "procedure_code", "link", "title_en", "summary", "summary_en")
_VERSION = """
insert into content_version (id, tenant_id, item_id, version, kind, agency_id, procedure_code,
    weight, title, title_text, search_text, text, visible_from, visible_until, starts_at, ends_at,
    urgent, announced_at, published_at, written_by_name, approved_by_name)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $15, $16, $17, $18, $19,
    $20, $21)
"""


async def start(actor: Actor, kind: str, text: ContentText) -> UUID:
    """A new piece of content, as a draft. Raises Malformed, RuleBroken, Forbidden."""
    if kind not in set(ContentKind):
        raise Malformed(
            "Không có loại nội dung này.",
            en="There is no such kind.",
            errors=[field("/kind", "Chọn lại loại nội dung.")],
        )
    kept = await _kept(text)
    async with transaction() as connection:
        id_, home = uuid7(), designs.home_for(actor, ContentKind(kind))
        await connection.execute(
            "insert into content_item (id, tenant_id, agency_id, kind, title, procedure_code, "
            "created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id_, settings().tenant, home, kind, kept.title,
            kept.procedure_code, actor.account_id, clock.now(),
        )  # fmt: skip
        await drafting.keep(connection, actor, of(id_, home), kept, 0)
        await record(connection, actor, "content.started", subject_id=id_, detail={"kind": kind})
    return id_


async def save(actor: Actor, item_id: UUID, text: ContentText, revision: int) -> None:
    """Keeps the next version, sound or not. Raises NotFound, Forbidden, PreconditionFailed when
    somebody else saved first, Conflict while a proposal waits, Malformed, RuleBroken."""
    about = await subject_of(item_id)
    kept = await _kept(text)
    async with transaction() as connection:
        await drafting.keep(connection, actor, about, kept, revision)
        await connection.execute(
            "update content_item set title = $2, procedure_code = $3 "
            "where id = $1 and version = 0",
            item_id, kept.title, kept.procedure_code,
        )  # fmt: skip


async def discard(actor: Actor, item_id: UUID) -> None:
    """Throws the next version away; what is published stays. Raises NotFound, Forbidden,
    Conflict while a proposal waits."""
    about = await subject_of(item_id)
    async with transaction() as connection:
        await two_persons.discard(connection, actor, about)


async def propose(actor: Actor, item_id: UUID, revision: int) -> None:
    """Hands a sound text to a second person. Raises NotFound, Forbidden, PreconditionFailed,
    RuleBroken naming every fault, Conflict when nothing changed."""
    about = await subject_of(item_id)
    async with transaction() as connection:
        row = await two_persons.written(connection, actor, about, revision)
        item = await _locked(connection, item_id)
        text = shapes.text_of(row, "definition")
        await _must_be_sound(item, text)
        newest = await _newest(connection, item_id)
        if newest is not None and item["withdrawn_at"] is None and shapes.text_of(newest) == text:
            raise Conflict(
                "Bản soạn giống hệt bản đang dùng nên không có gì để xuất bản.",
                en="Nothing has changed.",
                slug="content-unchanged",
            )
        await _in_time(item, text, newest)
        await two_persons.propose(connection, actor, about, row)


async def give_back(actor: Actor, item_id: UUID, note: str) -> None:
    """Gives a proposal back. Raises NotFound, Forbidden, Conflict."""
    about = await subject_of(item_id)
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, about, note)


async def publish(actor: Actor, item_id: UUID, revision: int) -> None:
    """Puts the proposal of somebody else on the portal.

    Maintenance that was proposed in time may not be in time any more: it is counted again from
    now. Raises NotFound, Forbidden for its author, Conflict, PreconditionFailed, RuleBroken.
    """
    about = await subject_of(item_id)
    async with transaction() as connection:
        row = await two_persons.approving(connection, actor, about, revision)
        await _put_up(connection, item_id, row, row["proposed_by_name"], actor.full_name)


async def publish_at_once(actor: Actor, item_id: UUID, revision: int) -> None:
    """Tells of urgent maintenance without a second person; it never counts as announced.

    Raises NotFound, Forbidden, Conflict, PreconditionFailed, RuleBroken.
    """
    about = await subject_of(item_id)
    async with transaction() as connection:
        row = await two_persons.at_once(connection, actor, about, revision)
        item = await _locked(connection, item_id)
        text = shapes.text_of(row, "definition")
        if not designs.may_publish_at_once(actor, ContentKind(item["kind"]), text):
            raise Forbidden(
                "Chỉ thông báo bảo trì khẩn cấp mới xuất bản ngay, không chờ người thứ hai.",
                en="Only urgent maintenance goes out without a second person.",
                slug="second-person",
            )
        await _put_up(connection, item_id, row, actor.full_name, "")


async def withdraw(actor: Actor, item_id: UUID, reason: str) -> None:
    """Takes something off the portal at once. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        item = await _locked(connection, item_id)
        if not holds_there(actor, item["agency_id"]):
            raise Forbidden(
                "Nội dung này do lãnh đạo hoặc người quản trị của cơ quan đăng gỡ.",
                en="Those who approve for its agency take it down.",
            )
        if not item["version"] or item["withdrawn_at"] is not None:
            raise Conflict("Nội dung này không còn trên Cổng.", en="It is not on the portal.")
        now = clock.now()
        await _end(connection, item_id, now)
        await connection.execute(
            "update content_item set withdrawn_at = $2, withdrawn_by_name = $3, "
            "withdrawn_reason = $4 where id = $1",
            item_id, now, actor.full_name, cleaned(reason),
        )  # fmt: skip
        await record(connection, actor, "content.withdrawn", subject_id=item_id)


async def _kept(text: ContentText) -> ContentText:
    """The text as it is kept. Raises Malformed for a moment that cannot be read, RuleBroken."""
    values = {name: one_line(getattr(text, name)) for name in _ONE_LINE}
    values |= {name: cleaned(getattr(text, name)) for name in ("body", "body_en")}
    kept = msgspec.structs.replace(text, **values)
    if len(kept.title) < 3:
        raise RuleBroken("Tiêu đề chưa có chữ.", errors=[field("/text/title", "Nhập tiêu đề.")])
    try:
        found = moments(kept)
    except BadMoment as wrong:
        sentence = "Thời điểm chưa đúng; viết như 08:00 05/12/2026."
        raise Malformed(
            sentence, en="A moment cannot be read.", errors=[field(f"/text/{wrong}", sentence)]
        ) from None
    code = kept.procedure_code
    if code and not await known_procedures({code}):
        sentence = "Không có thủ tục mang mã này."
        raise RuleBroken(
            sentence, en="No such procedure.", errors=[field("/text/procedure_code", sentence)]
        )
    written = {name: shapes.iso(getattr(found, name)) for name in Moments.__slots__}
    return msgspec.structs.replace(kept, **written)


async def _locked(connection: asyncpg.Connection, item_id: UUID) -> asyncpg.Record:
    row = await connection.fetchrow(
        "select * from content_item where tenant_id = $1 and id = $2 for update",
        settings().tenant,
        item_id,
    )
    if row is None:
        raise NotFound("Không có nội dung này.", en="There is no such content.")
    return row


async def _newest(connection: asyncpg.Connection, item_id: UUID) -> asyncpg.Record | None:
    return await connection.fetchrow(
        "select * from content_version where item_id = $1 order by version desc limit 1", item_id
    )


async def _must_be_sound(item: asyncpg.Record, text: ContentText) -> None:
    wrong = await designs.faults_of(ContentKind(item["kind"]), text)
    if wrong:
        raise RuleBroken(
            "Nội dung chưa xuất bản được. Vui lòng sửa các mục được nêu.",
            en="The content is not sound yet.",
            errors=wrong,
            slug="content-unsound",
        )


async def _in_time(
    item: asyncpg.Record, text: ContentText, newest: asyncpg.Record | None
) -> datetime | None:
    """Since when the maintenance of a text is announced, if it is published now.

    Raises RuleBroken for one that is neither told of in time nor urgent.
    """
    if item["kind"] != ContentKind.MAINTENANCE:
        return None
    found, now = moments(text), clock.now()
    assert found.starts_at is not None and found.ends_at is not None
    before = None
    if newest is not None and item["withdrawn_at"] is None:
        before = Window(
            newest["starts_at"], newest["ends_at"], newest["announced_at"], newest["urgent"]
        )
    since = announced_since(before, found.starts_at, found.ends_at, now)
    calendar = await working_calendar(item["agency_id"])
    window = Window(found.starts_at, found.ends_at, since, text.urgent)
    if not text.urgent and not told_in_time(calendar, window):
        first = earliest_start(calendar, now)
        sentence = (
            "Bảo trì phải báo trước ít nhất 1 ngày làm việc (TT 32/2017/TT-BTTTT Điều 11.2): nếu "
            f"đăng lúc này thì sớm nhất là {first:%H:%M %d/%m/%Y}. Không chờ được thì đánh dấu "
            "khẩn cấp; lần bảo trì đó tính là không báo trước."
        )
        raise RuleBroken(
            sentence,
            en="Maintenance is announced at least one working day ahead, or marked as urgent.",
            slug="announced-too-late",
            errors=[field("/text/starts_at", sentence)],
        )
    return since


async def _put_up(
    connection: asyncpg.Connection, item_id: UUID, row: asyncpg.Record, by: str, approved: str
) -> None:
    item = await _locked(connection, item_id)
    text = shapes.text_of(row, "definition")
    await _must_be_sound(item, text)
    newest = await _newest(connection, item_id)
    since = await _in_time(item, text, newest)
    found, now = moments(text), clock.now()
    shown_from = max(found.shown_from or now, now)
    until = found.ends_at if item["kind"] == ContentKind.MAINTENANCE else found.shown_until
    await _end(connection, item_id, shown_from)
    version = item["version"] + 1
    await connection.execute(
        _VERSION, uuid7(), settings().tenant, item_id, version, item["kind"], item["agency_id"],
        text.procedure_code, text.weight, text.title, search_text(text.title),
        shapes.found_by(text.title, text.summary, plain(text.body), text.title_en),
        msgspec.json.encode(text).decode(), shown_from, until, found.starts_at, found.ends_at,
        text.urgent, since, now, by, approved,
    )  # fmt: skip
    await connection.execute(
        "update content_item set version = $2, title = $3, procedure_code = $4, "
        "withdrawn_at = null, withdrawn_by_name = '', withdrawn_reason = '' where id = $1",
        item_id, version, text.title, text.procedure_code,
    )  # fmt: skip


async def _end(connection: asyncpg.Connection, item_id: UUID, at: datetime) -> None:
    """Nobody sees earlier versions from a moment on."""
    await connection.execute(
        "update content_version set visible_until = $2 where item_id = $1 "
        "and (visible_until is null or visible_until > $2)",
        item_id,
        at,
    )

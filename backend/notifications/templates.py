"""Words of agencies: read, written as a new version, dropped, tried; versions never change."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.access.masking import email as mask_email
from backend.audit.actions import record
from backend.connections.queueing import enqueue
from backend.dossiers.queries import iso
from backend.notifications.rules import faults
from backend.notifications.wording import written
from backend.notifications.wordings import EVENTS, SAMPLE, Event, Wording
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.problems import Forbidden, NotFound, PreconditionFailed, RuleBroken, field
from backend.settings import settings
from shared.contracts.common import Choice, Named
from shared.contracts.notifications import (
    DropTemplate,
    Preview,
    Template,
    TemplateRow,
    TemplateText,
    TryTemplate,
    WriteTemplate,
)
from shared.vocabulary.messages import Language
from shared.vocabulary.roles import Role

WRITERS = (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN, Role.LEADER, Role.DESK_HEAD)
_FOR_ALL = (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)
_OF_AGENCY = (Role.LEADER, Role.DESK_HEAD)
_WORDS = {
    "name": "Họ tên người nhận", "code": "Mã hồ sơ", "procedure": "Tên thủ tục",
    "agency": "Cơ quan", "due": "Ngày hẹn trả", "note": "Lý do, nội dung",
    "result": "Tên và số kết quả", "new_number": "Số kết quả mới", "file": "Tên tệp",
    "from_name": "Người chuyển", "to_name": "Người nhận", "until": "Câu về hạn phản đối",
}  # fmt: skip
_VERSIONS = """
select version, subject, body, short, retired, written_by_name, written_at from message_template
where tenant_id = $1 and event = $2 and language = $3 and agency_id is not distinct from $4
order by version desc limit 50
"""


async def listed(actor: Actor, agency_id: str) -> list[TemplateRow]:
    """Every event, with the languages in which an agency (or all) has words of its own."""
    agency = _agency_id(agency_id)
    _may_read(actor, agency)
    rows = await fetch(
        "select distinct on (event, language) event, language, retired from message_template "
        "where tenant_id = $1 and agency_id is not distinct from $2 "
        "order by event, language, version desc",
        settings().tenant,
        agency,
    )
    own: dict[str, list[str]] = {}
    for row in rows:
        if not row["retired"]:
            own.setdefault(row["event"], []).append(row["language"])
    return [
        TemplateRow(event.key, event.label.vi, event.weighty, own.get(event.key, []))
        for event in EVENTS.values()
    ]


async def template(actor: Actor, event: str, language: str, agency_id: str) -> Template:
    """The words in force and how they came to be. Raises NotFound, Forbidden."""
    found, agency, spoken = _event(event), _agency_id(agency_id), Language(language)
    _may_read(actor, agency)
    own = await fetch(_VERSIONS, settings().tenant, event, language, agency)
    inherited, base = "system", _system(found, spoken)
    if agency is not None:
        for_all = await fetch_row(_VERSIONS, settings().tenant, event, language, None)
        if for_all is not None and not for_all["retired"]:
            inherited, base = "all", _text(for_all)
    newest = own[0]["version"] if own else 0
    current = _text(own[0]) if own and not own[0]["retired"] else base
    return Template(
        event=event,
        label=found.label.vi,
        agency=await _named(agency),
        language=language,
        current=_over(current, newest),
        inherited=inherited,
        history=[_text(row) for row in own],
        words=[Choice(word, _WORDS[word]) for word in found.words],
        may_edit=_may_write(actor, agency),
    )


async def write(actor: Actor, data: WriteTemplate) -> Template:
    """Keeps new words as the next version. Raises RuleBroken for unknown placeholders,
    PreconditionFailed when somebody else wrote meanwhile."""
    found = _event(data.event)
    refuse_unknown(found, {"subject": data.subject, "body": data.body, "short": data.short})
    words = Wording(data.subject.strip(), data.body.strip(), data.short.strip())
    await _next(actor, data, words, retired=False)
    return await template(actor, data.event, data.language, data.agency_id)


async def drop(actor: Actor, data: DropTemplate) -> Template:
    """From now on the words hold that would hold without these."""
    found = _event(data.event)
    await _next(actor, data, found.texts[Language(data.language)], retired=True)
    return await template(actor, data.event, data.language, data.agency_id)


async def look(actor: Actor, data: TryTemplate) -> Preview:
    """The words on sample data; on wish as a letter to the caller's own mailbox.

    Raises RuleBroken for unknown placeholders and without a mailbox to send to.
    """
    found = _event(data.event)
    refuse_unknown(found, {"subject": data.subject, "body": data.body, "short": data.short})
    words = Wording(data.subject, data.body, data.short)
    facts = SAMPLE | {"link": f"{settings().citizen_url}/ho-so/"}
    text = written(words, facts, Language(data.language))
    if data.send:
        if not actor.email:
            raise RuleBroken(
                "Tài khoản của bạn chưa có địa chỉ thư để gửi thử.",
                en="Your account has no mailbox for a test.",
                errors=[field("/send", "Thêm địa chỉ thư trong trang Tài khoản.")],
            )
        async with transaction() as connection:
            letter = {"to": actor.email, "subject": f"[Thử] {text.subject}", "body": text.letter}
            await enqueue(
                connection, "mail", actor.account_id, "template.try", letter, f"try:{uuid7()}",
                ordered=False,
            )  # fmt: skip
            await record(connection, actor, "template.tried", detail={"event": data.event})
    sent_to = mask_email(actor.email) if data.send else ""
    return Preview(text.subject, text.letter, text.short, sent_to)


def refuse_unknown(event: Event, texts: dict[str, str]) -> None:
    """Raises RuleBroken with every wrong placeholder beside its box."""
    wrong = [
        field(f"/{name}", " ".join(found))
        for name, text in texts.items()
        if (found := faults(text, event.words))
    ]
    if wrong:
        raise RuleBroken(
            "Mẫu có ô điền mà thông báo này không có. Hãy sửa các chỗ được chỉ ra.",
            en="The template has placeholders this message does not know.",
            slug="unknown-placeholder",
            errors=wrong,
        )


async def _next(
    actor: Actor, data: WriteTemplate | DropTemplate, words: Wording, *, retired: bool
) -> None:
    agency = _agency_id(data.agency_id)
    if not _may_write(actor, agency):
        raise Forbidden(
            "Bạn chỉ được sửa mẫu của cơ quan mình; mẫu chung do quản trị của cơ quan chủ quản "
            "Cổng sửa.",
            en="You may write for your own agency only.",
        )
    await _named(agency)
    async with transaction() as connection:
        await connection.execute(
            "select pg_advisory_xact_lock(hashtextextended('template' || $1, 0))",
            f"{data.event}|{data.language}|{agency}",
        )
        newest = await connection.fetchval(
            "select coalesce(max(version), 0) from message_template where tenant_id = $1 "
            "and event = $2 and language = $3 and agency_id is not distinct from $4",
            settings().tenant, data.event, data.language, agency,
        )  # fmt: skip
        if newest != data.over_version:
            raise PreconditionFailed(
                "Người khác vừa sửa mẫu này. Hãy mở lại trang rồi sửa trên bản mới.",
                en="Somebody else has just changed this template.",
            )
        id_ = uuid7()
        await connection.execute(
            "insert into message_template (id, tenant_id, event, agency_id, language, version, "
            "subject, body, short, retired, written_by, written_by_name, written_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id_, settings().tenant, data.event, agency, data.language, newest + 1, words.subject,
            words.body, words.short, retired, actor.account_id, actor.full_name, clock.now(),
        )  # fmt: skip
        detail = {"event": data.event, "language": data.language, "version": newest + 1}
        action = "template.dropped" if retired else "template.written"
        await record(connection, actor, action, subject_id=id_, detail=detail)


def _event(key: str) -> Event:
    found = EVENTS.get(key)
    if found is None:
        raise NotFound("Không có loại thông báo này.", en="There is no such message.")
    return found


def _may_write(actor: Actor, agency: UUID | None) -> bool:
    return actor.has_for_all(*_FOR_ALL) or (
        agency is not None and agency in actor.agencies(*_OF_AGENCY)
    )


def _may_read(actor: Actor, agency: UUID | None) -> None:
    if agency is not None and not _may_write(actor, agency):
        raise NotFound("Không tìm thấy cơ quan này.", en="There is no such agency for you.")


def _agency_id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound("Không tìm thấy cơ quan này.", en="There is no such agency.") from None


async def _named(agency: UUID | None) -> Named | None:
    if agency is None:
        return None
    row = await fetch_row(
        "select name from agency where id = $1 and tenant_id = $2", agency, settings().tenant
    )
    if row is None:
        raise NotFound("Không tìm thấy cơ quan này.", en="There is no such agency.")
    return Named(str(agency), row["name"])


def _text(row: asyncpg.Record) -> TemplateText:
    return TemplateText(
        row["version"], row["subject"], row["body"], row["short"], row["written_by_name"],
        iso(row["written_at"]), row["retired"],
    )  # fmt: skip


def _system(event: Event, language: Language) -> TemplateText:
    words = event.texts[language]
    return TemplateText(0, words.subject, words.body, words.short, "", "", False)


def _over(text: TemplateText, newest: int) -> TemplateText:
    """The words in force, with the version over which the next is written."""
    given: dict[str, Any] = {name: getattr(text, name) for name in text.__struct_fields__}
    return TemplateText(**given | {"version": newest})

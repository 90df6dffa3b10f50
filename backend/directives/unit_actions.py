"""Directing whole units, and their answers; each with its audit entry and message."""

from uuid import UUID

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.directives.rules import answers_for
from backend.directives.unit_queries import one_for_unit, shown, to_direct
from backend.dossiers.actions.situation import closing_after
from backend.notifications.leaving import leave
from backend.platform import clock, outbox
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.directives import GiveUnitDirective, SayWhy, UnitDirective
from shared.vocabulary.directives import DIRECTIVE_LABELS, DirectiveKind
from shared.vocabulary.roles import Role

UNIT_TOPIC = "unit_directive"
PAGE = "/chi-dao/"
_WORKERS = """
select distinct a.id from account a join role_grant g on g.account_id = a.id
where a.disabled_at is null and g.valid_from <= $4 and (g.valid_to is null or g.valid_to > $4)
    and (g.unit_id = $1 or ($3 and g.agency_id = $2 and g.role in ('desk_officer', 'desk_head')))
limit 200
"""


async def give_to_units(actor: Actor, data: GiveUnitDirective) -> list[UnitDirective]:
    """One for each unit, so that each answers for itself; all or none.

    Raises Forbidden, RuleBroken naming each unit that is not the caller's to direct.
    """
    if not actor.has(Role.LEADER):
        raise Forbidden(
            "Chỉ lãnh đạo cơ quan chỉ đạo, đôn đốc cả đơn vị.", en="Only leaders direct units."
        )
    known = {str(row["id"]): row for row in await to_direct(actor)}
    wanted = list(dict.fromkeys(data.unit_ids))
    wrong = [
        field(f"/unit_ids/{number}", "Đơn vị này không thuộc phạm vi chỉ đạo của bạn.")
        for number, id_ in enumerate(wanted)
        if id_ not in known
    ]
    if wrong:
        raise RuleBroken(
            "Có đơn vị không thuộc phạm vi chỉ đạo của bạn. Tải lại trang và chọn lại.",
            en="Some units are not yours to direct.",
            errors=wrong,
            slug="unknown-unit",
        )
    rows = [known[id_] for id_ in wanted]
    until = {
        agency: await closing_after(agency, data.answer_within_days)
        for agency in {row["agency_id"] for row in rows}
    }
    made = []
    async with transaction() as connection:
        for row in rows:
            id_ = uuid7()
            await connection.execute(
                "insert into unit_directive (id, tenant_id, agency_id, unit_id, kind, content, "
                "given_by, given_by_name, given_at, answer_by, answering_agency_id, "
                "answering_unit_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $3, $4)",
                id_, settings().tenant, row["agency_id"], row["id"], data.kind,
                data.content.strip(), actor.account_id, actor.full_name, clock.now(),
                until[row["agency_id"]],
            )  # fmt: skip
            detail = {"unit": str(row["id"])}
            await record(
                connection, actor, f"unit_directive.{data.kind}", subject_id=id_, detail=detail
            )
            await outbox.publish(connection, UNIT_TOPIC, id_, {})
            made.append(id_)
    return [await _shown(actor, id_) for id_ in made]


async def answer_for_unit(actor: Actor, directive_id: UUID, data: SayWhy) -> UnitDirective:
    """What the unit did about it, once. Raises NotFound, Forbidden, Conflict."""
    row = await one_for_unit(actor, directive_id)
    if row is None:
        raise NotFound("Không tìm thấy ý kiến chỉ đạo này.", en="There is no such directive.")
    heirs = row["answering_unit_id"], row["answering_agency_id"]
    if not answers_for(actor, *heirs, is_desk=row["is_desk"]):
        raise Forbidden(
            "Việc này do lãnh đạo đơn vị được chỉ đạo trả lời.", en="The head of the unit answers."
        )
    async with transaction() as connection:
        done = await connection.fetchval(
            "update unit_directive set answer = $2, answered_by = $3, answered_by_name = $4, "
            "answered_at = $5 where id = $1 and answered_at is null returning true",
            directive_id, data.content.strip(), actor.account_id, actor.full_name, clock.now(),
        )  # fmt: skip
        if not done:
            raise Conflict("Ý kiến này đã có trả lời.", en="It has been answered already.")
        await record(connection, actor, "unit_directive.answered", subject_id=directive_id)
        await outbox.publish(connection, UNIT_TOPIC, directive_id, {"answered": True})
    return await _shown(actor, directive_id)


async def tell_of_unit_directive(message: Message) -> None:
    """A notice to everybody of the unit; of an answer to whoever gave it."""
    row = await fetch_row(
        "select v.*, unit_name_then(v.unit_id, v.given_at) as name, u.is_desk "
        "from unit_directive v join unit u on u.id = v.answering_unit_id where v.id = $1",
        message.subject_id,
    )
    if row is None:
        return
    if message.payload.get("answered"):
        subject = f"{row['name']}: ý kiến chỉ đạo đã có trả lời"
        await leave(message, [row["given_by"]], subject, "Mở trang để xem trả lời.", PAGE)
        return
    heirs = row["answering_unit_id"], row["answering_agency_id"]
    people = await fetch(_WORKERS, *heirs, row["is_desk"], clock.now())
    kind = DIRECTIVE_LABELS[DirectiveKind(row["kind"])].vi
    subject = f"{kind} của {row['given_by_name']} cho {row['name']}"
    body = "Mở trang để xem nội dung và thời hạn; lãnh đạo đơn vị trả lời."
    await leave(message, [one["id"] for one in people], subject, body, PAGE)


async def _shown(actor: Actor, directive_id: UUID) -> UnitDirective:
    row = await one_for_unit(actor, directive_id)
    assert row is not None
    return shown(row, actor)

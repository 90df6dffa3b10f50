"""Directing, answering, explaining; each with its audit entry and notice in one transaction."""

from datetime import datetime
from uuid import UUID

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.directives import queries
from backend.directives.rules import holds, may_give
from backend.dossiers.actions.situation import closing_after
from backend.notifications.reminders import REMINDER_TOPIC, Reminder
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken
from backend.settings import settings
from shared.contracts.directives import Directive, ExplainLateness, GiveDirective, SayWhy
from shared.vocabulary.directives import DirectiveKind


async def give(actor: Actor, dossier_id: UUID, data: GiveDirective) -> Directive:
    """A head says what is to be done; whoever holds the dossier is told.

    Raises NotFound, Forbidden.
    """
    row, standing = await queries.standing(actor, dossier_id)
    if not may_give(actor, standing):
        raise Forbidden(
            "Chỉ lãnh đạo cơ quan, lãnh đạo phòng giữ hồ sơ và trưởng Bộ phận Một cửa được chỉ "
            "đạo, đôn đốc, khi hồ sơ chưa kết thúc.",
            en="Only heads direct, and only while the dossier is open.",
        )
    until = await closing_after(row["holding_agency_id"], data.answer_within_days)
    kind = DirectiveKind(data.kind)
    return await _keep(actor, dossier_id, kind, data.content, until)


async def explain(actor: Actor, dossier_id: UUID, data: ExplainLateness) -> Directive:
    """Who holds a late dossier says why, and what is done about it.

    Raises NotFound, Forbidden, RuleBroken when it is in time.
    """
    row, standing = await queries.standing(actor, dossier_id)
    if not holds(actor, standing):
        raise _not_holder()
    if not queries.is_late(row):
        raise RuleBroken(
            "Hồ sơ chưa trễ hạn nên không có gì để giải trình.",
            en="The dossier is not late.",
            slug="not-late",
        )
    return await _keep(
        actor, dossier_id, DirectiveKind.LATENESS, data.content, None, data.cause, data.remedy
    )


async def answer(actor: Actor, directive_id: UUID, data: SayWhy) -> Directive:
    """What was done about a direction, once. Raises NotFound, Forbidden, Conflict."""
    found = await queries.one(directive_id)
    if found is None or found["kind"] == DirectiveKind.LATENESS:
        raise NotFound("Không tìm thấy ý kiến chỉ đạo này.", en="There is no such directive.")
    _row, standing = await queries.standing(actor, found["dossier_id"])
    if not holds(actor, standing):
        raise _not_holder()
    async with transaction() as connection:
        done = await connection.fetchval(
            "update directive set answer = $2, answered_by = $3, answered_by_name = $4, "
            "answered_at = $5 where id = $1 and answered_at is null returning true",
            directive_id,
            data.content.strip(),
            actor.account_id,
            actor.full_name,
            clock.now(),
        )
        if not done:
            raise Conflict("Ý kiến này đã có trả lời.", en="It has been answered already.")
        await record(connection, actor, "directive.answered", subject_id=directive_id)
        told = {"reminder": Reminder.DIRECTIVE_ANSWERED, "account_id": str(found["given_by"])}
        await outbox.publish(connection, REMINDER_TOPIC, found["dossier_id"], told)
    return await _shown(directive_id)


async def _keep(
    actor: Actor,
    dossier_id: UUID,
    kind: DirectiveKind,
    content: str,
    until: datetime | None,
    cause: str = "",
    remedy: str = "",
) -> Directive:
    id_ = uuid7()
    async with transaction() as connection:
        await connection.execute(
            "insert into directive (id, tenant_id, dossier_id, kind, content, given_by, "
            "given_by_name, given_at, answer_by, cause, remedy) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            id_,
            settings().tenant,
            dossier_id,
            kind,
            content.strip(),
            actor.account_id,
            actor.full_name,
            clock.now(),
            until,
            cause,
            remedy.strip(),
        )
        detail = {"dossier": str(dossier_id)}
        await record(connection, actor, f"directive.{kind}", subject_id=id_, detail=detail)
        if kind is not DirectiveKind.LATENESS:
            told = {"reminder": Reminder.DIRECTED}
            await outbox.publish(connection, REMINDER_TOPIC, dossier_id, told)
    return await _shown(id_)


async def _shown(directive_id: UUID) -> Directive:
    row = await queries.one(directive_id)
    assert row is not None
    return queries.shown(row)


def _not_holder() -> Forbidden:
    return Forbidden(
        "Việc này do người thụ lý hoặc lãnh đạo phòng đang giữ hồ sơ trả lời.",
        en="Whoever holds the dossier answers.",
    )

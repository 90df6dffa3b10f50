"""Stopping a procedure: one person proposes, another approves; from its day on no new dossiers.

What was received goes on. A suspension ends on its last day or by a resumption; a retirement says
what is to be used instead, and ends where another decision brings the procedure back.
"""

from datetime import date, timedelta

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import known_codes, version_in_force
from backend.catalogue.stops import stops_of
from backend.catalogue.version_queries import open_dossiers, open_drafts
from backend.platform import clock
from backend.platform.database import fetch, transaction, uuid7
from backend.platform.problems import Conflict, RuleBroken, field
from backend.proposals import actions as two_persons
from backend.proposals.queries import next_version, proposal
from backend.proposals.rules import Subject
from backend.settings import settings
from shared.contracts.common import Choice, FieldProblem
from shared.contracts.procedures import SaveStop, StopDesign
from shared.vocabulary.procedures import STOP_KIND_LABELS, StopKind
from shared.vocabulary.proposals import ProposalSubject

FURTHEST_DAYS = 1100
_HELD = "tenant_id = $1 and procedure_code = $2"


async def design(actor: Actor, code: str) -> StopDesign:
    """What is proposed, what was decided, and whom it would meet. Raises NotFound."""
    _id, content = await version_in_force(code, online=False)
    row = await proposal(_of(code))
    written = msgspec.json.decode(row["definition"], type=SaveStop) if row is not None else None
    names = await fetch(
        "select code, name from procedure where tenant_id = $1 and code = any($2::text[])",
        settings().tenant,
        written.replaced_by if written else [],
    )
    return StopDesign(
        procedure_code=code,
        procedure_name=content.name,
        proposed=written,
        replaced_by=[Choice(r["code"], r["name"]) for r in names],
        next=next_version(actor, row, _of(code)),
        stops=await stops_of(code),
        open_dossiers=await open_dossiers(code),
        open_drafts=await open_drafts(code),
    )


async def propose(actor: Actor, code: str, data: SaveStop) -> None:
    """Proposes a stop, an end or a resumption. Raises NotFound, Forbidden, Conflict, stale,
    RuleBroken naming the field."""
    _id, content = await version_in_force(code, online=False)
    await _must_be_sound(code, data)
    title = f"{STOP_KIND_LABELS[data.kind].vi}: {code} {content.name}"
    async with transaction() as connection:
        body = msgspec.json.encode(data)
        await two_persons.keep(connection, actor, _of(code), title, body, data.revision)
        row = await two_persons.written(
            connection, actor, _of(code), data.revision + 1 if data.revision else 1
        )
        await two_persons.propose(connection, actor, _of(code), row)


async def give_back(actor: Actor, code: str, note: str) -> None:
    """Gives a proposal back, or takes one's own back. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, _of(code), note)


async def discard(actor: Actor, code: str) -> None:
    """Throws a proposal that came back away. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await two_persons.discard(connection, actor, _of(code))


async def approve(actor: Actor, code: str, revision: int) -> None:
    """Decides what somebody else proposed. Raises NotFound, Forbidden, Conflict,
    PreconditionFailed, RuleBroken when its day has passed."""
    async with transaction() as connection:
        await two_persons.one_at_a_time(connection, code)
        row = await two_persons.approving(connection, actor, _of(code), revision)
        data = msgspec.json.decode(row["definition"], type=SaveStop)
        await _must_be_sound(code, data)
        if data.kind is StopKind.RESUME:
            await _resume(connection, code, date.fromisoformat(data.from_on))
        else:
            await connection.execute(
                "insert into procedure_stop (id, tenant_id, procedure_code, kind, from_on, until, "
                "reason, decision, replaced_by, proposed_by, proposed_by_name, approved_by, "
                "approved_by_name, approved_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                "$11, $12, $13, $14)",
                uuid7(), settings().tenant, code, data.kind, date.fromisoformat(data.from_on),
                date.fromisoformat(data.until) if data.until else None, data.reason.strip(),
                data.decision.strip(), data.replaced_by, row["proposed_by"],
                row["proposed_by_name"], actor.account_id, actor.full_name, clock.now(),
            )  # fmt: skip
        detail = {"code": code, "kind": data.kind, "from": data.from_on, "until": data.until}
        await record(connection, actor, "procedure.stop_decided", detail=detail)


async def _resume(connection: asyncpg.Connection, code: str, day: date) -> None:
    """What stops it ends the day before; what was to begin later never holds."""
    await connection.execute(
        f"update procedure_stop set until = $3 where {_HELD} "
        "and (until is null or until > $3) and from_on <= $3",
        settings().tenant,
        code,
        day - timedelta(days=1),
    )
    await connection.execute(
        f"update procedure_stop set until = from_on - 1 where {_HELD} "
        "and from_on >= $3 and (until is null or until >= from_on)",
        settings().tenant,
        code,
        day,
    )


async def _must_be_sound(code: str, data: SaveStop) -> None:
    wrong = _days(data)
    known = set(await known_codes(data.replaced_by))
    wrong += [
        field(
            "/replaced_by", f"Không có thủ tục {other}. Ghi mã của một thủ tục khác trong danh mục."
        )
        for other in data.replaced_by
        if other not in known or other == code
    ]
    if wrong:
        raise RuleBroken(
            "Chưa đề nghị được. Vui lòng sửa các mục được nêu.",
            en="Please mend the fields named.",
            errors=wrong,
            slug="stop-unsound",
        )
    held = await fetch(
        f"select kind, from_on, until from procedure_stop where {_HELD} "
        "and (until is null or until >= $3) limit 100",
        settings().tenant,
        code,
        clock.today(),
    )
    retired = any(row["kind"] == StopKind.RETIRE for row in held)
    if retired and data.kind is StopKind.RESUME and not data.decision.strip():
        raise RuleBroken(
            "Chưa đề nghị được. Vui lòng sửa các mục được nêu.",
            en="Please mend the fields named.",
            errors=[field("/decision", "Ghi quyết định công bố lại thủ tục đã bãi bỏ.")],
            slug="stop-unsound",
        )
    if retired and data.kind is not StopKind.RESUME:
        raise Conflict(
            "Thủ tục này đã có quyết định bãi bỏ. Muốn nhận lại, chọn Tiếp nhận trở lại và ghi "
            "quyết định công bố lại.",
            en="This procedure is retired already.",
            slug="already-retired",
        )
    if data.kind is StopKind.RESUME and not held:
        raise Conflict(
            "Thủ tục này không bị tạm ngừng.", en="It is not suspended.", slug="not-suspended"
        )
    first = date.fromisoformat(data.from_on)
    last = date.fromisoformat(data.until) if data.until else date.max
    if data.kind is StopKind.SUSPEND and any(
        row["from_on"] <= last and first <= (row["until"] or date.max) for row in held
    ):
        raise Conflict(
            "Đã có quyết định tạm ngừng trong khoảng ngày này.",
            en="It is suspended in these days already.",
            slug="already-suspended",
        )


def _days(data: SaveStop) -> list[FieldProblem]:
    try:
        first = date.fromisoformat(data.from_on)
        last = date.fromisoformat(data.until) if data.until else None
    except ValueError:
        at = "/from_on" if not _real(data.from_on) else "/until"
        return [field(at, "Ngày này không có thật. Chọn một ngày có thật.")]
    wrong = []
    if first < clock.today():
        wrong.append(field("/from_on", "Ngày đầu đã qua. Chọn từ hôm nay trở đi."))
    if first > clock.today() + timedelta(days=FURTHEST_DAYS):
        wrong.append(field("/from_on", "Ngày quá xa. Chọn trong vòng ba năm tới."))
    if last is not None and last < first:
        wrong.append(field("/until", "Ngày cuối phải sau hoặc trùng ngày đầu."))
    if last is not None and data.kind is not StopKind.SUSPEND:
        wrong.append(field("/until", "Chỉ việc tạm ngừng mới có ngày cuối."))
    return wrong


def _real(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _of(code: str) -> Subject:
    return Subject(ProposalSubject.PROCEDURE_STOP, code)

"""The definition of the indices as dated data: maxima, thresholds and days of 766, thresholds of
the nine; and which version holds."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.law.nine_indicators import AS_ISSUED, Thresholds
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, RuleBroken, field
from backend.proposals import actions as two_persons
from backend.proposals.queries import next_version, proposal
from backend.proposals.rules import Subject
from backend.settings import settings
from shared.contracts.common import FieldProblem
from shared.contracts.indicators import (
    ComponentDefinition,
    IndexDefinition,
    IndexDefinitions,
    NewIndexDefinition,
    NineThresholds,
)
from shared.vocabulary.indicators import IndexComponent
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.roles import Role

KEEPERS = (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)
SUBJECT = Subject(ProposalSubject.INDEX, "766", KEEPERS)
MOST_POINTS = 100.0
MOST_VERSIONS = 100
_FILE = Path(__file__).parent / "definition.toml"
_CODE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,9}){1,6}")


class Weight(msgspec.Struct, frozen=True):
    """Most points of a component, and the share (%) from which on it has them all."""

    maximum: float
    full_at: float = 100.0


class Definition(msgspec.Struct, frozen=True):
    """One version; `publish_days`, `public_days` in working days (1.1, 1.2); `nine` are the
    thresholds of TT 01/2018/TT-VPCP, as issued in versions of before they were data."""

    version: int
    valid_from: date
    source: str
    publish_days: int
    public_days: int
    certifications: list[str]
    components: dict[str, Weight]
    nine: Thresholds = AS_ISSUED

    def weight(self, component: IndexComponent) -> Weight:
        """What a component weighs; one that a version does not name is shown without points."""
        return self.components.get(component.value, Weight(0.0))


@cache
def shipped() -> Definition:
    """The definition that comes with the system, until another one is published."""
    return msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), Definition)


async def definition_on(day: date) -> Definition:
    """The version in force on a day."""
    row = await fetch_row(
        "select content from index_definition where tenant_id = $1 and valid_from <= $2 "
        "order by valid_from desc, version desc limit 1",
        settings().tenant,
        day,
    )
    return msgspec.json.decode(row["content"], type=Definition) if row is not None else shipped()


async def definitions(actor: Actor) -> IndexDefinitions:
    """All versions, the newest first, ending with the one that came with the system; and the one
    that waits for a second person, or was given back to be mended."""
    rows = await fetch(
        "select content, reason, published_at, published_by_name, proposed_by_name "
        "from index_definition "
        "where tenant_id = $1 order by version desc limit $2",
        settings().tenant,
        MOST_VERSIONS,
    )
    today = await definition_on(clock.today())
    found = [
        shown(
            msgspec.json.decode(row["content"], type=Definition),
            row["reason"],
            row["published_at"].isoformat(),
            row["published_by_name"],
            row["proposed_by_name"],
        )
        for row in rows
    ]
    waiting = await proposal(SUBJECT)
    return IndexDefinitions(
        [*found, shown(shipped())],
        today.version,
        msgspec.json.decode(waiting["definition"], type=NewIndexDefinition)
        if waiting is not None
        else None,
        next_version(actor, waiting, SUBJECT),
    )


async def propose(actor: Actor, data: NewIndexDefinition) -> IndexDefinitions:
    """Hands a version to a second person; nothing holds before they approve.

    Raises RuleBroken naming each field, Conflict when another version waits or was published
    meanwhile.
    """
    _sound(data)
    async with transaction() as connection:
        await _newest_is(connection, data.based_on)
        row = await proposal(SUBJECT)
        title = f"Chỉ số 766, phiên bản {data.based_on + 1}, từ {data.valid_from}"
        revision = row["revision"] if row is not None else 0
        await two_persons.keep(
            connection, actor, SUBJECT, title, msgspec.json.encode(data), revision
        )
        written = await two_persons.written(connection, actor, SUBJECT, revision + 1)
        await two_persons.propose(connection, actor, SUBJECT, written)
    return await definitions(actor)


async def give_back(actor: Actor, note: str) -> IndexDefinitions:
    """Takes a proposal out: its author withdraws it, or a second person refuses it, saying why.

    Raises NotFound, Forbidden, Conflict.
    """
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, SUBJECT, note)
    return await definitions(actor)


async def publish(actor: Actor, revision: int) -> IndexDefinition:
    """Approves the version of somebody else: in force from its day on; figures of earlier periods
    keep theirs.

    Raises NotFound, Forbidden for its author, Conflict, PreconditionFailed, RuleBroken when its day
    has gone by meanwhile.
    """
    async with transaction() as connection:
        row = await two_persons.approving(connection, actor, SUBJECT, revision)
        data = msgspec.json.decode(row["definition"], type=NewIndexDefinition)
        _sound(data)
        await _newest_is(connection, data.based_on)
        made = Definition(
            version=data.based_on + 1,
            valid_from=date.fromisoformat(data.valid_from),
            source=data.source.strip(),
            publish_days=data.publish_days,
            public_days=data.public_days,
            certifications=data.certifications,
            components={one.component: Weight(one.maximum, one.full_at) for one in data.components},
            nine=_nine(data) or (await _newest(connection)).nine,
        )
        id_: UUID = uuid7()
        now = clock.now()
        await connection.execute(
            "insert into index_definition (id, tenant_id, version, valid_from, content, reason, "
            "published_at, published_by, published_by_name, proposed_by_name) "
            "values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10)",
            id_, settings().tenant, made.version, made.valid_from,
            msgspec.json.encode(made).decode(), data.reason.strip(), now, actor.account_id,
            actor.full_name, row["proposed_by_name"],
        )  # fmt: skip
        detail = {"version": made.version, "valid_from": data.valid_from}
        await record(connection, actor, "index.definition", subject_id=id_, detail=detail)
    return shown(
        made, data.reason.strip(), now.isoformat(), actor.full_name, row["proposed_by_name"]
    )


def _sound(data: NewIndexDefinition) -> None:
    errors = _faults(data)
    if errors:
        raise RuleBroken(
            "Chưa thể ban hành: có chỗ cần sửa.", en="Some entries need correction.", errors=errors
        )


async def _newest_is(connection: asyncpg.Connection, version: int) -> None:
    await connection.execute("select pg_advisory_xact_lock(hashtext('index definition'))")
    newest = await connection.fetchval(
        "select coalesce(max(version), 0) from index_definition where tenant_id = $1",
        settings().tenant,
    )
    if newest != version:
        raise Conflict(
            "Có người vừa ban hành phiên bản khác. Hãy tải lại trang rồi sửa tiếp.",
            en="Another version was published meanwhile.",
            slug="definition-changed",
        )


async def _newest(connection: asyncpg.Connection) -> Definition:
    content = await connection.fetchval(
        "select content from index_definition where tenant_id = $1 order by version desc limit 1",
        settings().tenant,
    )
    return msgspec.json.decode(content, type=Definition) if content is not None else shipped()


def _nine(data: NewIndexDefinition) -> Thresholds | None:
    if data.nine is None:
        return None
    return msgspec.convert(msgspec.to_builtins(data.nine), Thresholds)


def shown(
    made: Definition, reason: str = "", published_at: str = "", by: str = "", proposed_by: str = ""
) -> IndexDefinition:
    """A version as it is read."""
    return IndexDefinition(
        version=made.version,
        valid_from=made.valid_from.isoformat(),
        source=made.source,
        publish_days=made.publish_days,
        public_days=made.public_days,
        certifications=made.certifications,
        components=[
            ComponentDefinition(one.value, made.weight(one).maximum, made.weight(one).full_at)
            for one in IndexComponent
        ],
        nine=msgspec.convert(msgspec.to_builtins(made.nine), NineThresholds),
        reason=reason,
        published_at=published_at,
        published_by=by,
        proposed_by=proposed_by,
    )


def _faults(data: NewIndexDefinition) -> list[FieldProblem]:
    errors = []
    try:
        if date.fromisoformat(data.valid_from) < clock.today():
            errors.append(field("/valid_from", "Ngày hiệu lực phải từ hôm nay trở đi."))
    except ValueError:
        errors.append(field("/valid_from", "Ghi ngày hiệu lực, ví dụ 01/01/2027."))
    named = [one.component for one in data.components]
    if sorted(named) != sorted(one.value for one in IndexComponent):
        errors.append(field("/components", "Phải có đủ các chỉ số thành phần, mỗi chỉ số một lần."))
    total = sum(one.maximum for one in data.components)
    if abs(total - MOST_POINTS) > 0.001:
        errors.append(field("/components", f"Tổng điểm tối đa phải bằng 100, đang là {total:g}."))
    errors += _out_of_order(data.nine)
    errors += [
        field(f"/certifications/{number}", "Mã thủ tục có dạng 2.000815.")
        for number, code in enumerate(data.certifications)
        if not _CODE.fullmatch(code)
    ]
    return errors


def _out_of_order(nine: NineThresholds | None) -> list[FieldProblem]:
    """Of two thresholds the one for less must not lie above that for more."""
    if nine is None:
        return []
    steps = (
        ("online_some", "online_full", "Chỉ số 9: ngưỡng 1 điểm không được cao hơn ngưỡng 2 điểm."),
        ("mostly", "fulfilled", "Cán bộ: ngưỡng của mức dưới không được cao hơn mức trên."),
        ("average", "fair", "Cơ quan: ngưỡng của loại dưới không được cao hơn loại trên."),
        ("fair", "good", "Cơ quan: ngưỡng của loại dưới không được cao hơn loại trên."),
        ("good", "excellent", "Cơ quan: ngưỡng của loại dưới không được cao hơn loại trên."),
    )
    return [
        field(f"/nine/{lower}", words)
        for lower, upper, words in steps
        if getattr(nine, lower) > getattr(nine, upper)
    ]

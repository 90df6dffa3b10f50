"""What the index counts of procedures: their versions as of a day, and in whose competence."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.indicators.counting import Tally
from backend.indicators.definitions import Definition
from backend.law.calendar import WorkingCalendar, local
from backend.law.index_766 import public_in_time, published_in_time
from backend.platform.database import fetch
from backend.settings import settings
from shared.vocabulary.indicators import IndexComponent as C

_COMPETENCE = """
select distinct procedure_code, resolving_agency_id, resolving_unit_id from agency_procedure
where tenant_id = $1 and resolving_agency_id = any($2::uuid[])
"""
# What khoản 2 Điều 8 NĐ 63/2010/NĐ-CP asks a procedure to say (1.3), each by its name.
_WANTED = {
    "name": ("tên", "v.content ->> 'name' <> ''"),
    "steps": ("trình tự", "jsonb_array_length(coalesce(v.content -> 'steps', '[]')) > 0"),
    "channels": ("cách thức", "jsonb_array_length(coalesce(v.content -> 'channels', '[]')) > 0"),
    "components": (
        "thành phần hồ sơ", "jsonb_array_length(coalesce(v.content -> 'components', '[]')) > 0",
    ),
    "term": (
        "thời hạn", "jsonb_path_exists(v.content, '$.channels[*] ? (exists(@.unit))')",
    ),
    "subjects": ("đối tượng", "jsonb_array_length(coalesce(v.content -> 'subjects', '[]')) > 0"),
    "agency": ("cơ quan thực hiện", "coalesce(v.content ->> 'agency', '') <> ''"),
}  # fmt: skip
_PROCEDURES = f"""
with latest as (
    select distinct on (x.procedure_code) x.procedure_code, x.content from procedure_version x
    where x.tenant_id = $1 and x.procedure_code = any($2::text[]) and x.effective_from < $3
    order by x.procedure_code, x.version desc)
select v.procedure_code as code, v.content ->> 'name' as name,
    v.content ->> 'online_level' in ('full', 'partial') as online,
    jsonb_array_length(coalesce(v.content -> 'fees', '[]')) > 0
        or jsonb_path_exists(v.content, '$.channels[*] ? (@.fee_vnd > 0)') as fee_known,
    jsonb_path_exists(v.content, '$.channels[*] ? (@.fee_text like_regex "[1-9]")') as fee_said,
    v.content -> 'subjects' ?| array['citizen', 'foreigner'] as person,
    array_remove(array[{
    ", ".join(f"case when not ({sql}) then '{key}' end" for key, (_, sql) in _WANTED.items())
}], null) as missing
from latest v join procedure p on p.tenant_id = $1 and p.code = v.procedure_code
where p.deactivated_at is null or p.deactivated_at >= $3 order by 1
"""
# A decision is of the first version that names it; later versions keep its days.
_DECISIONS = """
select distinct on (x.procedure_code, x.content ->> 'decided_on') x.procedure_code as code,
    x.content ->> 'name' as name, x.content ->> 'decided_on' as decided_on,
    x.content ->> 'in_force_on' as in_force_on, x.effective_from as public_at
from procedure_version x where x.tenant_id = $1 and x.procedure_code = any($2::text[])
    and x.content ->> 'decided_on' is not null and x.effective_from < $3
order by x.procedure_code, x.content ->> 'decided_on', x.version
"""


@dataclass(frozen=True, slots=True)
class KnownProcedure:
    """One procedure as it was public on a day; `missing` are words for what it does not say."""

    code: str
    name: str
    online: bool
    fee: bool
    fee_known: bool
    person: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a period: whether it came and was made public in time."""

    code: str
    name: str
    published: bool | None
    public: bool


@dataclass(frozen=True, slots=True)
class Book:
    """All procedures of a reach; `of` says in whose competence they are."""

    known: dict[str, KnownProcedure]
    decisions: list[Decision]
    decisions_known: bool
    of: dict[tuple[UUID, UUID], set[str]]

    def codes(self, agency_ids: list[UUID], unit_id: UUID | None) -> set[str]:
        """Codes of public procedures in the competence of agencies, or of one unit of theirs."""
        wanted = set(agency_ids)
        found: set[str] = set()
        for (agency, unit), codes in self.of.items():
            if agency in wanted and unit_id in (None, unit):
                found |= codes
        return found & self.known.keys()


async def book(
    agency_ids: list[UUID], day_from: date, end: datetime, working: WorkingCalendar,
    definition: Definition,
) -> Book:  # fmt: skip
    """The procedures of agencies as they were public at the end of a period."""
    of: dict[tuple[UUID, UUID], set[str]] = {}
    for row in await fetch(_COMPETENCE, settings().tenant, agency_ids):
        place = (row["resolving_agency_id"], row["resolving_unit_id"])
        of.setdefault(place, set()).add(row["procedure_code"])
    codes = sorted(set().union(*of.values()))
    known = {row["code"]: _known(row) for row in await fetch(
        _PROCEDURES, settings().tenant, codes, end)}  # fmt: skip
    decided = await fetch(_DECISIONS, settings().tenant, codes, end)
    decisions = [
        _decision(row, working, definition)
        for row in decided
        if day_from <= date.fromisoformat(row["decided_on"]) <= local(end).date()
    ]
    return Book(known, decisions, bool(decided), of)


def sides(component: C, of: Book, codes: set[str], tally: Tally) -> tuple[set[str], set[str]]:
    """The procedures a component counts, and those of them that meet it."""
    known = [of.known[code] for code in codes]
    match component:
        case C.PUBLISHED_IN_TIME:
            decided = [d for d in of.decisions if d.code in codes and d.published is not None]
            late = {d.code for d in decided if not d.published}
            counted = {d.code for d in decided}
            return counted, counted - late
        case C.UPDATED_IN_TIME:
            decided = [d for d in of.decisions if d.code in codes]
            counted = {d.code for d in decided}
            return counted, counted - {d.code for d in decided if not d.public}
        case C.CONTENT_FULL:
            return codes, {one.code for one in known if not one.missing}
        case C.SERVICES_OFFERED:
            return codes, {one.code for one in known if one.online}
        case C.SERVICES_USED:
            counted = {one.code for one in known if one.online}
            return counted, counted & tally.online
        case C.FEES_OFFERED:
            counted = {one.code for one in known if one.fee}
            return counted, {one.code for one in known if one.fee_known}
        case C.FEES_USED:
            counted = {one.code for one in known if one.fee}
            return counted, counted & tally.paid
        case _:
            counted = {one.code for one in known if one.person}
            return counted, counted & tally.citizen


def _known(row: Any) -> KnownProcedure:
    return KnownProcedure(
        code=row["code"],
        name=row["name"],
        online=row["online"],
        fee=row["fee_known"] or row["fee_said"],
        fee_known=row["fee_known"],
        person=row["person"],
        missing=tuple(_WANTED[key][0] for key in row["missing"]),
    )


def _decision(row: Any, working: WorkingCalendar, definition: Definition) -> Decision:
    decided = date.fromisoformat(row["decided_on"])
    in_force = row["in_force_on"]
    return Decision(
        row["code"],
        row["name"],
        published_in_time(
            decided, date.fromisoformat(in_force), working, definition.publish_days
        ) if in_force else None,
        public_in_time(
            decided, local(row["public_at"]).date(), working, definition.public_days
        ),
    )  # fmt: skip

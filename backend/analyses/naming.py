"""Codes in words: of agencies, units, officers and procedures by one look each, the rest by label.

And the order of lines: time runs forward, what is a list stays one, names follow the alphabet.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from backend.analyses.apart import OTHERS, OTHERS_NAME
from backend.law.search_text import vi_sort_key
from backend.platform.database import fetch
from backend.settings import settings
from shared.vocabulary.analyses import APPLICANT_LABELS, TIMES, ApplicantKind, Dimension
from shared.vocabulary.channels import (
    CHANNEL_LABELS,
    DELIVERY_LABELS,
    ONLINE_LEVEL_LABELS,
    Channel,
    Delivery,
    OnlineLevel,
)
from shared.vocabulary.label import Label
from shared.vocabulary.states import OFFICER_LABELS, State
from shared.vocabulary.time_units import DEADLINE_LABELS, DeadlineClass

UNKNOWN = {
    Dimension.UNIT: "Chưa chuyển phòng, ban",
    Dimension.OFFICER: "Chưa phân công",
    Dimension.SECTOR: "Chưa rõ lĩnh vực",
    Dimension.ONLINE_LEVEL: "Chưa rõ mức độ",
}
# The last moment of the time that figures are of: whose name was what then.
_LAST = "$3::timestamptz - interval '1 microsecond'"
_LOOKS = {
    Dimension.AGENCY: "select id::text as code, name from agency where tenant_id = $1 "
    "and id::text = any($2::text[])",
    Dimension.UNIT: f"select u.id::text as code, unit_name_then(u.id, {_LAST}) || ', ' || g.name "
    "as name from unit u "
    "join agency g on g.id = u.agency_id where u.tenant_id = $1 and u.id::text = any($2::text[])",
    Dimension.OFFICER: "select id::text as code, full_name as name from account "
    "where tenant_id = $1 and id::text = any($2::text[])",
    Dimension.PROCEDURE: "select distinct on (procedure_code) procedure_code as code, "
    "procedure_code || ' · ' || (content ->> 'name') as name from procedure_version "
    "where tenant_id = $1 and procedure_code = any($2::text[]) "
    "order by procedure_code, effective_from desc, version desc",
}
_LABELS: dict[Dimension, tuple[type[StrEnum], Mapping[Any, Label]]] = {
    Dimension.CHANNEL: (Channel, CHANNEL_LABELS),
    Dimension.DELIVERY: (Delivery, DELIVERY_LABELS),
    Dimension.STATE: (State, OFFICER_LABELS),
    Dimension.ON_TIME: (DeadlineClass, DEADLINE_LABELS),
    Dimension.ONLINE_LEVEL: (OnlineLevel, ONLINE_LEVEL_LABELS),
    Dimension.APPLICANT: (ApplicantKind, APPLICANT_LABELS),
}
_DONE_LATE = "Giải quyết quá hạn"  # beside what is overdue and still open


async def names(dimension: Dimension, codes: Iterable[str], end: datetime) -> dict[str, str]:
    """The name of each code of a dimension; units by the name they had when the time ended."""
    wanted = sorted(set(codes) - {""})
    found = {"": UNKNOWN.get(dimension, "—")}
    if dimension in _LOOKS:
        of_time = (end,) if dimension is Dimension.UNIT else ()
        rows = await fetch(_LOOKS[dimension], settings().tenant, wanted, *of_time)
        found |= {row["code"]: row["name"] for row in rows}
    elif dimension in _LABELS:
        kinds, labels = _LABELS[dimension]
        found |= {str(kind): labels[kind].vi for kind in kinds if kind in labels}
        if dimension is Dimension.ON_TIME:
            found[DeadlineClass.DONE_LATE] = _DONE_LATE
    elif dimension in TIMES:
        found |= {code: _of_time(dimension, code) for code in wanted}
    if dimension is Dimension.OFFICER:
        found[OTHERS] = OTHERS_NAME
    return found | {code: code for code in wanted if code not in found}


def order(dimension: Dimension, code: str, name: str) -> tuple[int, str]:
    """Where a line stands among others; what has no name comes last."""
    if dimension in TIMES:
        return 0, code
    if dimension in _LABELS and code:
        kinds = list(_LABELS[dimension][0])
        return next((n for n, kind in enumerate(kinds) if kind == code), len(kinds)), code
    return int(code in ("", OTHERS)), vi_sort_key(name)


def _of_time(dimension: Dimension, code: str) -> str:
    if dimension is Dimension.DAY:
        return f"{date.fromisoformat(code):%d/%m/%Y}"
    year, _, rest = code.partition("-")
    if dimension is Dimension.WEEK:
        monday = date.fromisocalendar(int(year), int(rest[1:]), 1)
        return f"Tuần {int(rest[1:])}/{year} (từ {monday:%d/%m})"
    if dimension is Dimension.MONTH:
        return f"Tháng {rest}/{year}"
    if dimension is Dimension.QUARTER:
        return f"Quý {('I', 'II', 'III', 'IV')[int(rest[1:]) - 1]}/{year}"
    return f"Năm {year}"


_WHOLE = {
    Dimension.UNIT: "select id::text as code, unit_name_then(id, $2::timestamptz "
    "- interval '1 microsecond') as name from unit where agency_id = any($1::uuid[])",
    Dimension.OFFICER: "select distinct a.id::text as code, a.full_name as name from account a "
    "join role_grant r on r.account_id = a.id where r.agency_id = any($1::uuid[])",
}


async def all_of(dimension: Dimension, agencies: list[UUID], end: datetime) -> dict[str, str]:
    """All names of units (as they were when the time ended) or officers of some agencies, for
    lists too long to ask for each."""
    of_time = (end,) if dimension is Dimension.UNIT else ()
    rows = await fetch(_WHOLE[dimension], agencies, *of_time)
    return {row["code"]: row["name"] for row in rows}

"""Reports by their address: period, agency, grouping, so that every number is a link."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from shared.ui.session import query
from shared.ui.words import day, iso_day
from shared.vocabulary.channels import AgencyLevel
from shared.vocabulary.reports import Grouping


@dataclass(frozen=True)
class Wanted:
    """A report as the address names it; days as typed."""

    day_from: str = ""
    day_to: str = ""
    agency_id: str = ""
    grouping: str = Grouping.LEVEL.value
    level: str = ""

    def parameters(self) -> dict[str, str]:
        """As the API takes it; what is empty is left out."""
        named = {
            "day_from": iso_day(self.day_from),
            "day_to": iso_day(self.day_to),
            "agency_id": self.agency_id,
            "grouping": self.grouping,
            "level": self.level,
        }
        return {name: value for name, value in named.items() if value}

    def link(self, page: str = "/bao-cao/", **more: str) -> str:
        """The address of this report, or of what is behind one of its numbers."""
        named = {
            "tu": self.day_from, "den": self.day_to, "co_quan": self.agency_id,
            "theo": self.grouping, "cap": self.level, **more,
        }  # fmt: skip
        return f"{page}?{urlencode({name: value for name, value in named.items() if value})}"


def wanted_of(state: Any) -> Wanted:
    """What the address in the browser asks for."""
    grouping, level = query(state, "theo"), query(state, "cap")
    return Wanted(
        query(state, "tu").strip()[:10],
        query(state, "den").strip()[:10],
        query(state, "co_quan")[:40],
        grouping if grouping in set(Grouping) else Grouping.LEVEL.value,
        level if level in set(AgencyLevel) else "",
    )


def usual_periods(today: date, wanted: Wanted) -> list[tuple[str, str]]:
    """Month, quarter, year, and the ones before, each with its link."""
    month = today.replace(day=1)
    quarter = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    last_month = month - timedelta(days=1)
    before = quarter - timedelta(days=1)
    last_quarter = before.replace(day=1, month=(before.month - 1) // 3 * 3 + 1)
    spans = (
        ("Tháng này", month, today),
        ("Tháng trước", last_month.replace(day=1), last_month),
        ("Quý này", quarter, today),
        ("Quý trước", last_quarter, before),
        ("Năm nay", today.replace(month=1, day=1), today),
        ("Năm trước", date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    )
    return [
        (
            name,
            replace(wanted, day_from=day(first.isoformat()), day_to=day(last.isoformat())).link(),
        )
        for name, first, last in spans
    ]

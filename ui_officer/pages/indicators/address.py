"""The indices by their address: period and whose they are, so that every number is a link."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from shared.ui.session import query
from shared.ui.words import day, iso_day

INDEX, NINE = "/chi-so/", "/danh-gia/"


@dataclass(frozen=True)
class Wanted:
    """Figures as the address names them; days as typed. Of agency, unit and officer one."""

    day_from: str = ""
    day_to: str = ""
    agency_id: str = ""
    unit_id: str = ""
    officer_id: str = ""

    def parameters(self) -> dict[str, str]:
        """As the API takes it; what is empty is left out."""
        named = {
            "day_from": iso_day(self.day_from),
            "day_to": iso_day(self.day_to),
            "agency_id": self.agency_id,
            "unit_id": self.unit_id,
            "officer_id": self.officer_id,
        }
        return {name: value for name, value in named.items() if value}

    def link(self, page: str = INDEX, **more: str) -> str:
        """The address of these figures, or of what is behind one of them."""
        named = {
            "tu": self.day_from, "den": self.day_to, "co_quan": self.agency_id,
            "phong": self.unit_id, "can_bo": self.officer_id, **more,
        }  # fmt: skip
        return f"{page}?{urlencode({name: value for name, value in named.items() if value})}"

    def of(self, kind: str = "", id_: str = "") -> "Wanted":
        """The same period of somebody else; of all in reach without a kind."""
        return replace(
            self,
            agency_id=id_ if kind == "agency" else "",
            unit_id=id_ if kind == "unit" else "",
            officer_id=id_ if kind == "officer" else "",
        )


def wanted_of(state: Any) -> Wanted:
    """What the address in the browser asks for."""
    return Wanted(
        query(state, "tu").strip()[:10],
        query(state, "den").strip()[:10],
        query(state, "co_quan")[:40],
        query(state, "phong")[:40],
        query(state, "can_bo")[:40],
    )


def usual_periods(today: date, wanted: Wanted, page: str, **more: str) -> list[tuple[str, str]]:
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
            replace(wanted, day_from=day(first.isoformat()), day_to=day(last.isoformat())).link(
                page, **more
            ),
        )
        for name, first, last in spans
    ]


def number(value: float | None) -> str:
    """As people write it here, with at most two decimals; a dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def grown(now: float | None, before: float | None) -> tuple[str, str]:
    """By how much it changed in words, and its tone."""
    if now is None or before is None:
        return "", ""
    change = round(now - before, 2)
    if not change:
        return "không đổi", ""
    return (f"tăng {number(change)}", "up") if change > 0 else (f"giảm {number(-change)}", "down")

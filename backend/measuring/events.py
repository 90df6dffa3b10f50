"""What the national measuring system (EMC) is told: acts of dossiers, visits of pages. Pure.

The fields of an event are the published ones; no person is named, the user is the agency. Visits
are counted here and told as numbers: the shape of that message is a reconstruction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backend.law.calendar import local

# Pages that anybody may read; of all others nothing is counted.
PUBLIC_PAGES = frozenset(
    {"", "tim-kiem", "thu-tuc", "huong-dan", "lien-he", "tra-cuu", "kiem-tra-ket-qua", "thong-bao"}
)


@dataclass(frozen=True, slots=True)
class Site:
    """Who we are to the measuring system."""

    profile: str
    id: str


def page_of(path: str) -> str | None:
    """The public page of an address, without what was asked of it; None for any other page."""
    first, *rest = path.strip("/").split("/")
    if first not in PUBLIC_PAGES or (rest and first != "thu-tuc") or len(rest) > 1:
        return None
    if rest and not (rest[0].replace(".", "").isdigit() and len(rest[0]) <= 20):
        return None
    return "/" + "/".join([first, *rest]).rstrip("/")


def level_key(*, online: bool, level: str) -> str:
    """The code by which way and online level of a service are looked up together."""
    return f"{'online' if online else 'desk'}:{level}"


def act_event(
    site: Site, row: Mapping[str, Any], codes: Mapping[str, str], at: datetime
) -> dict[str, str]:
    """One act of a dossier; `codes` are theirs for act, channel, payment, level and delivery."""
    return {
        "CodeProfile": site.profile,
        "SiteId": site.id,
        "CodeTTHC": row["procedure_code"],
        "NameTTHC": row["procedure_name"],
        "MaHoSo": row["code"],
        "Status": codes["act"],
        "FormsReception": codes["channel"],
        "FormsPayments": codes["payment"],
        "Level": codes["level"],
        "IsFromDVCQG": "1" if row["from_national"] else "0",
        "IsDVCBC": codes["delivery"],
        "Data": f"{local(at):%Y%m%d%H%M%S}",
        "User": row["agency_code"],
    }


def visits_of_day(site: Site, day: date, counts: Mapping[str, int]) -> dict[str, Any]:
    """How often each public page was looked at on a day."""
    return {
        "CodeProfile": site.profile,
        "SiteId": site.id,
        "Date": f"{day:%Y%m%d}",
        "Pages": [{"Url": page, "Views": counts[page]} for page in sorted(counts)],
    }

"""The heading of every form: the body, its desk, and where it signs (NĐ 30/2020 Phụ lục I)."""

from dataclasses import dataclass
from uuid import UUID

from backend.organisation.queries import site
from backend.platform.database import fetch_row
from backend.platform.problems import NotFound

_AGENCY = """
select g.name, g.level, g.phone, g.address, p.name as parent, u.name as desk, c.name as commune
from agency g left join agency p on p.id = g.parent_id
    left join lateral (select name from unit where agency_id = g.id and is_desk
        order by sort_key limit 1) u on true
    left join administrative_unit c on c.code = g.commune_code and c.valid_to is null
where g.id = $1
"""
_KINDS = ("Thành phố ", "Tỉnh ", "Phường ", "Xã ", "Đặc khu ")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Two lines of the agency, the place of signing, and whom to ask."""

    superior: str
    office: str
    agency: str
    place: str
    phone: str  # of the agency, else the portal's line for everybody


async def letterhead(agency_id: UUID) -> Letterhead:
    """The heading of an agency's forms. Raises NotFound."""
    row = await fetch_row(_AGENCY, agency_id)
    if row is None:
        raise NotFound
    if row["level"] == "commune" or row["parent"] is None:
        superior, office = row["name"], row["desk"] or "Bộ phận Tiếp nhận và Trả kết quả"
    else:
        superior, office = row["parent"], row["name"]
    phone = row["phone"] or (await site()).hotline
    place = place_of(row["commune"] or "", row["address"])
    return Letterhead(superior, office, row["name"], place, phone)


def place_of(commune: str, address: str) -> str:
    """The name before the date: of the commune, else of the province that ends the address."""
    name = commune or address.rsplit(",", 1)[-1].strip()
    name = name[:1].upper() + name[1:]
    for kind in _KINDS:
        if name.startswith(kind):
            return name[len(kind) :]
    return name

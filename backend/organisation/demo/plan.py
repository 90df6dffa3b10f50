"""The demonstration province as data: which agencies, units and officers there shall be. Pure."""

import tomllib
from pathlib import Path

import msgspec

from backend.organisation.places import places
from shared.vocabulary.roles import Role

_FILE = Path(__file__).parent / "province.toml"


class UnitPlan(msgspec.Struct, frozen=True):
    """A unit and the procedures it resolves, as codes or as kinds named by the seeds."""

    name: str
    resolves: list[str]
    slug: str = ""
    is_desk: bool = False


class AgencyPlan(msgspec.Struct, frozen=True):
    """An agency with its units; `parent` and `receiver` are codes of other agencies.

    `receiver` is the agency whose desk takes what this one resolves.
    """

    code: str
    slug: str
    name: str
    level: str
    parent: str
    receiver: str
    address: str
    phone: str
    email: str
    responsible_person: str
    units: list[UnitPlan]
    commune_code: str | None = None


class OfficerPlan(msgspec.Struct, frozen=True):
    """One officer to be: `unit` is the name of the unit, empty for the whole agency."""

    username: str
    role: Role
    agency: str
    unit: str
    position: str


def agencies() -> list[AgencyPlan]:
    """All agencies, parents before children."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    top = raw["province"]
    code = raw["code"]
    centre = raw["departments"][0]["code"]
    province = AgencyPlan(
        code, "ubndtinh", top["name"], "province", "", centre, top["address"], top["phone"],
        top["email"], top["responsible_person"],
        [UnitPlan("Văn phòng Ủy ban nhân dân tỉnh", [])],
    )  # fmt: skip
    found = [province]
    for department in raw["departments"]:
        units = [msgspec.convert(unit, UnitPlan) for unit in department.get("units", [])]
        if "desk" in department:
            units.append(UnitPlan(department["desk"], [], is_desk=True))
        found.append(
            AgencyPlan(
                department["code"], department["slug"], department["name"], "province", code,
                centre, department["address"], department["phone"],
                f"{department['slug']}@langson.example", department["responsible_person"], units,
            )
        )  # fmt: skip
    police_parent = raw["departments"][-1]["code"]
    names = {place.code: place.name for place in places()}
    for number, commune in enumerate(raw["communes"], start=1):
        found += _commune(raw, commune, names[commune["place"]], number, police_parent)
    return found


def _commune(
    raw: dict[str, object], commune: dict[str, str], name: str, number: int, police_parent: str
) -> list[AgencyPlan]:
    units = msgspec.convert(raw["commune_units"], list[UnitPlan])
    desk = msgspec.convert(raw["commune_desk"], dict[str, str])["name"]
    police = msgspec.convert(raw["commune_police"], dict[str, object])
    slug, code, lower = commune["slug"], commune["code"], name[:1].lower() + name[1:]
    province = str(raw["code"])
    address = f"Số {number} phố Trình Diễn, {lower}, tỉnh Lạng Sơn"
    committee = AgencyPlan(
        code, slug, f"Ủy ban nhân dân {lower} (trình diễn)", "commune", province, code,
        address, f"020500001{number:02d}", f"{slug}@langson.example", "Nguyễn Văn Làm Mẫu",
        [UnitPlan(desk, [], is_desk=True), *units], commune["place"],
    )  # fmt: skip
    station = AgencyPlan(
        f"{police_parent}.{code.rsplit('.', 1)[1]}", f"congan.{slug}",
        f"Công an {lower} (trình diễn)", "commune", police_parent, code,
        address.replace("Số ", "Số 1"), f"020500002{number:02d}",
        f"congan.{slug}@langson.example", "Trần Văn Giả Tưởng",
        [UnitPlan(str(police["unit"]), msgspec.convert(police["resolves"], list[str]))],
        commune["place"],
    )  # fmt: skip
    return [committee, station]


def officers(agency: AgencyPlan) -> list[OfficerPlan]:
    """Who works in an agency: desk, heads and specialists of units, leader, clerk."""
    found: list[OfficerPlan] = []

    def add(name: str, role: Role, unit: str, position: str) -> None:
        found.append(OfficerPlan(f"{name}.{agency.slug}", role, agency.code, unit, position))

    office = agency.units[0].name
    for unit in agency.units:
        if unit.is_desk:
            add("tiepnhan1", Role.DESK_OFFICER, unit.name, "Cán bộ tiếp nhận")
            add("tiepnhan2", Role.DESK_OFFICER, unit.name, "Cán bộ tiếp nhận")
            add("truongbophan", Role.DESK_HEAD, unit.name, "Trưởng Bộ phận Một cửa")
            office = unit.name
        elif agency.parent:
            infix = f".{unit.slug}" if unit.slug else ""
            add(f"truongphong{infix}", Role.UNIT_HEAD, unit.name, "Trưởng phòng")
            add(f"chuyenvien1{infix}", Role.SPECIALIST, unit.name, "Chuyên viên")
            add(f"chuyenvien2{infix}", Role.SPECIALIST, unit.name, "Chuyên viên")
    if any(not unit.is_desk for unit in agency.units) and agency.parent:
        add("lanhdao", Role.LEADER, "", "Lãnh đạo cơ quan")
        add("vanthu", Role.CLERK, "", "Văn thư")
    if not agency.parent:
        add("danhmuc", Role.CATALOGUE_ADMIN, "", "Quản trị danh mục")
        add("quantri", Role.SYSTEM_ADMIN, "", "Quản trị hệ thống")
        add("giamsat", Role.AUDITOR, "", "Kiểm tra, giám sát")
    return [o if o.unit else msgspec.structs.replace(o, unit=office) for o in found]

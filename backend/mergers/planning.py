"""What a plan finds and what it would move: read before it is proposed, and again on its day."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.actions.drafts import as_uuid
from backend.mergers.rules import UnitFacts, ending, faults_of_plan, giving, landings
from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock
from backend.platform.database import fetch
from backend.settings import settings
from shared.contracts.common import FieldProblem
from shared.contracts.mergers import ChangePreview, Consequence, PlanChange, UnitGoes
from shared.vocabulary.mergers import ChangeKind
from shared.vocabulary.roles import Role

ADMINS = (Role.SYSTEM_ADMIN,)
APPROVERS = (Role.SYSTEM_ADMIN, Role.LEADER)
NOBODY = UUID(int=0)

_AGENCIES = """
select id, code, name, level, parent_id, commune_code, ended_on, demonstration from agency
where tenant_id = $1 and id = any($2::uuid[])
"""
_UNITS = f"""
select u.id, u.agency_id, u.name, u.is_desk,
    (select count(*) from officer_post p join account a on a.id = p.account_id
        where p.unit_id = u.id and a.disabled_at is null) as officers,
    (select count(*) from dossier d where d.holding_unit_id = u.id
        and d.state not in {CLOSED_STATES}) as dossiers
from unit u where u.agency_id = any($1::uuid[]) and u.dissolved_at is null
order by u.agency_id, u.is_desk desc, u.sort_key limit 2000
"""
# What there is of the agencies that give: a count and what becomes of it, one line each.
_COUNTED: tuple[tuple[str, str, str], ...] = (
    (
        "Hồ sơ đang mở",
        f"select count(*) from dossier where (receiving_agency_id = any($1::uuid[]) "
        f"or holding_agency_id = any($1::uuid[])) and state not in {CLOSED_STATES}",
        "Chuyển sang cơ quan kế thừa, giữ mã hồ sơ, giấy tiếp nhận và hạn trả; mỗi hồ sơ có một "
        "dòng trong nhật ký.",
    ),
    (
        "Hồ sơ đã kết thúc",
        f"select count(*) from dossier where receiving_agency_id = any($1::uuid[]) "
        f"and state in {CLOSED_STATES}",
        "Ở lại cơ quan cũ: báo cáo các kỳ trước không đổi; cán bộ cơ quan kế thừa vẫn tra cứu.",
    ),
    (
        "Vai trò đang giao",
        "select count(*) from role_grant where agency_id = any($1::uuid[]) "
        "and valid_from <= now() and (valid_to is null or valid_to > now())",
        "Kết thúc ở cơ quan cũ và giao lại ở cơ quan kế thừa, theo phòng của cán bộ.",
    ),
    (
        "Thủ tục đang tiếp nhận",
        "select count(*) from agency_procedure where receiving_agency_id = any($1::uuid[])",
        "Cơ quan kế thừa tiếp nhận; thủ tục cơ quan đó đã nhận thì giữ như đang có.",
    ),
    (
        "Quy trình nội bộ đang dùng",
        "select count(*) from process_version where agency_id = any($1::uuid[]) "
        "and state = 'published'",
        "Chép sang cơ quan kế thừa nơi chưa có quy trình của thủ tục đó; hồ sơ đang chạy giữ bản "
        "của mình.",
    ),
    (
        "Hồ sơ người dân đang soạn",
        "select count(*) from draft where agency_id = any($1::uuid[]) and dossier_id is null",
        "Nộp đến cơ quan kế thừa.",
    ),
    (
        "Câu hỏi, việc liên thông chưa trả lời",
        "select (select count(*) from consultation where agency_id = any($1::uuid[]) "
        "and closed_at is null) + (select count(*) from joint_task "
        "where agency_id = any($1::uuid[]) and closed_at is null)",
        "Cơ quan kế thừa trả lời.",
    ),
    (
        "Sổ theo dõi, sổ cấp kết quả",
        "select count(*) from register_book where agency_id = any($1::uuid[])",
        "Giữ ở cơ quan cũ, không ghi thêm; cơ quan kế thừa ghi vào sổ của mình từ ngày hiệu lực.",
    ),
    (
        "Ngày làm việc, nghỉ riêng từ nay",
        "select count(*) from calendar_day where agency_id = any($1::uuid[]) "
        "and day >= current_date",
        "Không chuyển: hồ sơ theo lịch của cơ quan kế thừa. Hạn đã hẹn không tự đổi.",
    ),
    (
        "Tài khoản thu phí, lệ phí",
        "select count(*) from fee_account where agency_id = any($1::uuid[])",
        "Không chuyển: cơ quan kế thừa khai tài khoản của mình ở mục Đối soát.",
    ),
    (
        "Mẫu tin riêng",
        "select count(distinct (event, language)) from message_template "
        "where agency_id = any($1::uuid[])",
        "Không chuyển: dùng mẫu của cơ quan kế thừa hoặc mẫu chung.",
    ),
)


@dataclass
class Found:
    """What a plan is about, as it is now."""

    plan: PlanChange
    agencies: dict[str, asyncpg.Record]
    units: list[asyncpg.Record]
    there: list[asyncpg.Record]
    faults: list[FieldProblem] = field(default_factory=list)

    def names(self) -> dict[str, str]:
        """Names of the agencies by id or key."""
        known = {id_: row["name"] for id_, row in self.agencies.items()}
        return known | {new.key: new.name for new in self.plan.new_agencies}


def facts(row: asyncpg.Record) -> UnitFacts:
    """A unit for the rules."""
    return UnitFacts(str(row["id"]), str(row["agency_id"]), row["name"], row["is_desk"])


async def found_of(actor: Actor | None, plan: PlanChange, change_id: UUID = NOBODY) -> Found:
    """What the plan names, and what is wrong with that; `actor` None asks of nobody's scope.

    `change_id` is the change whose plan it is, which does not stand in its own way.
    """
    today = clock.today()
    wanted = {*plan.sources, plan.heir, *(move.target for move in plan.moves)}
    ids = [as_uuid(id_, "/sources") for id_ in sorted(wanted) if not id_.startswith("new-")]
    rows = await fetch(_AGENCIES, settings().tenant, ids)
    agencies = {str(row["id"]): row for row in rows}
    gives = [id_ for id_ in giving(plan) if id_ in agencies]
    takes = [id_ for id_ in agencies if id_ not in gives or plan.source_stays]
    units = await fetch(_UNITS, [UUID(id_) for id_ in gives])
    there = await fetch(_UNITS, [UUID(id_) for id_ in takes])
    found = Found(plan, agencies, units, there)
    # Once approved a plan takes effect as soon as it can, also when its day has passed.
    found.faults += faults_of_plan(plan, today if actor is not None else _day(plan))
    found.faults += _unknown(found, {str(id_) for id_ in ids})
    if actor is not None:
        found.faults += _outside(actor, found)
    found.faults += await _elsewhere(found, change_id)
    found.faults += _wrong_moves(found)
    found.faults += await _codes_in_use(found)
    return found


def _day(plan: PlanChange) -> date:
    return date.fromisoformat(plan.effective_on)


def _unknown(found: Found, ids: set[str]) -> list[FieldProblem]:
    faults = []
    if ids - set(found.agencies):
        faults.append(FieldProblem("/sources", "Có cơ quan không tìm thấy. Hãy chọn lại."))
    for row in found.agencies.values():
        if row["ended_on"] is not None:
            faults.append(
                FieldProblem("/sources", f"{row['name']} đã kết thúc hoạt động; chọn cơ quan khác.")
            )
        if row["demonstration"]:
            faults.append(FieldProblem("/sources", f"{row['name']} chỉ để thử kết nối."))
    return faults


def _outside(actor: Actor, found: Found) -> list[FieldProblem]:
    mine = set(actor.agencies(*ADMINS))
    return [
        FieldProblem("/sources", f"{row['name']} không thuộc phạm vi bạn quản trị.")
        for row in found.agencies.values()
        if row["id"] not in mine and row["parent_id"] not in mine
    ]


async def _elsewhere(found: Found, change_id: UUID) -> list[FieldProblem]:
    rows = await fetch(
        "select effective_on, decision from agency_change where tenant_id = $1 and id <> $3 "
        "and state in ('proposed', 'approved', 'moving') and agency_ids && $2::uuid[] limit 1",
        settings().tenant,
        [row["id"] for row in found.agencies.values()],
        change_id,
    )
    return [
        FieldProblem(
            "/sources",
            f"Cơ quan đã chọn đang nằm trong thay đổi theo {row['decision']} "
            f"({row['effective_on']:%d/%m/%Y}). Chờ xong hoặc hủy thay đổi đó trước.",
        )
        for row in rows
    ]


def _wrong_moves(found: Found) -> list[FieldProblem]:
    theirs = {str(row["id"]) for row in found.units}
    places = {str(row["id"]): str(row["agency_id"]) for row in found.there}
    faults = []
    for number, move in enumerate(found.plan.moves):
        if move.unit_id not in theirs:
            faults.append(
                FieldProblem(f"/moves/{number}/unit_id", "Phòng này không thuộc cơ quan nguồn.")
            )
        if move.into and places.get(move.into) != move.target:
            faults.append(FieldProblem(f"/moves/{number}/into", "Chọn một phòng của cơ quan nhận."))
    return faults


async def _codes_in_use(found: Found) -> list[FieldProblem]:
    codes = [new.code for new in found.plan.new_agencies]
    if not codes:
        return []
    rows = await fetch(
        "select code from agency where tenant_id = $1 and code = any($2::text[])",
        settings().tenant,
        codes,
    )
    taken = {row["code"] for row in rows}
    return [
        FieldProblem(
            f"/new_agencies/{number}/code",
            f"Mã {new.code} đã dùng. Mã cũ không cấp lại: chọn mã khác.",
        )
        for number, new in enumerate(found.plan.new_agencies)
        if new.code in taken or codes.index(new.code) != number
    ]


async def preview(actor: Actor | None, plan: PlanChange, change_id: UUID = NOBODY) -> ChangePreview:
    """What the plan would do if it took effect now; reads, changes nothing."""
    found = await found_of(actor, plan, change_id)
    if any(fault.pointer == "/sources" for fault in found.faults):
        return ChangePreview([], [], [], found.faults)
    names = found.names()
    went = landings(plan, [facts(r) for r in found.units], [facts(r) for r in found.there])
    unit_names = {str(r["id"]): r["name"] for r in [*found.there, *found.units]}
    lines = [
        UnitGoes(
            id=str(row["id"]),
            agency=names[str(row["agency_id"])],
            name=row["name"],
            is_desk=row["is_desk"],
            to_agency=names.get(land.agency, ""),
            to_unit=unit_names[land.into] if land.into else "",
            officers=row["officers"],
            dossiers=row["dossiers"],
        )
        for row in found.units
        if (land := went.get(str(row["id"]))) is not None
    ]
    return ChangePreview(
        units=lines,
        consequences=await _consequences(plan),
        warnings=_warnings(found),
        faults=found.faults,
    )


async def _consequences(plan: PlanChange) -> list[Consequence]:
    ends = [UUID(id_) for id_ in ending(plan)]
    if not ends:
        return []
    # One statement for all of them, so that the figures are of one moment.
    together = ", ".join(f"({sql}) as n{number}" for number, (_w, sql, _b) in enumerate(_COUNTED))
    (row,) = await fetch(f"select {together}", ends)
    return [
        Consequence(what, row[f"n{number}"], becomes)
        for number, (what, _sql, becomes) in enumerate(_COUNTED)
        if row[f"n{number}"]
    ]


def _warnings(found: Found) -> list[str]:
    plan = found.plan
    if plan.kind is ChangeKind.RENAME:
        return [
            "Giấy tờ, kết quả đã ban hành giữ tên cũ; giấy tờ từ ngày hiệu lực mang tên mới. Mã "
            "định danh, mã hồ sơ không đổi.",
            "Khắc lại con dấu, đổi chứng thư số của cơ quan trước ngày hiệu lực.",
        ]
    warnings = [
        "Khi tiếp nhận, kiểm lại mã cơ quan ở mục Kết nối và Cổng quốc gia: Cổng vẫn gửi hồ sơ "
        "theo mã cũ cho đến khi mã mới được khai; hồ sơ đó được chuyển cho cơ quan kế thừa.",
        "Chứng thư số, con dấu, tài khoản thu phí của cơ quan kế thừa phải có trước ngày hiệu lực.",
    ]
    desks = {str(row["agency_id"]) for row in found.there if row["is_desk"]}
    source_desk = any(row["is_desk"] for row in found.units)
    if not plan.heir.startswith("new-") and plan.heir not in desks and not source_desk:
        warnings.append("Cơ quan kế thừa chưa có Bộ phận Một cửa.")
    levels = {row["level"] for row in found.agencies.values()}
    if len(levels | {new.level for new in plan.new_agencies}) > 1:
        warnings.append("Các cơ quan không cùng cấp: kiểm lại thẩm quyền của từng thủ tục.")
    return warnings

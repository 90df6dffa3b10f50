"""Where units, desks and dossiers go when agencies change. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.law.dossier_code import BadAgencyCode, check_agency_code
from backend.law.search_text import search_text
from shared.contracts.common import FieldProblem
from shared.contracts.mergers import PlanChange
from shared.vocabulary.mergers import ChangeKind

LONGEST_AHEAD_DAYS = 730


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as the rules need to know it."""

    id: str
    agency: str
    name: str
    is_desk: bool


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a unit goes: the agency, and the unit that takes it in; None: it moves as it is."""

    agency: str
    into: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A procedure, the agency that receives it and the unit that resolves it."""

    id: UUID
    code: str
    name: str
    agency: str
    unit: str
    unit_name: str


@dataclass(slots=True)
class _Target:
    """What a target has or will have, so that two desks or two equal names never meet."""

    desk: str | None = None
    names: dict[str, str] = field(default_factory=dict)


def landings(
    plan: PlanChange, units: Sequence[UnitFacts], there: Iterable[UnitFacts]
) -> dict[str, Landing]:
    """Where each unit of the sources goes; `there` are the units of agencies that take over.

    A unit goes into the one of the same name, a desk into the desk; the first of several becomes
    it where a new agency has none. With `source_stays` only the units that the plan names go.
    """
    targets: dict[str, _Target] = {}
    for unit in there:
        _take_in(targets.setdefault(unit.agency, _Target()), unit)
    moves = {move.unit_id: move for move in plan.moves}
    found: dict[str, Landing] = {}
    for unit in units:
        move = moves.get(unit.id)
        if move is None and plan.source_stays:
            continue
        agency = move.target if move else plan.heir
        target = targets.setdefault(agency, _Target())
        into = move.into if move and move.into else None
        if into is None:
            into = target.desk if unit.is_desk else target.names.get(search_text(unit.name))
        found[unit.id] = Landing(agency, into)
        if into is None:
            _take_in(target, unit)
    return found


def _take_in(target: _Target, unit: UnitFacts) -> None:
    if unit.is_desk:
        target.desk = target.desk or unit.id
    target.names.setdefault(search_text(unit.name), unit.id)


def receiver_after(
    plan: PlanChange, agency: str, code: str, resolving_unit: str, went: Mapping[str, Landing]
) -> str:
    """Who receives a procedure that a source received: where its unit went, else the heir.

    A source that stays goes on with what it keeps, and with what the plan says is staying.
    """
    if plan.source_stays and code in plan.staying:
        return agency
    if plan.kind is ChangeKind.SPLIT and resolving_unit in went:
        return went[resolving_unit].agency
    return agency if plan.source_stays else plan.heir


def faults_of_plan(plan: PlanChange, today: date) -> list[FieldProblem]:
    """What is wrong with a plan by itself, without looking at what there is."""
    found = []
    try:
        day = date.fromisoformat(plan.effective_on)
    except ValueError:
        found.append(_at("/effective_on", "Ngày này không có thật."))
    else:
        if day < today:
            found.append(_at("/effective_on", "Ngày hiệu lực không được ở quá khứ."))
        elif (day - today).days > LONGEST_AHEAD_DAYS:
            found.append(_at("/effective_on", "Chọn ngày hiệu lực trong vòng hai năm tới."))
    if len(set(plan.sources)) != len(plan.sources):
        found.append(_at("/sources", "Một cơ quan được chọn hai lần."))
    keys = [new.key for new in plan.new_agencies]
    targets = {plan.heir, *(move.target for move in plan.moves)}
    if plan.kind is ChangeKind.RENAME:
        return [*found, *_renaming(plan)]
    if plan.source_stays and plan.kind is not ChangeKind.SPLIT:
        found.append(_at("/source_stays", "Chỉ khi tách, cơ quan cũ mới tiếp tục hoạt động."))
    if plan.staying and not plan.source_stays:
        found.append(_at("/staying", "Chỉ khi cơ quan cũ tiếp tục, thủ tục mới ở lại được."))
    if plan.kind is ChangeKind.SPLIT:
        found += _splitting(plan, targets)
    elif plan.heir in plan.sources and len(plan.sources) == 1:
        found.append(_at("/sources", "Chọn ít nhất một cơ quan khác để nhập vào."))
    unused = [key for key in keys if key not in targets]
    if unused or len(set(keys)) != len(keys):
        found.append(_at("/new_agencies", "Có cơ quan mới không nhận phần việc nào."))
    if any(t.startswith("new-") and t not in keys for t in targets):
        found.append(_at("/new_agencies", "Ghi tên, mã của cơ quan mới."))
    for number, new in enumerate(plan.new_agencies):
        try:
            check_agency_code(new.code)
        except BadAgencyCode:
            found.append(
                _at(
                    f"/new_agencies/{number}/code",
                    "Mã định danh gồm chữ in hoa, chữ số, ngăn bằng dấu chấm, ví dụ H37.12.",
                )
            )
    return found


def ending(plan: PlanChange) -> list[str]:
    """The agencies that are no more once the plan is in effect."""
    if plan.kind is ChangeKind.RENAME or plan.source_stays:
        return []
    return [source for source in plan.sources if source != plan.heir]


def giving(plan: PlanChange) -> list[str]:
    """The agencies whose units go somewhere."""
    return list(plan.sources) if plan.source_stays else ending(plan)


def _renaming(plan: PlanChange) -> list[FieldProblem]:
    found = []
    if len(plan.sources) != 1 or plan.heir != plan.sources[0]:
        found.append(_at("/sources", "Mỗi lần đổi tên một cơ quan."))
    if len(plan.name.strip()) < 3:
        found.append(_at("/name", "Ghi tên mới, ít nhất 3 ký tự."))
    if plan.new_agencies or plan.moves:
        found.append(_at("/moves", "Đổi tên không chuyển phòng nào."))
    return found


def _splitting(plan: PlanChange, targets: set[str]) -> list[FieldProblem]:
    found = []
    if len(plan.sources) != 1:
        found.append(_at("/sources", "Mỗi lần chia, tách một cơ quan."))
    elif not plan.source_stays and plan.sources[0] in targets:
        found.append(_at("/source_stays", "Cơ quan cũ còn hoạt động thì chọn “tách một phần”."))
    if plan.source_stays and plan.heir not in plan.sources:
        found.append(_at("/heir", "Khi tách một phần, cơ quan cũ giữ phần còn lại."))
    if not plan.moves or len(targets) < 2:
        found.append(_at("/moves", "Chọn ít nhất một phòng và cơ quan nhận phòng đó."))
    return found


def _at(pointer: str, message: str) -> FieldProblem:
    return FieldProblem(pointer, message)


def new_dossier_place(
    row: Mapping[str, UUID | None],
    ended: frozenset[UUID],
    units: Mapping[UUID, tuple[UUID, UUID]],
    receiver: UUID,
    heir: UUID,
) -> tuple[UUID, UUID, UUID | None]:
    """Receiving agency, holding agency and unit of an open dossier after the change.

    `units` says for each unit of the sources which unit of which agency goes on for it; `receiver`
    who receives its procedure now, where its receiving agency has ended.
    """
    receiving, holding, unit = (
        row["receiving_agency_id"], row["holding_agency_id"], row["holding_unit_id"],
    )  # fmt: skip
    assert receiving is not None and holding is not None
    at_desk = holding == receiving and unit is None
    if receiving in ended:
        receiving = receiver
    if unit is not None and unit in units:
        unit, holding = units[unit]
    elif at_desk:
        holding = receiving
    elif holding in ended:
        holding = heir
    return receiving, holding, unit

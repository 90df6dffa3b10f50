"""What a plan would do if it took effect now, in words and numbers; reads, changes nothing."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from backend.access.actor import Actor
from backend.mergers.counted import OF_AGENCIES, OF_UNITS
from backend.mergers.planning import NOBODY, Found, facts, found_of
from backend.mergers.rules import Landing, Pair, ending, landings, receiver_after
from backend.platform import clock
from backend.platform.database import fetch
from shared.contracts.mergers import (
    ChangePreview,
    Consequence,
    PlanChange,
    ProcedureGoes,
    UnitGoes,
)
from shared.vocabulary.mergers import ChangeKind

_MOST_SHOWN = 500


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
        consequences=await _consequences(found, went),
        warnings=await _warnings(found, went),
        faults=found.faults,
        procedures=_procedures(found, went, names),
    )


def _procedures(
    found: Found, went: Mapping[str, Landing], names: Mapping[str, str]
) -> list[ProcedureGoes]:
    """In a split, the procedures of units that go: where each is received afterwards."""
    if found.plan.kind is not ChangeKind.SPLIT:
        return []
    return [
        ProcedureGoes(
            pair.code, pair.name, names.get(pair.agency, ""), pair.unit_name,
            names.get(_receiver(found, pair, went), ""),
            stays=_receiver(found, pair, went) == pair.agency,
        )
        for pair in found.pairs
        if pair.unit in went
    ][:_MOST_SHOWN]  # fmt: skip


def _receiver(found: Found, pair: Pair, went: Mapping[str, Landing]) -> str:
    return receiver_after(found.plan, pair.agency, pair.code, pair.unit, went)


async def _consequences(found: Found, went: Mapping[str, Landing]) -> list[Consequence]:
    plan = found.plan
    try:
        day = date.fromisoformat(plan.effective_on)
    except ValueError:  # told beside it as a fault
        day = clock.today()
    if plan.source_stays:
        gone = [p for p in found.pairs if _receiver(found, p, went) != p.agency]
        return await _counted(
            OF_UNITS, [UUID(id_) for id_ in went], [UUID(p.agency) for p in gone],
            [p.code for p in gone], day,
        )  # fmt: skip
    ends = [UUID(id_) for id_ in ending(plan)]
    return await _counted(OF_AGENCIES, ends, day) if ends else []


async def _counted(lines: tuple[tuple[str, str, str], ...], *of: object) -> list[Consequence]:
    # One statement for all of them, so that the figures are of one moment.
    together = ", ".join(f"({sql}) as n{number}" for number, (_w, sql, _b) in enumerate(lines))
    (row,) = await fetch(f"select {together}", *of)
    return [
        Consequence(what, row[f"n{number}"], becomes)
        for number, (what, _sql, becomes) in enumerate(lines)
        if row[f"n{number}"]
    ]


async def _warnings(found: Found, went: Mapping[str, Landing]) -> list[str]:
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
    warnings += await _without_desk(found, went)
    levels = {row["level"] for row in found.agencies.values()}
    if len(levels | {new.level for new in plan.new_agencies}) > 1:
        warnings.append("Các cơ quan không cùng cấp: kiểm lại thẩm quyền của từng thủ tục.")
    return warnings


async def _without_desk(found: Found, went: Mapping[str, Landing]) -> list[str]:
    """Agencies that are to receive procedures and have no desk to do so."""
    receivers = {_receiver(found, p, went) for p in found.pairs}
    if found.plan.source_stays:
        receivers -= set(found.plan.sources)
    else:
        receivers.add(found.plan.heir)
    have = {str(row["agency_id"]) for row in found.there if row["is_desk"]}
    have |= {
        land.agency
        for row in found.units
        if row["is_desk"] and (land := went.get(str(row["id"]))) is not None
    }
    names = found.names()
    return [
        f"{names.get(id_, '')} chưa có Bộ phận Một cửa mà sẽ tiếp nhận thủ tục: lập bộ phận, giao "
        "người tiếp nhận trong ngày hiệu lực, hoặc để thủ tục ở lại."
        for id_ in sorted(receivers - have)
    ]

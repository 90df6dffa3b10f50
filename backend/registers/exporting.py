"""The register of a period (Mẫu 06, TT 01/2018/TT-VPCP) as a file of the queue, line by line."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.exports.actions import ask
from backend.exports.queries import one as one_export
from backend.exports.sources import Cell, Params, Sheet, Source, register_source
from backend.platform import clock
from backend.registers.entries import Wanted, arguments, count_sql, lines_sql, own
from backend.registers.queries import decoded_line
from backend.registers.rules import READERS
from backend.reports.periods import period
from shared.contracts.exports import Export
from shared.contracts.registers import ExportRegister
from shared.vocabulary.exports import ExportSource
from shared.vocabulary.time_units import DEADLINE_LABELS

_HEADS = (
    "Sổ của cơ quan", "Năm", "Số thứ tự", "Mã hồ sơ", "Tên thủ tục hành chính", "Số bộ",
    "Chủ hồ sơ", "Người nộp", "Địa chỉ", "Điện thoại", "Cơ quan giải quyết", "Nhận hồ sơ",
    "Hẹn trả", "Giải quyết xong", "Trả kết quả", "Cách nhận", "Người nhận", "Trạng thái",
    "Mức đúng hạn",
)  # fmt: skip
_WIDTHS = (30, 7, 9, 26, 50, 6, 26, 26, 36, 13, 30, 17, 17, 17, 17, 24, 22, 22, 13)


def register_sources() -> None:
    """Makes the register known as something files are made of."""
    register_source(ExportSource.REGISTER, Source(_sheet, _may))


async def ask_for_entries(actor: Actor, data: ExportRegister) -> Export:
    """Has the queue make the register of a period. Raises RuleBroken, NotFound, Conflict."""
    when = period(data.day_from, data.day_to)
    of = own(actor, UUID(data.agency_id) if data.agency_id else None)
    params = {
        "agencies": [str(agency) for agency in of],
        "day_from": when.day_from.isoformat(),
        "day_to": when.day_to.isoformat(),
        "procedure": data.procedure,
        "state": data.state,
        "channel": data.channel,
    }
    title = f"Sổ theo dõi hồ sơ {when.day_from:%d/%m/%Y} – {when.day_to:%d/%m/%Y}"
    return await one_export(
        actor, await ask(actor, ExportSource.REGISTER, data.kind, title, params)
    )


async def _may(actor: Actor, params: Params) -> bool:
    return set(params["agencies"]) <= {str(agency) for agency in actor.agencies(*READERS)}


async def _sheet(_actor: Actor, params: Params) -> Sheet:
    first, last = (date.fromisoformat(params[name]) for name in ("day_from", "day_to"))
    when, now = period(first, last), clock.now()
    wanted = Wanted(None, params["procedure"], params["state"], params["channel"])

    def cells(row: asyncpg.Record) -> Sequence[Cell]:
        line = decoded_line(row)
        deadline = line.on_time(row["closed_at"] or now)
        return (
            row["agency_name"], row["year"], row["number"], line.code, line.procedure_name, 1,
            line.owner_name, line.applicant_name, line.address, line.phone,
            line.resolving_agency, line.received_at, line.due_at, line.finished_at,
            line.returned_at, line.delivery_label, line.received_by, line.state_label,
            DEADLINE_LABELS[deadline].vi,
        )  # fmt: skip

    return Sheet(
        title="Sổ theo dõi hồ sơ",
        notes=(f"Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}. Mẫu số 06, TT 01/2018/TT-VPCP.",),
        heads=_HEADS,
        count_sql=count_sql(),
        sql=lines_sql(),
        args=arguments([UUID(agency) for agency in params["agencies"]], when, wanted),
        cells=cells,
        widths=_WIDTHS,
    )

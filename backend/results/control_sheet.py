"""The control sheet of a dossier as of now: read from its events at every look, never stored."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from anyio import to_thread

from backend.access.actor import Actor
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.scope import visible_or_acted_on
from backend.law.control_sheet import Happened, Hop, People, hops
from backend.law.forms_of_regime import FormKind
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import fetch_row
from backend.platform.problems import RuleBroken
from backend.results.form_data import form_number, full_moment, heading
from backend.results.letterhead import letterhead
from backend.results.rendering import render
from shared.vocabulary.acts import Act

_SHEET = """
select d.id, d.code, d.reference, d.regime, d.owner_name, d.applicant_name, d.procedure_name,
    d.accepted_at, d.due_at, d.receiving_agency_id, h.name as holding, hu.name as holding_unit,
    l.number, b.year,
    (select coalesce(json_agg(x), '[]') from (select v.act, v.at, v.actor_name, v.note,
        concat_ws(' - ', unit_name_then(v.unit_id, v.at), agency_name_then(v.agency_id, v.at))
            as place,
        coalesce(concat_ws(' - ', unit_name_then(tu.id, v.at),
            agency_name_then(tu.agency_id, v.at)), '') as target_unit,
        coalesce((select string_agg(tg.name, ', ' order by tg.name) from agency tg
            where v.payload->'agency_ids' @> to_jsonb(tg.id)), '') as target_agency,
        coalesce(ta.full_name, '') as target_name,
        coalesce(concat_ws(' - ', unit_name_then(au.id, v.at),
            agency_name_then(au.agency_id, v.at)), '') as officer_place,
        (select h.due_at from due_date h where h.dossier_id = d.id and h.set_at < v.at
            order by h.set_at desc, h.id desc limit 1) as due_at
        from dossier_event v
        left join unit tu on tu.id = (v.payload->>'unit_id')::uuid
        left join account ta on ta.id = (v.payload->>'officer_id')::uuid
        left join officer_post op on op.account_id = ta.id left join unit au on au.id = op.unit_id
        where v.dossier_id = d.id order by v.seq limit 500) x) as events,
    (select coalesce(string_agg(c.name, '; ' order by c.name), '') from agency c where c.id in (
        select agency_id from consultation where dossier_id = d.id
        union select agency_id from joint_task where dossier_id = d.id)) as joint
from dossier d join agency h on h.id = d.holding_agency_id
    left join unit hu on hu.id = d.holding_unit_id
    left join register_line l on l.dossier_id = d.id left join register_book b on b.id = l.book_id
where d.id = $1 and """


class _Event(msgspec.Struct, frozen=True):
    act: Act
    at: datetime
    actor_name: str
    note: str
    place: str
    target_unit: str
    target_agency: str
    target_name: str
    officer_place: str
    due_at: datetime | None


async def control_sheet(actor: Actor, dossier_id: UUID) -> tuple[str, bytes]:
    """The name and the PDF of the sheet. Raises NotFound, RuleBroken before acceptance."""
    condition, args = visible_or_acted_on(actor, 2)
    row = await fetch_row(f"{_SHEET}{condition}", dossier_id, *args)
    if row is None:
        raise unknown_dossier()
    if row["accepted_at"] is None:
        raise RuleBroken(
            "Phiếu kiểm soát được mở khi hồ sơ được tiếp nhận. Hồ sơ này chưa được tiếp nhận.",
            en="The control sheet is opened when the dossier is accepted.",
            slug="not-accepted",
        )
    head = await letterhead(row["receiving_agency_id"])
    desk = f"{head.office} - {head.agency}" if head.office != head.agency else head.office
    events = msgspec.json.decode(row["events"], type=list[_Event])
    people = People(
        applicant=row["applicant_name"],
        desk=desk,
        leader=f"Lãnh đạo - {row['holding']}",
        clerk=f"Văn thư - {row['holding']}",
    )
    calendar = await working_calendar(row["receiving_agency_id"])
    blocks = hops([_happened(e) for e in events], people, row["accepted_at"], calendar)
    solving = [row["holding_unit"], row["holding"]] if row["holding_unit"] else [row["holding"]]
    data = heading(row, FormKind.CONTROL_SHEET, head, row["accepted_at"]) | {
        "number": form_number(row["number"], row["year"]) if row["number"] else "",
        "book": f"01 (năm {row['year']})" if row["year"] else "",
        "line": f"{row['number']:02d}" if row["number"] else "",
        "facts": [
            ["Kèm theo hồ sơ của", row["owner_name"]],
            ["Nội dung yêu cầu giải quyết", row["procedure_name"]],
            ["Ngày, giờ nhận hồ sơ", full_moment(row["accepted_at"])],
            ["Ngày, giờ hẹn trả kết quả", full_moment(row["due_at"])],
            ["Cơ quan (bộ phận) giải quyết", " - ".join(solving)],
            ["Cơ quan phối hợp", row["joint"]],
        ],
        "hops": [_printed(hop) for hop in blocks],
        "as_of": full_moment(clock.now()),
    }
    return f"Phiếu kiểm soát {row['code']}.pdf", await to_thread.run_sync(render, data)


def _happened(event: _Event) -> Happened:
    return Happened(
        act=event.act,
        at=event.at,
        actor_name=event.actor_name,
        place=event.place,
        target_place=event.target_unit or event.target_agency or event.officer_place,
        target_name=event.target_name,
        note=event.note,
        due_at=event.due_at,
    )


def _printed(hop: Hop) -> dict[str, Any]:
    return {
        "act": hop.act,
        "giving_place": hop.giving_place,
        "giver": hop.giver,
        "receiving_place": hop.receiving_place,
        "receiver": hop.receiver,
        "at": full_moment(hop.at),
        "result": hop.result,
        "note": hop.note,
    }

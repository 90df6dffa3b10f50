"""Reads of bundles: the dossiers of one submission, and one timeline of all of them."""

from datetime import datetime
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.dossiers.history import entries
from backend.dossiers.queries import FROM, ROW, citizen_row, officer_row
from backend.dossiers.scope import visible_or_acted_on
from backend.organisation.past_names import name_then
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.problems import NotFound
from shared.contracts.bundles import MOST, Bundle, BundleEntry

_LATEST = 200
_EVENTS = f"""
select v.dossier_id, json_agg(json_build_object('at', v.at, 'act', v.act,
    'state_after', v.state_after, 'actor_name', v.actor_name, 'note', v.note,
    'unit', {name_then("v.unit_id", "v.agency_id", "v.at")}) order by v.seq) as events
from (select * from dossier_event where dossier_id = any($1::uuid[])
    order by at desc, seq desc limit {_LATEST}) v
group by v.dossier_id
"""


async def bundle(actor: Actor, bundle_id: UUID) -> Bundle:
    """What the caller may see of a bundle. Raises NotFound where that is nothing."""
    condition, args = visible_or_acted_on(actor, 2)
    rows = await fetch(
        f"select {ROW} {FROM} where d.bundle_id = $1 and {condition} "
        f"order by d.submitted_at, d.id limit {2 * MOST}",
        bundle_id,
        *args,
    )
    if not rows:
        raise NotFound("Không tìm thấy nhóm hồ sơ này.", en="There is no such bundle.")
    now = clock.now()
    shape = officer_row if actor.is_officer else citizen_row
    dossiers = {row["id"]: shape(row, now) for row in rows}
    happened: list[tuple[datetime, BundleEntry]] = []
    for found in await fetch(_EVENTS, list(dossiers)):
        one = dossiers[found["dossier_id"]]
        moments = msgspec.json.decode(found["events"], type=list[_Moment])
        for moment, entry in zip(moments, entries(actor, found["events"]), strict=True):
            said = msgspec.structs.asdict(entry)
            code = one.code or one.reference
            told = BundleEntry(
                **said, dossier_id=one.id, code=code, procedure_name=one.procedure_name
            )
            happened.append((moment.at, told))
    happened.sort(key=lambda pair: pair[0], reverse=True)
    return Bundle(str(bundle_id), list(dossiers.values()), [entry for _, entry in happened])


class _Moment(msgspec.Struct, frozen=True):
    at: datetime  # to the microsecond, which what is shown leaves out

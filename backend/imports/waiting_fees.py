"""Fees brought in by a file that an approved version will change too."""

from uuid import UUID

import msgspec
from msgspec.structs import replace

from backend.catalogue.content import ProcedureContent
from backend.catalogue.waiting import touched_by
from backend.platform.database import fetch
from backend.settings import settings
from shared.vocabulary.channels import CHANNEL_LABELS

_OF = {label.vi: channel for channel, label in CHANNEL_LABELS.items()}
_CHANGED = """
select l.values, v.content from staged_line l
join procedure p on p.tenant_id = $1 and p.code = l.values ->> 'code'
join procedure_version v on v.id = p.current_version_id
where l.import_id = $2 and l.state = 'changed' and exists (select from procedure_change c
    where c.tenant_id = $1 and c.procedure_code = p.code and c.state = 'waiting')
order by l.number limit 500
"""


async def warnings_of(import_id: UUID) -> list[str]:
    """What will become of approved versions of the same procedures."""
    changes: dict[str, tuple[ProcedureContent, ProcedureContent]] = {}
    for row in await fetch(_CHANGED, settings().tenant, import_id):
        line = msgspec.json.decode(row["values"])
        current = msgspec.json.decode(row["content"], type=ProcedureContent)
        _current, new = changes.get(current.code, (current, current))
        channels = [
            replace(
                entry,
                fee_vnd=int(line["fee"]) if line.get("fee") else None,
                fee_text=line.get("text", ""),
            )
            if entry.channel is _OF[line["channel"]]
            else entry
            for entry in new.channels
        ]
        changes[current.code] = (current, replace(new, channels=channels))
    return await touched_by(list(changes.values()))

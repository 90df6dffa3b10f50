"""The measuring system as a connection. A code it has not for ours is asked for, never guessed."""

from datetime import datetime
from typing import Any

import msgspec

from backend.catalogue.queries import content_of
from backend.connections.adapter import (
    Adapter,
    Delivery,
    Health,
    Refused,
    Sent,
    Settings,
    Unreachable,
)
from backend.connections.calling import call, http_client
from backend.connections.mapping import translate
from backend.measuring.events import Site, act_event, level_key
from backend.measuring.telling import ADAPTER
from backend.platform.database import fetch_row
from backend.settings import settings
from shared.vocabulary.channels import Channel

_DOSSIER = """
select d.procedure_code, d.procedure_name, d.procedure_version_id, d.channel, d.delivery,
    coalesce(d.code, d.reference) as code, g.code as agency_code,
    coalesce((select o.means from fee_obligation o where o.dossier_id = d.id and o.means <> ''
        order by o.settled_at limit 1), 'none') as payment,
    exists (select from national_inbound n where n.dossier_id = d.id) as from_national
from dossier d join agency g on g.id = d.receiving_agency_id where d.id = $1
"""
_DONE = "1"


class EmcSettings(Settings, frozen=True, kw_only=True):
    """Where the measuring system is, and who we are to it."""

    profile: str = ""
    site: str = ""


class EmcAdapter(Adapter):
    """EMC: one event an act, in the order of the acts of each dossier; visits day by day."""

    id = ADAPTER
    name = "Hệ thống đo lường, đánh giá dịch vụ công (EMC)"
    name_en = "Measuring of online services (EMC)"
    format_version = "EMC"

    def __init__(self) -> None:
        own = settings()
        self.settings = EmcSettings(url=own.emc_url, profile=own.emc_profile, site=own.emc_site)

    async def check(self) -> Health:
        """Whether it answers at all."""
        try:
            await _ask("GET", "/trang-thai", None)
        except (Unreachable, Refused) as error:
            return Health(False, f"EMC không trả lời đúng ({error}).")
        return Health(True)

    async def send(self, delivery: Delivery) -> Sent:
        """One event, or the visits of a day. Raises Unreachable, Refused, Unmapped."""
        if delivery.kind == "visits":
            answer = await _ask("POST", "/truy-cap", delivery.payload, str(delivery.id))
        else:
            answer = await _ask("POST", "/su-kien", await _event(delivery), str(delivery.id))
        if str(answer.get("Status")) != _DONE:
            raise Refused(str(answer.get("Message", ""))[:300], str(answer.get("Status", "")))
        return Sent(str(answer.get("Id", "")))


async def _event(delivery: Delivery) -> dict[str, str]:
    row = await fetch_row(_DOSSIER, delivery.subject_id)
    if row is None:
        raise Refused("Hồ sơ không còn.")
    content = await content_of(row["procedure_version_id"])
    channel = Channel(row["channel"])
    online = level_key(online=channel is Channel.ONLINE, level=content.online_level)
    wanted = {
        "act": str(delivery.payload["act"]),
        "channel": row["channel"],
        "payment": row["payment"],
        "level": online,
        "delivery": row["delivery"],
    }
    codes = {kind: await translate(ADAPTER, kind, code) for kind, code in wanted.items()}
    own = settings()
    at = datetime.fromisoformat(delivery.payload["at"])
    return act_event(Site(own.emc_profile, own.emc_site), row, codes, at)


async def _ask(method: str, path: str, body: Any, id_: str = "") -> dict[str, Any]:
    headers = {"Idempotency-Key": id_} if id_ else {}
    async with http_client(timeout=8.0) as http:
        answer = await call(http, method, f"{settings().emc_url}{path}", json=body, headers=headers)
    try:
        return msgspec.json.decode(answer.content, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise Unreachable("Câu trả lời không đọc được.") from error

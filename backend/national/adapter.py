"""The national portal as a connection: which version of its messages, and how it is."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from backend.connections.adapter import (
    Adapter,
    Delivery,
    Health,
    Refused,
    Sent,
    Settings,
    Unreachable,
)
from backend.law.calendar import VIETNAM
from backend.national.codes import ADAPTER_ID
from backend.national.messages_2026 import Portal2026
from backend.national.portal import Portal
from backend.national.questions import QUESTION, SET, tell_question
from backend.national.telling import Messages2019, Telling, start_anew, tell
from backend.national.telling_2026 import Messages2026
from backend.partners.feeding import is_trial
from backend.platform.database import fetch
from backend.settings import settings
from shared.vocabulary.states import NATIONAL_CODE, State

DOSSIER, RESEND = "dossier", "resend"
_MOST_PAGES = 1000
_OURS = """
select s.sent_code, d.state from national_sync s join dossier d on d.id = s.dossier_id
where s.tenant_id = $1 and s.sent_code <> '' and d.updated_at >= $2 and d.updated_at < $3
    and not exists (select from delivery v where v.subject_id = d.id and v.adapter_id = $4
        and v.state in ('waiting', 'sending'))
order by s.sent_code limit 100000
"""


class NationalSettings(Settings, frozen=True, kw_only=True):
    """Where it is and who we are there."""

    secret: ClassVar[frozenset[str]] = frozenset({"password"})
    unit: str = ""
    user: str = ""
    password: str = ""


class NationalPortal(Adapter):
    """Tells the portal of every step of a dossier."""

    id = ADAPTER_ID
    name = "Cổng Dịch vụ công quốc gia"
    name_en = "National Public Service Portal"
    timeout = 60.0

    def __init__(self) -> None:
        known = settings()
        self.format_version = known.national_version
        self.settings = NationalSettings(
            url=known.national_url,
            unit=known.national_unit,
            user=known.national_user,
            password=known.national_password,
        )
        self._newer = Portal2026(
            known.national_url, known.national_client_id, known.national_client_secret
        )
        self._messages: Telling = (
            Messages2026(self._newer, known.national_unit)
            if known.national_version == "2026"
            else Messages2019()
        )

    async def send(self, delivery: Delivery) -> Sent:
        """See Adapter. The dossier, or the question, is told as it is when it is told."""
        if delivery.kind in (QUESTION, SET):
            return await tell_question(delivery.subject_id, delivery.kind)
        if await is_trial(delivery.subject_id):
            return Sent()  # demonstration data goes nowhere
        if delivery.kind == RESEND:
            if self.format_version == "2019":
                await start_anew(delivery.subject_id)
            return Sent(await tell(self._messages, delivery.subject_id, None))
        seq = int(delivery.payload.get("seq", 0))
        return Sent(await tell(self._messages, delivery.subject_id, seq))

    async def check(self) -> Health:
        """Signs in, and nothing more."""
        try:
            if self.format_version == "2026":
                await self._newer.token()
            else:
                async with Portal():
                    pass
        except (Unreachable, Refused) as trouble:
            return Health(False, f"Không đăng nhập được: {trouble}")
        return Health(True)

    async def ours(self, day: date) -> dict[str, str]:
        """National states of the dossiers that changed on a day, by the code they have there.

        What still waits to be told is left out: it is no difference, it is under way.
        """
        start = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
        rows = await fetch(_OURS, settings().tenant, start, start + timedelta(days=1), ADAPTER_ID)
        return {row["sent_code"]: str(int(NATIONAL_CODE[State(row["state"])])) for row in rows}

    async def theirs(self, day: date) -> dict[str, str]:
        """What the portal has of our unit for a day. Raises Unreachable, Refused."""
        found: dict[str, str] = {}
        after = ""
        async with Portal() as portal:
            for _ in range(_MOST_PAGES):
                reply = await portal.ask("TraCuuHoSo", ngay=f"{day:%Y%m%d}", sau=after)
                for one in reply.result:
                    found[str(one.get("MaHoSo", ""))] = str(one.get("TrangThaiHoSo", ""))
                after = reply.next
                if not after:
                    break
        replaced = await fetch(
            "select d.reference from dossier d join national_sync s on s.dossier_id = d.id "
            "where d.reference = any($1::text[]) and s.sent_code <> d.reference",
            list(found),
        )
        for row in replaced:  # the code took the place of the reference
            del found[row["reference"]]
        return found


def national_adapters() -> list[Adapter]:
    """The portal, where one is set."""
    return [NationalPortal()] if settings().national_url else []

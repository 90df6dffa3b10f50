"""The receipt service as a connection; a receipt's own number makes a repeat harmless."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

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
from backend.payments import receipt_service
from backend.payments.receipt_signing import ADAPTER, PLACE, signed
from backend.payments.receipt_xml import FORMAT
from backend.platform import clock
from backend.platform.database import execute, fetch, transaction
from backend.platform.sealing import opened
from backend.settings import settings
from shared.vocabulary.receipts import ReceiptEnd, ReceiptStanding

ISSUE, END = "issue", "end"
_STATES = {
    "": "co_hieu_luc",
    ReceiptEnd.CANCELLED: "da_huy",
    ReceiptEnd.REPLACED: "bi_thay_the",
}
_OF_DAY = """
select c.id, c.issued_at, c.tax_code, g.code as agency_code, c.series, c.number, c.ended, c.standing
from fee_receipt c join agency g on g.id = c.agency_id
where c.tenant_id = $1 and c.form <> '' and c.issued_at >= $2 and c.issued_at < $3
    and (c.issued_at, c.id) > ($4, $5)
order by c.issued_at, c.id limit 5000
"""


class ReceiptSettings(Settings, frozen=True, kw_only=True):
    """Where the service is, our key to it, and the letters of our series."""

    secret = frozenset({"token", "pin"})
    token: str = ""
    pin: str = ""
    series: str = ""


class ReceiptAdapter(Adapter):
    """Hands over signed receipts, and says which were cancelled."""

    id = ADAPTER
    name = "Dịch vụ biên lai điện tử của cơ quan thuế"
    name_en = "Electronic receipts"
    format_version = FORMAT
    timeout = 60.0  # the signature may have to be asked for first

    def __init__(self) -> None:
        own = settings()
        self.settings = ReceiptSettings(
            url=own.receipt_url,
            token=own.receipt_token,
            pin=own.receipt_pin,
            series=own.receipt_series,
        )

    async def check(self) -> Health:
        """Whether it answers at all."""
        try:
            await receipt_service.is_there()
        except (Unreachable, Refused) as error:
            return Health(False, f"Dịch vụ biên lai không trả lời đúng ({error}).")
        return Health(True)

    async def send(self, delivery: Delivery) -> Sent:
        """One receipt, or that it is cancelled. Raises Unreachable, Refused, Unmapped."""
        row = await signed(delivery.subject_id)
        if delivery.kind == END:
            await receipt_service.cancel(str(delivery.id), row)
            await _end_told(row["id"])
            return Sent()
        if row["standing"] == ReceiptStanding.ACCEPTED:
            return Sent(row["authority_code"])
        try:
            code = await receipt_service.give(str(delivery.id), row, opened(row, PLACE).encode())
        except Refused as error:
            await _refused(row["id"], str(error))
            raise
        await _accepted(row, code)
        return Sent(code)

    async def ours(self, day: date) -> dict[str, str]:
        """Every electronic receipt of a day, also those the service has not taken."""
        begin = datetime.combine(day, time(), tzinfo=VIETNAM)
        found: dict[str, str] = {}
        after: tuple[datetime, UUID] = (begin, UUID(int=0))
        while True:
            rows = await fetch(_OF_DAY, settings().tenant, begin, begin + timedelta(days=1), *after)
            if not rows:
                return found
            for row in rows:
                who = row["tax_code"] or row["agency_code"]
                found[_reference(who, row["series"], row["number"])] = _STATES[row["ended"]]
            after = (rows[-1]["issued_at"], rows[-1]["id"])

    async def theirs(self, day: date) -> dict[str, str]:
        """What the service has of a day. Raises Unreachable, Refused."""
        return {
            _reference(one.tax_code, one.series, one.number): one.state
            for one in await receipt_service.listed(day)
        }


def _reference(who: str, series: str, number: int) -> str:
    return f"{who} {series} {number}"


async def _accepted(row: Any, code: str) -> None:
    async with transaction() as connection:
        await connection.execute(
            "update fee_receipt set standing = $2, authority_code = $3, answered_at = $4, "
            "words = '' where id = $1",
            row["id"],
            ReceiptStanding.ACCEPTED,
            code,
            clock.now(),
        )
        # The one it replaces is told of by it.
        await connection.execute(
            "update fee_receipt set end_told_at = $2 where id = $1 and end_told_at is null",
            row["replaces_id"],
            clock.now(),
        )


async def _refused(receipt_id: UUID, words: str) -> None:
    await execute(
        "update fee_receipt set standing = $2, words = $3, answered_at = $4 where id = $1",
        receipt_id,
        ReceiptStanding.REFUSED,
        words[:300],
        clock.now(),
    )


async def _end_told(receipt_id: UUID) -> None:
    await execute(
        "update fee_receipt set end_told_at = $2 where id = $1 and end_told_at is null",
        receipt_id,
        clock.now(),
    )

"""The receipt that the payment platform issued itself (GET_BILL), fetched when it is asked for."""

from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.scope import visible
from backend.payments.platform import PlatformAway, PlatformRefused, bill_of
from backend.platform.database import fetch_row
from backend.platform.problems import NotFound, RuleBroken, Unavailable

_PAID = """
select a.reference, a.transaction_code from fee_receipt c
    join fee_obligation o on o.id = c.obligation_id join dossier d on d.id = o.dossier_id
    join fee_attempt a on a.obligation_id = o.id and a.state = 'succeeded'
where c.id = $1 and c.means = 'online' and {scope} order by a.paid_at limit 1
"""


async def bill(actor: Actor, receipt_id: UUID) -> tuple[str, bytes]:
    """The name and the PDF. Raises NotFound for what was not paid online or is not in sight,
    Unavailable while the platform is away, RuleBroken where it has none."""
    scope, args = visible(actor, 2)
    row = await fetch_row(_PAID.format(scope=scope), receipt_id, *args)
    if row is None:
        raise NotFound(
            "Khoản này không có biên lai của nền tảng thanh toán.",
            en="The payment platform issued no receipt for this.",
        )
    try:
        content = await bill_of(row["reference"], row["transaction_code"])
    except PlatformAway as error:
        raise Unavailable(
            "Nền tảng thanh toán đang không trả lời. Biên lai của cơ quan vẫn có giá trị; bạn thử "
            "lại sau ít phút.",
            en="The payment platform does not answer; try again soon.",
            slug="platform-away",
        ) from error
    except PlatformRefused as error:
        raise RuleBroken(
            "Nền tảng thanh toán chưa có biên lai cho giao dịch này.",
            en="The payment platform has no receipt for this payment yet.",
            slug="no-bill",
        ) from error
    return f"Biên lai {row['transaction_code']}.pdf", content

"""Receipts as the payer, the desk, the agency's list and anybody with a look-up code see them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.law.calendar import VIETNAM
from backend.law.fees import vnd
from backend.law.receipts import is_look_up_code
from backend.payments.at_desk import DESK
from backend.payments.receipt_xml import with_code
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound, RuleBroken, field
from backend.platform.sealing import opened, opened_json
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.receipts import ReceiptCheck, ReceiptLine, ReceiptView
from shared.vocabulary import receipts as words
from shared.vocabulary.fees import MEANS_LABELS, Means
from shared.vocabulary.receipts import ReceiptEnd, ReceiptStanding
from shared.vocabulary.roles import Role

LOOKERS = (*DESK, Role.LEADER, Role.AUDITOR)
_OF_DOSSIER = """
select c.* from fee_receipt c join fee_obligation o on o.id = c.obligation_id
where o.dossier_id = $1 order by c.issued_at desc, c.id desc limit 200
"""
# What each word of the list asks for.
_KINDS = {
    "": "",
    "not_taken": " and c.standing in ('signing', 'signed', 'refused')",
    "ended": " and c.ended <> ''",
    "paper": " and c.form = ''",
}
_LIST = """
select c.*, g.name as agency, o.dossier_id, o.name as fee, coalesce(d.code, d.reference) as code,
    f.series as former_series, f.number as former_number, f.foreign_number as former_foreign
from fee_receipt c join fee_obligation o on o.id = c.obligation_id
    join dossier d on d.id = o.dossier_id join agency g on g.id = c.agency_id
    left join fee_receipt f on f.id = c.replaces_id
where c.agency_id = any($1::uuid[]) and (c.issued_at, c.id) < ($2, $3){kind}
order by c.issued_at desc, c.id desc limit $4
"""
_CHECK = """
select c.*, g.name as agency, o.name as fee, coalesce(d.code, d.reference) as code,
    n.look_up_code as next_code
from fee_receipt c join fee_obligation o on o.id = c.obligation_id
    join dossier d on d.id = o.dossier_id join agency g on g.id = c.agency_id
    left join fee_receipt n on n.replaces_id = c.id
where c.look_up_code = $1 and c.tenant_id = $2
"""
_XML = """
select c.* from fee_receipt c join fee_obligation o on o.id = c.obligation_id
    join dossier d on d.id = o.dossier_id
where c.id = $1 and """
_LAST = (datetime(9999, 1, 1, tzinfo=VIETNAM), UUID(int=(1 << 128) - 1))


def receipt_number(row: Any) -> str:
    """The number on a receipt: of our series, or of the book in which the desk wrote it."""
    return row["foreign_number"] or f"{row['series']}-{row['number']:07d}"


async def of_dossier(dossier_id: UUID) -> dict[UUID, list[Any]]:
    """The rows of all receipts of a dossier by obligation, the newest first."""
    found: dict[UUID, list[Any]] = {}
    for row in await fetch(_OF_DOSSIER, dossier_id):
        found.setdefault(row["obligation_id"], []).append(row)
    return found


def view(row: Any, *, desk: bool) -> ReceiptView:
    """One receipt for who may see its dossier; what went wrong is told to the desk alone."""
    replaceable = desk and bool(row["form"]) and not row["ended"]
    return ReceiptView(
        id=str(row["id"]),
        number=receipt_number(row),
        standing=row["standing"],
        standing_label=_standing(row),
        authority_code=row["authority_code"],
        look_up_code=row["look_up_code"] or "",
        words=row["words"] if desk else "",
        issued_at=iso(row["issued_at"]),
        ended=row["ended"],
        ended_label=_ended(row),
        ended_reason=row["ended_reason"],
        pdf=_pdf(row),
        xml=_xml(row),
        may_replace=replaceable,
        payer=row["payer"] if replaceable else "",
        address=opened_json(row, "fee_receipt.data")["address"] if replaceable else "",
    )


async def listed(actor: Actor, kind: str, cursor: str, limit: int) -> Page[ReceiptLine]:
    """Receipts of the caller's agencies, the newest first. Raises RuleBroken, Malformed."""
    if kind not in _KINDS:
        raise RuleBroken(
            "Không có bộ lọc này.", errors=[field("/kind", f"Chọn một trong: {', '.join(_KINDS)}.")]
        )
    at, id_ = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else _LAST
    limit = max(1, min(limit, MAX_LIMIT))
    # nosemgrep: sql-from-values (one of the conditions written above)
    rows = await fetch(
        _LIST.format(kind=_KINDS[kind]), actor.agencies(*LOOKERS), at, id_, limit + 1
    )
    return page(rows, limit, _line, lambda row: (row["issued_at"], row["id"]))


async def checked(code: str) -> ReceiptCheck:
    """A receipt by the code printed on it. Raises NotFound."""
    wanted = "".join(c for c in code.upper() if c.isascii() and c.isalnum())
    row = None
    if is_look_up_code(wanted):
        row = await fetch_row(_CHECK, wanted, settings().tenant)
    if row is None:
        raise NotFound(
            "Không có biên lai nào mang mã tra cứu này. Hãy nhập lại đúng mã in trên biên lai.",
            en="There is no receipt under this code.",
        )
    return ReceiptCheck(
        number=f"{row['number']:07d}",
        form=row["form"],
        series=row["series"],
        valid=not row["ended"],
        state_label=_ended(row) or _standing(row),
        agency=row["agency"],
        tax_code=row["tax_code"],
        fee=row["fee"],
        amount_vnd=row["amount_vnd"],
        amount=vnd(row["amount_vnd"]),
        means_label=MEANS_LABELS[Means(row["means"])].vi,
        issued_at=iso(row["issued_at"]),
        signer=row["signer"],
        signed_at=iso(row["signed_at"]) if row["signed_at"] else None,
        authority_code=row["authority_code"],
        ended_at=iso(row["ended_at"]) if row["ended_at"] else None,
        replaced_by=row["next_code"] or "",
        dossier_code=row["code"],
    )


async def xml(actor: Actor, receipt_id: UUID) -> tuple[str, bytes]:
    """The name and the signed XML of a receipt of a dossier in the caller's sight.

    Raises NotFound, also while it is not signed yet.
    """
    scope, args = visible(actor, 2)
    row = await fetch_row(_XML + scope, receipt_id, *args)
    if row is None or not row["xml"]:
        raise NotFound(
            "Chưa có tệp XML của biên lai này.", en="There is no signed XML of this receipt."
        )
    content = with_code(opened(row, "fee_receipt.xml"), row["authority_code"])
    return f"Biên lai {receipt_number(row)}.xml".replace("/", "-"), content


def _line(row: Any) -> ReceiptLine:
    former = ""
    if row["former_series"]:
        former = f"{row['former_series']}-{row['former_number']:07d}"
    return ReceiptLine(
        id=str(row["id"]),
        number=receipt_number(row),
        agency=row["agency"],
        dossier_id=str(row["dossier_id"]),
        dossier_code=row["code"],
        fee=row["fee"],
        payer=row["payer"],
        amount_vnd=row["amount_vnd"],
        amount=vnd(row["amount_vnd"]),
        means_label=MEANS_LABELS[Means(row["means"])].vi,
        issued_at=iso(row["issued_at"]),
        standing=row["standing"],
        standing_label=_standing(row) or "Biên lai giấy",
        authority_code=row["authority_code"],
        ended=row["ended"],
        ended_label=_ended(row),
        ended_reason=row["ended_reason"],
        end_told=row["end_told_at"] is not None,
        replaces=former,
        words=row["words"],
        pdf=_pdf(row),
        xml=_xml(row),
    )


def _standing(row: Any) -> str:
    standing = row["standing"]
    return words.RECEIPT_STANDING_LABELS[ReceiptStanding(standing)].vi if standing else ""


def _ended(row: Any) -> str:
    return words.RECEIPT_END_LABELS[ReceiptEnd(row["ended"])].vi if row["ended"] else ""


def _pdf(row: Any) -> str:
    return f"/api/v1/fee-receipts/{row['id']}"


def _xml(row: Any) -> str:
    return f"/api/v1/fee-receipts/{row['id']}/xml" if row["xml"] else ""

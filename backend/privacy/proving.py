"""Proving at the desk that an account is its person's: the card in hand, and a code of today that
only who is signed in to the account can read out.

The card alone would prove the account of somebody else who had used the same number.
"""

import hmac
from datetime import date
from uuid import UUID

from backend.access.actor import Actor
from backend.audit.actions import keyed_hash, record
from backend.dossiers.id_card import UnreadableCard, read_id_card
from backend.dossiers.queries import iso
from backend.identity.sign_in_names import stored_name
from backend.law.search_text import search_text
from backend.platform import clock
from backend.platform.database import fetch_row, transaction
from backend.platform.problems import RuleBroken, field
from backend.privacy.actions import prove_identity
from backend.settings import settings
from shared.contracts.privacy import IdentityStatus, ProveIdentity, ProvenPerson


def code_of(account_id: UUID, day: date) -> str:
    """Six digits for an account and a day."""
    number = int.from_bytes(keyed_hash("identity-code", account_id, day)[:8], "big")
    return f"{number % 1_000_000:06d}"


async def status(actor: Actor) -> IdentityStatus:
    """How the caller's account stands."""
    row = await fetch_row(
        "select proven_at from identity_proof where account_id = $1", actor.account_id
    )
    if row is not None:
        return IdentityStatus(True, iso(row["proven_at"]), "")
    return IdentityStatus(False, None, code_of(actor.account_id, clock.today()))


async def prove(officer: Actor, data: ProveIdentity) -> ProvenPerson:
    """The desk compared person, card and account. Raises RuleBroken for whatever does not agree."""
    try:
        card = read_id_card(data.scan)
    except UnreadableCard:
        raise _wrong("/scan", "Mã trên thẻ chưa đọc đúng. Hãy quét lại thẻ căn cước.") from None
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select id, full_name from account where tenant_id = $1 and kind = 'citizen' "
            "and username = $2 and disabled_at is null",
            settings().tenant,
            stored_name(card.personal_id),
        )
        if row is None or search_text(row["full_name"]) != search_text(card.full_name):
            raise _wrong("/scan", "Không có tài khoản khớp số và họ tên trên thẻ này.")
        if not hmac.compare_digest(code_of(row["id"], clock.today()), data.code):
            raise _wrong("/code", "Mã chưa đúng. Người nộp đọc mã ở mục Tài khoản của mình.")
        await prove_identity(connection, officer, card.personal_id)
        await record(connection, officer, "identity.proven", subject_id=row["id"])
    return ProvenPerson(row["full_name"])


def _wrong(pointer: str, sentence: str) -> RuleBroken:
    return RuleBroken(
        sentence,
        en="Card, account and code do not agree.",
        errors=[field(pointer, sentence)],
        slug="identity-not-proven",
    )

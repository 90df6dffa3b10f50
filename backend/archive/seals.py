"""Sealed dossiers: what is inside is shown to nobody, save to who opened it with a reason.

The applicant keeps seeing their own dossier: a seal closes it to officers.
"""

from uuid import UUID

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch_value
from backend.platform.problems import Forbidden

_CLOSED_TO_ME = """
select true from archive_record a where a.dossier_id = $1 and a.sealed_at is not null
    and not exists (select from archive_opening o where o.dossier_id = a.dossier_id
        and o.account_id = $2 and o.until > $3)
"""


async def refuse_sealed(actor: Actor, dossier_id: UUID) -> None:
    """Raises Forbidden for a sealed dossier that the officer has not opened with a reason."""
    if await is_sealed_to(actor, dossier_id):
        raise Forbidden(
            "Hồ sơ đã niêm phong. Người có thẩm quyền mở niêm phong tại trang Lưu trữ và ghi rõ "
            "lý do.",
            en="The dossier is sealed. It is opened in the archive, with a reason, by whoever may.",
            slug="sealed",
        )


async def is_sealed_to(actor: Actor, dossier_id: UUID) -> bool:
    """Whether the inside of a dossier is closed to this person now."""
    if not actor.is_officer:
        return False
    return bool(await fetch_value(_CLOSED_TO_ME, dossier_id, actor.account_id, clock.now()))

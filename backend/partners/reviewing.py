"""Programs let in for an agency that ends: they pause until the one that goes on lets them in.

What two persons approved named the agency whose dossiers may be read. The agency that takes over
has others' dossiers too, for which nobody approved anything; so the approval does not follow, and
the program is told why instead of finding nothing.
"""

from uuid import UUID

import asyncpg

from backend.audit.actions import record
from backend.identity.mail_codes import Letter, post_letter
from backend.platform import clock

_PAUSE = """
update api_client c set former_agency_ids = c.former_agency_ids || c.agency_id, agency_id = $2,
    approved = null, decided_by = null, decided_at = null
from agency g, agency h, api_client was where g.id = c.agency_id and h.id = $2 and was.id = c.id
    and c.agency_id = any($1::uuid[]) and (c.approved
        or (c.approved is null and cardinality(c.former_agency_ids) > 0))
    and c.revoked_at is null and c.valid_until > $3
returning c.id, c.name, c.contact, g.name as was, h.name as heir, was.decided_by
"""
# Nobody has decided about these: who does sees for whom it is now.
_HAND_ON = """
update api_client set agency_id = $2 where agency_id = any($1::uuid[]) and approved is null
    and revoked_at is null
"""
_PAUSED = """Chương trình “{name}” tạm dừng từ hôm nay. {was}, cơ quan mà chương trình được duyệt,
đã kết thúc hoạt động; {heir} kế thừa.

{heir} phải duyệt lại trước khi chương trình đọc, nộp hồ sơ tiếp.
Khóa và mã chương trình không đổi. Liên hệ quản trị của {heir}.
"""


async def await_review(connection: asyncpg.Connection, ended: list[UUID], heir: UUID) -> None:
    """Within the transaction that ends the agencies."""
    if not ended:
        return
    rows = await connection.fetch(_PAUSE, ended, heir, clock.now())
    await connection.execute(_HAND_ON, ended, heir)
    for row in rows:  # a handful
        detail = {"heir": str(heir), "approved_before_by": str(row["decided_by"] or "")}
        await record(connection, None, "api_client.to_review", subject_id=row["id"], detail=detail)
        if "@" in row["contact"]:
            body = _PAUSED.format(name=row["name"], was=row["was"], heir=row["heir"])
            letter = Letter(
                row["contact"].split()[-1], "Chương trình tạm dừng, chờ duyệt lại", body
            )
            await post_letter(connection, row["id"], letter)

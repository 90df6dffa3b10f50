"""What both sides are told while a dossier changes hands."""

from uuid import UUID

from backend.law.deadlines import moment_words
from backend.notifications.telling import Told
from backend.notifications.telling import tell as tell_person
from backend.notifications.wordings import key_of_handover
from backend.platform.database import fetch_row
from backend.platform.outbox import Message
from backend.platform.sealing import opened
from backend.succession.handover_queries import SELECT

_PAGE = "/chuyen-ho-so/"


async def tell(message: Message) -> None:
    """One notice to one side."""
    row = await fetch_row(f"{SELECT} where h.id = $1", message.subject_id)
    who = await fetch_row(
        "select id, email, phone, full_name from account where id = $1",
        UUID(message.payload["account_id"]),
    )
    if row is None or who is None:
        return
    until = ""
    if row["wait_until"]:
        until = (
            f"Nếu bạn là {row['from_name']} và vẫn muốn đứng tên, hãy phản đối trước "
            f"{moment_words(row['wait_until'])}. Quá hạn mà không phản đối, lãnh đạo cơ quan sẽ "
            "quyết định."
        )
    await tell_person(
        message,
        Told(
            event=key_of_handover(message.payload["what"]),
            facts={
                "name": who["full_name"],
                "code": row["code"],
                "procedure": row["procedure_name"],
                "note": row["reason"],
                "from_name": row["from_name"],
                "to_name": row["to_name"],
                "until": until,
            },
            account_id=who["id"],
            dossier_id=row["dossier_id"],
            email=opened(who, "account.email"),
            phone=opened(who, "account.phone"),
            path=_PAGE,
        ),
    )

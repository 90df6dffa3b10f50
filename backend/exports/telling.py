"""Telling whoever asked that a file is ready: a link, never anything of what is in it."""

from backend.law.deadlines import moment_words
from backend.notifications.rules import shortened
from backend.notifications.telling import Told, tell
from backend.notifications.wording import Written
from backend.platform.database import fetch_row
from backend.platform.outbox import Message
from backend.platform.sealing import opened
from backend.settings import settings

_READY = """
select j.title, j.scheduled, j.expires_at, a.id, a.full_name, a.email from export_job j
join account a on a.id = j.asked_by where j.id = $1 and j.state = 'done' and a.disabled_at is null
"""


async def tell_of_export(message: Message) -> None:
    """One notice; by letter only for what a schedule made, for the others look on themselves."""
    row = await fetch_row(_READY, message.subject_id)
    if row is None:
        return
    subject = f"Tệp đã sẵn sàng: {row['title']}"
    body = (
        f"Kính gửi Ông/Bà {row['full_name']},\n\nTệp “{row['title']}” đã tạo xong. Đăng nhập để "
        f"tải: {settings().officer_url}/tep-xuat/\n\nTệp được giữ đến "
        f"{moment_words(row['expires_at'])}. Thư này không kèm số liệu hay dữ liệu cá nhân."
    )
    await tell(
        message,
        Told(
            event=message.topic,
            facts={},
            account_id=row["id"],
            dossier_id=None,
            email=opened(row, "account.email") if row["scheduled"] else "",
            own=Written(subject, body, body, shortened(subject)),
        ),
    )

"""Which messages and minutes the archive works on."""

from backend.archive.arriving import READ_TOPIC, enter_closed
from backend.archive.disposals import DISPOSAL_TOPIC, dispose
from backend.archive.integrity import alert
from backend.archive.packages import PACKAGE_TOPIC, expire_packages, make_package
from backend.archive.reading import read_again, read_texts
from backend.archive.scrubbing import (
    DAMAGE_TOPIC,
    SCRUB_TOPIC,
    look_again,
    scrub,
    scrub_weekly,
)
from backend.documents.reading import NOT_AS_KEPT_TOPIC
from backend.platform.worker import Handler

HANDLERS: dict[str, Handler] = {
    READ_TOPIC: read_texts,
    PACKAGE_TOPIC: make_package,
    DISPOSAL_TOPIC: dispose,
    SCRUB_TOPIC: scrub,
    DAMAGE_TOPIC: alert,
    NOT_AS_KEPT_TOPIC: look_again,
}


async def every_minute() -> int:
    """Enters closed dossiers, reads what waits, takes out what has expired, walks weekly."""
    entered = await enter_closed()
    await read_again()
    await expire_packages()
    await scrub_weekly()
    return entered

"""No log line carries a person: numbers, phones, mailboxes and named values are masked in each.

The last word before a line is written, also over what a library put into the text of an error.
"""

import logging
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

# Ids are UUIDs and codes of dossiers; neither is a run of nine digits or more by itself.
_NUMBER = re.compile(r"(?<![\w-])\d{9,14}(?:-\d{3})?(?![\w-])")
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SEALED = re.compile(r"enc:\d+:[\w=-]+")
# What a driver adds to an error: the row or the key it stumbled over, with everything in it.
_DETAIL = re.compile(r"(DETAIL:\s+).*", re.IGNORECASE)
_NAMES = frozenset(
    ("full_name", "name", "applicant_name", "owner_name", "personal_id", "phone", "email",
     "address", "answers", "body", "password", "code", "token", "cookie", "username", "pin")
)  # fmt: skip
HIDDEN = "[ẩn]"


def masked(value: Any, name: str = "") -> Any:
    """A value of a log line with what is personal in it hidden."""
    if name in _NAMES and not isinstance(value, int | float):
        return HIDDEN
    if isinstance(value, str):
        text = _DETAIL.sub(rf"\1{HIDDEN}", value)
        for pattern in (_SEALED, _MAILBOX, _NUMBER):
            text = pattern.sub(HIDDEN, text)
        return text
    if isinstance(value, Mapping):
        return {key: masked(each, str(key)) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [masked(each) for each in value]
    return value


def mask(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """The processor of structlog; it stands before the renderer."""
    return {key: masked(value, key) for key, value in event.items()}


class MaskingFilter(logging.Filter):
    """The same for what libraries log by themselves."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrites the record's text and traceback; every record passes."""
        record.msg, record.args = masked(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        return True


def mask_libraries() -> None:
    """Puts the filter before every handler there is, and the one of last resort."""
    handlers = {handler for handler in logging.getLogger().handlers if handler is not None}
    if logging.lastResort is not None:
        handlers.add(logging.lastResort)
    for name in ("uvicorn", "uvicorn.error", "asyncio", "pgqueuer", "asyncpg"):
        handlers.update(logging.getLogger(name).handlers)
    for handler in handlers:
        if not any(isinstance(found, MaskingFilter) for found in handler.filters):
            handler.addFilter(MaskingFilter())

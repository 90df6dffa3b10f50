"""What a letter that came back says: a report of a mail server (RFC 3464), read and put into words.
Pure. What is no such report is none of our business.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from enum import StrEnum

# Where a mail server leaves the address that a report was delivered to.
_TO = ("to", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-failed-recipients")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_REPLY = re.compile(r"\b([45])\d\d\b")
_MOST_PARTS = 50


class Fate(StrEnum):
    """What became of a letter."""

    GONE = "gone"  # nothing reaches this mailbox
    FAILED = "failed"  # this letter did not arrive; the next may
    PASSING = "passing"  # the server tries on, or says that it arrived


@dataclass(frozen=True, slots=True)
class Report:
    """A report: whom it was sent to (for the sealed number), the fate, the code, our words."""

    sent_to: str
    fate: Fate
    status: str
    words: str


# By status (RFC 3463). What is about the mailbox itself, for good; the rest may be otherwise
# tomorrow.
_GONE = {
    "5.1.0": "Địa chỉ thư không nhận được.",
    "5.1.1": "Không có hộp thư này.",
    "5.1.2": "Không có tên miền này.",
    "5.1.3": "Địa chỉ thư không đúng dạng.",
    "5.1.6": "Hộp thư đã chuyển đi nơi khác.",
    "5.1.10": "Tên miền này không nhận thư.",
    "5.2.1": "Hộp thư đã bị khóa.",
    "5.4.4": "Không tìm thấy máy chủ của tên miền này.",
}
_FAILED = {
    "5.2.2": "Hộp thư đã đầy.",
    "5.2.3": "Thư lớn hơn mức hộp thư nhận.",
    "5.3.4": "Thư lớn hơn mức máy chủ nhận.",
    "5.4.1": "Máy chủ nhận thư không trả lời.",
    "5.4.7": "Máy chủ nhận thư không trả lời trong nhiều ngày.",
    "5.7.1": "Máy chủ nhận thư từ chối theo quy định của họ.",
}
_OTHERWISE = "Thư bị trả lại"
_EXPIRED = "Máy chủ nhận thư không trả lời trong nhiều ngày."


def report_in(raw: bytes) -> Report | None:
    """The report in a letter, or None for any other letter. Never raises for what others wrote."""
    try:
        letter = message_from_bytes(raw, policy=policy.compat32)
        if letter.get_content_type() != "multipart/report":
            return None
        blocks = _blocks(letter)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None
    if not blocks:
        return None
    fates = [_of(block) for block in blocks]
    worst = min(fates, key=lambda found: list(Fate).index(found[0]))
    sent_to = " ".join(str(value) for name in _TO for value in letter.get_all(name, []))
    return Report(sent_to[:4000], *worst)


def _blocks(letter: Message) -> list[Message]:
    """The parts about recipients of `message/delivery-status`; the first is about the letter."""
    for number, part in enumerate(letter.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() == "message/delivery-status":
            inside = part.get_payload()
            blocks = (
                [one for one in inside if isinstance(one, Message | EmailMessage)]
                if (isinstance(inside, list))
                else []
            )
            return [one for one in blocks if one["action"]]
    return []


def _of(block: Message) -> tuple[Fate, str, str]:
    action = str(block["action"]).split("(")[0].strip().lower()
    diagnostic = str(block.get("diagnostic-code", ""))
    status = _status(str(block.get("status", "")), diagnostic)
    if action != "failed":
        return Fate.PASSING, status, ""
    if status.startswith("4"):  # tried for days and given up
        return Fate.FAILED, status, _EXPIRED
    if status in _GONE:
        return Fate.GONE, status, _GONE[status]
    words = _FAILED.get(status, f"{_OTHERWISE} (mã {status}).")
    return Fate.FAILED, status, words


def _status(given: str, diagnostic: str) -> str:
    """`5.1.1`; of a server that gives none, what its answer begins with."""
    found = _STATUS.search(given) or _STATUS.search(diagnostic)
    if found is not None and found[0] != "5.0.0":
        return found[0]
    also = _STATUS.search(diagnostic)
    if also is not None:
        return also[0]
    reply = _REPLY.search(diagnostic)
    return f"{reply[1]}.0.0" if reply is not None else "5.0.0"

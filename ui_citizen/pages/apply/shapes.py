"""What the pages of a draft show."""

import dataclasses

from shared.contracts.forms import Question
from shared.ui.words import day


@dataclasses.dataclass
class Choice:
    """One answer to choose."""

    value: str
    label: str


@dataclasses.dataclass
class Paper:
    """One paper with the files sent for it."""

    key: str
    name: str
    need: str
    required: bool
    count: int


@dataclasses.dataclass
class File:
    """One file sent."""

    id: str
    key: str
    name: str
    size: str


@dataclasses.dataclass
class Reviewed:
    """One answer to look over, and the place of its question."""

    label: str
    value: str
    step: int


# Dates are typed as day/month/year: a browser's own date field speaks the language of the browser.
INPUTS = {
    "date": ("text", "numeric"),
    "personal_id": ("text", "numeric"),
    "phone": ("tel", "tel"),
    "email": ("email", "email"),
    "number": ("text", "numeric"),
    "money": ("text", "numeric"),
}
DELIVERY = [
    Choice("desk", "Tại Bộ phận Một cửa"),
    Choice("post", "Qua bưu chính, gửi đến nhà"),
    Choice("electronic", "Bản điện tử trên Cổng"),
]


def readable(question: Question, value: object) -> str:
    """An answer as a person reads it."""
    text = "" if value is None else str(value)
    for option in question.options:
        if option.value == text:
            return option.label
    if question.kind == "date":
        return day(text) if text else "Chưa trả lời"
    return text or "Chưa trả lời"

"""What the pages of a draft show."""

import dataclasses
from collections.abc import Mapping

from shared.contracts.catalogue import ComponentInfo
from shared.contracts.documents import UploadLimits
from shared.contracts.drafts import Draft
from shared.contracts.forms import Question
from shared.contracts.identity import Me
from shared.ui.words import day, size


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


def limits_in_words(limits: UploadLimits) -> str:
    """What every picker says before a file is chosen."""
    kinds = ", ".join(extension[1:].upper() for extension in limits.extensions)
    return (
        f"Nhận {kinds}; mỗi tệp tối đa {size(limits.max_bytes)}; mỗi giấy tờ tối đa "
        f"{limits.max_files} tệp."
    )


def files_of(draft: Draft) -> list[File]:
    """What was sent so far."""
    return [File(d.id, d.component_key, d.name, size(d.size)) for d in draft.documents]


def papers_of(components: list[ComponentInfo], files: list[File]) -> list[Paper]:
    """Every paper with the number of its files."""
    return [
        Paper(
            c.key,
            c.name,
            "Bắt buộc" if c.required else (c.condition or "Nếu có"),
            c.required,
            sum(f.key == c.key for f in files),
        )
        for c in components
    ]


def missing(papers: list[Paper]) -> dict[str, str]:
    """Compulsory papers without a file, with what to say beside each."""
    return {p.key: "Cần đính kèm giấy tờ này." for p in papers if p.required and p.count == 0}


def known_of(me: Me, questions: list[Question]) -> dict[str, str]:
    """What the account can offer as an answer; the person still confirms each on its page."""
    known = {
        "full_name": me.full_name,
        "personal_id": me.personal_id,
        "phone": me.phone,
        "email": me.email,
        "address": me.address,
    }
    return {q.key: known.get(q.prefill) or "" for q in questions if q.prefill}


def reviewed(questions: list[Question], answers: Mapping[str, object]) -> list[Reviewed]:
    """Every answer but the declaration, which is given anew each time."""
    return [
        Reviewed(q.label, readable(q, answers.get(q.key)), step)
        for step, q in enumerate(questions)
        if q.key != "declaration"
    ]

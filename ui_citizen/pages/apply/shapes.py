"""What the pages of a draft show."""

import dataclasses

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
class Entry:
    """One entry of a group."""

    position: int
    text: str


@dataclasses.dataclass
class Reviewed:
    """One answer to look over, and the place of its question."""

    label: str
    value: str
    step: int


DELIVERY = [
    Choice("desk", "Tại Bộ phận Một cửa"),
    Choice("post", "Qua bưu chính, gửi đến nhà"),
    Choice("electronic", "Bản điện tử trên Cổng"),
]


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


def pages_of(draft: Draft) -> list[list[Question]]:
    """The questions that apply, in order; neighbours with the same page come together."""
    by_key = {q.key: q for q in draft.form.questions}
    pages: list[list[Question]] = []
    for key in draft.asked:
        question = by_key[key]
        together = question.page and question.kind != "group" and pages
        if together and pages[-1][-1].page == question.page:
            pages[-1].append(question)
        else:
            pages.append([question])
    return pages


def entries_of(group: Question, kept: list[dict[str, object]]) -> list[Entry]:
    """What each entry of a group says, by its first two answers."""
    return [
        Entry(number, " · ".join(text for q in group.questions[:2] if (text := _said(q, entry))))
        for number, entry in enumerate(kept)
    ]


def _said(question: Question, entry: dict[str, object]) -> str:
    text = str(entry.get(question.key) or "")
    labels = {option.value: option.label for option in question.options}
    return day(text) if question.kind == "date" else labels.get(text, text)


def reviewed(draft: Draft) -> list[Reviewed]:
    """Every answer but the declaration, which is given anew each time; computed ones have no
    page to go back to."""
    steps = {q.key: step for step, page in enumerate(pages_of(draft)) for q in page}
    return [
        Reviewed(a.label, a.value or "Chưa trả lời", steps.get(a.key, -1))
        for a in draft.answered
        if a.key != "declaration"
    ]

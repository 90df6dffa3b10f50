"""What the pages of a draft show."""

import dataclasses

from shared.contracts.documents import Document
from shared.contracts.drafts import Draft
from shared.contracts.forms import Question
from shared.contracts.needs import NeededPaper
from shared.ui.words import day, size
from shared.vocabulary.needs import Need


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
    pages: int = 0


@dataclasses.dataclass
class File:
    """One file sent; `note` says what is known about viruses where that matters."""

    id: str
    key: str
    name: str
    size: str
    pages: int = 0
    note: str = ""
    bad: bool = False
    thumb: str = ""


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


def file_title(file: Document) -> str:
    """The name of a file, with what keeps it from being opened or used."""
    hindered = file.scan in ("pending", "rejected")
    return f"{file.name} ({file.scan_label.lower()})" if hindered else file.name


def files_of(draft: Draft) -> list[File]:
    """What was sent so far."""
    return [
        File(
            d.id,
            d.component_key,
            d.name,
            size(d.size) + (f", {d.pages} trang" if d.pages > 1 else ""),
            d.pages,
            d.scan_label if d.scan in ("pending", "rejected") else "",
            d.scan == "rejected",
            f"/api/v1/documents/{d.id}/page?number=1&size=thumb" if d.pages else "",
        )
        for d in draft.documents
    ]


def papers_of(needed: list[NeededPaper], files: list[File]) -> list[Paper]:
    """The papers these answers call for, with the number of their files; one that is not needed
    any more stays as long as a file was sent for it, so that it can be taken out."""
    papers = [
        Paper(
            p.key,
            p.name,
            _need(p),
            p.need == Need.REQUIRED,
            sum(f.key == p.key for f in files),
            sum(f.pages for f in files if f.key == p.key),
        )
        for p in needed
    ]
    gone = {p.key for p in needed if p.need == Need.NOT_APPLICABLE}
    return [p for p in papers if p.key not in gone or p.count]


def _need(paper: NeededPaper) -> str:
    if paper.need == Need.NOT_APPLICABLE:
        return "Không còn cần theo câu trả lời của bạn; có thể xóa tệp."
    because = f" ({paper.reason})" if paper.reason else ""
    if paper.need == Need.REQUIRED:
        return f"Bắt buộc{because}"
    return paper.condition or "Nếu có"


def missing(papers: list[Paper]) -> dict[str, str]:
    """Compulsory papers without a file, with what to say beside each."""
    return {p.key: "Cần đính kèm giấy tờ này." for p in papers if p.required and p.count == 0}


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

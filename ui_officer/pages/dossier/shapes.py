"""What the page of a dossier shows, made from the API's answer."""

import dataclasses
from typing import Any

from shared.contracts.documents import Document
from shared.contracts.dossiers import AllowedAct, ComponentCheck, Dossier, JointTask
from shared.ui.words import moment, size
from shared.vocabulary.needs import NEED_LABELS, Need


@dataclasses.dataclass
class ActButton:
    """One act of the bar."""

    act: str
    label: str
    primary: bool
    reason: str


@dataclasses.dataclass
class Pair:
    """A label and a value; `key` where the value is an answer."""

    label: str
    value: str
    key: str = ""


@dataclasses.dataclass
class Paper:
    """One line of the check-list."""

    key: str
    name: str
    need: str
    expected: str
    ok: bool
    originals: int
    copies: int
    files: int


@dataclasses.dataclass
class File:
    """One document to look at; `scan` says what hinders."""

    id: str
    title: str
    kind: str
    href: str
    scan: str = ""
    bad: bool = False


@dataclasses.dataclass
class Step:
    """One line of the history."""

    at: str
    label: str
    by: str
    note: str


@dataclasses.dataclass
class Task:
    """One task of another agency."""

    agency: str
    content: str
    state: str
    kind: str
    until: str
    result: str


@dataclasses.dataclass
class Askable:
    """A paper or an answer that can be asked for anew; `now` is what there is."""

    id: str
    kind: str
    key: str
    title: str
    now: str


@dataclasses.dataclass
class Changed:
    """One thing that was asked for, before and after."""

    title: str
    why: str
    before: str
    after: str
    files_before: list[File]
    files_after: list[File]


def act_button(found: AllowedAct) -> ActButton:
    """One act as a button."""
    return ActButton(found.act, found.label, found.primary, found.reason)


def facts(found: Dossier) -> list[Pair]:
    """Who, what, where and when; empty values are left out."""
    pairs = [
        Pair("Người nộp", found.applicant_name),
        Pair("Số định danh", found.applicant_personal_id),
        Pair("Chủ hồ sơ", found.owner_name if found.owner_name != found.applicant_name else ""),
        Pair("Số định danh của chủ hồ sơ", found.owner_personal_id),
        Pair("Điện thoại, thư", f"{found.applicant_phone} {found.applicant_email}".strip()),
        Pair("Địa chỉ", found.applicant_address),
        Pair("Cách nộp", found.channel.label),
        Pair("Nhận kết quả", f"{found.delivery.label} {found.delivery_address}".strip()),
        Pair("Nơi tiếp nhận", found.receiving_agency.name),
        Pair("Đang giữ", found.holding_unit.name if found.holding_unit else ""),
        Pair("Người thụ lý", found.holder_name),
        Pair("Nộp lúc", moment(found.submitted_at)),
        Pair("Phải trả lời trước", moment(found.answer_by) if not found.accepted_at else ""),
        Pair("Tiếp nhận lúc", moment(found.accepted_at)),
        Pair("Hẹn trả", moment(found.due_at)),
        Pair("Trả kết quả lúc", moment(found.returned_at)),
        Pair("Kết quả", f"{found.result.title} số {found.result.number}" if found.result else ""),
        Pair(
            "Kết quả không còn giá trị",
            "; ".join(
                f"số {past.number}: {past.state_label.lower()}, thay bằng số {past.replaced_by}"
                if past.replaced_by
                else f"số {past.number}: {past.state_label.lower()}"
                for past in found.past_results
            ),
        ),
    ]
    return [pair for pair in pairs if pair.value]


def files(found: Dossier) -> list[File]:
    """Everything there is to look at: papers sent, papers added, forms issued."""
    path = "/api/v1/documents/{}/content?disposition=inline"
    found_files = [
        File(
            d.id,
            f"{d.name} ({size(d.size)})",
            d.media_type,
            path.format(d.id),
            d.scan_label if d.scan in ("pending", "rejected") else "",
            d.scan == "rejected",
        )
        for d in [*(d for c in found.components for d in c.documents), *found.documents]
    ]
    found_files += [
        File(
            f.document_id, f"{f.title} số {f.number}", "application/pdf", path.format(f.document_id)
        )
        for f in found.issued_forms
    ]
    return found_files


def papers(found: Dossier) -> list[Paper]:
    """The check-list. What was not sent is not ticked: the officer vouches for every tick."""
    return [
        Paper(
            c.key,
            c.name,
            _need(c),
            f"{c.originals} chính, {c.certified} chứng thực, {c.copies} sao",
            bool(c.ok) if c.ok is not None else bool(c.documents),
            c.received_originals,
            c.received_copies,
            len(c.documents),
        )
        for c in found.components
    ]


def _need(paper: ComponentCheck) -> str:
    if paper.need == Need.NOT_APPLICABLE:
        return NEED_LABELS[Need.NOT_APPLICABLE].vi
    return "Bắt buộc" if paper.required else (paper.condition or "Nếu có")


def steps(found: Dossier) -> list[Step]:
    """The history, newest first."""
    return [
        Step(
            moment(t.at), t.label, ", ".join(dict.fromkeys(p for p in (t.by, t.unit) if p)), t.note
        )
        for t in reversed(found.timeline)
    ]


def open_tasks(found: Dossier) -> list[JointTask]:
    """Tasks that somebody still has to do."""
    return [t for t in found.tasks if t.state in ("waiting", "active")]


def tasks(found: Dossier) -> list[Task]:
    """Tasks of other agencies, in their order."""
    return [
        Task(
            t.agency.name,
            t.content,
            t.state_label + (", quá hạn" if t.late else ""),
            "overdue" if t.late else t.state,
            moment(t.closed_at) or moment(t.answer_by),
            t.result,
        )
        for t in found.tasks
    ]


def askable(found: Dossier) -> list[Askable]:
    """Every paper, then every answer."""
    return [
        Askable(f"c-{c.key}", "component", c.key, c.name, f"{len(c.documents)} tệp")
        for c in found.components
    ] + [Askable(f"q-{a.key}", "question", a.key, a.label, a.value) for a in found.answers]


def changed(found: Dossier) -> list[Changed]:
    """What was asked for in the newest request, once it has been answered."""
    path = "/api/v1/documents/{}/content?disposition=inline"

    def shown(documents: list[Document]) -> list[File]:
        return [File(d.id, d.name, d.media_type, path.format(d.id)) for d in documents]

    return [
        Changed(
            line.title,
            ": ".join(part for part in (line.reason_label, line.note) if part),
            line.before,
            line.after if line.after != line.before else "",
            shown(line.documents_before),
            shown(line.documents_after),
        )
        for line in found.supplement
        if line.settled
    ]


def items_of(askable: list[Askable], form: dict[str, Any]) -> list[dict[str, str]]:
    """The chosen lines as the API takes them."""
    return [
        {
            "kind": line.kind,
            "key": line.key,
            "reason": str(form.get(f"why-{line.id}")),
            "note": str(form.get(f"say-{line.id}", "")).strip(),
        }
        for line in askable
        if form.get(f"why-{line.id}")
    ]

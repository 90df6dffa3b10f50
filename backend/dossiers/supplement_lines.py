"""Reads of the newest request for supplements: what was asked, what there was, what came."""

from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from backend.access import masking
from backend.dossiers.personal import Given
from backend.platform.sealing import unsealed
from shared.contracts.documents import Document
from shared.contracts.dossiers import SupplementLine
from shared.contracts.forms import Question
from shared.vocabulary.supplements import SUPPLEMENT_REASONS, SupplementReason

SUPPLEMENT = """
    (select coalesce(json_agg(x), '[]') from (select s.id, s.kind, s.key, s.title, s.reason, s.note,
        s.before, s.after, s.asked_at, s.settled_at from supplement_item s
        where s.dossier_id = d.id and s.round = (select max(round) from supplement_item
        where dossier_id = d.id) order by s.position limit 100) x) as supplement"""
"""A column of a statement over `dossier d`, for `supplement_lines`."""
WORDS = ("before", "after")
"""What was answered, in words: sealed like the answers."""


class _Item(msgspec.Struct, frozen=True):
    id: UUID
    kind: str
    key: str
    title: str
    reason: SupplementReason
    note: str
    before: str
    after: str
    asked_at: datetime
    settled_at: datetime | None


def supplement_lines(
    row: asyncpg.Record, documents: list[Document], given: Given, *, masks: bool
) -> list[SupplementLine]:
    """Lines in their order, of a row read with `SUPPLEMENT`; files told apart by when they came."""
    items = msgspec.json.decode(row["supplement"], type=list[_Item])
    if not items:
        return []
    form, answers = given.form, given.stored
    questions = {q.key: q for q in form.questions} if form is not None else {}
    if masks and form is not None:
        answers = masking.answers(form.questions, answers)
    found = []
    for item in items:
        files = [d for d in documents if item.kind == "component" and d.component_key == item.key]
        after = [d for d in files if _came_after(d, item)]
        said = (unsealed(f"supplement_item.{n}", item.id, getattr(item, n)) for n in WORDS)
        words = [_words(item, text, questions, masks=masks) for text in said]
        found.append(
            SupplementLine(
                kind=item.kind,
                key=item.key,
                title=item.title,
                reason=item.reason,
                reason_label=SUPPLEMENT_REASONS[item.reason].vi,
                note=item.note,
                question=questions.get(item.key) if item.kind == "question" else None,
                answer=answers.get(item.key) if item.kind == "question" else None,
                before=words[0],
                after=words[1],
                documents_before=[d for d in files if d not in after],
                documents_after=after,
                settled=item.settled_at is not None,
            )
        )
    return found


def _words(item: _Item, text: str, questions: dict[str, Question], *, masks: bool) -> str:
    if not masks or item.kind != "question":
        return text
    asked = questions.get(item.key)
    if asked is None or asked.kind not in masking.SENSITIVE:
        return text
    masked = masking.answer(asked, text)
    return str(masked) if masked != text else masking.DOT * min(len(text), 4)


def _came_after(document: Document, item: _Item) -> bool:
    # Times on the wire are whole seconds; what was there before was not sent as a supplement.
    asked = item.asked_at.replace(microsecond=0)
    return document.purpose == "supplement" and (
        datetime.fromisoformat(document.uploaded_at) >= asked
    )

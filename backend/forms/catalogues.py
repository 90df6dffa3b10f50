"""Questions that take their answers from a shared catalogue.

A version of a form carries the answers as they were on a day, so that checks, printed forms and
officers' views of a dossier never change with the catalogue. When the catalogue of today says
otherwise, whoever begins next gets a version with the answers of today; what was begun keeps its
own and is told that there is a newer one.
"""

from datetime import date

import msgspec

from backend.forms.actions import publish_version
from backend.forms.queries import newest_form, newest_hands
from backend.lookups.queries import MOST_OPTIONS, options
from backend.platform import clock
from backend.platform.database import DB, transaction
from shared.contracts.common import FieldProblem
from shared.contracts.forms import Option, Question

BY_CATALOGUE = "Danh mục dùng chung"


async def with_options(questions: list[Question], on: date) -> list[Question]:
    """The questions with the answers of their catalogues as of a day."""
    known: dict[str, list[Option]] = {}
    for key in sorted(_keys(questions)):
        known[key] = await options(key, on)
    return _filled(questions, known)


def faults_of_catalogues(questions: list[Question], at: str = "/questions") -> list[FieldProblem]:
    """What keeps filled questions from being published."""
    found = []
    for number, question in enumerate(questions):
        place = f"{at}/{number}"
        found += faults_of_catalogues(question.questions, f"{place}/questions")
        if not question.catalogue:
            continue
        words = ""
        if question.kind not in ("choice", "choices"):
            words = "Chỉ câu hỏi lựa chọn mới lấy câu trả lời từ danh mục dùng chung."
        elif not question.options:
            words = f"Danh mục “{question.catalogue}” không có hoặc không còn mã nào hôm nay."
        elif len(question.options) > MOST_OPTIONS:
            words = f"Danh mục “{question.catalogue}” có hơn {MOST_OPTIONS} mã nên không chọn được."
        if words:
            found.append(FieldProblem(f"{place}/catalogue", words))
    return found


async def refresh_options(procedure_code: str) -> None:
    """Makes a version of the form with the answers of today where catalogues have changed since,
    in the open transaction or in one of its own."""
    form = await newest_form(procedure_code)
    if form is None or not _keys(form.questions):
        return
    fresh = await with_options(form.questions, clock.today())
    # A catalogue that has become empty or too long leaves the form as it was.
    if fresh == form.questions or faults_of_catalogues(fresh):
        return
    proposed_by, published_by = await newest_hands(procedure_code)
    by = (proposed_by, published_by or BY_CATALOGUE)
    opened = DB.current_transaction.get()
    if opened is not None:
        await publish_version(opened.connection, procedure_code, form.title, fresh, *by)
        return
    async with transaction() as connection:
        await publish_version(connection, procedure_code, form.title, fresh, *by)


def _keys(questions: list[Question]) -> set[str]:
    found = {q.catalogue for q in questions if q.catalogue}
    for question in questions:
        found |= _keys(question.questions)
    return found


def _filled(questions: list[Question], known: dict[str, list[Option]]) -> list[Question]:
    return [
        msgspec.structs.replace(
            q,
            options=known[q.catalogue] if q.catalogue else q.options,
            questions=_filled(q.questions, known),
        )
        if q.catalogue or q.questions
        else q
        for q in questions
    ]

"""The answers as a spreadsheet and as CSV: labels of questions, answers in words, in an order that
says nothing; text stays text."""

import csv
import io
import tempfile
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import xlsxwriter

from backend.access.actor import Actor
from backend.forms.rules.wording import readable
from backend.law.small_numbers import FEWEST
from backend.platform.problems import Conflict, RuleBroken
from backend.surveys import queries
from shared.contracts.forms import Form
from shared.vocabulary.surveys import ANSWER_WAY_LABELS, AnswerWay

MOST_ROWS = 50_000
# Spreadsheets run what begins like this; an apostrophe makes it words (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


async def exportable(actor: Actor, survey_id: UUID) -> Any:
    """A survey whose answers may be given out to who leads it. Raises NotFound, Forbidden, Conflict
    for a handful of answers, which would say who answered what."""
    row = await queries.led(actor, survey_id)
    if row["votes"] < FEWEST:
        raise Conflict(
            f"Có dưới {FEWEST} phiếu nên chưa xuất được: từng phiếu sẽ lộ người trả lời.",
            en="Too few answers to give them out one by one.",
            slug="too-few-answers",
        )
    return row


async def as_csv(row: Any) -> AsyncIterator[bytes]:
    """UTF-8 with a mark for spreadsheets, one line an answer."""
    form = queries.form(row)
    yield b"\xef\xbb\xbf" + _line(_heads(form))
    async for way, answers in queries.answers_of(row["id"]):
        yield _line(_cells(form, way, answers))


async def as_xlsx(row: Any) -> bytes:
    """A workbook of one sheet. Raises RuleBroken for more rows than one should open."""
    if row["votes"] > MOST_ROWS:
        raise RuleBroken(
            f"Có hơn {MOST_ROWS} phiếu. Hãy xuất CSV.", en="Too many rows; take the CSV."
        )
    form = queries.form(row)
    with tempfile.NamedTemporaryFile(prefix="motcua-survey-", suffix=".xlsx") as file:
        book = xlsxwriter.Workbook(
            file.name,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        sheet = book.add_worksheet("Phiếu")
        bold = book.add_format({"bold": True, "text_wrap": True})
        sheet.set_column(0, len(form.questions), 24)
        sheet.freeze_panes(1, 0)
        for column, words in enumerate(_heads(form)):
            sheet.write_string(0, column, words, bold)
        number = 0
        async for way, answers in queries.answers_of(row["id"]):
            number += 1
            for column, words in enumerate(_cells(form, way, answers)):
                sheet.write_string(number, column, words)
        book.close()
        file.seek(0)
        return file.read()


def _heads(form: Form) -> list[str]:
    return ["Cách trả lời", *(question.label for question in form.questions)]


def _cells(form: Form, way: str, answers: dict[str, Any]) -> list[str]:
    said = [readable(question, answers.get(question.key)) for question in form.questions]
    return [ANSWER_WAY_LABELS[AnswerWay(way)].vi, *said]


def _line(values: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([f"'{v}" if v.startswith(_FORMULA) else v for v in values])
    return out.getvalue().encode()

"""Results of a survey as bars with their table; small numbers stay hidden."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.contracts.surveys import QuestionResult, SurveyResults
from shared.ui.charts import BarChart, bars
from shared.ui.drawing import bar_chart

HIDDEN = "Dưới 5 người chọn thì không hiện số, để không ai đoán được người trả lời."


@dataclasses.dataclass
class Shown:
    """One question: a chart, or a sentence."""

    title: str
    note: str
    has_chart: bool
    chart: BarChart


def shown(results: SurveyResults) -> list[Shown]:
    """Every question in words and bars."""
    return [_shown(question) for question in results.questions]


def _shown(question: QuestionResult) -> Shown:
    answered = "dưới 5" if question.answered is None else str(question.answered)
    note = f"{answered} người trả lời."
    if question.mean:
        note += f" Trung bình: {question.mean}."
    if question.kind in ("text", "long_text"):
        note += " Ý kiến bằng lời được cơ quan đọc, không đăng nguyên văn."
    seen = [(o.label, o.count, "") for o in question.options if o.count is not None]
    if len(seen) < len(question.options):
        missing = [o.label for o in question.options if o.count is None]
        note += f" {HIDDEN} Không hiện: {', '.join(missing)}."
    chart = bars(question.label, seen, what="Số người chọn", first_head="Lựa chọn")
    return Shown(question.label, note, bool(seen), chart if seen else BarChart())


def how_many(results: SurveyResults) -> str:
    """How many answered, and how sure it is that each did once."""
    sure = results.by_account + results.by_link
    text = (
        f"{results.answers} phiếu: {sure} phiếu mỗi người một lần (tài khoản hoặc đường dẫn riêng)"
    )
    if results.anonymous:
        text += f", {results.anonymous} phiếu ẩn danh không kiểm chứng được mỗi người một lần"
    return text + "."


def results_view(questions: rx.Var[list[Shown]]) -> Component:
    """All questions."""
    return rx.fragment(
        rx.foreach(
            questions,
            lambda one: rx.el.section(
                rx.cond(
                    one.has_chart,
                    rx.el.div(bar_chart(one.chart), class_name="chart-box"),
                    rx.el.h3(one.title),
                ),
                rx.el.p(one.note, class_name="muted small"),
                class_name="card",
            ),
        )
    )

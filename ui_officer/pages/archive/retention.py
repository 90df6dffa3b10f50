"""Classes of retention: which dossiers are kept how long, from when, on which ground."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import archive
from shared.client.base import ApiProblem
from shared.contracts.archive import RetentionRule, SetRetentionRule
from shared.ui.session import api
from shared.ui.words import day, iso_day
from shared.vocabulary.states import OFFICER_LABELS, TERMINAL, State
from ui_officer.layout import Person, message
from ui_officer.pages.archive.frame import archive_page, text_field, waiting


@dataclasses.dataclass
class Rule:
    """One rule in words."""

    code: str
    title: str
    scope: str
    years: str
    source: str
    confirmed: bool
    valid: str
    over: bool


class Retention(rx.State):
    """All rules, and a new one."""

    loaded: bool = False
    problem: str = ""
    error: str = ""
    notice: str = ""
    rules: list[Rule] = []
    waiting: int = 0
    may_change: bool = False

    @rx.event
    async def load(self):
        """Reads the rules."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._read()
        self.loaded = True

    async def _read(self) -> None:
        try:
            found = await archive.rules(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.rules = [_rule(rule) for rule in found.rules]
        self.waiting, self.may_change = found.waiting, found.may_change

    @rx.event
    async def keep(self, form: dict[str, Any]):
        """A rule from a day on; what was typed stays until it is kept."""
        self.error, self.notice = "", ""
        values: dict[str, Any] = {
            name: str(form.get(name, "")).strip()
            for name in ("code", "title", "source", "procedure_code", "sector", "outcome")
        }
        years = str(form.get("years", "")).strip()
        values["years"] = int(years) if years.isdigit() else None
        values["valid_from"] = iso_day(str(form.get("valid_from", "")).strip())
        try:
            if years and not years.isdigit():
                raise msgspec.ValidationError
            data = msgspec.convert(values, SetRetentionRule)
            kept = await archive.set_rule(api(self, "officer"), data)
        except msgspec.ValidationError:
            self.error = (
                "Ghi mã (chữ thường, số, gạch nối), tên, căn cứ, ngày áp dụng dạng "
                "ngày/tháng/năm, và số năm từ 2 đến 70 hoặc để trống nếu lưu vĩnh viễn."
            )
            return
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.notice = f"Đã ghi “{kept.title}”, áp dụng từ {day(kept.valid_from)}."
        await self._read()


def _rule(rule: RetentionRule) -> Rule:
    scope = [
        text
        for text in (
            rule.procedure_code and f"Thủ tục {rule.procedure_code}",
            rule.sector and f"Lĩnh vực {rule.sector}",
            rule.outcome_label and f"Kết cục: {rule.outcome_label.lower()}",
        )
        if text
    ]
    valid = f"từ {day(rule.valid_from)}" + (f" đến {day(rule.valid_to)}" if rule.valid_to else "")
    return Rule(
        rule.code,
        rule.title,
        "; ".join(scope) or "Mọi hồ sơ còn lại",
        f"{rule.years} năm" if rule.years else "Vĩnh viễn",
        rule.source,
        rule.confirmed,
        valid,
        rule.valid_to is not None,
    )


def _row(rule: Rule) -> Component:
    return rx.el.tr(
        rx.el.td(rule.title, rx.el.span(rule.code, class_name="sub")),
        rx.el.td(rule.scope),
        rx.el.td(rx.el.b(rule.years)),
        rx.el.td(
            rule.source,
            rx.cond(
                rule.confirmed,
                rx.fragment(),
                rx.el.span("Cần cơ quan đối chiếu", class_name="chip warn"),
            ),
        ),
        rx.el.td(rule.valid, rx.cond(rule.over, rx.el.span("Đã thay", class_name="chip waiting"))),
    )


def _new() -> Component:
    return rx.el.form(
        rx.el.h2("Quy định mới"),
        rx.el.p(
            "Hồ sơ đã vào lưu trữ giữ loại cũ. Quy định hẹp hơn đi trước quy định rộng hơn.",
            class_name="muted small",
        ),
        rx.el.div(
            text_field("title", "Tên loại hồ sơ"),
            text_field("code", "Mã", placeholder="Ví dụ ho-tich-70", max_length=30),
            text_field(
                "years",
                "Số năm",
                placeholder="Để trống: vĩnh viễn",
                input_mode="numeric",
                max_length=2,
            ),
            text_field("sector", "Lĩnh vực", placeholder="Để trống: mọi lĩnh vực"),
            text_field("procedure_code", "Mã thủ tục", placeholder="Để trống: mọi thủ tục"),
            rx.el.div(
                rx.el.label("Kết cục", html_for="outcome"),
                rx.el.select(
                    rx.el.option("Mọi kết cục", value=""),
                    *[
                        rx.el.option(OFFICER_LABELS[state].vi, value=state)
                        for state in State
                        if state in TERMINAL
                    ],
                    id="outcome",
                    name="outcome",
                ),
                class_name="field",
            ),
            text_field("source", "Căn cứ", placeholder="Số văn bản", max_length=500),
            text_field("valid_from", "Áp dụng từ ngày", placeholder="ngày/tháng/năm"),
            class_name="third",
        ),
        rx.cond(Retention.error != "", rx.el.p(Retention.error, class_name="error", role="alert")),
        rx.el.button("Ghi quy định", type="submit", class_name="button"),
        on_submit=Retention.keep,
        class_name="card",
    )


@rx.page(
    route="/luu-tru/thoi-han",
    title="Thời hạn lưu trữ – Một cửa điện tử",
    on_load=[Person.enter, Retention.load],
)
def page() -> Component:
    """The page."""
    heads = ("Loại hồ sơ", "Áp dụng cho", "Thời hạn", "Căn cứ", "Hiệu lực")
    return archive_page(
        "/luu-tru/thoi-han/",
        "Thời hạn lưu trữ",
        "Tính từ hết năm hồ sơ kết thúc.",
        rx.cond(Retention.problem != "", message(Retention.problem)),
        rx.cond(Retention.notice != "", message(Retention.notice, "good")),
        rx.cond(
            Retention.waiting > 0,
            rx.el.p(
                Retention.waiting.to_string(),
                " hồ sơ đã kết thúc đang chờ vào lưu trữ.",
                class_name="note",
            ),
        ),
        rx.cond(Retention.may_change, _new()),
        rx.cond(
            Retention.loaded,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(text, scope="col") for text in heads])),
                rx.el.tbody(rx.foreach(Retention.rules, _row)),
            ),
            waiting(),
        ),
    )

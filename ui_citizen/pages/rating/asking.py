"""Asking how satisfied somebody is: three big answers, three aspects, a few words if they like."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client.base import ApiProblem
from shared.contracts.ratings import Marks, RatingAsk, RatingThanks
from shared.ui.words import day
from shared.vocabulary.ratings import ASPECT_LABELS, SATISFACTION_LABELS, Aspect, Satisfaction
from ui_citizen.layout import message

# The mouth of each face; drawn, because not every device has a letter for it.
_MOUTHS = {
    Satisfaction.VERY_SATISFIED: "M13 28 Q24 44 35 28 Z",
    Satisfaction.SATISFIED: "M14 29 Q24 37 34 29",
    Satisfaction.DISSATISFIED: "M14 35 Q24 26 34 35",
}
_ASPECTS = (Aspect.CONVENIENCE, Aspect.TIMELINESS, Aspect.ATTITUDE)


class Rating(rx.State, mixin=True):
    """One rating under way; a page says how it is asked about and sent."""

    loaded: bool = False
    problem: str = ""
    standing: str = ""
    sentence: str = ""
    code: str = ""
    procedure: str = ""
    agency: str = ""
    chosen: dict[str, str] = {}
    busy: bool = False
    thanks: str = ""
    petition_code: str = ""
    petition_secret: str = ""
    answer_by: str = ""

    async def ask(self) -> RatingAsk:
        """What is asked about. Raises ApiProblem."""
        raise NotImplementedError

    async def send(self, marks: Marks) -> RatingThanks:
        """Gives the rating. Raises ApiProblem."""
        raise NotImplementedError

    @rx.event
    async def load(self):
        """Reads what is asked about."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._look()

    async def _look(self) -> None:
        try:
            found = await self.ask()
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self._hear(found)

    def _hear(self, found: RatingAsk) -> None:
        self.standing, self.sentence = found.state, found.sentence
        self.code, self.procedure = found.code, found.procedure_name
        self.agency, self.loaded = found.agency_name, True

    @rx.event
    def choose(self, aspect: str, level: str):
        """One answer; the same again takes it back, except the first."""
        self.problem = ""
        if self.chosen.get(aspect) == level and aspect != Aspect.OVERALL:
            self.chosen = {k: v for k, v in self.chosen.items() if k != aspect}
        else:
            self.chosen = self.chosen | {aspect: level}

    @rx.event
    async def give(self, form: dict[str, Any]):
        """Sends it; what was typed stays when it is refused."""
        if Aspect.OVERALL not in self.chosen:
            self.problem = "Chọn một trong ba mức trước khi gửi."
            return
        self.busy, self.problem = True, ""
        yield
        levels = {
            aspect.value: Satisfaction(level)
            for aspect in Aspect
            if (level := self.chosen.get(aspect))
        }
        try:
            thanks = await self.send(Marks(**levels, words=str(form.get("words") or "")[:1000]))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        finally:
            self.busy = False
        self.thanks = thanks.sentence
        self.petition_code, self.petition_secret = thanks.petition_code, thanks.petition_secret
        self.answer_by = day(thanks.answer_by)


def _face(level: Satisfaction) -> Component:
    filled = "currentColor" if level is Satisfaction.VERY_SATISFIED else "none"
    return rx.el.svg(
        rx.el.svg.circle(cx=24, cy=24, r=21, fill="none", stroke="currentColor", stroke_width=3),
        rx.el.svg.circle(cx=17, cy=19, r=3, fill="currentColor"),
        rx.el.svg.circle(cx=31, cy=19, r=3, fill="currentColor"),
        rx.el.svg.path(
            d=_MOUTHS[level], fill=filled, stroke="currentColor", stroke_width=3,
            stroke_linecap="round",
        ),
        view_box="0 0 48 48",
        class_name="face",
        custom_attrs={"aria-hidden": "true", "focusable": "false"},
    )  # fmt: skip


def _level(page: Any, aspect: Aspect, level: Satisfaction) -> Component:
    on = page.chosen[aspect.value] == level.value
    big = aspect is Aspect.OVERALL
    return rx.el.button(
        _face(level),
        rx.el.span(SATISFACTION_LABELS[level].vi),
        type="button",
        on_click=page.choose(aspect.value, level.value),
        aria_pressed=rx.cond(on, "true", "false"),
        class_name=f"level {level.value}" + (" big" if big else ""),
    )


def _aspect(page: Any, aspect: Aspect, legend: str) -> Component:
    return rx.el.fieldset(
        rx.el.legend(legend),
        rx.el.div(*[_level(page, aspect, level) for level in Satisfaction], class_name="levels"),
        class_name="question",
    )


def thanks_card(page: Any, *, leads_on: bool = True) -> Component:
    """After it was sent; the device of a desk leads to no other page."""
    follow = "Tra cứu phản ánh"
    return rx.el.section(
        rx.el.h2("Đã ghi nhận đánh giá"),
        rx.el.p(page.thanks),
        rx.cond(
            page.petition_code != "",
            rx.el.dl(
                rx.el.div(rx.el.dt("Mã phản ánh"), rx.el.dd(page.petition_code)),
                rx.el.div(rx.el.dt("Mã bí mật để tra cứu"), rx.el.dd(page.petition_secret)),
                rx.el.div(rx.el.dt("Trả lời trước ngày"), rx.el.dd(page.answer_by)),
                class_name="rows",
            ),
        ),
        rx.cond(
            page.petition_code != "",
            rx.el.p(
                "Ghi lại hai mã này, rồi theo dõi tại ",
                rx.el.a(follow, href="/phan-anh/tra-cuu/") if leads_on else rx.el.b(follow),
                ".",
            ),
        ),
        class_name="card",
        role="status",
    )


def rating_form(page: Any) -> Component:
    """The questions."""
    return rx.el.form(
        rx.el.p("Hồ sơ ", rx.el.b(page.code), class_name="line"),
        rx.el.p(page.procedure, class_name="line"),
        rx.el.p(page.agency, class_name="muted small"),
        _aspect(page, Aspect.OVERALL, "Ông/Bà có hài lòng với việc giải quyết hồ sơ này không?"),
        rx.cond(
            page.chosen.contains(Aspect.OVERALL.value),
            rx.fragment(
                *[
                    _aspect(page, aspect, f"{ASPECT_LABELS[aspect].vi} (không bắt buộc)")
                    for aspect in _ASPECTS
                ],
                rx.el.div(
                    rx.el.label("Ý kiến thêm (không bắt buộc)", html_for="words"),
                    rx.el.textarea(id="words", name="words", max_length=1000),
                    rx.el.p(
                        "Cán bộ giải quyết không biết ai đã đánh giá. Xin không ghi thông tin cá "
                        "nhân.",
                        class_name="help",
                    ),
                    class_name="field",
                ),
            ),
        ),
        rx.cond(page.problem != "", message(page.problem)),
        rx.el.div(
            rx.el.button(
                rx.cond(page.busy, "Đang gửi …", "Gửi đánh giá"),
                type="submit",
                class_name="button wide",
                disabled=page.busy,
            ),
            class_name="actions",
        ),
        on_submit=page.give,
        class_name="card rating",
    )


def rating_body(page: Any, thanks: Component | None = None) -> Component:
    """The questions, or why there are none, or the thanks."""
    return rx.cond(
        page.thanks != "",
        thanks or thanks_card(page),
        rx.cond(
            page.standing == "open",
            rating_form(page),
            rx.cond(
                page.sentence != "",
                message(page.sentence, "good"),
                rx.cond(page.problem != "", message(page.problem)),
            ),
        ),
    )

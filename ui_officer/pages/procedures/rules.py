"""Rules of fees, of supplements and of waiting for a payment, in the designer of a procedure."""

from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.contracts.procedures import (
    DefinedProcedure,
    DefinedRules,
    DefinedSupplement,
    ProcedureDesign,
)
from shared.vocabulary.fees import FEE_KIND_LABELS, FEE_MOMENT_LABELS, FEE_UNIT_LABELS
from shared.vocabulary.time_units import SUPPLEMENT_POLICY_LABELS, SupplementPolicy
from ui_officer.pages.procedures.rule_cells import (
    FeeCells,
    cells_of,
    changed_fee,
    new_fee,
    number_in,
)


class Rules(rx.State, mixin=True):
    """Part of the designer's state."""

    fees: list[FeeCells] = []
    fees_tried: list[str] = []
    special: dict[str, str] = {}
    drawn: int = 0
    wrong: dict[str, str] = {}
    _written: DefinedProcedure | None = None

    def _touched(self) -> None:
        """Something on the screen is not saved yet."""
        raise NotImplementedError

    def _show_rules(self, found: ProcedureDesign) -> None:
        rules = found.procedure.rules or DefinedRules([], None, "")
        self.fees, self.fees_tried = cells_of(rules), found.fees_tried
        own = rules.supplement
        self.special = {
            "policy": own.policy if own else "",
            "source": own.source if own else "",
            "ask_within_days": str(own.ask_within_days or "") if own else "",
            "requests": "" if own is None or own.requests is None else str(own.requests),
            "payment_pause_source": rules.payment_pause_source,
        }

    def _rules(self) -> DefinedRules:
        known = self._written.rules if self._written is not None else None
        return known or DefinedRules([], None, "")

    def _keep_rules(self, rules: DefinedRules, redraw: bool = False) -> None:
        if self._written is None:
            return
        self._written = msgspec.structs.replace(self._written, rules=rules)
        if redraw:
            self.fees = cells_of(rules)
            self.drawn += 1
        self._touched()

    @rx.event
    def set_fee(self, number: int, name: str, value: str):
        """A box of a rule was left; what cannot be read stays in it with the reason."""
        rules, place = self._rules(), f"fee-{number}"
        if not 0 <= number < len(rules.fees):
            return
        self.wrong.pop(place, None)
        try:
            changed = changed_fee(rules.fees[number], name, value)
        except ValueError as unreadable:
            self.wrong[place] = str(unreadable)
            return
        if changed != rules.fees[number]:
            fees = [changed if n == number else fee for n, fee in enumerate(rules.fees)]
            self._keep_rules(
                msgspec.structs.replace(rules, fees=fees),
                redraw=name in ("kind", "per", "moment", "refundable"),
            )

    @rx.event
    def add_fee(self):
        """One rule more."""
        rules = self._rules()
        self._keep_rules(
            msgspec.structs.replace(rules, fees=[*rules.fees, new_fee(rules)]), redraw=True
        )

    @rx.event
    def remove_fee(self, number: int):
        """One rule less."""
        rules = self._rules()
        fees = [fee for n, fee in enumerate(rules.fees) if n != number]
        self.wrong = {at: words for at, words in self.wrong.items() if not at.startswith("fee-")}
        self._keep_rules(msgspec.structs.replace(rules, fees=fees), redraw=True)

    @rx.event
    def set_special(self, name: str, value: str):
        """What specialised law says of supplements and of waiting for a payment."""
        if self.special.get(name) == value:
            return
        self.special[name] = value
        self.wrong.pop("special", None)
        said = self.special
        try:
            own = (
                msgspec.convert(
                    {
                        "source": said["source"],
                        "policy": SupplementPolicy(said["policy"]),
                        "ask_within_days": number_in(said["ask_within_days"]),
                        "requests": number_in(said["requests"]),
                    },
                    DefinedSupplement,
                )
                if said["policy"]
                else None
            )
            pause = said["payment_pause_source"][:500]
        except ValueError:
            self.wrong["special"] = "Ghi số ngày từ 1 đến 365, số lần từ 0 đến 100."
            return
        self._keep_rules(
            msgspec.structs.replace(self._rules(), supplement=own, payment_pause_source=pause)
        )


def _box(page: Any, label: str, name: str, fee: FeeCells, value: Any, rows: int = 0) -> Component:
    place = "fee-" + name + "-" + fee.number.to_string()  # type: ignore[attr-defined]
    common: dict[str, Any] = {
        "id": place,
        "default_value": value,
        "key": place + "-" + page.drawn.to_string(),
        "on_blur": lambda typed: page.set_fee(fee.number, name, typed),
        "disabled": ~page.may_edit,
    }
    return rx.el.div(
        rx.el.label(label, html_for=place),
        rx.el.textarea(rows=str(rows), **common)
        if rows
        else rx.el.input(type="text", auto_complete="off", **common),
        class_name="field",
    )


def _choice(page: Any, label: str, name: str, fee: FeeCells, value: Any, of: Any) -> Component:
    place = "fee-" + name + "-" + fee.number.to_string()  # type: ignore[attr-defined]
    return rx.el.div(
        rx.el.label(label, html_for=place),
        rx.el.select(
            *[rx.el.option(words.vi, value=code.value) for code, words in of.items()],
            id=place,
            value=value,
            on_change=lambda chosen: page.set_fee(fee.number, name, chosen),
            disabled=~page.may_edit,
        ),
        class_name="field",
    )


def _fee(page: Any, fee: FeeCells) -> Component:
    place = "fee-" + fee.number.to_string()  # type: ignore[attr-defined]
    return rx.el.fieldset(
        rx.el.legend(rx.cond(fee.name != "", fee.name, "Khoản thu mới")),
        rx.cond(
            page.wrong.contains(place),
            rx.el.p(page.wrong[place], class_name="error", role="alert"),
        ),
        _box(page, "Tên khoản thu", "name", fee, fee.name),
        rx.el.div(
            _choice(page, "Loại", "kind", fee, fee.kind, FEE_KIND_LABELS),
            _choice(page, "Tính theo", "per", fee, fee.per, FEE_UNIT_LABELS),
            _choice(page, "Nộp khi nào", "moment", fee, fee.moment, FEE_MOMENT_LABELS),
            class_name="third",
        ),
        rx.el.div(
            _box(page, "Mức thu khi nộp trực tuyến (đồng)", "online", fee, fee.online),
            _box(page, "Mức thu khi nộp trực tiếp (đồng)", "desk", fee, fee.desk),
            _box(page, "Mức thu khi nộp qua bưu chính (đồng)", "post", fee, fee.post),
            class_name="third",
        ),
        rx.el.div(
            _box(page, "Mức thu cho mọi cách nộp khác (đồng)", "other", fee, fee.other),
            _box(page, "Tối đa mỗi bản (đồng)", "most", fee, fee.most),
            class_name="pair",
        ),
        _box(page, "Bậc, mỗi dòng: từ đơn vị thứ | số đồng", "tiers", fee, fee.tiers, 2),
        _box(
            page, "Miễn, giảm, mỗi dòng: tên | phần trăm giảm | văn bản | giấy tờ chứng minh",
            "exemptions", fee, fee.exemptions, 3,
        ),
        _box(page, "Văn bản quy định mức thu", "source", fee, fee.source),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=fee.refundable,
                on_change=lambda _on: page.set_fee(fee.number, "refundable", ""),
                disabled=~page.may_edit,
            ),
            rx.el.span("Hoàn lại khi hồ sơ không được giải quyết"),
            class_name="tick",
        ),
        rx.cond(
            page.may_edit,
            rx.el.button(
                "Bỏ khoản thu này",
                type="button",
                on_click=page.remove_fee(fee.number),
                class_name="link",
            ),
        ),
        class_name="offered",
    )  # fmt: skip


def _special(page: Any, label: str, name: str) -> Component:
    place = f"special-{name}"
    return rx.el.div(
        rx.el.label(label, html_for=place),
        rx.el.input(
            id=place,
            type="text",
            auto_complete="off",
            default_value=page.special[name],
            key=place + page.drawn.to_string(),
            on_blur=lambda typed: page.set_special(name, typed),
            disabled=~page.may_edit,
        ),
        class_name="field",
    )


def rules(page: Any) -> Component:
    """What is charged, and where specialised law differs."""
    return rx.el.section(
        rx.el.h2("Quy tắc phí, lệ phí"),
        rx.el.p(
            "Khi có quy tắc, người nộp trả theo quy tắc; mức phí ghi ở từng cách nộp phải bằng mức "
            "thu cho một đơn vị. Không có quy tắc: thu đúng mức phí của cách nộp.",
            class_name="muted small",
        ),
        rx.foreach(page.fees, lambda fee: _fee(page, fee)),
        rx.cond(
            page.may_edit,
            rx.el.button(
                "Thêm khoản thu", type="button", on_click=page.add_fee, class_name="button plain"
            ),
        ),
        rx.cond(
            page.fees_tried.length() > 0,
            rx.fragment(
                rx.el.h3("Người nộp trả"),
                rx.el.ul(rx.foreach(page.fees_tried, rx.el.li), class_name="list"),
            ),
        ),
        rx.el.h3("Quy định riêng về bổ sung hồ sơ"),
        rx.cond(
            page.wrong.contains("special"),
            rx.el.p(page.wrong["special"], class_name="error", role="alert"),
        ),
        rx.el.div(
            rx.el.label("Thời hạn sau khi bổ sung", html_for="special-policy"),
            rx.el.select(
                rx.el.option("Theo chế độ chung", value=""),
                *[
                    rx.el.option(words.vi, value=code.value)
                    for code, words in SUPPLEMENT_POLICY_LABELS.items()
                ],
                id="special-policy",
                value=page.special["policy"],
                on_change=lambda chosen: page.set_special("policy", chosen),
                disabled=~page.may_edit,
            ),
            class_name="field",
        ),
        rx.cond(
            page.special["policy"] != "",
            rx.fragment(
                _special(page, "Điều, khoản quy định", "source"),
                rx.el.div(
                    _special(page, "Yêu cầu bổ sung trong mấy ngày làm việc", "ask_within_days"),
                    _special(page, "Nhiều nhất mấy lần", "requests"),
                    class_name="pair",
                ),
            ),
        ),
        _special(
            page, "Điều, khoản cho dừng thời hạn khi chờ nộp tiền (để trống: không dừng)",
            "payment_pause_source",
        ),
        class_name="card editor",
    )  # fmt: skip

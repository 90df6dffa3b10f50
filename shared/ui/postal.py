"""Whom the postman asks for and at which house: the fields of citizens' and officers' pages."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client.base import ApiProblem
from shared.contracts.post import PostalAddress
from shared.ui.field_views import field_view
from shared.ui.fields import Field, as_typed
from shared.ui.places import Places

_PHONE = re.compile(r"0\d{9}")
_WHERE = {"name": "name", "phone": "phone", "commune": "home", "detail": "home"}


def _home(commune: str, detail: str, label: str) -> Field:
    return Field(
        key="home", id="home", kind="address", label=label, help="", required=True,
        input_type="text", input_mode="", text="", options=[], province="", commune=commune,
        detail=detail, communes=[], bank="", number="", holder="", source="", error="",
    )  # fmt: skip


class PostalPlace(Places, mixin=True):
    """Name, phone and address; what was typed stays until it is taken."""

    home: list[Field] = []
    person: str = ""
    phone: str = ""
    wrong: dict[str, str] = {}

    def _change_fields(self, change: Callable[[Field], Field]) -> None:
        self.home = [change(found) for found in self.home]

    async def _begin(
        self, name: str, phone: str, commune: str, detail: str, label: str = "Địa chỉ"
    ) -> None:
        self.person, self.phone, self.wrong = name, phone, {}
        self.home = [_home(commune, detail, label)]
        await self._read_places(self.home)

    def _sent(self, form: Mapping[str, Any]) -> PostalAddress | None:
        """What was typed; None where something is missing, said beside each field."""
        self.person = str(form.get("postal_name") or self.person).strip()
        self.phone = re.sub(r"[\s.]", "", str(form.get("postal_phone") or ""))
        self.home = [as_typed(found, form) for found in self.home]
        known = self.home[0]
        wrong = {}
        if len(self.person) < 2:
            wrong["name"] = "Vui lòng ghi họ tên người nhận bưu tá."
        if not _PHONE.fullmatch(self.phone):
            wrong["phone"] = "Số điện thoại phải gồm 10 chữ số, bắt đầu bằng 0."
        if not known.commune or len(known.detail.strip()) < 2:
            wrong["home"] = "Vui lòng chọn tỉnh, xã và ghi số nhà, đường."
        self.wrong = wrong
        if wrong:
            return None
        return PostalAddress(self.person, self.phone, known.commune, known.detail.strip())

    def _blame(self, refused: ApiProblem) -> str:
        """Puts what the API says beside its field; returns what has no field."""
        names = {error.pointer.rsplit("/", 1)[-1]: error.message for error in refused.errors}
        self.wrong = {_WHERE[name]: words for name, words in names.items() if name in _WHERE}
        return "" if self.wrong else refused.message


def postal_fields(state: type[rx.State], *, autocomplete: bool = False) -> Component:
    """The fields of a state that is a `PostalPlace`."""

    def typed(name: str, label: str, kind: str, value: rx.Var[str], complete: str) -> Component:
        error = state.wrong[name]
        has = state.wrong.contains(name)
        return rx.el.div(
            rx.el.label(label, html_for=f"postal-{name}"),
            rx.el.input(
                id=f"postal-{name}",
                name=f"postal_{name}",
                type="text",
                input_mode=kind,
                default_value=value,
                auto_complete=complete if autocomplete else "off",
                aria_invalid=has.to_string(),
                aria_required="true",
                custom_attrs={"aria-describedby": f"postal-{name}-error"},
                max_length=120,
            ),
            rx.cond(
                has, rx.el.p(error, class_name="error", role="alert", id=f"postal-{name}-error")
            ),
            class_name="field",
        )

    return rx.fragment(
        rx.cond(
            state.wrong.contains("home"),
            rx.el.p(state.wrong["home"], class_name="error", role="alert"),
        ),
        rx.foreach(
            state.home,
            lambda found: field_view(found, state.provinces, state.choose_province),
        ),
        typed("name", "Họ tên người gặp bưu tá", "text", state.person, "name"),
        typed("phone", "Điện thoại để bưu tá gọi", "tel", state.phone, "tel"),
    )

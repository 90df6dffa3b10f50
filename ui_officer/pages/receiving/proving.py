"""Proving that an account is its person's, while they stand at the desk with their card."""

from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import privacy
from shared.client.base import ApiProblem
from shared.contracts.privacy import ProveIdentity
from shared.ui.session import api


class Proving(rx.State):
    """The last try."""

    words: str = ""
    done: bool = False

    @rx.event
    async def prove(self, form: dict[str, Any]):
        """Card and code together."""
        self.done = False
        values = {name: str(form.get(f"proof-{name}", "")).strip() for name in ("scan", "code")}
        try:
            data = msgspec.convert(values, ProveIdentity)
            found = await privacy.prove_identity(api(self, "officer"), data)
        except msgspec.ValidationError:
            self.words = "Quét thẻ và nhập mã 6 chữ số người nộp đọc."
        except ApiProblem as refused:
            self.words = refused.message
        else:
            self.words, self.done = f"Đã xác thực tài khoản của {found.full_name}.", True


def proving() -> Component:
    """Folded away: most people need it once."""
    return rx.el.details(
        rx.el.summary("Xác thực danh tính chủ tài khoản"),
        rx.el.form(
            rx.el.div(
                rx.el.div(
                    rx.el.label("Quét thẻ căn cước", html_for="proof-scan"),
                    rx.el.input(
                        id="proof-scan", name="proof-scan", type="text", auto_complete="off"
                    ),
                    class_name="field",
                ),
                rx.el.div(
                    rx.el.label("Mã người nộp đọc ở mục Tài khoản", html_for="proof-code"),
                    rx.el.input(
                        id="proof-code",
                        name="proof-code",
                        type="text",
                        input_mode="numeric",
                        max_length=6,
                        auto_complete="off",
                    ),
                    class_name="field",
                ),
                class_name="columns",
            ),
            rx.cond(
                Proving.words != "",
                rx.el.p(
                    Proving.words, class_name=rx.cond(Proving.done, "", "error"), role="status"
                ),
            ),
            rx.el.button("Xác thực", type="submit", class_name="button plain"),
            on_submit=Proving.prove,
            reset_on_submit=True,
        ),
        class_name="card",
    )

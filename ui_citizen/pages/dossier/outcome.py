"""The result in the account: the paper itself, how others check it, and what no longer counts."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.contracts.dossiers import Dossier
from shared.ui.words import day


@dataclasses.dataclass
class Outcome:
    """The result in force; an empty title where there is none."""

    title: str = ""
    number: str = ""
    issued: str = ""
    code: str = ""
    look: str = ""
    save: str = ""
    check: str = ""
    signed: bool = False


@dataclasses.dataclass
class Past:
    """A result that no longer counts."""

    title: str
    what: str
    reason: str


def outcome_of(found: Dossier) -> Outcome:
    """As the dossier tells it."""
    if found.result is None:
        return Outcome()
    path = f"/api/v1/documents/{found.result.document_id}/content"
    return Outcome(
        title=found.result.title,
        number=found.result.number,
        issued=day(found.result.issued_at),
        code=found.result.verification_code,
        look=f"{path}?disposition=inline",
        save=path,
        check=f"/ket-qua/{found.result.verification_code}/",
        signed=found.result.signed,
    )


def past_of(found: Dossier) -> list[Past]:
    """What was taken back, newest first."""
    return [
        Past(
            f"{r.title} số {r.number}, ngày {day(r.issued_at)}",
            f"{r.state_label} ngày {day(r.withdrawn_at)}"
            + (f", bởi kết quả số {r.replaced_by}" if r.replaced_by else ""),
            r.reason,
        )
        for r in found.past_results
    ]


def outcome_card(result: rx.Var[Outcome], past: rx.Var[list[Past]]) -> Component:
    """Nothing while there is no result, and never was one."""
    return rx.fragment(
        rx.cond(
            result.title != "",
            rx.el.section(
                rx.el.h2("Kết quả"),
                rx.el.p(
                    rx.el.b(result.title),
                    rx.el.br(),
                    rx.el.span(
                        "Số " + result.number + ", ngày " + result.issued, class_name="muted"
                    ),
                ),
                rx.cond(
                    result.signed,
                    rx.el.p(
                        rx.el.span(
                            "✓ Bản điện tử có chữ ký số, có giá trị như bản giấy",
                            class_name="tag ok",
                        )
                    ),
                ),
                rx.el.div(
                    rx.el.a("Tải về", href=result.save, target="_blank", class_name="button"),
                    rx.el.a("Xem", href=result.look, target="_blank", class_name="button plain"),
                    class_name="actions",
                ),
                rx.el.dl(
                    rx.el.div(
                        rx.el.dt("Mã kiểm tra"),
                        rx.el.dd(result.code, class_name="code"),
                    ),
                    class_name="rows",
                ),
                rx.el.p(
                    "Ai nhận giấy này cũng tự kiểm tra được: ",
                    rx.el.a("trang kiểm tra kết quả", href=result.check),
                    ".",
                    class_name="small",
                ),
                class_name="card",
            ),
        ),
        rx.cond(
            past.length() > 0,
            rx.el.section(
                rx.el.h2("Kết quả không còn giá trị"),
                rx.el.ul(
                    rx.foreach(
                        past,
                        lambda p: rx.el.li(
                            p.title,
                            rx.el.br(),
                            rx.el.span(p.what, class_name="tag bad"),
                            rx.cond(
                                p.reason != "",
                                rx.el.p("Lý do: " + p.reason, class_name="small"),
                            ),
                        ),
                    ),
                    class_name="list",
                ),
                class_name="card",
            ),
        ),
    )

"""Dữ liệu mở: what is published, what each column means, and the files."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import open_data
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import moment
from ui_citizen.layout import message, ready, shell, waiting


@dataclasses.dataclass
class Column:
    """One column and its meaning."""

    name: str
    words: str


@dataclasses.dataclass
class Shown:
    """One set in words."""

    title: str
    about: str
    changed: str
    csv: str
    json: str
    columns: list[Column]


class OpenData(rx.State):
    """What is published."""

    sets: list[Shown] = []
    licence: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads the description that machines read."""
        self.reset()
        try:
            found = await open_data.catalogue(api(self, "citizen"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.licence = found["dct:license"]
        self.sets = [_in_words(one) for one in found["dcat:dataset"]]
        self.loaded = True


def _in_words(one: dict[str, Any]) -> Shown:
    changed = one["dct:modified"]
    base = f"/api/v1/open-data/{one['dct:identifier']}"
    return Shown(
        title=one["dct:title"],
        about=one["dct:description"],
        changed=f"Cập nhật {moment(changed)}" if changed else "Chưa có số liệu",
        csv=f"{base}.csv",
        json=f"{base}.json",
        columns=[
            Column(c["csvw:name"], c["dct:description"])
            for c in one["csvw:tableSchema"]["csvw:columns"]
        ],
    )


def _card(shown: rx.Var[Shown]) -> Component:
    return rx.el.article(
        rx.el.h2(shown.title),
        rx.el.p(shown.about),
        rx.el.p(shown.changed, class_name="muted small"),
        rx.el.div(
            rx.el.a("Tải CSV", href=shown.csv, class_name="button", download=True,
                    target="_blank",  # else the router of the app looks for a page there
                    aria_label="Tải CSV: " + shown.title),
            rx.el.a("Tải JSON", href=shown.json, class_name="button plain", download=True,
                    target="_blank",
                    aria_label="Tải JSON: " + shown.title),
            class_name="acts",
        ),
        rx.el.details(
            rx.el.summary("Các cột"),
            rx.el.div(
                rx.el.dl(
                    rx.foreach(
                        shown.columns,
                        lambda c: rx.fragment(rx.el.dt(rx.el.code(c.name)), rx.el.dd(c.words)),
                    ),
                    class_name="rows",
                )
            ),
        ),
        class_name="card",
    )  # fmt: skip


@rx.page(route="/du-lieu-mo", title="Dữ liệu mở – Cổng Dịch vụ công", on_load=OpenData.load)
def open_data_page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Dữ liệu mở"),
        rx.el.p(
            "Dùng lại tự do, kể cả để kinh doanh, chỉ cần ghi nguồn "
            "(Creative Commons Ghi công 4.0). Không có dữ liệu cá nhân.",
        ),
        rx.cond(OpenData.problem != "", message(OpenData.problem)),
        rx.cond(
            OpenData.loaded,
            rx.fragment(
                ready(),
                rx.foreach(OpenData.sets, _card),
                rx.el.ul(
                    rx.el.li(
                        rx.el.a(
                            "Giấy phép (tiếng Việt, tiếng Anh)",
                            href=OpenData.licence,
                            target="_blank",
                        )
                    ),
                    rx.el.li(
                        rx.el.a(
                            "Mô tả cho máy đọc (DCAT, JSON-LD)",
                            href="/api/v1/open-data",
                            target="_blank",
                        )
                    ),
                    class_name="ways card",
                ),
            ),
            waiting(),
        ),
    )

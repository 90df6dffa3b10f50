"""The pages about the national portal, beside each other."""

import reflex as rx
from reflex.components.component import Component

_PAGES = (
    ("inbound", "Hồ sơ nhận từ Cổng", "/cong-quoc-gia/"),
    ("lists", "Danh mục quốc gia", "/cong-quoc-gia/danh-muc/"),
    ("connection", "Kết nối, mã, đối soát", "/ket-noi/national"),
)


def tabs(shown: str) -> Component:
    """The tabs, one of them shown."""
    return rx.el.nav(
        *[
            rx.el.a(label, href=href, aria_current="page" if name == shown else None)
            for name, label, href in _PAGES
        ],
        class_name="tabs",
        custom_attrs={"aria-label": "Cổng Dịch vụ công quốc gia"},
    )

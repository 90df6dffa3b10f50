"""The sheet of keys; `keys.js` opens it and does what it says."""

import reflex as rx
from reflex.components.component import Component

_KEYS = (
    ("/", "Đến ô tìm kiếm"),
    ("f", "Mở lọc và chọn cột"),
    ("1 … 9", "Mở mục thứ 1 đến 9 ở cột trái"),
    ("[ , ]", "Mục trước, mục sau ở cột trái"),
    ("j, k", "Dòng dưới, dòng trên"),
    ("Enter", "Mở hồ sơ của dòng"),
    ("x", "Chọn hoặc bỏ chọn dòng"),
    ("a", "Chọn cả trang"),
    (".", "Việc chính với các hồ sơ đã chọn"),
    ("m", "Đánh dấu đã xem các hồ sơ đã chọn"),
    ("n, p", "Trang sau, về trang đầu"),
    ("v", "Lưu cách xem này"),
    ("Esc", "Đóng, bỏ chọn"),
    ("?", "Bảng phím này"),
)


def key_sheet() -> Component:
    """Closed until asked for."""
    return rx.el.dialog(
        rx.el.h2("Phím tắt", id="phim-tat"),
        rx.el.dl(
            *[rx.fragment(rx.el.dt(rx.el.kbd(key)), rx.el.dd(words)) for key, words in _KEYS],
            class_name="rows",
        ),
        # WCAG 2.1.4: keys of one letter can be switched off, for those who dictate or slip.
        rx.el.label(
            rx.el.input(type="checkbox", id="dung-phim"),
            "Dùng phím tắt trên máy này",
            class_name="tick",
        ),
        rx.el.button("Đóng", class_name="button", custom_attrs={"data-close": ""}),
        id="phim",
        aria_labelledby="phim-tat",
    )


def key_button() -> Component:
    """Opens the sheet by mouse."""
    return rx.el.button(
        "Phím tắt ", rx.el.kbd("?"), class_name="link", custom_attrs={"data-opens": "phim"}
    )

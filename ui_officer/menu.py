"""The menu at the top of the officers' screens: open what is used all day, the rest in groups.

A new page gets its line in the group where an officer would look for it.
"""

from functools import reduce
from operator import or_
from typing import Any

import reflex as rx
from reflex.components.component import Component

from ui_officer.person import Person

ANYBODY = None
# Name, address, who is offered it (the API decides who may).
Entry = tuple[str, str, Any]

_OPEN: tuple[Entry, ...] = (
    ("Hồ sơ", "/", ANYBODY),
    ("Nhận tại quầy", "/tiep-nhan/", Person.is_desk),
    ("Ký kết quả", "/ky-ket-qua/", Person.signs),
    ("Đóng dấu", "/ky-ket-qua/?viec=dong-dau", Person.seals),
    ("Nhắc việc", "/nhac-viec/", ANYBODY),
)
_GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "Công dân",
        (
            ("Gọi số, lịch hẹn", "/quay/", Person.is_desk),
            ("Bưu chính", "/buu-chinh/", Person.is_desk),
            ("Phản ánh, kiến nghị", "/phan-anh/", ANYBODY),
            ("Máy tính bảng đánh giá tại quầy", "/hai-long/may-tinh-bang/", Person.is_desk),
            ("Chuyển người nộp", "/chuyen-nguoi-nop/", Person.is_desk | Person.signs),
            ("Hỏi đáp", "/hoi-dap/", Person.answers_citizens),
            ("Nội dung Cổng", "/noi-dung/", Person.tells_citizens),
            ("Khảo sát", "/khao-sat/", ANYBODY),
        ),
    ),
    (
        "Số liệu",
        (
            ("Điều hành", "/dieu-hanh/", Person.reads_reports),
            ("Màn hình lớn", "/dieu-hanh/man-hinh/", Person.hangs_screens),
            ("Sổ theo dõi", "/so-theo-doi/", Person.reads_registers),
            ("Báo cáo", "/bao-cao/", Person.reads_reports),
            ("Chỉ số 766", "/chi-so/", ANYBODY),
            ("Đánh giá", "/danh-gia/", ANYBODY),
            ("Sự hài lòng", "/hai-long/", Person.reads_ratings),
            ("Báo cáo tự lập", "/bao-cao-tu-lap/", Person.reads_reports),
            ("Thời gian theo bước", "/thoi-gian-buoc/", Person.reads_reports),
            ("Sổ theo kỳ", "/so-theo-ky/", Person.reads_registers),
            ("Tệp đã yêu cầu", "/tep-xuat/", ANYBODY),
            ("Biên lai", "/bien-lai/", Person.counts_money | Person.is_desk),
            ("Đối soát", "/doi-soat/", Person.counts_money),
            ("Tải của quầy", "/quay/tai/", Person.watches_desk),
        ),
    ),
    (
        "Thủ tục",
        (
            ("Danh mục thủ tục", "/thu-tuc/", ANYBODY),
            ("Quy trình", "/quy-trinh/", Person.is_head),
            ("Biểu mẫu", "/bieu-mau/", Person.approves_content),
            ("Mẫu kết quả", "/mau-ket-qua/", Person.approves_content),
            ("Mẫu thông báo", "/mau-tin/", Person.writes_messages),
            ("Đề nghị", "/de-nghi/", Person.approves_content | Person.decides_roles),
            ("Cổng quốc gia", "/cong-quoc-gia/", Person.approves_content),
        ),
    ),
    (
        "Cơ quan",
        (
            ("Lịch", "/lich-lam-viec/", ANYBODY),
            ("Vắng mặt", "/vang-mat/", ANYBODY),
            ("Cài đặt quầy", "/quay/cai-dat/", Person.keeps_desk),
            ("Thôi việc", "/ban-giao/", Person.may_let_go),
            ("Vai trò", "/vai-tro/", Person.decides_roles),
            ("Lưu trữ", "/luu-tru/", ANYBODY),
        ),
    ),
    (
        "Hệ thống",
        (
            (
                "Quản trị",
                "/quan-tri/",
                Person.keeps_accounts | Person.approves_content | Person.decides_roles,
            ),
            ("Cán bộ", "/can-bo/", Person.keeps_accounts),
            ("Cổng tin nhắn", "/kenh-tin/", Person.keeps_accounts),
            ("Kết nối", "/ket-noi/", Person.may_audit),
            ("Nhật ký", "/nhat-ky/", Person.may_audit),
            ("Vận hành", "/van-hanh/", Person.watches_system),
            ("Truy cập Cổng", "/truy-cap/", Person.watches_portal),
        ),
    ),
)


def menu() -> Component:
    """Links and groups of links; a group opens by click or key, one at a time."""
    return rx.el.nav(
        *[_offered(who, rx.el.a(name, href=address)) for name, address, who in _OPEN],
        *[_group(title, entries) for title, entries in _GROUPS],
        class_name="links",
        custom_attrs={"aria-label": "Chức năng"},
    )


def _group(title: str, entries: tuple[Entry, ...]) -> Component:
    body = rx.el.details(
        rx.el.summary(title),
        rx.el.ul(
            *[
                _offered(who, rx.el.li(rx.el.a(name, href=address)))
                for name, address, who in entries
            ]
        ),
        class_name="menu",
        custom_attrs={"name": "menu"},
    )
    asked = [who for _, _, who in entries if who is not ANYBODY]
    return body if len(asked) < len(entries) else rx.cond(reduce(or_, asked), body)


def _offered(who: Any, what: Component) -> Component:
    return what if who is ANYBODY else rx.cond(who, what)

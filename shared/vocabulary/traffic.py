"""What is counted of visits to the portal."""

from enum import StrEnum

from shared.vocabulary.label import Label
from shared.vocabulary.roles import Role

# Who watches how the portal is visited.
TRAFFIC_WATCHERS = (Role.SYSTEM_ADMIN, Role.AUDITOR, Role.LEADER, Role.CATALOGUE_ADMIN)


class PageKind(StrEnum):
    """Which part of the portal was looked at."""

    HOME = "home"
    SEARCH = "search"
    PROCEDURE = "procedure"
    APPLY = "apply"
    DOSSIER = "dossier"
    LOOK_UP = "look_up"
    RESULT_CHECK = "result_check"
    PAYMENT = "payment"
    ACCOUNT = "account"
    HELP = "help"
    FEEDBACK = "feedback"
    DESK = "desk"
    OPEN_DATA = "open_data"
    OTHER = "other"


PAGE_LABELS: dict[PageKind, Label] = {
    PageKind.HOME: Label("Trang chủ", "Home"),
    PageKind.SEARCH: Label("Tìm kiếm thủ tục", "Search"),
    PageKind.PROCEDURE: Label("Trang thủ tục", "Procedure"),
    PageKind.APPLY: Label("Nộp hồ sơ", "Filling in"),
    PageKind.DOSSIER: Label("Hồ sơ của tôi", "My dossiers"),
    PageKind.LOOK_UP: Label("Tra cứu hồ sơ", "Look-up"),
    PageKind.RESULT_CHECK: Label("Kiểm tra kết quả", "Checking a result"),
    PageKind.DESK: Label("Lấy số, đặt lịch", "Numbers and appointments"),
    PageKind.OPEN_DATA: Label("Số liệu, dữ liệu mở", "Figures and open data"),
    PageKind.PAYMENT: Label("Thanh toán", "Payment"),
    PageKind.ACCOUNT: Label("Tài khoản, đăng nhập", "Account, sign-in"),
    PageKind.HELP: Label("Hướng dẫn, hỏi đáp, tin", "Help and news"),
    PageKind.FEEDBACK: Label("Đánh giá, phản ánh, khảo sát", "Feedback"),
    PageKind.OTHER: Label("Trang khác", "Other"),
}


class Device(StrEnum):
    """The class of a device, as its browser says; nothing finer is kept."""

    PHONE = "phone"
    TABLET = "tablet"
    DESKTOP = "desktop"


DEVICE_LABELS: dict[Device, Label] = {
    Device.PHONE: Label("Điện thoại", "Phone"),
    Device.TABLET: Label("Máy tính bảng", "Tablet"),
    Device.DESKTOP: Label("Máy tính", "Computer"),
}

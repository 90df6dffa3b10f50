"""States of messages, kinds of codes and names of settings, as operators read them."""

STATES = (
    ("dead", "Không gửi được"),
    ("maybe", "Có thể đã gửi"),
    ("unmapped", "Chưa ánh xạ"),
    ("waiting", "Chờ gửi"),
    ("sent", "Đã gửi"),
    ("dropped", "Đã bỏ"),
)
KINDS = {
    "procedure": "Thủ tục",
    "agency": "Cơ quan",
    "sector": "Lĩnh vực",
    "component": "Giấy tờ",
    "paper": "Giấy tờ",
    "paper_kind": "Loại giấy tờ",
    "fee": "Phí, lệ phí",
    "applicant_kind": "Loại người nộp",
    "register": "Cơ sở dữ liệu",
    "subject": "Loại đối tượng",
    "subject_2026": "Loại đối tượng (2026)",
    "event": "Sự kiện",
}
SETTINGS = {
    "url": "Địa chỉ",
    "user": "Tài khoản",
    "unit": "Mã đơn vị",
    "sender": "Tên người gửi",
    "key": "Khóa",
    "password": "Mật khẩu",
    "secret": "Khóa bí mật",
    "token": "Mã truy cập",
}

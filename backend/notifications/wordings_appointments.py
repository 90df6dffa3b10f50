"""What people are told about their appointments, in Vietnamese."""

from shared.vocabulary.reception import AppointmentTurn

WEIGHTY_TURNS = (AppointmentTurn.CLOSED, AppointmentTurn.RELOCATED, AppointmentTurn.REMINDER)
APPOINTMENT_WORDS = ("name", "time", "kind", "agency", "address", "code", "note")
APPOINTMENTS: dict[AppointmentTurn, tuple[str, str]] = {
    AppointmentTurn.BOOKED: (
        "Đã đặt lịch hẹn lúc {time}",
        "Ông/Bà có lịch hẹn “{kind}” lúc {time} tại {agency}, {address}. Mã lịch hẹn: {code}; khi "
        "đến, Ông/Bà nhập mã này tại ki-ốt hoặc báo cán bộ.",
    ),
    AppointmentTurn.MOVED: (
        "Lịch hẹn đã đổi sang {time}",
        "Lịch hẹn “{kind}” tại {agency}, {address} nay vào lúc {time}. Mã lịch hẹn mới: {code}.",
    ),
    AppointmentTurn.CANCELLED: (
        "Đã hủy lịch hẹn lúc {time}",
        "Lịch hẹn “{kind}” lúc {time} tại {agency} đã hủy. Ông/Bà có thể đặt lịch khác.",
    ),
    AppointmentTurn.CLOSED: (
        "Xin lỗi, lịch hẹn lúc {time} không thực hiện được",
        "Chúng tôi xin lỗi: {agency} không tiếp được lịch hẹn “{kind}” lúc {time}. Lý do: {note} "
        "Mời Ông/Bà đặt lịch khác.",
    ),
    AppointmentTurn.RELOCATED: (
        "Lịch hẹn lúc {time} nay tại {agency}",
        "Lịch hẹn “{kind}” lúc {time} của Ông/Bà chuyển đến {agency}, {address}; giờ hẹn giữ "
        "nguyên. Mã lịch hẹn: {code}. Lý do: {note} Nếu không tiện, mời Ông/Bà đổi giờ hoặc hủy.",
    ),
    AppointmentTurn.REMINDER: (
        "Nhắc lịch hẹn lúc {time}",
        "Ông/Bà có lịch hẹn “{kind}” lúc {time} tại {agency}, {address}. Mã lịch hẹn: {code}. Nếu "
        "không đến được, mời Ông/Bà hủy hoặc đổi giờ để người khác dùng.",
    ),
}

"""The desk: who is called before others, how a number and an appointment stand.

Elderly people: Luật Người cao tuổi 39/2009/QH12; disabled people: Luật Người khuyết tật
51/2010/QH12; pregnant women: Luật Bình đẳng giới 73/2006/QH11 Điều 7; people of merit: Pháp lệnh
02/2020/UBTVQH14. Whom they protect is the law's; in which order a desk calls is its own rule
(docs/decisions/0041).
"""

from enum import StrEnum

from shared.vocabulary.label import Label


class Priority(StrEnum):
    """Why somebody is called before others."""

    NONE = "none"
    ELDERLY = "elderly"
    PREGNANT = "pregnant"
    DISABLED = "disabled"
    MERIT = "merit"


PRIORITY_LABELS: dict[Priority, Label] = {
    Priority.NONE: Label("Không thuộc diện ưu tiên", "No priority"),
    Priority.ELDERLY: Label("Người cao tuổi (từ 60 tuổi)", "Elderly (60 and older)"),
    Priority.PREGNANT: Label("Phụ nữ mang thai", "Pregnant"),
    Priority.DISABLED: Label("Người khuyết tật", "Disabled"),
    Priority.MERIT: Label("Người có công với cách mạng", "Person of merit"),
}


class TicketState(StrEnum):
    """Where a number stands."""

    WAITING = "waiting"
    CALLED = "called"
    FINISHED = "finished"
    MISSED = "missed"
    CANCELLED = "cancelled"


TICKET_STATE_LABELS: dict[TicketState, Label] = {
    TicketState.WAITING: Label("Đang chờ", "Waiting"),
    TicketState.CALLED: Label("Đang được gọi", "Called"),
    TicketState.FINISHED: Label("Đã xong", "Done"),
    TicketState.MISSED: Label("Đã gọi, vắng mặt", "Called, absent"),
    TicketState.CANCELLED: Label("Đã hủy", "Cancelled"),
}


class TicketOrigin(StrEnum):
    """How a number was taken."""

    PHONE = "phone"
    KIOSK = "kiosk"
    DESK = "desk"
    APPOINTMENT = "appointment"


TICKET_ORIGIN_LABELS: dict[TicketOrigin, Label] = {
    TicketOrigin.PHONE: Label("Lấy số qua điện thoại", "By phone"),
    TicketOrigin.KIOSK: Label("Lấy số tại ki-ốt", "At the kiosk"),
    TicketOrigin.DESK: Label("Cán bộ lấy số", "At the desk"),
    TicketOrigin.APPOINTMENT: Label("Có lịch hẹn", "By appointment"),
}


class ServingEnd(StrEnum):
    """How one call of a number ended."""

    FINISHED = "finished"
    MISSED = "missed"
    TRANSFERRED = "transferred"


SERVING_END_LABELS: dict[ServingEnd, Label] = {
    ServingEnd.FINISHED: Label("Đã xong", "Done"),
    ServingEnd.MISSED: Label("Vắng mặt", "Absent"),
    ServingEnd.TRANSFERRED: Label("Chuyển quầy khác", "Sent to another counter"),
}


class AppointmentState(StrEnum):
    """Where an appointment stands."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"
    MISSED = "missed"


APPOINTMENT_STATE_LABELS: dict[AppointmentState, Label] = {
    AppointmentState.BOOKED: Label("Đã đặt", "Booked"),
    AppointmentState.ARRIVED: Label("Đã đến", "Arrived"),
    AppointmentState.CANCELLED: Label("Đã hủy", "Cancelled"),
    AppointmentState.MISSED: Label("Không đến", "Did not come"),
}


class AppointmentTurn(StrEnum):
    """What people are told about an appointment."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    RELOCATED = "relocated"
    REMINDER = "reminder"


APPOINTMENT_TURN_LABELS: dict[AppointmentTurn, Label] = {
    AppointmentTurn.BOOKED: Label("Đã đặt lịch hẹn", "Appointment booked"),
    AppointmentTurn.MOVED: Label("Đã đổi lịch hẹn", "Appointment moved"),
    AppointmentTurn.CANCELLED: Label("Đã hủy lịch hẹn", "Appointment cancelled"),
    AppointmentTurn.CLOSED: Label("Cơ quan hủy lịch hẹn", "Appointment called off by the office"),
    AppointmentTurn.RELOCATED: Label(
        "Lịch hẹn chuyển sang cơ quan kế thừa", "Appointment at the agency that takes over"
    ),
    AppointmentTurn.REMINDER: Label("Nhắc lịch hẹn", "Appointment reminder"),
}

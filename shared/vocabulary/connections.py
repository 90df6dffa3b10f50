"""States of connections with partners and of the messages to them."""

from enum import StrEnum

from shared.vocabulary.label import Label


class DeliveryState(StrEnum):
    """How far a message to a partner is."""

    WAITING = "waiting"
    SENDING = "sending"
    UNMAPPED = "unmapped"
    SENT = "sent"
    MAYBE = "maybe"
    DEAD = "dead"
    DROPPED = "dropped"


DELIVERY_LABELS: dict[DeliveryState, Label] = {
    DeliveryState.WAITING: Label("Chờ gửi", "Waiting"),
    DeliveryState.SENDING: Label("Đang gửi", "Being sent"),
    DeliveryState.UNMAPPED: Label("Chưa ánh xạ", "No code yet"),
    DeliveryState.SENT: Label("Đã gửi", "Sent"),
    DeliveryState.MAYBE: Label("Có thể đã gửi", "Maybe sent"),
    DeliveryState.DEAD: Label("Không gửi được", "Not sent"),
    DeliveryState.DROPPED: Label("Đã bỏ", "Dropped"),
}


class ConnectionState(StrEnum):
    """How a connection is."""

    WORKING = "working"
    TROUBLED = "troubled"
    BROKEN = "broken"
    PAUSED = "paused"


CONNECTION_LABELS: dict[ConnectionState, Label] = {
    ConnectionState.WORKING: Label("Hoạt động", "Working"),
    ConnectionState.TROUBLED: Label("Cần xem", "Needs a look"),
    ConnectionState.BROKEN: Label("Mất kết nối", "Not reachable"),
    ConnectionState.PAUSED: Label("Tạm dừng", "Paused"),
}


class AlarmKind(StrEnum):
    """What an alarm is about."""

    BACKLOG = "backlog"
    SILENCE = "silence"
    ERRORS = "errors"
    DEAD = "dead"
    KEY = "key"


ALARM_LABELS: dict[AlarmKind, Label] = {
    AlarmKind.BACKLOG: Label("Tồn đọng", "Backlog"),
    AlarmKind.SILENCE: Label("Im lặng", "Silence"),
    AlarmKind.ERRORS: Label("Tỷ lệ lỗi", "Share of errors"),
    AlarmKind.DEAD: Label("Không gửi được", "Not sent"),
    AlarmKind.KEY: Label("Mã truy cập", "Access key"),
}

"""Orders to the public post: directions, states, what the post tells, what goes wrong."""

from enum import StrEnum

from shared.vocabulary.label import Label


class Direction(StrEnum):
    """Papers fetched from the applicant, or the result brought to them (QĐ 45/2016/QĐ-TTg)."""

    PICKUP = "pickup"
    DELIVERY = "delivery"


DIRECTION_LABELS: dict[Direction, Label] = {
    Direction.PICKUP: Label("Lấy giấy tờ tại nhà", "Papers fetched from home"),
    Direction.DELIVERY: Label("Trả kết quả tận nơi", "Result brought home"),
}


class OrderState(StrEnum):
    """Where an order stands. Asked: wanted by the applicant, not yet given to the post."""

    ASKED = "asked"
    ORDERED = "ordered"
    TAKEN = "taken"
    COLLECTED = "collected"
    MOVING = "moving"
    DELIVERED = "delivered"
    RETURNED = "returned"
    LOST = "lost"
    REFUSED = "refused"
    CANCELLED = "cancelled"


ORDER_STATE_LABELS: dict[OrderState, Label] = {
    OrderState.ASKED: Label("Chờ gửi", "To be sent"),
    OrderState.ORDERED: Label("Đang đặt với bưu điện", "Being ordered"),
    OrderState.TAKEN: Label("Bưu điện đã nhận đơn", "Order taken"),
    OrderState.COLLECTED: Label("Bưu tá đã lấy", "Collected"),
    OrderState.MOVING: Label("Đang vận chuyển", "On its way"),
    OrderState.DELIVERED: Label("Đã phát", "Delivered"),
    OrderState.RETURNED: Label("Bị chuyển hoàn", "Returned"),
    OrderState.LOST: Label("Bị thất lạc", "Lost"),
    OrderState.REFUSED: Label("Bưu điện không nhận", "Refused by the post"),
    OrderState.CANCELLED: Label("Đã hủy", "Cancelled"),
}

# Nothing is expected of the post any more.
ENDED = frozenset(
    {
        OrderState.DELIVERED,
        OrderState.RETURNED,
        OrderState.LOST,
        OrderState.REFUSED,
        OrderState.CANCELLED,
    }
)
# The post has not fetched the parcel yet, so that the order may be cancelled.
BEFORE_PICKUP = frozenset({OrderState.ASKED, OrderState.ORDERED, OrderState.TAKEN})


class Told(StrEnum):
    """What one line of the tracking feed tells of a parcel."""

    TAKEN = "taken"
    COLLECTED = "collected"
    MOVING = "moving"
    NOT_FOUND = "not_found"
    DELIVERED = "delivered"
    RETURNED = "returned"
    LOST = "lost"
    CANCELLED = "cancelled"


UNREAD = "unread"  # instead of it, for a line that was not of the shape agreed upon
UNREAD_LABEL = Label("Tin của bưu điện không đọc được", "A line of the post that cannot be read")
TOLD_LABELS: dict[Told, Label] = {
    Told.TAKEN: Label("Bưu điện nhận đơn", "Order taken"),
    Told.COLLECTED: Label("Bưu tá đã lấy hàng", "Collected"),
    Told.MOVING: Label("Đang vận chuyển", "On its way"),
    Told.NOT_FOUND: Label("Phát chưa được, sẽ phát lại", "Nobody there, tried again"),
    Told.DELIVERED: Label("Phát thành công", "Delivered"),
    Told.RETURNED: Label("Chuyển hoàn về nơi gửi", "Returned to sender"),
    Told.LOST: Label("Thất lạc", "Lost"),
    Told.CANCELLED: Label("Đơn đã hủy", "Order cancelled"),
}


class Trouble(StrEnum):
    """Why an order waits for somebody of the desk."""

    NONE = ""
    REFUSED = "refused"
    RETURNED = "returned"
    LOST = "lost"
    MONEY = "money"
    NOT_HANDED = "not_handed"


TROUBLE_LABELS: dict[Trouble, Label] = {
    Trouble.NONE: Label("Không có vướng mắc", "Nothing wrong"),
    Trouble.REFUSED: Label("Bưu điện không nhận đơn", "The post refused the order"),
    Trouble.RETURNED: Label("Bưu gửi bị chuyển hoàn", "The parcel came back"),
    Trouble.LOST: Label("Bưu gửi bị thất lạc", "The parcel was lost"),
    Trouble.MONEY: Label("Tiền thu hộ không khớp", "Money collected does not agree"),
    Trouble.NOT_HANDED: Label(
        "Đã phát nhưng chưa ghi trả kết quả được", "Delivered, hand-over not recorded"
    ),
}

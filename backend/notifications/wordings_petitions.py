"""What senders of petitions are told, in both languages."""

from shared.vocabulary.label import Label

WORDS = ("name", "petition", "agency", "due", "note")


def key_of_petition(what: str) -> str:
    """The event of a turn of a petition."""
    return f"petition.{what}"


# Label, subject, body.
PETITIONS: dict[str, tuple[Label, str, str]] = {
    "received": (
        Label("Đã nhận phản ánh, kiến nghị", "Petition received"),
        "Đã nhận phản ánh {petition}",
        "{agency} đã nhận phản ánh, kiến nghị của Ông/Bà và sẽ trả lời trước {due}.",
    ),
    "refused": (
        Label("Từ chối phản ánh, kiến nghị", "Petition refused"),
        "Phản ánh {petition} không được tiếp nhận",
        "Lý do: {note}",
    ),
    "asked": (
        Label("Yêu cầu bổ sung phản ánh", "Petition: more is asked"),
        "Phản ánh {petition} cần bổ sung thông tin",
        "Ông/Bà vui lòng bổ sung: {note}",
    ),
    "transferred": (
        Label("Phản ánh được chuyển cơ quan khác", "Petition transferred"),
        "Phản ánh {petition} đã chuyển cơ quan khác xử lý",
        "{note} Hạn trả lời: {due}.",
    ),
    "passed_on": (
        Label("Phản ánh được chuyển ra ngoài", "Petition passed on"),
        "Phản ánh {petition} đã chuyển cơ quan có thẩm quyền",
        "{note}",
    ),
    "merged": (
        Label("Phản ánh được gộp", "Petition merged"),
        "Phản ánh {petition} được trả lời chung",
        "{note}",
    ),
    "answered": (
        Label("Có trả lời phản ánh, kiến nghị", "Petition answered"),
        "Đã có trả lời phản ánh {petition}",
        "{agency} đã trả lời. Ông/Bà xem nội dung trên Cổng Dịch vụ công và cho biết có hài lòng "
        "với trả lời không.",
    ),
}
PETITIONS_ENGLISH: dict[str, tuple[str, str]] = {
    key_of_petition(what): texts
    for what, texts in {
        "received": (
            "Petition {petition} received",
            "{agency} has received your petition and will answer by {due}.",
        ),
        "refused": ("Petition {petition} is not accepted", "Reason: {note}"),
        "asked": ("Petition {petition} needs more information", "Please add: {note}"),
        "transferred": (
            "Petition {petition} was transferred",
            "{note} The answer is due {due}.",
        ),
        "passed_on": ("Petition {petition} was passed on", "{note}"),
        "merged": ("Petition {petition} is answered together with another", "{note}"),
        "answered": (
            "Petition {petition} was answered",
            "{agency} has answered. Read it on the portal and say whether you are content.",
        ),
    }.items()
}

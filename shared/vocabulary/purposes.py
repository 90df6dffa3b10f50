"""What personal data is collected for, told where it is collected; each text has a version.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; NĐ 356/2025/NĐ-CP. A changed text is a new version: what a
person was told stays provable.
"""

from dataclasses import dataclass
from enum import StrEnum

from shared.vocabulary.label import Label


class Collection(StrEnum):
    """Where personal data is collected."""

    REGISTRATION = "registration"
    SUBMISSION = "submission"
    DESK = "desk"


COLLECTION_LABELS: dict[Collection, Label] = {
    Collection.REGISTRATION: Label("Mở tài khoản", "Opening an account"),
    Collection.SUBMISSION: Label("Nộp hồ sơ trực tuyến", "Submitting online"),
    Collection.DESK: Label("Nộp hồ sơ tại quầy", "Submitting at the desk"),
}


@dataclass(frozen=True, slots=True)
class PurposeNotice:
    """A text in force."""

    version: str
    text: Label


_RIGHTS = Label(
    "Bạn có quyền xem, sửa, tải về dữ liệu của mình, xem ai đã xem dữ liệu, rút sự đồng ý và khiếu "
    "nại, ngay trong mục Tài khoản hoặc tại Bộ phận Một cửa.",
    "You may see, correct and take away your data, see who looked at it, withdraw consent and "
    "complain, under Account or at the one-stop desk.",
)
NOTICES: dict[Collection, PurposeNotice] = {
    Collection.REGISTRATION: PurposeNotice(
        "2026-11",
        Label(
            "Họ tên, số định danh, điện thoại và thư điện tử chỉ dùng để xác thực bạn và liên hệ "
            f"về hồ sơ của bạn. {_RIGHTS.vi}",
            "Your name, number, phone and mailbox serve to know who you are and to reach you about "
            f"your dossiers, and nothing else. {_RIGHTS.en}",
        ),
    ),
    Collection.SUBMISSION: PurposeNotice(
        "2026-11",
        Label(
            "Dữ liệu trong hồ sơ chỉ dùng để giải quyết thủ tục này; cơ quan tiếp nhận, cơ quan "
            "giải quyết và cơ quan được hỏi ý kiến xử lý; lưu theo thời hạn bảo quản hồ sơ của "
            f"pháp luật lưu trữ. {_RIGHTS.vi}",
            "What is in the dossier serves this procedure alone; the receiving, the resolving and "
            "the consulted agencies process it; it is kept as long as the law of archives says. "
            f"{_RIGHTS.en}",
        ),
    ),
    Collection.DESK: PurposeNotice(
        "2026-11",
        Label(
            "Báo cho người nộp: dữ liệu trên hồ sơ và thẻ căn cước chỉ dùng để giải quyết thủ tục "
            f"này và trả kết quả. {_RIGHTS.vi}",
            "Tell the applicant: what is on the papers and the card serves this procedure and the "
            f"hand-over of its result alone. {_RIGHTS.en}",
        ),
    ),
}


def told(where: Collection) -> str:
    """What is written down with the act by which data was collected: which text, which version."""
    return f"{where}/{NOTICES[where].version}"

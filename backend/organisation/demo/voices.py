"""What people of the demonstration say: ratings by chance, petitions of plainly nobody. Pure."""

from dataclasses import dataclass
from random import Random

from shared.contracts.ratings import Marks
from shared.vocabulary.petitions import PetitionKind, PetitionTopic
from shared.vocabulary.ratings import Satisfaction

_VERY, _YES, _NO = Satisfaction
_GOOD_WORDS = (
    "Cán bộ hướng dẫn dễ hiểu, trả kết quả sớm.",
    "Làm trên mạng nhanh, không phải đi lại.",
    "Nhân viên thân thiện, giải thích kỹ.",
    "",
    "",
    "",
)
_BAD_WORDS = (
    "Phải bổ sung giấy tờ hai lần, lẽ ra nên nói rõ từ đầu.",
    "Chờ lâu quá, gọi điện không ai nghe máy.",
    "Giấy hẹn ghi một ngày, đến nơi lại hẹn sang hôm sau.",
)
BAD_SHARE = 0.08


def marks(chance: Random, *, late: bool) -> Marks:
    """A rating drawn by chance; who waited too long is content less often."""
    if chance.random() < (4 * BAD_SHARE if late else BAD_SHARE):
        return Marks(
            _NO,
            convenience=chance.choice((_NO, _YES, None)),
            timeliness=_NO if late else chance.choice((_NO, _YES)),
            attitude=chance.choice((_YES, _YES, _NO)),
            words=chance.choice(_BAD_WORDS),
        )
    overall = chance.choices((_VERY, _YES), (5, 4))[0]
    if chance.random() < 0.35:
        return Marks(overall)
    return Marks(
        overall,
        convenience=chance.choices((_VERY, _YES, _NO), (5, 5, 1))[0],
        timeliness=chance.choices((_VERY, _YES, _NO), (5, 5, 2 if late else 1))[0],
        attitude=chance.choices((_VERY, _YES), (6, 4))[0],
        words=chance.choice(_GOOD_WORDS),
    )


@dataclass(frozen=True, slots=True)
class Story:
    """A petition sent on the portal so many days ago, and the answer it got, or none yet."""

    days_ago: int
    kind: PetitionKind
    topic: PetitionTopic
    subject: str
    body: str
    answer: str = ""
    public: bool = True
    anonymous: bool = False


STORIES = (
    Story(
        38, PetitionKind.REPORT, PetitionTopic.SYSTEM,
        "Không tải được mẫu tờ khai đăng ký khai sinh",
        "Trên điện thoại, bấm tải mẫu tờ khai thì trang trắng, thử ba lần vào buổi tối đều vậy.",
        "Lỗi chỉ xảy ra với một số trình duyệt cũ và đã được sửa. Người dân có thể khai trực tiếp "
        "trên Cổng, không cần tải mẫu.",
    ),
    Story(
        31, PetitionKind.PROPOSAL, PetitionTopic.PROCEDURE,
        "Đề nghị nhận chứng thực bản sao vào sáng thứ Bảy",
        "Người đi làm giờ hành chính khó đến quầy chứng thực. Đề nghị mở thêm sáng thứ Bảy.",
        "Từ tháng này, Bộ phận Một cửa nhận chứng thực bản sao vào sáng thứ Bảy tuần đầu và tuần "
        "thứ ba của tháng. Lịch làm việc có trên Cổng.",
    ),
    Story(
        24, PetitionKind.REPORT, PetitionTopic.DELAY,
        "Chờ lấy số quá lâu vào sáng thứ Hai",
        "Sáng thứ Hai chờ gần hai giờ mới đến lượt, trong khi chỉ có một quầy mở.",
        "Sáng thứ Hai và thứ Sáu nay mở ba quầy. Người dân có thể đặt lịch hẹn trước trên Cổng để "
        "không phải chờ.",
        anonymous=True,
    ),
    Story(
        4, PetitionKind.REPORT, PetitionTopic.FEES,
        "Chưa rõ lệ phí khi nộp trực tuyến",
        "Trang thủ tục ghi có lệ phí nhưng không nói nộp trực tuyến được giảm bao nhiêu.",
    ),
    Story(
        1, PetitionKind.REPORT, PetitionTopic.CONDUCT,
        "Biển chỉ dẫn vào Bộ phận Một cửa khó nhìn",
        "Biển đặt sau gốc cây, người lớn tuổi đi vòng mấy lần mới thấy lối vào.",
        anonymous=True,
    ),
)  # fmt: skip

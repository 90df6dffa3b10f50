"""A refusal says what is wrong and what to do about it (Circular 32/2017/TT-BTTTT, criterion V.7).

Most sentences name the act themselves, because they know it best. The others get the act of their
kind: sign in, reload, look for the code again, ask who is in charge.
"""

import re

from shared.vocabulary.label import Label

# What a person can do, or what a right answer must be; either tells how to mend it.
_ACT = re.compile(
    r"\b(hãy|vui lòng|xin|mời|chọn|nhập|ghi|tải|kiểm tra|liên hệ|chờ|đợi|phải|cần|bắt buộc|"
    r"không quá|nhiều nhất|ít nhất|tối đa|tối thiểu|chỉ|mở|gửi|nộp|đăng nhập|xem|gọi|bỏ|bớt|thêm|"
    r"sửa|đổi|dùng|nhờ|báo|đánh dấu|thử lại|bắt đầu lại|có dạng|từ \S+ trở lên)\b",
    re.IGNORECASE,
)


def names_an_act(sentence: str) -> bool:
    """Whether a Vietnamese sentence tells what to do, or what is asked for."""
    return _ACT.search(sentence) is not None


def with_remedy(detail: Label, remedy: Label) -> Label:
    """The sentence of a refusal, with the act of its kind where it names none itself."""
    if names_an_act(detail.vi):
        return detail
    english = detail.en if detail.en == detail.vi else f"{_closed(detail.en)} {remedy.en}"
    vietnamese = f"{_closed(detail.vi)} {remedy.vi}"
    return Label(vietnamese, vietnamese if detail.en == detail.vi else english)


def _closed(sentence: str) -> str:
    return sentence if sentence.rstrip().endswith((".", "!", "?", "…")) else f"{sentence}."

"""Which papers show who somebody is, so that copies of them carry what they may be used for. Pure.

A copy of an identity card that leaks is used to borrow money in its owner's name; one that says
"only for dossier …" across its face is worth less (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
"""

import re

from backend.catalogue.content import ComponentContent
from backend.law.search_text import search_text

_WORDS = re.compile(
    r"\b(the can cuoc|can cuoc cong dan|giay to tuy than|ho chieu|chung minh nhan dan|cccd|cmnd|"
    r"giay phep lai xe|the thuong tru|the tam tru)\b"
)


def is_identity_paper(component: ComponentContent | None) -> bool:
    """As the procedure says; where it says nothing, by the name of the paper."""
    if component is None:
        return False
    if component.identity_paper is not None:
        return component.identity_paper
    return _WORDS.search(search_text(component.name)) is not None


def purpose_words(code: str) -> str:
    """What is written across a copy."""
    return f"Chỉ dùng cho hồ sơ {code}" if code else "Chỉ dùng để nộp hồ sơ"

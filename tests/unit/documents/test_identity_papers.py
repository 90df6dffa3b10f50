"""Which papers show who somebody is."""

import pytest

from backend.catalogue.content import ComponentContent
from backend.documents.identity_papers import is_identity_paper


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bản sao thẻ căn cước hoặc hộ chiếu", True),
        ("Thẻ Căn cước công dân", True),
        ("Giấy tờ tùy thân của người yêu cầu", True),
        ("Hộ chiếu", True),
        ("Tờ khai đăng ký khai sinh", False),
        ("Giấy chứng sinh", False),
        ("Căn cứ pháp lý", False),
    ],
)
def test_a_paper_is_known_by_its_name(name: str, expected: bool) -> None:
    assert is_identity_paper(ComponentContent("x", name)) is expected


def test_the_procedure_has_the_last_word() -> None:
    assert not is_identity_paper(ComponentContent("x", "Hộ chiếu", identity_paper=False))
    assert is_identity_paper(ComponentContent("x", "Tờ khai", identity_paper=True))
    assert not is_identity_paper(None)

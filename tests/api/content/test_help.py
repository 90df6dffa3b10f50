"""One search for help: without accents, with everyday words, and with a way on when it is empty."""

import pytest

from shared.client import content
from shared.client.base import ApiClient
from tests.api.content.conftest import Editors, a_text, a_word

pytestmark = pytest.mark.usefixtures("services")


@pytest.mark.criterion("III.7")
@pytest.mark.criterion("G.1")
async def test_words_without_accents_and_everyday_ones_find(
    editors: Editors, anonymous: ApiClient
) -> None:
    word = a_word()
    shown = await editors.published(
        "faq", a_text(f"Đăng ký khai sinh {word} cần giấy gì?", procedure_code="1.001193")
    )
    for typed in (f"khai sinh {word}", f"KHAI SINH {word}", f"Đẻ con {word}", f"sinh con {word}"):
        found = await content.search_help(anonymous, typed)
        assert f"/tro-giup/{shown.id}" in [one.path for one in found.items], typed
    best = await content.search_help(anonymous, word)
    assert best.items[0].path == f"/tro-giup/{shown.id}"


async def test_procedures_stand_with_what_helps(anonymous: ApiClient) -> None:
    found = await content.search_help(anonymous, "dang ky ket hon")
    # Pages of help with the same words in their titles may stand beside it.
    assert "/thu-tuc/1.000894" in [one.path for one in found.items[:3]]


async def test_words_in_the_title_come_before_words_in_the_text(
    editors: Editors, anonymous: ApiClient
) -> None:
    word = a_word()
    inside = await editors.published("faq", a_text(body=f"có nhắc đến {word} ở đây"))
    titled = await editors.published("faq", a_text(f"Hỏi về {word}"))
    paths = [one.path for one in (await content.search_help(anonymous, word)).items]
    assert paths.index(f"/tro-giup/{titled.id}") < paths.index(f"/tro-giup/{inside.id}")


async def test_one_word_too_many_still_finds(editors: Editors, anonymous: ApiClient) -> None:
    one, two = a_word(), a_word()
    shown = await editors.published("faq", a_text(f"Chuyện {one} và {two}"))
    found = await content.search_help(anonymous, f"{one} {two} {a_word()}")
    assert f"/tro-giup/{shown.id}" in [each.path for each in found.items]


@pytest.mark.criterion("III.7")
async def test_an_empty_answer_says_what_to_do(anonymous: ApiClient) -> None:
    found = await content.search_help(anonymous, a_word() + a_word())
    assert found.items == [] and "gửi câu hỏi" in found.advice
    for nothing in ("", "   ", "!!!", "%%%", "\x00", "'; drop table x --"):
        answer = await content.search_help(anonymous, nothing)
        assert answer.items or answer.advice


async def test_what_was_taken_down_is_not_found(editors: Editors, anonymous: ApiClient) -> None:
    word = a_word()
    shown = await editors.published("news", a_text(f"Tin {word}"))
    await content.withdraw(editors.second, shown.id, "Tin đã lỗi thời rồi")
    found = await content.search_help(anonymous, word)
    assert f"/tin-tuc/{shown.id}" not in [one.path for one in found.items]

"""What a locked screen may show, and which push services are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.notifications.alerts import HARMLESS, LONGEST, alert, is_allowed, news
from backend.notifications.rules import holes
from backend.notifications.wordings import EVENTS, SAMPLE
from shared.vocabulary.messages import Language

FACTS = SAMPLE | {"code": "H37.09-261126-0001"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("event", sorted(EVENTS))
def test_no_event_of_ours_shows_a_name_or_a_paper(event: str, language: Language) -> None:
    said = alert(EVENTS[event].texts[language].subject, FACTS, language)
    for private in ("name", "note", "result", "file", "from_name", "to_name", "procedure"):
        assert SAMPLE[private] not in said
    assert said and len(said) <= LONGEST and "{" not in said


def test_words_of_an_agency_with_a_name_in_them_give_way_to_words_without() -> None:
    said = alert("{name}: hồ sơ {code} cần bổ sung", FACTS, Language.VI)
    assert said == news(Language.VI)
    assert alert("Hồ sơ {code} cần bổ sung", FACTS, Language.VI) == (
        "Hồ sơ H37.09-261126-0001 cần bổ sung"
    )
    assert alert("", FACTS, Language.EN) == news(Language.EN)


@given(st.text(max_size=300))
def test_only_what_is_harmless_is_filled_in(subject: str) -> None:
    said = alert(subject, dict.fromkeys(SAMPLE, "RIÊNG"), Language.VI)
    assert "RIÊNG" not in said or HARMLESS.issuperset(holes(subject))
    assert len(said) <= LONGEST


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("fcm.googleapis.com", True),
        ("updates.push.services.mozilla.com", True),
        ("evilpush.apple.com", False),
        ("fcm.googleapis.com.evil.example", False),
        ("googleapis.com", False),
        ("", False),
    ],
)
def test_a_push_service_is_one_of_the_named_or_lies_under_it(host: str, allowed: bool) -> None:
    named = "fcm.googleapis.com push.services.mozilla.com push.apple.com"
    assert is_allowed(host, named) is allowed
    assert is_allowed(host, "*")

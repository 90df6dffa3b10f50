"""Ways, quiet hours, templates and leaving a provider: the pure rules."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.notifications.rules import (
    Choice,
    FailoverRule,
    Reach,
    faults,
    filled,
    may_return,
    not_before,
    shortened,
    should_leave,
    ways,
)
from backend.notifications.wordings import EVENTS, SAMPLE
from backend.notifications.zalo_tokens import renew_from
from backend.platform.clock import VIETNAM
from shared.vocabulary.messages import Medium

EVERYWHERE = Reach(
    mail=True, phone=True, push=True, sms_offered=True, zalo_offered=True, push_offered=True
)
NIGHT = Choice(quiet_from=22 * 60, quiet_to=6 * 60)


def at(hour: int, minute: int = 0, day: int = 26) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def test_text_messages_are_for_what_is_weighty_only() -> None:
    assert ways(Choice(), EVERYWHERE, weighty=True) == [Medium.MAIL, Medium.SMS, Medium.PUSH]
    assert ways(Choice(), EVERYWHERE, weighty=False) == [Medium.MAIL, Medium.PUSH]
    assert ways(Choice(zalo=True, sms=False), EVERYWHERE, weighty=True) == [
        Medium.MAIL, Medium.ZALO, Medium.PUSH,
    ]  # fmt: skip


@given(st.builds(Choice, st.booleans(), st.booleans(), st.booleans(), st.booleans()), st.booleans())
def test_no_way_is_taken_that_was_not_chosen_or_cannot_reach(choice: Choice, weighty: bool) -> None:
    taken = ways(choice, EVERYWHERE, weighty=weighty)
    for medium in taken:
        assert getattr(choice, medium)
    nowhere = Reach(False, False, False, True, True, True)
    assert ways(choice, nowhere, weighty=weighty) == []


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(21, 59), at(21, 59)),
        (at(22, 0), at(6, 0, 27)),
        (at(23, 30), at(6, 0, 27)),
        (at(0, 5), at(6, 0)),
        (at(5, 59), at(6, 0)),
        (at(6, 0), at(6, 0)),
    ],
)
def test_quiet_hours_over_midnight_end_in_the_morning(now: datetime, then: datetime) -> None:
    assert not_before(now, Medium.SMS, NIGHT) == then
    assert not_before(now, Medium.MAIL, NIGHT) == now


def test_quiet_hours_within_a_day() -> None:
    noon = Choice(quiet_from=12 * 60, quiet_to=13 * 60 + 30)
    assert not_before(at(12, 15), Medium.ZALO, noon) == at(13, 30)
    assert not_before(at(13, 30), Medium.ZALO, noon) == at(13, 30)
    assert not_before(at(11, 0), Medium.ZALO, noon) == at(11, 0)


@given(
    st.integers(0, 1439), st.integers(0, 1439),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
)  # fmt: skip
def test_what_waits_never_waits_longer_than_a_day_and_then_is_outside(
    begin: int, end: int, moment: datetime
) -> None:
    choice = Choice(quiet_from=begin, quiet_to=end)
    now = moment.replace(tzinfo=VIETNAM)
    then = not_before(now, Medium.PUSH, choice)
    assert now <= then <= now + timedelta(days=1)
    assert not_before(then, Medium.PUSH, choice) == then


@pytest.mark.criterion("II.23")
@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda e: e.key)
def test_every_event_has_words_in_both_languages_that_it_can_fill(event: object) -> None:
    for words in event.texts.values():  # type: ignore[attr-defined]
        for text in (words.subject, words.body, words.short):
            assert faults(text, event.words) == []  # type: ignore[attr-defined]
            assert "{" not in filled(text, SAMPLE)
        assert len(filled(words.short, SAMPLE)) <= 320
    assert len({words.subject for words in event.texts.values()}) == 2  # type: ignore[attr-defined]


def test_what_is_filled_in_is_never_read_as_a_template() -> None:
    assert filled("{note}!", {"note": "{code}", "code": "1"}) == "{code}!"
    assert faults("{code} {stranger}", ("code",)) == ["Không có ô điền {stranger}."]
    for text in ("{", "}", "{Code}", "{code!r}", "{code.x}", "{{code}}"):
        assert faults(text, ("code",)), text


@given(st.text(max_size=2000))
def test_a_short_form_is_short_and_on_one_line(text: str) -> None:
    short = shortened(text)
    assert len(short) <= 320
    assert len(short.splitlines()) <= 1


@pytest.mark.criterion("S.12")
def test_a_provider_is_left_at_its_share_and_not_for_a_handful() -> None:
    rule = FailoverRule(share_percent=30, minimum=10)
    assert not should_leave(9, 9, rule), "too few to judge"
    assert not should_leave(10, 2, rule)
    assert should_leave(10, 3, rule)
    assert not should_leave(0, 0, FailoverRule(minimum=1))


def test_the_first_provider_rests_twice_as_long_each_time() -> None:
    rule, left = FailoverRule(rest_minutes=60), at(8)
    assert not may_return(left, at(8, 59), rule, 1)
    assert may_return(left, at(9), rule, 1)
    assert not may_return(left, at(9, 59), rule, 2)
    assert may_return(left, at(10), rule, 2)
    assert may_return(left, left + timedelta(days=1), rule, 40)


@pytest.mark.parametrize(
    ("life", "before"),
    [(3600, timedelta(minutes=15)), (90_000, timedelta(hours=2)), (60, timedelta(seconds=15))],
)
def test_a_token_is_renewed_with_a_quarter_of_its_life_left_at_most_two_hours(
    life: int, before: timedelta
) -> None:
    ends = datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert renew_from(ends, life) == ends - before


def test_texts_stand_in_for_letters_that_come_back() -> None:
    reach = Reach(True, True, False, True, False, False, mail_returned=True)
    assert ways(Choice(), reach, weighty=False) == [Medium.SMS]
    assert ways(Choice(mail=False), reach, weighty=False) == []
    assert ways(Choice(sms=False), reach, weighty=True) == []

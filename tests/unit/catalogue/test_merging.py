"""Two changes of one procedure put together, and what both changed named."""

from typing import Any

import msgspec
import pytest

from backend.catalogue.content import Flag, ProcedureContent
from backend.catalogue.fee_agreement import fee_faults
from backend.catalogue.merging import merged
from backend.catalogue.seed import procedures
from shared.vocabulary.channels import Channel

replace = msgspec.structs.replace
SEEDS = {seed.content.code: seed.content for seed in procedures()}
BASE = SEEDS["1.004873"]


def with_way(content: ProcedureContent, channel: Channel, **change: Any) -> ProcedureContent:
    """One way to submit says something else."""
    ways = [replace(c, **change) if c.channel is channel else c for c in content.channels]
    return replace(content, channels=ways)


def test_a_fee_and_a_term_that_two_changed_both_stay() -> None:
    theirs = with_way(BASE, Channel.ONLINE, fee_vnd=20_000, fee_text="20.000 đồng")
    mine = with_way(with_way(BASE, Channel.ONLINE, amount=9), Channel.DESK, description="Tầng 2")
    found, clashes = merged(theirs, BASE, mine)
    assert clashes == []
    online, desk = found.channel(Channel.ONLINE), found.channel(Channel.DESK)
    assert online is not None
    assert desk is not None
    assert (online.amount, online.fee_vnd, online.fee_text) == (9, 20_000, "20.000 đồng")
    assert desk.description == "Tầng 2"


def test_the_same_fee_changed_by_both_is_named() -> None:
    theirs = with_way(BASE, Channel.ONLINE, fee_vnd=20_000)
    found, clashes = merged(theirs, BASE, with_way(BASE, Channel.ONLINE, fee_vnd=9_000, amount=5))
    assert [(c.field, c.words) for c in clashes] == [("channels", "cách nộp Trực tuyến, phí")]
    online = found.channel(Channel.ONLINE)
    assert online is not None
    assert (online.fee_vnd, online.amount) == (9_000, 5)
    _same, none = merged(theirs, BASE, theirs)
    assert none == [], "changed to the same is no clash"


def test_ways_and_papers_added_and_taken_away_on_both_sides() -> None:
    paper = BASE.components[0]
    theirs = replace(
        BASE, channels=BASE.channels[:-1], components=[*BASE.components, replace(paper, key="a")]
    )
    mine = replace(
        BASE,
        channels=list(reversed(BASE.channels)),
        components=[replace(paper, key="b"), *BASE.components[1:]],
    )
    found, clashes = merged(theirs, BASE, mine)
    assert clashes == []
    assert [c.channel for c in found.channels] == [
        c.channel for c in reversed(BASE.channels[:-1])
    ], "their taking away and my order"
    keys = {c.key for c in found.components}
    assert {"a", "b"} <= keys
    assert paper.key not in keys
    changed = replace(theirs, components=[replace(paper, copies=7), *BASE.components[1:]])
    _found, clashes = merged(changed, BASE, mine)
    assert [c.words for c in clashes] == [f"giấy tờ “{paper.name}”"]


def test_a_field_that_is_one_whole_clashes_whole_and_flags_never() -> None:
    theirs = replace(BASE, name="Tên của họ", flags=[])
    base = replace(BASE, flags=[Flag("fee", "nghi ngờ", "?"), Flag("name", "nghi ngờ", "?")])
    mine = replace(base, name="Tên của tôi", flags=base.flags[:1])
    found, clashes = merged(theirs, base, mine)
    assert [c.words for c in clashes] == ["“Tên thủ tục”"]
    assert found.flags == []


@pytest.mark.parametrize("code", sorted(SEEDS))
def test_every_page_names_the_fee_that_is_charged(code: str) -> None:
    assert fee_faults(SEEDS[code]) == []


def test_a_page_that_names_another_fee_than_its_rule_is_a_fault() -> None:
    ruled = SEEDS["1.001612"]
    [fault] = fee_faults(with_way(ruled, Channel.ONLINE, fee_vnd=200_000))
    assert fault.pointer == "/channels/online/fee_vnd"
    assert "200.000 đồng" in fault.message
    assert "150.000 đồng" in fault.message
    rules = [replace_rule(ruled, amounts={"online": 150_000})]
    lacking = fee_faults(replace(ruled, fees=rules))
    assert [f.message for f in lacking] == [
        "Trực tiếp tại Bộ phận Một cửa: quy tắc phí chưa có mức thu cho cách nộp này."
    ]


def replace_rule(content: ProcedureContent, **change: Any) -> Any:
    """The first rule with something else."""
    return msgspec.convert(msgspec.to_builtins(content.fees[0]) | change, type(content.fees[0]))

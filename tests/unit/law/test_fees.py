"""What a procedure costs: the published rules, exemptions, ceilings, and amounts in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law.fees import (
    Exemption,
    FeeCase,
    FeeRule,
    FeeTier,
    UnknownCase,
    fee_for,
    problems_of,
    vnd,
)
from backend.law.money_words import vnd_in_words
from shared.vocabulary.channels import Channel
from shared.vocabulary.fees import FeeKind, FeeUnit

# Thông tư 226/2016/TT-BTC: 2.000 a page, 1.000 from the third, at most 200.000 a copy.
CERTIFYING = FeeRule(
    key="chung_thuc",
    name="Phí chứng thực bản sao",
    kind=FeeKind.FEE,
    amounts={"": 2_000},
    per=FeeUnit.PAGE,
    tiers=(FeeTier(3, 1_000),),
    most_vnd=200_000,
    source="Thông tư 226/2016/TT-BTC",
)
# Thông tư 75/2022/TT-BTC: half the charge when asked for online.
RESIDENCE = FeeRule(
    key="cu_tru",
    name="Lệ phí đăng ký cư trú",
    kind=FeeKind.CHARGE,
    amounts={Channel.ONLINE: 10_000, Channel.DESK: 20_000},
    exemptions=(
        Exemption("tre_em", "Trẻ em", 100, "Thông tư 75/2022/TT-BTC Điều 4"),
        Exemption("ba_muoi", "Giảm thử", 30, "Ví dụ"),
    ),
)


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (10, 1, 12_000),
        (198, 1, 200_000),
        (199, 1, 200_000),
        (500, 1, 200_000),
        (5, 3, 21_000),
        (500, 2, 400_000),
    ],
)
def test_a_certified_copy_costs_by_page_with_a_ceiling(
    pages: int, copies: int, amount: int
) -> None:
    fee = fee_for(CERTIFYING, FeeCase(Channel.DESK, pages, copies))
    assert fee.amount_vnd == amount
    assert fee.explanation[-1] == "Căn cứ: Thông tư 226/2016/TT-BTC."


def test_the_arithmetic_is_said_in_words() -> None:
    fee = fee_for(CERTIFYING, FeeCase(Channel.DESK, 500, 2))
    assert fee.explanation == (
        "Phí chứng thực bản sao: 2 trang × 2.000 đồng + 498 trang × 1.000 đồng = 502.000 đồng.",
        "Mức thu tối đa: 200.000 đồng.",
        "2 bản × 200.000 đồng = 400.000 đồng.",
        "Căn cứ: Thông tư 226/2016/TT-BTC.",
    )


@pytest.mark.parametrize(
    ("channel", "exemption", "amount"),
    [
        (Channel.ONLINE, "", 10_000),
        (Channel.DESK, "", 20_000),
        (Channel.DESK, "tre_em", 0),
        (Channel.ONLINE, "ba_muoi", 7_000),
    ],
)
def test_a_charge_goes_by_channel_and_exemption(
    channel: Channel, exemption: str, amount: int
) -> None:
    assert fee_for(RESIDENCE, FeeCase(channel, exemption=exemption)).amount_vnd == amount


@pytest.mark.parametrize(
    ("rule", "case", "pointer"),
    [
        (RESIDENCE, FeeCase(Channel.POST), "/channel"),
        (RESIDENCE, FeeCase(Channel.DESK, exemption="khac"), "/exemption"),
        (CERTIFYING, FeeCase(Channel.DESK, units=0), "/units"),
        (CERTIFYING, FeeCase(Channel.DESK, copies=10_001), "/copies"),
    ],
)
def test_a_case_without_a_rule_is_refused(rule: FeeRule, case: FeeCase, pointer: str) -> None:
    with pytest.raises(UnknownCase) as refused:
        fee_for(rule, case)
    assert refused.value.pointer == pointer


def test_what_is_wrong_with_a_rule_is_said() -> None:
    assert problems_of(CERTIFYING) == problems_of(RESIDENCE) == []
    broken = FeeRule(
        key="x",
        name="Sai",
        kind=FeeKind.FEE,
        amounts={"": -1},
        tiers=(FeeTier(1, 5),),
        most_vnd=-1,
        exemptions=(Exemption("e", "E", 101, ""),),
    )
    assert len(problems_of(broken)) == 4
    assert problems_of(FeeRule("x", "X", FeeKind.FEE, {})) == ["Chưa ghi mức thu."]


cases = st.builds(
    FeeCase,
    st.just(Channel.DESK),
    st.integers(1, 10_000),
    st.integers(1, 100),
)


@given(case=cases, more=st.integers(0, 50))
def test_more_pages_never_cost_less_and_never_more_than_the_ceiling(
    case: FeeCase, more: int
) -> None:
    longer = FeeCase(case.channel, min(case.units + more, 10_000), case.copies)
    less, most = fee_for(CERTIFYING, case), fee_for(CERTIFYING, longer)
    assert 2_000 <= less.amount_vnd <= most.amount_vnd <= 200_000 * case.copies


@given(percent=st.integers(1, 100), amount=st.integers(0, 10**12))
def test_an_exemption_never_leaves_less_than_nothing(percent: int, amount: int) -> None:
    rule = FeeRule(
        "k", "K", FeeKind.FEE, {"": amount}, exemptions=(Exemption("e", "E", percent, "x"),)
    )
    left = fee_for(rule, FeeCase(Channel.DESK, exemption="e")).amount_vnd
    assert 0 <= left <= amount
    assert left * 100 <= amount * (100 - percent) < (left + 1) * 100


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (100, "Một trăm đồng"),
        (105, "Một trăm linh năm đồng"),
        (115, "Một trăm mười lăm đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (8_000, "Tám nghìn đồng"),
        (20_000, "Hai mươi nghìn đồng"),
        (150_000, "Một trăm năm mươi nghìn đồng"),
        (1_250_000, "Một triệu hai trăm năm mươi nghìn đồng"),
        (2_000_500, "Hai triệu năm trăm đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (1_000_005_000, "Một tỷ không trăm linh năm nghìn đồng"),
        (25_031_004_071, "Hai mươi lăm tỷ không trăm ba mươi mốt triệu không trăm linh bốn nghìn "
         "không trăm bảy mươi mốt đồng"),
    ],
)  # fmt: skip
def test_amounts_in_words(amount: int, words: str) -> None:
    assert vnd_in_words(amount) == words


@pytest.mark.parametrize("amount", [-1, 10**18])
def test_amounts_out_of_range_have_no_words(amount: int) -> None:
    with pytest.raises(ValueError, match=str(amount)):
        vnd_in_words(amount)


def test_an_amount_is_written_with_dots() -> None:
    assert vnd(1_250_000) == "1.250.000 đồng"

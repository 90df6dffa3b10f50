"""The measuring system is told published fields, no person; public pages alone are counted."""

from datetime import UTC, date, datetime

import pytest

from backend.measuring.events import Site, act_event, page_of, visits_of_day
from backend.organisation.demo.partner_codes import EMC
from backend.sandbox.measuring import Measuring
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel, Delivery
from shared.vocabulary.fees import Means

SITE = Site("MOTCUA", "37")


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "/"),
        ("/thu-tuc/1.004873", "/thu-tuc/1.004873"),
        ("/thu-tuc/1.004873/", "/thu-tuc/1.004873"),
        ("/tim-kiem", "/tim-kiem"),
        ("/tra-cuu", "/tra-cuu"),
        ("/tra-cuu/H37-1", None),
        ("/ho-so", None),
        ("/ho-so/0199", None),
        ("/nop/0199", None),
        ("/tai-khoan", None),
        ("/ket-qua/ABC", None),
        ("/thu-tuc/020099000001x", None),
        ("/thu-tuc/1/2", None),
    ],
)
def test_only_public_pages_are_counted(path: str, page: str | None) -> None:
    assert page_of(path) == page


@pytest.mark.criterion("V.17")
def test_every_act_in_every_way_fits_the_published_lists() -> None:
    row = {
        "procedure_code": "1.004873", "procedure_name": "Xác nhận tình trạng hôn nhân",
        "code": "H37.1-261126-0001", "agency_code": "H37.1",
        "from_national": False,
    }  # fmt: skip
    twin = Measuring()
    for act in Act:
        for channel in Channel:
            for delivery in Delivery:
                for means in (*Means, "none"):
                    codes = {
                        "act": EMC["act"][act],
                        "channel": EMC["channel"][channel],
                        "level": EMC["level"]["online:full"],
                        "payment": EMC["payment"][means],
                        "delivery": EMC["delivery"][delivery],
                    }
                    event = act_event(SITE, row, codes, datetime(2026, 11, 26, 1, tzinfo=UTC))
                    assert twin.wrong(event) == ""
                    assert event["Data"] == "20261126080000" and event["User"] == "H37.1"


def test_visits_are_numbers_of_pages() -> None:
    told = visits_of_day(SITE, date(2026, 11, 25), {"/tim-kiem": 2, "/": 7})
    assert told["Pages"] == [{"Url": "/", "Views": 7}, {"Url": "/tim-kiem", "Views": 2}]
    assert set(told) == {"CodeProfile", "SiteId", "Date", "Pages"}

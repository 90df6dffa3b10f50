"""What programs of others rely on is not taken away unnoticed (docs/api-changes.md).

After an addition, or a change made by the rule: `python -m tests.house.contract`.
"""

import copy
import re
from collections.abc import Callable
from datetime import date

import pytest

from tests.house.contract import Contract, breaks, contract, kept
from tests.house.project import ROOT, routes

TODAY = date.today()
EVENTS = "GET /api/v1/events"


@pytest.fixture(scope="module")
def now() -> Contract:
    return contract()


def test_nothing_that_was_promised_is_gone_or_different(now: Contract) -> None:
    assert breaks(kept(), now, TODAY) == [], "see docs/api-changes.md"


def test_what_was_added_is_promised_as_well(now: Contract) -> None:
    assert kept() == now, "python -m tests.house.contract"


def _drop_operation(c: Contract) -> None:
    del c["operations"][EVENTS]


def _rename_operation(c: Contract) -> None:
    c["operations"]["GET /api/v1/feed"] = c["operations"].pop(EVENTS)


def _drop_parameter(c: Contract) -> None:
    c["operations"][EVENTS]["lines"].remove("query after string")


def _require_parameter(c: Contract) -> None:
    c["operations"][EVENTS]["lines"].append("query since string required")


def _rename_field(c: Contract) -> None:
    fields = c["shapes"]["FeedPage"]["fields"]
    fields["next"] = fields.pop("cursor")


def _change_type(c: Contract) -> None:
    c["shapes"]["FeedEvent"]["fields"]["sequence"] = "string required"


def _require_field(c: Contract) -> None:
    c["shapes"]["SaveProgramDraft"]["fields"]["answers"] += " required"


def _add_required_field(c: Contract) -> None:
    c["shapes"]["AskAuthorisation"]["fields"]["reference"] = "string required"


def _give_less(c: Contract) -> None:
    c["shapes"]["Submitted"]["fields"]["reference"] = "string"


@pytest.mark.criterion("V.23")
@pytest.mark.parametrize(
    "change",
    [
        _drop_operation, _rename_operation, _drop_parameter, _require_parameter, _rename_field,
        _change_type, _require_field, _add_required_field, _give_less,
    ],
    ids=lambda change: change.__name__.strip("_"),
)  # fmt: skip
def test_each_kind_of_break_is_noticed(now: Contract, change: Callable[[Contract], None]) -> None:
    changed = copy.deepcopy(now)
    change(changed)
    assert len(breaks(now, changed, TODAY)) == 1


def test_an_addition_breaks_nothing_and_a_promised_end_may_come(now: Contract) -> None:
    more = copy.deepcopy(now)
    more["operations"]["GET /api/v1/more"] = {"lines": []}
    more["operations"][EVENTS]["lines"].append("query act string")
    more["shapes"]["FeedEvent"]["fields"]["more"] = "string required"
    assert breaks(now, more, TODAY) == []
    ended = copy.deepcopy(now)
    gone = ended["operations"].pop("GET /api/v1/partner/changes")
    assert breaks(now, ended, TODAY) == ["GET /api/v1/partner/changes is gone"]
    assert breaks(now, ended, date.fromisoformat(gone["ends"])) == []


def test_whatever_ends_is_in_the_list_of_changes() -> None:
    text = (ROOT / "docs" / "api-changes.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([A-Z]+ /\S+?)` \|", text, re.MULTILINE))
    ending = {
        f"{method} {path}" for method, path, handler in routes() if handler.opt.get("deprecated")
    }
    assert ending
    assert ending <= listed

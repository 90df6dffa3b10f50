"""A small province worked out by hand: ten dossiers of March 2026, three procedures, two petitions.

    accepted        due    what happened                                          in time (2.1)?
 1  A x T1 online  02/03  10/03  ready 06/03 (early); paid online, told, VNeID, reused;  yes
                                 rated badly 07/03
 2  A x T1 desk    03/03  12/03  ready 13/03; paid in cash; petition about conduct       no: late
 3  A x T1 online  20/02  05/03  ready 05/03 (carried over)                              yes
 4  A y T3 post    10/03  20/03  supplement 12/03-16/03; ready 23/03 10:00: less four    yes
                                 days of waiting 19/03 10:00
 5  A y T1 online  11/03  18/03  two supplements; ready 17/03; nothing to pay            no: twice
 6  A y T1 online  25/03  10/04  open; told                                              yes
 7  B z T2 online  04/03  06/03  supplement asked 05/03, never came: counts to 05/03     yes
 8  B z T2 desk    05/03  09/03  withdrawal asked 12/03, open: counts to 12/03           no
 9  B z T2 desk    06/03  12/03  ready 10/03, taken back 15/03: open on 31/03            no
10  B z T2 online  09/03  none   stopped 20/03                                           yes
11  accepted 02/04 and 12 ended 20/02: not of March.
"""

import json
import os
import subprocess
import sys
import uuid
from typing import Any

import asyncpg
import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def counted(services: object) -> dict[str, Any]:
    """What the system counts of the small province, on a database of its own."""
    base = os.environ["MOTCUA_DATABASE_URL"].rsplit("/", 1)[0]
    name = f"small_{uuid.uuid4().hex[:8]}"
    environment = os.environ | {
        "MOTCUA_TEST_SETTINGS": "keep", "MOTCUA_DATABASE_URL": f"{base}/{name}",
    }  # fmt: skip

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
        return done.stdout

    sql(f"create database {name}")
    try:
        run("-m", "backend.cli", "migrate")
        printed = run("-m", "tests.api.indicators.small_province")
    finally:
        sql(f"drop database if exists {name} with (force)")
    found: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return found


@pytest.mark.criterion("R.2")
def test_every_component_is_what_the_hand_finds(counted: dict[str, Any]) -> None:
    # numerator, denominator, share, points; received in March are all but 3: nine.
    assert {name: values[:5] for name, values in counted["components"].items()} == {
        # T1 decided 02/03 for 20/03: five working days later is 09/03. T2 decided 16/03 for 18/03.
        "published_in_time": ["counted", 1, 2, 50.0, 3.0],
        # T1 public 05/03; T2 public 30/03, five working days after 16/03 is 23/03.
        "updated_in_time": ["counted", 1, 2, 50.0, 2.0],
        # T3 names no steps. 2 points of 66.67 %.
        "content_full": ["counted", 2, 3, 66.67, 1.33],
        "synced": ["counted", 2, 9, 22.22, 1.33],
        # 1, 3, 4, 6, 7, 10 of ten.
        "in_time": ["counted", 6, 10, 60.0, 12.0],
        # 4 + 10 + 13 + 13 + 6 days; 9 was taken back.
        "average_time": ["counted", 46.0, 5, 9.2, None],
        # T1 received: 1, 2, 5, 6; online with a result: 1. A quarter of 12.
        "fully_online": ["counted", 1, 4, 25.0, 3.0],
        "services_offered": ["counted", 2, 3, 66.67, 0.0],
        "services_used": ["counted", 2, 2, 100.0, 0.0],
        # 1, 7, 10 of nine, 33.33 %, times 22.22 %.
        "sent_online": ["counted", 3, 9, 7.41, 0.0],
        # Fees: T1 as data, T3 in words. 50 % of the 80 % that give 2 points.
        "fees_offered": ["counted", 1, 2, 50.0, 1.25],
        "fees_used": ["counted", 1, 2, 50.0, 1.0],
        # T1 received with something to pay: 1, 2, 6.
        "paid_online": ["counted", 1, 3, 33.33, 2.0],
        # Ready in March of T1, T3: 1 to 5; 5 has no file.
        "result_files": ["counted", 4, 5, 80.0, 4.8],
        # 1, 3, 4 have both; 60 of 80 % of 4.
        "digitised": ["counted", 3, 5, 60.0, 3.0],
        "certified_copies": ["none", 0, 0, None, None],
        "reused": ["counted", 1, 9, 11.11, 0.28],
        # 1 took from the vault, the result of 4 was put there.
        "vault": ["counted", 2, 9, 22.22, 0.89],
        "citizen_services": ["counted", 1, 2, 50.0, 1.0],
        # T1 and T3 received: 1, 2, 4, 5, 6.
        "citizen_data": ["counted", 1, 5, 20.0, 0.4],
        # PA2 was taken a day late; PA3 was merged into PA1.
        "petitions_in_time": ["counted", 1, 2, 50.0, 3.0],
        # PA1 disliked, PA2 late: nothing is left.
        "petitions_content": ["counted", 0, 2, 0.0, 0.0],
        # 10 - 4 late (2, 5, 8, 9) - 2 spoiled (1, 2) = 4; 40 of 90 % of 6.
        "dossiers_content": ["counted", 4, 10, 40.0, 2.67],
    }
    assert counted["groups"] == [7.66, 12.0, 3.0, 4.25, 10.37, 5.67]
    assert counted["points"] == 42.95
    assert counted["countable"] == 98  # 100 less the 2 of certified copies, of which there are none
    assert counted["before"] == ["2026-02-01", "2026-02-28"]
    # February: 3 was open and within its date, 12 was a day late.
    assert counted["components"]["in_time"][5] == 50.0


@pytest.mark.criterion("R.2")
def test_every_number_opens_its_list_page_by_page(counted: dict[str, Any]) -> None:
    lists = counted["lists"]
    assert lists["in_time.met"] == ["03", "01", "07", "10", "04", "06"]  # by acceptance
    assert lists["in_time.missed"] == ["02", "08", "09", "05"]
    assert len(lists["in_time.all"]) == 10
    assert lists["paid_online.met"] == ["01"]
    assert lists["paid_online.missed"] == ["02", "06"]
    assert lists["content.late"] == lists["in_time.missed"]
    assert lists["content.spoiled"] == ["01", "02"]
    assert lists["content.both"] == ["02"]
    assert lists["full.met"] == ["99.000001", "99.000002"]
    assert lists["full.missed"] == ["99.000003 Thiếu: trình tự."]
    assert (lists["petitions.met"], lists["petitions.missed"]) == (["PA1"], ["PA2"])


@pytest.mark.criterion("R.2")
def test_officers_add_up_to_units_and_agencies_and_the_past_stays(counted: dict[str, Any]) -> None:
    assert counted["x"] == ["counted", 2, 3, 66.67, 13.33]
    assert counted["x_services"][0] == "above"  # procedures are nobody's alone
    assert counted["unit_lines"] == [["x", 3, 13.33], ["y", 3, 13.33]]
    assert counted["lines"] == [["agency", "Cơ quan A", 6], ["agency", "Cơ quan B", 4]]
    # In April: 6 open at its end, due 10/04: late; 7 waits since 05/03: in time; 8 late; 9 ready
    # 02/04, late; 11 open, due 10/04: late. 10 is over.
    assert counted["april"][:3] == ["counted", 1, 5]


@pytest.mark.criterion("R.2")
def test_the_mean_time_of_a_procedure_is_in_its_own_unit(counted: dict[str, Any]) -> None:
    # T1 in working days of eight hours: 1 four, 2 eight, 5 four; 3 from 23/02 (20/02 is Tết), eight
    # and two and a half hours: 194.5 hours. T3 in days: 4 took 13, nine of them working.
    # Together they are the 46 days of the five dossiers that the component counts.
    assert counted["nine"]["times"] == [
        ["99.000001", 4, 6.08, "ngày làm việc", 8.25, 48.62],
        ["99.000003", 1, 13.0, "ngày", 13.0, 72.0],
    ]
    assert counted["components"]["average_time"][1] == 4 * 8.25 + 13


@pytest.mark.criterion("R.3", "II.21")
def test_the_nine_indicators_are_what_the_hand_finds(counted: dict[str, Any]) -> None:
    nine = counted["nine"]
    # Decided in March: 1 early 2, 2 late 0, 3 on its day 1; 4 late 0, 5 early 2.
    # The opinion on 1 came late: indicator 2 is 0 for it. 4 needed one contact, 5 two.
    # Conduct: 2 complained about, 0 as it is.
    assert nine["officers"] == [
        ["x", 3, [1.0, 0.3, 2.0, 2.0, None, 1.0, 1.0, None, None], 6.3, 1, "fulfilled"],
        ["y", 2, [1.0, 1.0, 0.5, 1.0, None, 1.0, 1.0, None, None], 4.5, 2, "mostly"],
    ]
    # A: 5/5, 3/5, 7/5, 8/5; T1 and T3 received at the desk, none resolved there: 1; electronic
    # alone: 1; 5/5; its one petition in time: 2; T1 of two online, 3 of 5 sent online, but 5 late.
    assert nine["agencies"] == [
        ["Cơ quan A", 5, [1.0, 0.6, 1.4, 1.6, 1.0, 1.0, 1.0, 2.0, 1.0], 10.6, 1, "fair"],
    ]  # 9 of B was taken back, 10 stopped: nothing decided there
    assert nine["late"] == ["02", "04"]
    # A list is of the agency of its line alone: P has decided nothing itself, B neither.
    lists = nine["lists"]
    assert (lists["1.P"], lists["1.A"], lists["1.B"]) == ([], ["03", "01", "02", "04", "05"], [])
    assert nine["x_within_b"] == 0, "an officer within the agency of the report"
    assert (
        lists["5.A.all"]
        == lists["5.A.missed"]
        == [
            "99.000001 Tiếp nhận tại Bộ phận Một cửa, có hồ sơ giải quyết ở nơi khác; 4 hồ sơ.",
            "99.000003 Tiếp nhận tại Bộ phận Một cửa, có hồ sơ giải quyết ở nơi khác; 1 hồ sơ.",
        ]
    )
    assert lists["5.A.met"] == lists["5.P.all"] == []
    # Received in March of A: 1, 2, 4, 5, 6; sent online 1, 5, 6, and 5 asked twice: late.
    assert lists["9.A.all"] == [
        "99.000001 Toàn trình; 3 trong 4 hồ sơ tiếp nhận nộp trực tuyến; "
        "1 hồ sơ trực tuyến quá hạn.",
        "99.000003 Cung cấp thông tin; 0 trong 1 hồ sơ tiếp nhận nộp trực tuyến.",
    ]
    assert [one[:9] for one in lists["9.A.met"]] == ["99.000001"]
    assert [one[:9] for one in lists["9.A.missed"]] == ["99.000003"]
    assert (lists["8.A.all"], lists["8.A.met"], lists["8.B.missed"]) == (["PA1"], ["PA1"], ["PA2"])
    assert lists["8.P.all"] == []
    assert counted["specialist"] == ["officer", [], ["y"]]


def test_marks_of_what_was_written_are_counted_before_and_after_they_are_folded(
    counted: dict[str, Any],
) -> None:
    assert counted["waiting"] == counted["folded"] == 12
    assert counted["same"] is True
    assert counted["different"] == 0


def sql(statement: str) -> None:
    """One statement of the server's owner."""

    async def run() -> None:
        connection = await asyncpg.connect(
            os.environ["MOTCUA_DATABASE_URL"].rsplit("/", 1)[0] + "/postgres"
        )
        await connection.execute(statement)
        await connection.close()

    import asyncio

    asyncio.run(run())

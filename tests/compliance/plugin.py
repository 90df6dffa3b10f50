"""A pytest plugin that notes which marked tests passed, also when workers run them.

`pytest -p tests.compliance.plugin --criterion-results FILE` writes
`{"<test>": {"outcome": "passed", "criteria": ["II.7"]}}` for every test with a criterion mark.
"""

import json
from pathlib import Path

import pytest

_PROPERTY = "criterion"
_NAME = "criterion-test"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The file to write."""
    parser.addoption(
        "--criterion-results", metavar="FILE", default="", help="write outcomes of criterion marks"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Only the process that gathers reports writes them down."""
    target = config.getoption("--criterion-results")
    if target and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Notebook(Path(target)), "criterion-notebook")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks do not travel from a worker with its reports; user properties do.

    So does the name of the test, because a worker that runs groups adds the group to it.
    """
    for item in items:
        ids = [id_ for mark in item.iter_markers("criterion") for id_ in mark.args]
        if ids:
            item.user_properties.append((_NAME, item.nodeid))
            item.user_properties.extend((_PROPERTY, id_) for id_ in ids)


class _Notebook:
    def __init__(self, target: Path) -> None:
        self._target = target
        self._outcomes: dict[str, str] = {}
        self._criteria: dict[str, list[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        ids = {str(value) for name, value in report.user_properties if name == _PROPERTY}
        if not ids:
            return
        test = next(str(value) for name, value in report.user_properties if name == _NAME)
        self._criteria[test] = sorted(ids)
        worst = self._outcomes.get(test)
        if report.failed or worst == "failed":
            outcome = "failed"
        elif report.skipped or hasattr(report, "wasxfail") or worst == "skipped":
            outcome = "skipped"
        elif report.when == "call" or worst == "passed":
            outcome = "passed"
        else:
            outcome = "unfinished"
        self._outcomes[test] = outcome

    def pytest_sessionfinish(self) -> None:
        notes = {
            test: {"outcome": self._outcomes[test], "criteria": self._criteria[test]}
            for test in sorted(self._outcomes)
        }
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._target.write_text(json.dumps(notes, indent=1) + "\n", encoding="utf-8")

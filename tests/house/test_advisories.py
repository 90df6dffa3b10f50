"""Our answers to known advisories stand beside the versions that are really installed."""

import json
import re
import tomllib
import warnings
from datetime import date, timedelta
from functools import cache
from typing import Any

import jose.backends
import pytest
from packaging.version import Version

from tests.house.project import ROOT

FILE = ROOT / "docs" / "security" / "advisories.toml"
OLD = timedelta(days=60)
ANSWERS = {"fixed", "not-used", "fenced", "accepted"}


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _advisories() -> list[dict[str, Any]]:
    advisories: list[dict[str, Any]] = _written()["advisory"]
    return advisories


@cache
def _locked() -> dict[str, set[str]]:
    """Name to versions, of both kinds of lock."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        pin = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", line)
        if pin:
            found.setdefault(pin[1].lower(), set()).add(pin[2])
    for screen in ("ui_citizen", "ui_officer"):
        text = (ROOT / screen / "reflex.lock" / "bun.lock").read_text(encoding="utf-8")
        for entry in json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["packages"].values():
            name, version = entry[0].rsplit("@", 1)
            found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("advisory", _advisories(), ids=lambda advisory: str(advisory["id"]))
def test_an_answer_is_about_what_is_installed(advisory: dict[str, Any]) -> None:
    locked = _locked().get(advisory["package"])
    assert locked == {advisory["version"]}, f"the lock has {locked}: look at the advisory again"
    assert advisory["answer"] in ANSWERS
    assert len(advisory["why"]) > 20
    if advisory["answer"] == "fixed":
        assert Version(advisory["version"]) >= Version(advisory["fixed_in"])
    elif advisory["answer"] != "accepted":
        assert (ROOT / advisory["test"]).is_file(), "what is not mended is fenced by a test"


def test_no_advisory_is_answered_twice() -> None:
    ids = [advisory["id"] for advisory in _advisories()]
    assert len(ids) == len(set(ids))


def test_the_list_is_looked_at_now_and_then() -> None:
    """A warning, not a failure: time alone breaks nothing."""
    age = date.today() - _written()["looked_at"]
    assert age >= -timedelta(days=1), "looked at in the future?"
    if age > OLD:
        warnings.warn(f"{FILE.name} was last looked at {age.days} days ago", stacklevel=1)


def test_python_jose_signs_and_checks_with_cryptography() -> None:
    """Neither ecdsa nor rsa, which come with it and have advisories that nobody will mend."""
    for key in (jose.backends.ECKey, jose.backends.RSAKey):
        assert key.__module__ == "jose.backends.cryptography_backend"


def test_the_screens_have_no_server_components() -> None:
    assert [name for name in _locked() if name.startswith("react-server-dom")] == []

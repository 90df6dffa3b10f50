"""What we install is pinned, and nothing in the project is tied to one machine or one mirror."""

import re

import pytest

from tests.house.project import ROOT, text_of, tracked_files

LOCK = ROOT / "requirements.lock"
_PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[a-z0-9,._-]+\])?==[^\s;]+( ; .+)?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
# The first letters stand in brackets so that this file does not find itself.
_REGISTRIES = re.compile(
    r"[p]ypi\.(org|python)|[p]ythonhosted\.org|[n]pmjs\.(org|com)|[y]arnpkg\.com"
    r"|[a]rtifactory|[n]exus\.|/[s]imple/|[i]ndex[-_]url\s*[=:]|[r]egistry\s*=\s*\S+\.\S+",
    re.IGNORECASE,
)
_MACHINE_PATHS = re.compile(
    r"(?<![\w.~}$/-])/([w]ork|[r]oot)\b|(?<![\w.~}$/-])/([h]ome|[U]sers|[t]mp)/\w"
)
# Inside a container there is one machine, and these are its own paths.
OF_A_CONTAINER = {"compose.yaml", "backend/operations/deploy/Containerfile"}


def test_every_requirement_is_pinned_by_version_and_hash() -> None:
    entries = LOCK.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert len(entries) > 50
    for entry in entries:
        requirement, *hashes = re.split(r"\s+(?=--)", entry.strip())
        assert _PIN.fullmatch(requirement), entry[:80]
        assert hashes, entry[:80]
        assert all(_HASH.fullmatch(each) for each in hashes), entry[:80]


def test_the_lock_names_no_host() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--(?!hash))", text, re.MULTILINE)
    assert " @ " not in text


def test_no_file_names_a_path_of_one_machine() -> None:
    assert _lines_with(_MACHINE_PATHS, but=OF_A_CONTAINER) == []


def test_no_file_names_the_host_of_a_registry() -> None:
    assert _lines_with(_REGISTRIES, but=set()) == []


@pytest.mark.parametrize("path", ["{}work/main", "cd {}root", '"{}tmp/jobs"', "{}home/an/x"])
def test_a_path_of_one_machine_would_be_found(path: str) -> None:
    assert _MACHINE_PATHS.search(path.format("/"))


def test_an_address_is_no_path_of_one_machine() -> None:
    assert not _MACHINE_PATHS.search("https://example.vn{}home/tin-tuc".format("/"))


@pytest.mark.parametrize(
    "line", ["https://{}ypi.org/x", "--extra-{}ndex-url = http://a.b", "{}egistry=http://a.b/npm"]
)
def test_the_host_of_a_registry_would_be_found(line: str) -> None:
    assert any(_REGISTRIES.search(line.format(letter)) for letter in "pir")


def _lines_with(pattern: re.Pattern[str], but: set[str]) -> list[str]:
    return [
        f"{name}:{number} {line.strip()[:100]}"
        for path in tracked_files()
        if (name := str(path.relative_to(ROOT))) not in but
        for number, line in enumerate((text_of(path) or "").splitlines(), start=1)
        if pattern.search(line)
    ]

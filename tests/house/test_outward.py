"""Other systems are spoken to by their adapters alone, at the address an operator has set."""

import ast
import re

import pytest

from tests.house.project import ROOT

# Rooms of adapters, and the modules in them that open a connection to somewhere else.
ADAPTERS = {
    "backend/connections/",
    "backend/identity/provider.py",
    "backend/lgsp/",
    "backend/national/",
    "backend/notifications/",
    "backend/partners/",
    "backend/payments/",
    "backend/post/",
    "backend/measuring/",
    "backend/messages/",
    "backend/office/",
    "backend/feedback/pakn_",
    "backend/shared_lists/partner.py",
    "backend/signing/",
}
# Not partners: our own object store, scanner and mail relay have clients of their own.
_OPENS = {"httpx", "requests", "urllib3", "aiohttp", "urllib.request", "http.client"}
_REGISTERS = re.compile(r"/population/|/business/|/personal-store/")


@pytest.mark.criterion("G.2")
@pytest.mark.criterion("G.1")
def test_nobody_but_an_adapter_opens_a_connection_to_another_system() -> None:
    beside = []
    for path in sorted((ROOT / "backend").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if name.startswith(("backend/sandbox/", "backend/operations/", "backend/cli/")):
            continue  # stand-ins and the operator's own tools
        if _imports(path.read_text(encoding="utf-8")) & _OPENS and not name.startswith(
            tuple(ADAPTERS)
        ):
            beside.append(name)
    assert not beside, f"speak to others through an adapter: {beside}"


def test_who_asks_a_partner_does_not_read_the_authorities_anew() -> None:
    """Tens of milliseconds of an event loop, at every message."""
    makes = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "backend").rglob("*.py")
        if "httpx.AsyncClient(" in path.read_text(encoding="utf-8")
    }
    beside = {name for name in makes if not name.startswith("backend/sandbox/")}
    # The second keeps one client for all addresses, with an authority list of its own.
    kept = {"backend/connections/calling.py", "backend/partners/outward.py"}
    assert beside == kept, "http_client of backend/connections/calling.py"


@pytest.mark.criterion("G.2")
def test_the_national_registers_are_asked_through_the_lgsp_alone() -> None:
    beside = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "backend").rglob("*.py"))
        if _REGISTERS.search(path.read_text(encoding="utf-8"))
        and not str(path.relative_to(ROOT)).startswith(("backend/lgsp/", "backend/sandbox/"))
    ]
    assert not beside, beside
    client = (ROOT / "backend" / "lgsp" / "client.py").read_text(encoding="utf-8")
    assert "base_url=settings().lgsp_url" in client


def _imports(text: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found | {name.partition(".")[0] for name in found}

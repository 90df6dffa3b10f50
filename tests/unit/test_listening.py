"""Addresses of IPv6: where we listen, how they are counted, and who is let in from them."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.operations.listening import bound, hosts, in_url
from backend.partners.rules import comes_from, network
from backend.platform.rate import network_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["127.0.0.1"]),
        ("::1", ["::1"]),
        ("127.0.0.1, [::1]", ["127.0.0.1", "::1"]),
        ("*", ["0.0.0.0", "::"]),
        ("* ::", ["0.0.0.0", "::"]),
    ],
)
def test_addresses_are_read_with_and_without_brackets(text: str, expected: list[str]) -> None:
    assert hosts(text) == expected


def test_in_an_url_an_address_of_ipv6_has_brackets() -> None:
    assert [in_url(h) for h in ("::1", "127.0.0.1", "api")] == ["[::1]", "127.0.0.1", "api"]


@pytest.mark.criterion("V.20")
def test_each_address_has_a_socket_of_its_own_kind() -> None:
    sockets = bound("127.0.0.1 ::1", 0)
    try:
        assert [s.family for s in sockets] == [socket.AF_INET, socket.AF_INET6]
        assert sockets[1].getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY) == 1
        assert not any(s.get_inheritable() for s in sockets)  # no child keeps the address
        for listening in sockets:
            with socket.create_connection(listening.getsockname()[:2], timeout=5):
                caller, address = listening.accept()
                caller.close()
                assert not address[0].startswith("::ffff:")
    finally:
        for listening in sockets:
            listening.close()
    with pytest.raises(OSError, match="assign"):
        bound("2001:db8::1", 0)


@pytest.mark.criterion("V.20")
@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_a_household_of_ipv6_is_one_asker(address: object, other: int) -> None:
    text = str(address)
    if text.startswith("::ffff:"):
        return  # an IPv4 address in other clothes
    whole = int.from_bytes(socket.inet_pton(socket.AF_INET6, text), "big")
    neighbour = socket.inet_ntop(socket.AF_INET6, ((whole >> 64 << 64) | other).to_bytes(16, "big"))
    stranger = socket.inet_ntop(socket.AF_INET6, (whole ^ (1 << 64)).to_bytes(16, "big"))
    if "::ffff:" in neighbour or "::ffff:" in stranger:
        return
    assert network_of(text) == network_of(neighbour) != network_of(stranger)


@pytest.mark.criterion("V.20")
def test_partners_are_let_in_by_networks_of_ipv6() -> None:
    known = [network("2001:db8:10::/48") or "", network("10.20.0.0/16") or ""]
    assert known == ["2001:db8:10::/48", "10.20.0.0/16"]
    assert comes_from("2001:db8:10:5::7", known) and not comes_from("2001:db8:11::7", known)
    # What some proxies write for a caller by IPv4.
    assert comes_from("::ffff:10.20.1.1", known) and not comes_from("::ffff:10.21.1.1", known)
    assert network("::/0") is None and network("2000::/3") is None
    assert network("2001:DB8::5") == "2001:db8::5/128"

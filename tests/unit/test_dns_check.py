"""Names, addresses and signatures, asked of a name server of the test over IPv6 by UDP."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import dns.dnssec
import dns.flags
import dns.message
import dns.name
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import dns.zone
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import ed25519

from backend.cli.names import names

ZONE = dns.name.from_text("dichvucong.example.")
RECORDS = """
@ 300 IN SOA ns hostmaster 1 7200 900 1209600 300
@ 300 IN NS ns
ns 300 IN AAAA ::1
@ 300 IN A 192.0.2.10
@ 300 IN AAAA 2001:db8::10
"""


def zone(records: str = RECORDS, *, signed: bool = True, lifetime: int = 30) -> dns.zone.Zone:
    """A zone, signed with a key made for it."""
    made = dns.zone.from_text(records, origin=ZONE, relativize=False)
    if signed:
        private = ed25519.Ed25519PrivateKey.generate()
        key = dns.dnssec.make_dnskey(private.public_key(), dns.dnssec.Algorithm.ED25519, flags=257)
        now = datetime.now(UTC)
        dns.dnssec.sign_zone(
            made, keys=[(private, key)], add_dnskey=True, dnskey_ttl=300,
            inception=now - timedelta(days=60), expiration=now + timedelta(days=lifetime),
        )  # fmt: skip
    return made


class NameServer:
    """Answers from a zone, and for the DS of it as its parent would; vouches for that."""

    def __init__(self, of: dns.zone.Zone, *, ds: str = "right") -> None:
        self.zone, self.ds = of, ds
        self._socket = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        self._socket.bind(("::1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Ends it."""
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                wire, asker = self._socket.recvfrom(4096)
            except OSError:
                return
            query = dns.message.from_wire(wire)
            self._socket.sendto(self._answer(query).to_wire(max_size=4096), asker)

    def _answer(self, query: dns.message.Message) -> dns.message.Message:
        answer = dns.message.make_response(query)
        name, kind = query.question[0].name, query.question[0].rdtype
        if kind == dns.rdatatype.DS:
            answer.flags |= dns.flags.AD
            answer.answer += self._ds()
            return answer
        node = self.zone.get_node(name)
        for rdataset in node.rdatasets if node is not None else ():
            if kind in (rdataset.rdtype, rdataset.covers):
                answer.answer.append(dns.rrset.from_rdata_list(name, 300, list(rdataset)))
        return answer

    def _ds(self) -> list[dns.rrset.RRset]:
        keys = self.zone.get_rdataset(ZONE, dns.rdatatype.DNSKEY)
        if keys is None or self.ds == "none":
            return []
        other = zone().get_rdataset(ZONE, dns.rdatatype.DNSKEY)
        key = (keys if self.ds == "right" else other)[0]
        return [dns.rrset.from_rdata(ZONE, 300, dns.dnssec.make_ds(ZONE, key, "SHA256"))]


@pytest.fixture
def servers() -> Iterator[list[NameServer]]:
    """Those of a test, ended with it."""
    made: list[NameServer] = []
    yield made
    for server in made:
        server.close()


def said(server: NameServer) -> tuple[int, str]:
    """How the command ends and what it says."""
    done = CliRunner().invoke(
        names, ["check", "dichvucong.example", "--server", "::1", "--port", str(server.port)]
    )
    return done.exit_code, done.output


@pytest.mark.criterion("V.20")
def test_a_signed_zone_with_ipv6_is_ready(servers: list[NameServer]) -> None:
    servers.append(NameServer(zone()))
    code, output = said(servers[0])
    assert code == 0, output
    assert "2001:db8::10" in output and "DS ở vùng cha khớp" in output
    assert output.count("chữ ký RRSIG đúng") == 3, "DNSKEY, A, AAAA"


@pytest.mark.criterion("V.20")
def test_what_is_missing_is_said(servers: list[NameServer]) -> None:
    without_ipv6 = RECORDS.replace("@ 300 IN AAAA 2001:db8::10\n", "")
    changed = zone()
    changed.replace_rdataset(ZONE, dns.rdataset.from_text("IN", "AAAA", 300, "2001:db8::bad"))
    for server, words in (
        (NameServer(zone(without_ipv6)), "IPv6 (bản ghi AAAA): không có"),
        (NameServer(zone(signed=False)), "Vùng chưa ký"),
        (NameServer(zone(), ds="none"), "Vùng cha chưa có DS"),
        (NameServer(zone(), ds="other"), "DS không khớp"),
        (NameServer(zone(lifetime=-1)), "chữ ký không đúng"),
        (NameServer(changed), "AAAA: chữ ký không đúng"),
    ):
        servers.append(server)
        code, output = said(server)
        assert code == 1 and words in output, (words, output)

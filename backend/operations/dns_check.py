"""Is the portal's name ready: addresses of IPv6, and signed answers (DNSSEC, RFC 4033 to 4035)?

The chain is checked here from the name up to the DS record at the parent zone; that the parent is
trusted itself is what the resolver says (the AD flag of its answer).
"""

from dataclasses import dataclass

import dns.dnssec
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rdataclass
import dns.rdatatype
import dns.resolver
import dns.rrset

_PAYLOAD = 1232
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, whether it is as it should be, and what to do."""

    ok: bool
    text: str


class NoAnswer(Exception):
    """The resolver does not answer or knows no such name."""


def check(name: str, server: str, port: int = 53) -> list[Finding]:
    """What was found for a name at a resolver. Raises NoAnswer."""
    asked = dns.name.from_text(name)
    findings = []
    sets = {}
    for kind, meaning in ((dns.rdatatype.A, "IPv4"), (dns.rdatatype.AAAA, "IPv6")):
        found, signature, _sure = _ask(asked, kind, server, port)
        sets[kind] = (found, signature)
        said = ", ".join(str(item) for item in found) if found else "không có"
        text = f"Địa chỉ {meaning} (bản ghi {kind.name}): {said}"
        findings.append(Finding(found is not None, text))
    zone = _zone_of(asked, server, port)
    findings.append(Finding(True, f"Vùng: {zone}"))
    keys, keys_signature, _sure = _ask(zone, dns.rdatatype.DNSKEY, server, port)
    ds, _signature, sure = _ask(zone, dns.rdatatype.DS, server, port)
    if keys is None or keys_signature is None:
        return [*findings, Finding(False, "Vùng chưa ký: không có DNSKEY kèm RRSIG.")]
    if ds is None:
        findings.append(Finding(False, "Vùng cha chưa có DS: gửi DS cho nhà đăng ký tên miền."))
    else:
        trusted = any(
            dns.dnssec.make_ds(zone, key, one.digest_type) == one for key in keys for one in ds
        )
        findings.append(
            Finding(trusted, "DS ở vùng cha khớp khóa của vùng" if trusted else "DS không khớp")
        )
        findings.append(
            Finding(sure, "Máy phân giải đã xác thực tới gốc (AD)" if sure else
                    "Máy phân giải không xác thực tới gốc: hỏi một máy có bật DNSSEC.")
        )  # fmt: skip
    findings.append(_signed("DNSKEY", keys, keys_signature, zone, keys))
    for kind, (found, signature) in sets.items():
        if found is not None:
            findings.append(_signed(kind.name, found, signature, zone, keys))
    return findings


def resolver() -> str:
    """The resolver of this machine."""
    return str(dns.resolver.get_default_resolver().nameservers[0])


def _signed(
    label: str,
    found: dns.rrset.RRset,
    signature: dns.rrset.RRset | None,
    zone: dns.name.Name,
    keys: dns.rrset.RRset,
) -> Finding:
    if signature is None:
        return Finding(False, f"{label}: không có RRSIG")
    try:
        dns.dnssec.validate(found, signature, {zone: keys})
    except dns.exception.DNSException as error:
        return Finding(False, f"{label}: chữ ký không đúng ({error})")
    return Finding(True, f"{label}: chữ ký RRSIG đúng, còn hạn")


def _ask(
    name: dns.name.Name, kind: dns.rdatatype.RdataType, server: str, port: int
) -> tuple[dns.rrset.RRset | None, dns.rrset.RRset | None, bool]:
    """Records, their signatures, and whether the resolver vouches for them."""
    answer = _answer(name, kind, server, port)
    found = answer.get_rrset(answer.answer, name, dns.rdataclass.IN, kind)
    signature = answer.get_rrset(answer.answer, name, dns.rdataclass.IN, dns.rdatatype.RRSIG, kind)
    return found, signature, bool(answer.flags & dns.flags.AD)


def _zone_of(name: dns.name.Name, server: str, port: int) -> dns.name.Name:
    """The nearest name above that has an SOA."""
    while name != dns.name.root:
        answer = _answer(name, dns.rdatatype.SOA, server, port)
        if answer.get_rrset(answer.answer, name, dns.rdataclass.IN, dns.rdatatype.SOA):
            return name
        name = name.parent()
    return name


def _answer(
    name: dns.name.Name, kind: dns.rdatatype.RdataType, server: str, port: int
) -> dns.message.Message:
    query = dns.message.make_query(name, kind, want_dnssec=True, payload=_PAYLOAD)
    query.flags |= dns.flags.AD
    try:
        answer, _by_tcp = dns.query.udp_with_fallback(query, server, timeout=_SECONDS, port=port)
    except (dns.exception.DNSException, OSError) as error:
        raise NoAnswer(f"{server}: {type(error).__name__}") from error
    return answer

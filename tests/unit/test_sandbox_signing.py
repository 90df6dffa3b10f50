"""The stand-in signing service has a certificate for whoever may sign in the demonstration."""

from pathlib import Path

from backend.sandbox.authority import Authority
from backend.sandbox.signing import SigningService


def test_a_long_name_in_vietnamese_letters_has_a_certificate(tmp_path: Path) -> None:
    service = SigningService(Authority(tmp_path, "http://127.0.0.1:9"), "")
    people = SigningService.people()
    user = max(people, key=lambda one: len(people[one][1].encode()))
    name, organisation, _number = people[user]
    assert len(organisation.encode()) > 64 >= len(organisation)
    subject = service.holder(user).certificate.subject.rdns
    shown = {each.value for rdn in subject for each in rdn}
    assert {name, organisation} <= shown

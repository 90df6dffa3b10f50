"""Opening an account, proving a mailbox, a forgotten password, over HTTP."""

from typing import Any
from uuid import UUID

from litestar import Request, get, post

from backend.access.actor import Actor
from backend.access.asker import address_of
from backend.access.guards import public, signed_in
from backend.access.step_up import stepped_up
from backend.identity import own_account, own_contact, registration
from shared.contracts.factors import Done
from shared.contracts.registration import (
    ChangeContact,
    CloseAccount,
    CodeChannels,
    ConfirmRegistration,
    ProveEmail,
    ProvePhone,
    Registered,
    RegisterOrganisation,
    RegisterPerson,
    Registration,
    ResetPassword,
    SetPassword,
)

AnyRequest = Request[Any, Any, Any]


@get("/registrations/channels", **public())
async def code_channels() -> CodeChannels:
    """How codes can be sent here."""
    return registration.channels()


@post("/registrations/persons", status_code=202, **public())
async def register_person(request: AnyRequest, data: RegisterPerson) -> Registration:
    """A citizen begins; a code goes to the mailbox."""
    return await registration.begin(data, address_of(request))


@post("/registrations/organisations", status_code=202, **public())
async def register_organisation(request: AnyRequest, data: RegisterOrganisation) -> Registration:
    """An organisation begins."""
    return await registration.begin(data, address_of(request))


@post("/registrations/{registration_id:uuid}/letter", status_code=202, **public())
async def another_letter(request: AnyRequest, registration_id: UUID) -> Registration:
    """Another letter with another code."""
    return await registration.send_again(registration_id, address_of(request))


@post("/registrations/{registration_id:uuid}/confirm", **public())
async def confirm_registration(registration_id: UUID, data: ConfirmRegistration) -> Registered:
    """Opens the account."""
    return await registration.confirm(registration_id, data)


@post("/password-resets", status_code=202, **public())
async def ask_reset(request: AnyRequest, data: ResetPassword) -> Done:
    """Sends a code, if there is such an account; the answer does not tell."""
    await registration.ask_reset(data, address_of(request))
    return Done(True)


@post("/password-resets/confirm", status_code=200, **public())
async def set_password(data: SetPassword) -> Done:
    """Sets the new password."""
    await registration.reset(data)
    return Done(True)


@post("/me/email", status_code=202, **stepped_up(signed_in()))
async def ask_email(request: AnyRequest, actor: Actor, data: ProveEmail) -> Done:
    """Sends a code to a mailbox of mine."""
    await own_contact.ask_email(actor, data.email, address_of(request))
    return Done(True)


@post("/me/email/confirm", status_code=200, **signed_in())
async def confirm_email(actor: Actor, data: ConfirmRegistration) -> Done:
    """The mailbox is mine from now on."""
    await own_contact.confirm_email(actor, data.code)
    return Done(True)


@post("/me/phone", status_code=202, **stepped_up(signed_in()))
async def ask_phone(request: AnyRequest, actor: Actor, data: ProvePhone) -> Done:
    """Sends a code to a telephone of mine."""
    await own_contact.ask_phone(actor, data.phone, address_of(request))
    return Done(True)


@post("/me/phone/confirm", status_code=200, **signed_in())
async def confirm_phone(actor: Actor, data: ConfirmRegistration) -> Done:
    """The telephone is mine from now on."""
    await own_contact.confirm_phone(actor, data.code)
    return Done(True)


@post("/me/contact", status_code=200, **signed_in())
async def change_contact(actor: Actor, data: ChangeContact) -> Done:
    """My telephone and address."""
    await own_account.change_contact(actor, data)
    return Done(True)


@post("/me/close", status_code=200, **stepped_up(signed_in()))
async def close_account(actor: Actor, data: CloseAccount) -> Done:
    """Closes my account."""
    assert data.understood
    await own_account.close(actor)
    return Done(True)


ROUTES = [
    code_channels,
    register_person,
    register_organisation,
    another_letter,
    confirm_registration,
    ask_reset,
    set_password,
    ask_email,
    confirm_email,
    ask_phone,
    confirm_phone,
    change_contact,
    close_account,
]

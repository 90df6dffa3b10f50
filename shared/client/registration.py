"""Opening an account, proving a mailbox, setting a forgotten password anew."""

from shared.client.base import ApiClient
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


async def register_person(api: ApiClient, data: RegisterPerson) -> Registration:
    """Begin for a citizen; a code goes to the mailbox."""
    return await api.post("/registrations/persons", data, Registration)


async def register_organisation(api: ApiClient, data: RegisterOrganisation) -> Registration:
    """Begin for an organisation."""
    return await api.post("/registrations/organisations", data, Registration)


async def send_again(api: ApiClient, registration_id: str) -> Registration:
    """Another letter."""
    return await api.post(f"/registrations/{registration_id}/letter", {}, Registration)


async def confirm(api: ApiClient, registration_id: str, code: str) -> Registered:
    """Open the account with the code of the letter."""
    return await api.post(
        f"/registrations/{registration_id}/confirm", ConfirmRegistration(code), Registered
    )


async def ask_reset(api: ApiClient, username: str) -> Done:
    """A letter to the account's mailbox, if there is one."""
    return await api.post("/password-resets", ResetPassword(username), Done)


async def reset(api: ApiClient, data: SetPassword) -> Done:
    """A new password with the code of the letter."""
    return await api.post("/password-resets/confirm", data, Done)


async def ask_email(api: ApiClient, email: str) -> Done:
    """A letter to a mailbox of mine."""
    return await api.post("/me/email", ProveEmail(email), Done)


async def confirm_email(api: ApiClient, code: str) -> Done:
    """The mailbox is mine."""
    return await api.post("/me/email/confirm", ConfirmRegistration(code), Done)


async def channels(api: ApiClient) -> CodeChannels:
    """How codes can be sent here."""
    return await api.get("/registrations/channels", CodeChannels)


async def ask_phone(api: ApiClient, phone: str) -> Done:
    """A text message to a telephone of mine."""
    return await api.post("/me/phone", ProvePhone(phone), Done)


async def confirm_phone(api: ApiClient, code: str) -> Done:
    """The telephone is mine."""
    return await api.post("/me/phone/confirm", ConfirmRegistration(code), Done)


async def change_contact(api: ApiClient, data: ChangeContact) -> Done:
    """My telephone and address."""
    return await api.post("/me/contact", data, Done)


async def close_account(api: ApiClient) -> Done:
    """Close my account."""
    return await api.post("/me/close", CloseAccount(True), Done)

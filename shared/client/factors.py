"""Second factors, recovery codes, the password, proving oneself again."""

from shared.client.base import ApiClient
from shared.contracts.factors import (
    ChangePassword,
    ConfirmCode,
    Done,
    Enrolment,
    ProveAgain,
    RecoveryCodes,
    SecondFactor,
    StepUp,
    StepUpMethod,
)


async def second_factor(api: ApiClient) -> SecondFactor:
    """Whether I have one."""
    return await api.get("/me/second-factor", SecondFactor)


async def start_enrolment(api: ApiClient) -> Enrolment:
    """A secret for my app."""
    return await api.post("/me/second-factor", {}, Enrolment)


async def confirm_enrolment(api: ApiClient, code: str) -> RecoveryCodes:
    """Turn it on with a code of the app."""
    return await api.post("/me/second-factor/confirm", ConfirmCode(code), RecoveryCodes)


async def end_second_factor(api: ApiClient) -> Done:
    """Turn it off."""
    return await api.post("/me/second-factor/end", {}, Done)


async def fresh_recovery_codes(api: ApiClient) -> RecoveryCodes:
    """New recovery codes in place of the old."""
    return await api.post("/me/recovery-codes", {}, RecoveryCodes)


async def change_password(api: ApiClient, data: ChangePassword) -> Done:
    """Change my password; other sessions end."""
    return await api.post("/me/password", data, Done)


async def step_up_method(api: ApiClient) -> StepUpMethod:
    """What I would be asked for."""
    return await api.get("/session/step-up", StepUpMethod)


async def step_up(api: ApiClient, answer: str) -> StepUp:
    """Prove again that it is I."""
    return await api.post("/session/step-up", ProveAgain(answer), StepUp)

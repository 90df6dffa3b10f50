"""Second factor, password and proving oneself again, over HTTP.

Answers that hold a secret say `no-store`: nobody keeps them, neither a browser nor we.
"""

from typing import Any

from litestar import Request, Response, get, post

from backend.access.actor import Actor
from backend.access.asker import address_of
from backend.access.guards import in_first_steps, signed_in
from backend.access.step_up import stepped_up
from backend.identity import factors, own_password
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

AnyRequest = Request[Any, Any, Any]
_SECRET = {"Cache-Control": "no-store"}


@get("/me/second-factor", **in_first_steps(signed_in()))
async def my_second_factor(actor: Actor) -> SecondFactor:
    """Whether I have one."""
    return await factors.second_factor(actor)


@post("/me/second-factor", status_code=200, **in_first_steps(stepped_up(signed_in())))
async def start_enrolment(actor: Actor) -> Response[Enrolment]:
    """A fresh secret for my app."""
    return Response(await factors.start_enrolment(actor), headers=_SECRET)


@post("/me/second-factor/confirm", status_code=200, **in_first_steps(signed_in()))
async def confirm_enrolment(actor: Actor, data: ConfirmCode) -> Response[RecoveryCodes]:
    """Turns it on; the recovery codes are shown this once."""
    return Response(await factors.confirm_enrolment(actor, data.code), headers=_SECRET)


@post("/me/second-factor/end", status_code=200, **stepped_up(signed_in()))
async def end_second_factor(actor: Actor) -> Done:
    """Turns it off."""
    await factors.end_second_factor(actor)
    return Done(True)


@post("/me/recovery-codes", status_code=200, **stepped_up(signed_in()))
async def fresh_recovery_codes(actor: Actor) -> Response[RecoveryCodes]:
    """New recovery codes in place of the old; shown this once."""
    return Response(await factors.fresh_recovery_codes(actor), headers=_SECRET)


@post("/me/password", status_code=200, **in_first_steps(signed_in()))
async def change_password(request: AnyRequest, actor: Actor, data: ChangePassword) -> Done:
    """Changes my password; my other sessions end."""
    await own_password.change_password(actor, data, address_of(request))
    return Done(True)


@get("/session/step-up", **in_first_steps(signed_in()))
async def step_up_method(actor: Actor) -> StepUpMethod:
    """What I would be asked for."""
    return await factors.step_up_method(actor)


@post("/session/step-up", status_code=200, **in_first_steps(signed_in()))
async def step_up(request: AnyRequest, actor: Actor, data: ProveAgain) -> StepUp:
    """Proves again that it is I."""
    return await factors.step_up(actor, data.answer, address_of(request))


ROUTES = [
    my_second_factor,
    start_enrolment,
    confirm_enrolment,
    end_second_factor,
    fresh_recovery_codes,
    change_password,
    step_up_method,
    step_up,
]

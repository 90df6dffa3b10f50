"""The words people read who have chosen English: subject and body by event."""

ENGLISH: dict[str, tuple[str, str]] = {
    "act.submit": (
        "We have received your dossier {code}",
        "We have received your dossier and will answer within 8 working hours.",
    ),
    "act.accept": (
        "Your dossier {code} is accepted",
        "Your dossier is accepted. The result is due {due}. The receipt is on the dossier's page.",
    ),
    "act.refuse": ("Your dossier {code} is not accepted", "Reason: {note}"),
    "act.request_supplement": (
        "Your dossier {code} needs more papers",
        "Please add: {note}",
    ),
    "act.supplement": (
        "We have received the papers for {code}",
        "We have received the papers you added.",
    ),
    "act.expire_supplement": ("Your dossier {code} is stopped", "Reason: {note}"),
    "act.transfer": (
        "Your dossier {code} is being worked on",
        "It has reached the unit in charge.",
    ),
    "act.assign": ("Somebody works on your dossier {code}", "Your dossier has been assigned."),
    "act.require_payment": ("A fee is due for dossier {code}", "To be paid: {note}"),
    "act.record_payment": ("Payment received for {code}", "Your payment has been recorded."),
    "act.extend": (
        "We apologise: a new date for {code}",
        "We are sorry that the result is not ready in time. New date: {due}. Reason: {note}",
    ),
    "act.record_loss": (
        "We apologise for papers of dossier {code}",
        "We are sorry that papers of yours were lost or damaged. We will mend this and bear the "
        "costs. What happened: {note}",
    ),
    "act.approve": ("Your dossier {code} is approved", "The result is being issued."),
    "act.resolve_at_desk": ("The result of {code} is ready", "It was resolved at the desk."),
    "act.finish": (
        "The result of {code} is ready",
        "The result is ready. See on the dossier's page how to receive it.",
    ),
    "act.hand_over": (
        "The result of {code} was handed over",
        "Thank you. Please rate the service, without signing in: {rating}",
    ),
    "act.reject": ("Your dossier {code} does not meet the conditions", "Reason: {note}"),
    "act.request_withdrawal": (
        "We have received your withdrawal of {code}",
        "We have received your wish to withdraw the dossier and will answer soon.",
    ),
    "act.grant_withdrawal": (
        "Your dossier {code} is withdrawn",
        "Work on the dossier has ended as you asked.",
    ),
    "act.deny_withdrawal": ("Your dossier {code} cannot be withdrawn", "Reason: {note}"),
    "act.recalculate": ("A new date for dossier {code}", "New date: {due}. Reason: {note}"),
    "act.stop": ("Your dossier {code} is stopped", "Reason: {note}"),
    "act.reopen_before_hand_over": (
        "The result of {code} is being corrected",
        "The result was taken back to be corrected before it is handed over. We will write again.",
    ),
    "result.early": (
        "The result of {code} is ready early",
        "The result is ready before its date ({due}). You may receive it now; see how on the "
        "dossier's page.",
    ),
    "result.replaced": (
        "The result of {code} is replaced",
        "{result} is replaced by number {new_number}; the old one no longer counts. Reason: {note}",
    ),
    "result.withdrawn": (
        "The result of {code} is withdrawn",
        "{result} is withdrawn and no longer counts. Reason: {note}",
    ),
    "file.virus": (
        "A virus in {file}",
        "The file “{file}” has a virus, so nobody can open it and it is not used. Please scan your "
        "computer, make a new file of the paper and send that.",
    ),
    "question.answered": (
        "Dossier {code}: your question is answered",
        "Read the answer on the dossier's page, under Questions and answers.",
    ),
    "handover.asked": (
        "Dossier {code}: asked to change hands",
        "Dossier {code} ({procedure}) is to change hands from {from_name} to {to_name}. Reason: "
        "{note} {until}",
    ),
    "handover.accepted": (
        "Dossier {code}: the receiver agrees",
        "{to_name} agrees to take dossier {code}.",
    ),
    "handover.objected": (
        "Dossier {code}: the sender objects",
        "{from_name} objects to dossier {code} changing hands. It stays as it is.",
    ),
    "handover.done": (
        "Dossier {code} now belongs to {to_name}",
        "From now on {to_name} stands for dossier {code} and receives its messages and result. "
        "{from_name} can no longer see it.",
    ),
    "handover.refused": (
        "Dossier {code}: does not change hands",
        "The agency does not agree to dossier {code} changing hands.",
    ),
    "handover.withdrawn": (
        "Dossier {code}: no longer to change hands",
        "The wish that dossier {code} change hands was withdrawn.",
    ),
    "queue.near": (
        "Number {number}: {before} people before you",
        "You will soon be called at {agency}, in about {minutes} minutes. Please be in front of "
        "the screen.",
    ),
    "appointment.booked": (
        "Appointment booked for {time}",
        "You have an appointment “{kind}” at {time}, {agency}, {address}. Its code is {code}; type "
        "it at the kiosk when you come, or tell an officer.",
    ),
    "appointment.moved": (
        "Your appointment is now at {time}",
        "Your appointment “{kind}” at {agency}, {address} is now at {time}. Its new code is "
        "{code}.",
    ),
    "appointment.cancelled": (
        "Appointment at {time} cancelled",
        "Your appointment “{kind}” at {time}, {agency}, is cancelled. You may book another.",
    ),
    "appointment.closed": (
        "Sorry, your appointment at {time} cannot take place",
        "We are sorry: {agency} cannot keep your appointment “{kind}” at {time}. Reason: {note} "
        "Please book another.",
    ),
    "appointment.relocated": (
        "Your appointment at {time} is now at {agency}",
        "Your appointment “{kind}” at {time} is now at {agency}, {address}; the time stays. Its "
        "code is {code}. Reason: {note} If it does not suit you, please move or cancel it.",
    ),
    "appointment.reminder": (
        "Your appointment at {time}",
        "You have an appointment “{kind}” at {time}, {agency}, {address}. Its code is {code}. If "
        "you cannot come, please cancel or move it so that others can use the time.",
    ),
}

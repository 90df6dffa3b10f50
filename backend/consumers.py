"""Who works on which message: every topic of the outbox has exactly one consumer."""

from backend.analyses.sending import send_due
from backend.archive import consumers as archive
from backend.audit import sealing as audit_trail
from backend.catalogue.coming_versions import take_effect_of_due as versions_of_today
from backend.competences.planning import take_effect_of_due as competences_of_today
from backend.compliance import sampling
from backend.connections.reconciling import every_night
from backend.connections.watching import ALARM_TOPIC, tell_of_alarm, watch
from backend.content.actions.answering import MOVED_TOPIC as QUESTION_TOPIC
from backend.directives.unit_actions import UNIT_TOPIC, tell_of_unit_directive
from backend.documents.actions import RENDER_TOPIC
from backend.documents.scanning import INFECTED_TOPIC, SCAN_TOPIC, scan_document, scan_waiting
from backend.documents.uploads import sweep_unfinished
from backend.dossiers.actions.journal import TOPIC as DOSSIER_TOPIC
from backend.dossiers.feed import forget_old_places
from backend.dossiers.recalculation import TOPIC as RECALCULATE_TOPIC
from backend.dossiers.recalculation import recalculate
from backend.dossiers.sweeps import sweep
from backend.exports.actions import EXPORT_TOPIC, READY_TOPIC, forget_old
from backend.exports.making import make_export
from backend.exports.telling import tell_of_export
from backend.feedback.actions.making import PETITION_TOPIC
from backend.feedback.actions.rating import invite
from backend.feedback.actions.uploading import sweep_files
from backend.feedback.actions.walking import FILE_TOPIC, walk_feed
from backend.feedback.actions.walking import fetch_file as fetch_petition_file
from backend.feedback.reminding import remind_of_petitions
from backend.feedback.telling import REMINDER_TOPIC as PETITION_REMINDER_TOPIC
from backend.feedback.telling import remind as remind_of_petition
from backend.feedback.telling import tell_of_petition
from backend.identity.mail_codes import sweep_codes
from backend.identity.officers import put_sleepers_to_rest
from backend.identity.throttle import sweep_tries
from backend.imports.queued import APPLY_TOPIC, READ_TOPIC, apply_large, read_large
from backend.indicators.folding import fold_waiting
from backend.measuring.visits import tell_yesterday
from backend.mergers.moving import move as move_to_heirs
from backend.mergers.switching import TOPIC as MERGER_TOPIC
from backend.mergers.switching import take_effect_of_due
from backend.messages.actions import ANSWER_TOPIC
from backend.messages.telling import tell_of_answer
from backend.national.inbound.files import FILES_TOPIC, fetch_files, fetch_waiting
from backend.national.inbound.making import make
from backend.national.inbound.receiving import INBOUND_TOPIC
from backend.national.lists import pulling as national_lists
from backend.national.lists.pulling import PULL_TOPIC
from backend.national.questions import question_moved, read_questions
from backend.notifications.actions import tell_applicant
from backend.notifications.bounces import RETURNED_TOPIC, read_bounces, tell_of_returned
from backend.notifications.digest import DIGEST_TOPIC, send_digests, write_digest
from backend.notifications.infected import tell_of_virus
from backend.notifications.providers import turn_providers
from backend.notifications.reminders import REMINDER_TOPIC, remind_officers
from backend.notifications.zalo_tokens import renew as renew_zalo_token
from backend.office.actions.fetching import ask_all as ask_office
from backend.overview import actions as figures
from backend.overview import service_figures
from backend.overview.foretelling import foretell
from backend.particulars.actions import take_effect_of_due as particulars_of_today
from backend.partners.feeding import place_events
from backend.partners.granting import forget_used_proofs
from backend.partners.keys import forget_old_keys
from backend.partners.open_data import count_months
from backend.partners.webhooks import forget_the_removed, switch_off_the_long_failing
from backend.payments.actions import reconciling
from backend.payments.actions.reconciling import RECONCILE_TOPIC, reconcile
from backend.payments.actions.refunding import REFUND_TOPIC, send_back
from backend.payments.actions.settling import CHECK_TOPIC, ask_again, check
from backend.payments.receipt_signing import SIGN_TOPIC, sign_soon
from backend.payments.telling import FEE_TOPIC
from backend.payments.telling import tell as tell_of_fee
from backend.platform.outbox import Message
from backend.platform.worker import Handler, Sweep
from backend.post.actions.following import TOLD_TOPIC
from backend.post.actions.walking import walk_all
from backend.post.telling import tell as tell_of_parcel
from backend.privacy.retention import sweep_retention
from backend.reception.actions.booking import TOPIC as APPOINTMENT_TOPIC
from backend.reception.actions.taking import NEAR_TOPIC
from backend.reception.sweeps import sweep_reception
from backend.reception.telling import tell_near, tell_of_appointment
from backend.registers.actions import CLOSED_TOPIC
from backend.registers.actions import PRINT_TOPIC as REGISTER_TOPIC
from backend.registers.printing import print_register
from backend.results.actions.changing import RESULT_TOPIC
from backend.results.rendering import rendered_form
from backend.results.telling import tell_of_change
from backend.shared_lists.actions import LOOK_TOPIC, look_at_due, looked
from backend.succession.actions import TOPIC as SUCCESSION_TOPIC
from backend.succession.actions import move
from backend.succession.handover_letters import tell as tell_of_handover
from backend.succession.handovers import TOPIC as HANDOVER_TOPIC
from backend.traffic.actions import forget as forget_visitors
from backend.workflow.replaying import TOPIC as REPLAY_TOPIC
from backend.workflow.replaying import replay_all


async def _render(message: Message) -> None:
    await rendered_form(message.subject_id)


async def _dossier_moved(message: Message) -> None:
    await place_events()
    await tell_applicant(message, invite)


async def _print_register(message: Message) -> None:
    await print_register(message.subject_id)


CONSUMERS: dict[str, Handler] = {
    DOSSIER_TOPIC: _dossier_moved,
    INBOUND_TOPIC: make,
    FILES_TOPIC: fetch_files,
    PULL_TOPIC: national_lists.pull,
    LOOK_TOPIC: looked,
    QUESTION_TOPIC: question_moved,
    RENDER_TOPIC: _render,
    SCAN_TOPIC: scan_document,
    INFECTED_TOPIC: tell_of_virus,
    RECALCULATE_TOPIC: recalculate,
    REMINDER_TOPIC: remind_officers,
    UNIT_TOPIC: tell_of_unit_directive,
    REGISTER_TOPIC: _print_register,
    CLOSED_TOPIC: _print_register,
    SUCCESSION_TOPIC: move,
    MERGER_TOPIC: move_to_heirs,
    READ_TOPIC: read_large,
    APPLY_TOPIC: apply_large,
    HANDOVER_TOPIC: tell_of_handover,
    REPLAY_TOPIC: replay_all,
    **archive.HANDLERS,
    RESULT_TOPIC: tell_of_change,
    CHECK_TOPIC: check,
    REFUND_TOPIC: send_back,
    RECONCILE_TOPIC: reconcile,
    ALARM_TOPIC: tell_of_alarm,
    TOLD_TOPIC: tell_of_parcel,
    FEE_TOPIC: tell_of_fee,
    SIGN_TOPIC: sign_soon,
    ANSWER_TOPIC: tell_of_answer,
    DIGEST_TOPIC: write_digest,
    RETURNED_TOPIC: tell_of_returned,
    figures.ALARM_TOPIC: figures.tell_of_difference,
    NEAR_TOPIC: tell_near,
    APPOINTMENT_TOPIC: tell_of_appointment,
    PETITION_TOPIC: tell_of_petition,
    FILE_TOPIC: fetch_petition_file,
    PETITION_REMINDER_TOPIC: remind_of_petition,
    EXPORT_TOPIC: make_export,
    READY_TOPIC: tell_of_export,
}

# Every minute, by one worker at a time.
SWEEPS: dict[str, Sweep] = {
    "dossiers": sweep,
    "national_files": fetch_waiting,
    "national_lists": national_lists.every_minute,
    "national_questions": read_questions,
    "shared_lists": look_at_due,
    "sign_in_tries": sweep_tries,
    "scans": scan_waiting,
    "uploads": sweep_unfinished,
    "archive": archive.every_minute,
    "audit": audit_trail.every_minute,
    "codes": sweep_codes,
    "sleepers": put_sleepers_to_rest,
    "payments": ask_again,
    "reconciliation": reconciling.every_minute,
    "post": walk_all,
    "visits": tell_yesterday,
    "office": ask_office,
    "retention": sweep_retention,
    "partner_proofs": forget_used_proofs,
    "token_keys": forget_old_keys,
    "events": place_events,
    "dossier_facts": fold_waiting,
    "open_data": count_months,
    "failing_webhooks": switch_off_the_long_failing,
    "removed_webhooks": forget_the_removed,
    "old_events": forget_old_places,
    "connections": watch,
    "comparisons": every_night,
    "providers": turn_providers,
    "digests": send_digests,
    "zalo_token": renew_zalo_token,
    "returned_letters": read_bounces,
    "figures": figures.fold,
    "recount": figures.check_nightly,
    "reception": sweep_reception,
    "agency_changes": take_effect_of_due,
    "particulars": particulars_of_today,
    "competences": competences_of_today,
    "procedure_versions": versions_of_today,
    "petitions_due": remind_of_petitions,
    "petition_files": sweep_files,
    "petition_feed": walk_feed,
    "exports": forget_old,
    "analyses": send_due,
    "performance": sampling.every_minute,
    "visitors": forget_visitors,
    "service_figures": service_figures.count_due,
    "forecast": foretell,
}

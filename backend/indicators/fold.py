"""SQL of the facts of dossiers as of a moment, from their events and what was written beside them.

Nothing is read from the current state of a dossier: who has it, whether it ended, what it waits
for follow from `dossier_event`; the rest from rows that carry the moment at which they were
written or taken back. `changed_at` is the newest such moment, so that facts hold as of any later
one. A unit counts for the agency it belonged to when it was given the dossier, or to which it took
the dossier by a merger.
"""

from backend.law.lifecycle import RULES, Clock
from shared.vocabulary.acts import Act
from shared.vocabulary.states import NATIONAL_CODE, NationalCode, State

COLUMNS = (
    "dossier_id", "tenant_id", "procedure_code", "procedure_version_id", "channel", "agency_id",
    "unit_id", "officer_id", "accepted_at", "due_at", "due_set_at", "ended_at", "end_kind",
    "at_desk", "withdrawing_at", "asked_at", "supplied_at", "asked_again", "contacts", "parts",
    "wholly_online", "document", "fee", "person", "free", "paid_online", "attached",
    "result_file", "certified", "reused", "kept", "citizen_data", "synced", "spoiled",
    "complained", "changed_at",
)  # fmt: skip


def _listed(acts: set[Act] | set[str]) -> str:
    return ", ".join(f"'{act}'" for act in sorted(acts))


_ENDS = {rule.act for rule in RULES if rule.clock is Clock.END}
# National state 9: the result is there (766, 2.1: the time of state 9 first).
_RESULTS = {
    rule.act
    for rule in RULES
    if rule.act in _ENDS
    and isinstance(rule.target, State)
    and NATIONAL_CODE[rule.target] is NationalCode.COMPLETED
}
_BACK = Act.REOPEN_BEFORE_HAND_OVER
_MOVE = "change_agency"  # its agency was merged or split
_HANDS = {Act.TRANSFER, Act.ASSIGN, Act.TAKE_OVER, _MOVE}
_WITHDRAWS = {Act.REQUEST_WITHDRAWAL, Act.DENY_WITHDRAWAL, *_ENDS}
_TOLD = {
    Act.ACCEPT, Act.REQUEST_SUPPLEMENT, Act.SUPPLEMENT, _BACK, *_HANDS, *_WITHDRAWS,
}  # fmt: skip
_ENDED = f"e.act in ({_listed(_ENDS)}) and e.seq > coalesce(e.reopened, 0)"
# A unit was given it, or lost it with its agency.
_OF_UNIT = f"e.act in ({_listed(_HANDS)}) and (e.payload ? 'unit_id' or e.act = '{_MOVE}')"

FOLD = f"""
with traits as materialized (
    select v.id, v.content ->> 'online_level' = 'full' as wholly_online,
        jsonb_array_length(coalesce(v.content -> 'results', '[]')) > 0 as document,
        jsonb_array_length(coalesce(v.content -> 'fees', '[]')) > 0
            or jsonb_path_exists(v.content, '$.channels[*] ? (@.fee_vnd > 0)') as fee,
        v.content -> 'subjects' ?| array['citizen', 'foreigner'] as person
    from procedure_version v where v.id in (
        select g.procedure_version_id from dossier g where g.id {{ids}}))
select d.id as dossier_id, d.tenant_id, d.procedure_code, d.procedure_version_id, d.channel,
    coalesce(case when a.unit_id is null or a.unit_moved then a.moved_to end, (
        select c.old_agency_id from agency_change_unit c join agency_change g on g.id = c.change_id
        where c.old_unit_id = a.unit_id and g.started_at > a.unit_at order by g.started_at limit 1),
        u.agency_id, a.desk_agency_id, d.receiving_agency_id) as agency_id,
    coalesce(a.unit_id, case when a.moved_to is null then a.desk_unit_id end) as unit_id,
    coalesce(a.officer_id, a.accepted_by) as officer_id,
    a.accepted_at, p.due_at, p.set_at as due_set_at, a.ended_at,
    case when a.ended_at is null then '' when a.ended_by in ({_listed(_RESULTS)}) then 'result'
        when a.ended_by = '{Act.REJECT}' then 'rejected' else 'stopped' end as end_kind,
    coalesce(a.ended_by = '{Act.RESOLVE_AT_DESK}', false) as at_desk,
    case when a.ended_at is null then a.withdrawing_at end as withdrawing_at,
    a.asked_at, a.supplied_at, a.asks > 1 as asked_again,
    (a.all_asks - case when a.all_asks > 1 then (
        select count(*) from (select from supplement_item s where s.dossier_id = d.id
            and s.asked_at < {{moment}} group by s.round having bool_and(exists (
                select from supplement_item b where b.dossier_id = s.dossier_id
                and b.round < s.round and b.kind = s.kind and b.key = s.key
                and b.title = s.title))) repeated) else 0 end)::smallint as contacts,
    coalesce(w.parts, '') as parts,
    coalesce(h.wholly_online, false) as wholly_online, coalesce(h.document, false) as document,
    coalesce(h.fee, false) as fee, coalesce(h.person, false) as person,
    coalesce(f.free, false) as free, coalesce(f.online, false) as paid_online,
    coalesce(c.there, false) as attached, coalesce(r.there, false) as result_file,
    coalesce(x.certified, false) as certified, coalesce(v.reused, false) as reused,
    coalesce(k.kept, false) as kept, coalesce(i.known, false) as citizen_data,
    n.sent_at is not null as synced,
    coalesce(t.disliked, false) or coalesce(y.petitioned, false) as spoiled,
    coalesce(y.complained, false) as complained,
    greatest(a.told_at, p.newest, f.newest, c.newest, r.newest, x.newest, v.newest, k.newest,
        i.newest, n.sent_at, w.newest, t.newest, y.newest) as changed_at
from (
    select e.dossier_id, min(e.at) filter (where e.act = '{Act.ACCEPT}') as accepted_at,
        (array_agg(e.actor_id order by e.seq) filter (where e.act = '{Act.ACCEPT}'))[1]
            as accepted_by,
        (array_agg(e.agency_id order by e.seq) filter (where e.act = '{Act.ACCEPT}'))[1]
            as desk_agency_id,
        (array_agg(e.unit_id order by e.seq) filter (where e.act = '{Act.ACCEPT}'))[1]
            as desk_unit_id,
        (array_agg(e.payload ->> 'unit_id' order by e.seq desc)
            filter (where {_OF_UNIT}))[1]::uuid as unit_id,
        (array_agg(e.at order by e.seq desc) filter (where {_OF_UNIT}))[1] as unit_at,
        (array_agg(e.act = '{_MOVE}' order by e.seq desc) filter (where {_OF_UNIT}))[1]
            as unit_moved,
        (array_agg(coalesce(e.payload ->> 'holding', e.payload ->> 'to') order by e.seq desc)
            filter (where e.act = '{_MOVE}'))[1]::uuid as moved_to,
        (array_agg(e.payload ->> 'officer_id' order by e.seq desc)
            filter (where e.act in ({_listed(_HANDS)}) and e.payload ? 'officer_id'))[1]::uuid
            as officer_id,
        min(e.at) filter (where {_ENDED}) as ended_at,
        (array_agg(e.act order by e.seq) filter (where {_ENDED}))[1] as ended_by,
        (array_agg(case when e.act = '{Act.REQUEST_WITHDRAWAL}' then e.at end order by e.seq desc)
            filter (where e.act in ({_listed(_WITHDRAWS)})))[1] as withdrawing_at,
        min(e.at) filter (where e.act = '{Act.REQUEST_SUPPLEMENT}'
            and e.state_after = '{State.SUPPLEMENT}') as asked_at,
        count(*) filter (where e.act = '{Act.REQUEST_SUPPLEMENT}'
            and e.state_after = '{State.SUPPLEMENT}') as asks,
        count(*) filter (where e.act = '{Act.REQUEST_SUPPLEMENT}') as all_asks,
        min(e.at) filter (where e.act = '{Act.SUPPLEMENT}'
            and e.state_after = '{State.SUPPLEMENTED}') as supplied_at,
        max(e.at) as told_at
    from (select o.*, max(o.seq) filter (where o.act = '{_BACK}')
            over (partition by o.dossier_id) as reopened
        from dossier_event o where o.dossier_id {{ids}} and o.act in ({_listed(_TOLD)})
            and o.at < {{moment}}) e
    group by e.dossier_id
) a join dossier d on d.id = a.dossier_id
left join unit u on u.id = a.unit_id
left join traits h on h.id = d.procedure_version_id
left join lateral (select q.due_at, q.set_at, (select max(z.set_at) from due_date z
        where z.dossier_id = d.id and z.set_at < {{moment}}) as newest
    from due_date q where q.dossier_id = d.id and q.set_at < {{moment}}
        and q.set_at <= coalesce(a.ended_at, {{moment}})
    order by q.set_at desc, q.id desc limit 1) p on true
left join lateral (select max(o.amount_vnd) = 0 as free,
        bool_or(o.means = 'online' and o.settled_at < {{moment}}) as online,
        max(greatest(o.asked_at, case when o.settled_at < {{moment}} then o.settled_at end))
            as newest
    from fee_obligation o where o.dossier_id = d.id and o.asked_at < {{moment}}
        and o.state <> 'cancelled') f on true
left join lateral (select bool_or(o.removed_at is null or o.removed_at >= {{moment}}) as there,
        max(greatest(o.uploaded_at, case when o.removed_at < {{moment}} then o.removed_at end))
            as newest
    from (select m.uploaded_at, m.removed_at from document m where m.dossier_id = d.id
            and m.removed_at is null and m.purpose in ('component', 'supplement')
        union all select m.uploaded_at, m.removed_at from document m where m.dossier_id = d.id
            and m.removed_at is not null and m.purpose in ('component', 'supplement')) o
    where o.uploaded_at < {{moment}}) c on true
left join lateral (select bool_or(o.withdrawn_at is null or o.withdrawn_at >= {{moment}}) as there,
        max(greatest(o.issued_at, case when o.withdrawn_at < {{moment}} then o.withdrawn_at end))
            as newest
    from (select m.issued_at, m.withdrawn_at from result m where m.dossier_id = d.id
            and m.withdrawn_at is null
        union all select m.issued_at, m.withdrawn_at from result m where m.dossier_id = d.id
            and m.withdrawn_at is not null) o
    where o.issued_at < {{moment}}) r on true
left join lateral (select count(*) > 0 as certified, max(o.signed_at) as newest
    from certified_copy o where o.dossier_id = d.id and o.signed_at < {{moment}}) x on true
left join lateral (select count(*) > 0 as reused, max(o.at) as newest
    from vault_use o where o.dossier_id = d.id and o.at < {{moment}}) v on true
left join lateral (select count(*) > 0 as kept, max(o.issued_at) as newest
    from vault_item o where o.dossier_id = d.id and o.result_id is not null
        and o.issued_at < {{moment}}) k on true
left join lateral (select count(*) > 0 as known, max(o.at) as newest from (
        select s.at from dossier_sender s where s.dossier_id = d.id
            and s.assurance like 'national%'
        union all select s.at from answer_source s where s.dossier_id = d.id
            and s.source = 'population') o where o.at < {{moment}}) i on true
left join lateral (select min(o.sent_at) as sent_at from delivery o where o.subject_id = d.id
    and o.adapter_id = 'national' and o.state = 'sent' and o.sent_at >= a.accepted_at
    and o.sent_at < {{moment}}) n on true
left join lateral (select max(o.ended_at) as newest,
        case when bool_or(o.ended_at > o.until) then 'late'
            when bool_and(o.ended_at < o.until) then 'early' else 'on_time' end as parts
    from (select s.left_at as ended_at, s.due_at as until from step_passage s
            where s.dossier_id = d.id
        union all select q.closed_at, q.answer_by from consultation q where q.dossier_id = d.id
        union all select j.closed_at, j.answer_by from joint_task j where j.dossier_id = d.id
            and not j.cancelled and j.answer_by is not null) o
    where o.ended_at < {{moment}} having count(*) > 0) w on true
left join lateral (select bool_or(o.overall = 'dissatisfied') as disliked,
        max(o.created_at) as newest
    from rating o where o.dossier_id = d.id and o.created_at < {{moment}}) t on true
left join lateral (select count(*) > 0 as petitioned,
        bool_or((o.topic = 'conduct' or o.kind = 'complaint') and not coalesce(
            o.state = 'refused' and o.closed_at < {{moment}}, false)) as complained,
        max(greatest(o.received_at, case when o.closed_at < {{moment}} then o.closed_at end))
            as newest
    from petition o where o.dossier_id = d.id and o.received_at < {{moment}}
        and o.state <> 'merged') y on true
where a.accepted_at is not null
"""
"""To be filled with `ids`, which dossiers (`= any(…)` or `in (…)`), and `moment`, exclusive."""

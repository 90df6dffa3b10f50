"""Who else sees a dossier, several consultations at once, and what must happen by when."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T03:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "consultations, coordinators, watchers, statutory moments"

_FORWARDS = """
create table dossier_reach (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    subject_id uuid not null,
    ground varchar(20) not null check (ground in ('consulted', 'coordinator', 'watcher')),
    submitted_at timestamptz not null,
    unique (dossier_id, subject_id, ground)
);
create index dossier_reach_list on dossier_reach (subject_id, submitted_at desc, dossier_id desc);

create table consultation (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    agency_id uuid not null references agency (id) on delete restrict,
    content text not null,
    asked_at timestamptz not null,
    answer_by timestamptz not null,
    closed_at timestamptz,
    answer text not null default '',
    answered_by uuid references account (id) on delete restrict,
    escalated_at timestamptz,
    check (closed_at is null or closed_at >= asked_at)
);
create unique index consultation_open on consultation (dossier_id, agency_id)
    where closed_at is null;
create index consultation_silent on consultation (answer_by, id)
    where closed_at is null and escalated_at is null;

alter table component_check add column to_return boolean not null default false;

alter table dossier
    add column in_process_requests smallint not null default 0 check (in_process_requests >= 0),
    add column transferred_at timestamptz,
    add column act_by timestamptz,
    add column act_alerted boolean not null default false,
    add column waiting_since timestamptz,
    add column alert smallint not null default 0 check (alert between 0 and 3);

insert into consultation (id, tenant_id, dossier_id, agency_id, content, asked_at, answer_by)
select gen_random_uuid(), d.tenant_id, d.id, d.consulted_agency_id, e.note, e.at,
    coalesce((e.payload ->> 'until')::timestamptz, e.at + interval '5 days')
from dossier d cross join lateral (select note, at, payload from dossier_event
    where dossier_id = d.id and act = 'consult' order by seq desc limit 1) e
where d.consulted_agency_id is not null;
insert into dossier_reach (id, tenant_id, dossier_id, subject_id, ground, submitted_at)
select gen_random_uuid(), tenant_id, id, consulted_agency_id, 'consulted', submitted_at
from dossier where consulted_agency_id is not null;
update dossier d set transferred_at = e.at, in_process_requests = (select count(*)
    from dossier_event x where x.dossier_id = d.id and x.act = 'request_supplement'
    and x.state_before <> 'submitted')
from dossier_event e where e.dossier_id = d.id and e.act = 'transfer';
update dossier set act_by = answer_by where state = 'submitted';
update dossier d set act_by = (e.payload ->> 'until')::timestamptz
from dossier_event e where d.state in ('pre_supplement', 'supplement') and e.dossier_id = d.id
    and e.act = 'request_supplement' and e.payload ? 'until';

drop index dossier_consulted;
alter table dossier drop column consulted_agency_id;

update dossier d set waiting_since = i.started_at from clock_interval i
where i.dossier_id = d.id and i.ended_at is null;

create index dossier_act_by on dossier (act_by, id) where act_by is not null and not act_alerted;
create index dossier_unalerted_1 on dossier (due_at, id)
    where alert < 1 and due_at is not null and finished_at is null and waiting_since is null;
create index dossier_unalerted_2 on dossier (due_at, id)
    where alert < 2 and due_at is not null and finished_at is null and waiting_since is null;
create index dossier_unalerted_3 on dossier (due_at, id)
    where alert < 3 and due_at is not null and finished_at is null and waiting_since is null;
"""

_BACKWARDS = """
alter table dossier add column consulted_agency_id uuid references agency (id) on delete restrict;
update dossier d set consulted_agency_id = r.subject_id from dossier_reach r
    where r.dossier_id = d.id and r.ground = 'consulted';
create index dossier_consulted on dossier (consulted_agency_id, submitted_at desc, id desc)
    where consulted_agency_id is not null;
drop index dossier_act_by, dossier_unalerted_1, dossier_unalerted_2, dossier_unalerted_3;
alter table dossier drop column in_process_requests, drop column transferred_at,
    drop column act_by, drop column act_alerted,
    drop column waiting_since, drop column alert;
alter table component_check drop column to_return;
drop table consultation, dossier_reach;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)

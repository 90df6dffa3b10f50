"""What somebody needs before applying: the few answers that decide it, and what follows."""

from typing import Any

from backend.catalogue.content import ChannelContent, ProcedureContent
from backend.catalogue.needs import needed_papers, paper, usual_need
from backend.catalogue.queries import version_in_force
from backend.catalogue.requirements import verdict
from backend.catalogue.shapes import UNCLEAR, fee_words
from backend.catalogue.stops import stop_of
from backend.forms.queries import newest_form
from backend.forms.rules.answers import completed, problems, shown
from backend.forms.rules.expressions import CHANNEL, TODAY, variables
from backend.organisation.queries import agencies
from backend.platform import clock
from backend.platform.problems import RuleBroken, field
from shared.contracts.common import Choice, Named
from shared.contracts.forms import Form, Question
from shared.contracts.guide import AskGuide, Guide
from shared.contracts.needs import NeededPaper
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from shared.vocabulary.needs import Need

MOST_QUESTIONS = 5
_MOST_PLACES = 50


async def guide(code: str, data: AskGuide) -> Guide:
    """The guide of a procedure for what was said so far; keeps nothing. Raises NotFound,
    RuleBroken for an answer that does not fit."""
    _id, content = await version_in_force(code, online=False)
    form = await newest_form(code)
    way = _way(content, data.channel)
    today = clock.today()
    asked = deciding(content, form) if form is not None else []
    given = {q.key: data.answers[q.key] for q in asked if q.key in data.answers}
    if form is not None and given:
        wrong = problems(form, given, today, complete=False, only=given)
        if wrong:
            raise RuleBroken("Một số câu trả lời chưa đúng.", errors=wrong)
    known: dict[str, Any] = completed(form, given, today) if form is not None else {}
    applying = {q.key for q in shown(form, given, today)} if form is not None else set()
    questions = [q for q in asked if q.key in applying]
    places, stop = await agencies(code), await stop_of(code)
    told = known | {CHANNEL: way.channel, TODAY: today.isoformat()}
    says, obstacles = verdict(content.requirements, told)
    return Guide(
        questions=questions,
        answers={q.key: known[q.key] for q in questions if q.key in known},
        left=[q.key for q in questions if q.key not in known],
        verdict=says,
        obstacles=obstacles,
        conditions=content.conditions,
        papers=_papers(content, form, given, way.channel),
        channel=Choice(way.channel, CHANNEL_LABELS[way.channel].vi),
        channels=[Choice(c.channel, CHANNEL_LABELS[c.channel].vi) for c in content.channels],
        duration=way.duration.words() if way.duration else UNCLEAR,
        fee=fee_words(way.fee_vnd, way.fee_text),
        note=way.description,
        places=[Named(place.id, place.name) for place in places[:_MOST_PLACES]],
        can_apply=form is not None
        and content.channel(Channel.ONLINE) is not None
        and not (stop is not None and stop.now),
    )


def deciding(content: ProcedureContent, form: Form) -> list[Question]:
    """The questions on which papers and requirements depend, those they depend on before them; at
    most five."""
    by_key = {q.key: q for q in form.questions}
    wanted: set[str] = set()
    rules = [c.when for c in content.components if c.when is not None]
    rules += [r.rule for r in content.requirements]
    open_ = {key for rule in rules for key in variables(rule)} & set(by_key)
    while open_:
        key = open_.pop()
        wanted.add(key)
        question = by_key[key]
        read = {
            name
            for rule in (question.show_if, question.computed)
            if rule is not None
            for name in variables(rule)
        }
        open_ |= (read & set(by_key)) - wanted
    return [q for q in form.questions if q.key in wanted and q.computed is None][:MOST_QUESTIONS]


def _papers(
    content: ProcedureContent, form: Form | None, given: dict[str, Any], channel: Channel
) -> list[NeededPaper]:
    if form is None:
        found = [paper(c, usual_need(c, channel), "") for c in content.components]
    else:
        found = needed_papers(content.components, form, given, channel, clock.today())
    return [p for p in found if p.need != Need.NOT_APPLICABLE]


def _way(content: ProcedureContent, channel: str) -> ChannelContent:
    """The channel asked for, else the first of the procedure. Raises RuleBroken."""
    if not channel and content.channels:
        return content.channels[0]
    found = next((c for c in content.channels if c.channel == channel), None)
    if found is not None:
        return found
    if not channel:
        return ChannelContent(channel=Channel.DESK)
    raise RuleBroken(
        "Thủ tục này không nhận hồ sơ theo cách đó.",
        errors=[field("/channel", "Vui lòng chọn một trong các cách nộp của thủ tục.")],
    )

"""A letter or a report about incidents, from its options: what `apologise`, `report` and `candor new` share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any, TypeVar

import click

from mkdocs_candor.cli.components_option import read_components
from mkdocs_candor.cli.drafts import author_of, facts_in_words, incident_without, incidents_of, timeline
from mkdocs_candor.cli.items import filled, read_items
from mkdocs_candor.cli.letter_shapes import APOLOGY, FACTS, REPORT, TIMELINE, Shape
from mkdocs_candor.cli.moments import day_or_moment, in_words, past_moment
from mkdocs_candor.cli.new_post import asked, front_of, post_options, write_post
from mkdocs_candor.cli.now import Now, known, read_now
from mkdocs_candor.cli.words import words_of
from mkdocs_candor.derive.facts import IncidentFacts
from mkdocs_candor.edit.front_matter import Value
from mkdocs_candor.edit.relative_links import relinked
from mkdocs_candor.model.post import Responsibility
from mkdocs_candor.model.status import Status
from mkdocs_candor.read.fields import INCIDENT_STATUSES
from mkdocs_candor.read.schema import ContactForm, PreventionForm, RepairForm, ReportBackForm
from mkdocs_candor.read.times import parse_day_or_time

_F = TypeVar("_F", bound=Callable[..., Any])

# How far ahead the days in a draft's examples are.
_AHEAD = timedelta(days=30)
_RESPONSIBILITIES = [responsibility.value for responsibility in Responsibility]
_SIGNED = (
    click.option("--by", metavar="NAME", envvar="CANDOR_BY", help="Who signs, or answers for it. [env: CANDOR_BY]"),
    click.option("--role", metavar="ROLE", help="Their role."),
    click.option("--contact", metavar="DESK", help="The desk where they can be reached."),
    click.option("--date", metavar="WHEN", help="Its date. [default: today, UTC]"),
    click.option("--components", "-c", metavar="ID", multiple=True, help="If not those of its incidents; repeatable."),
)
_PROMISES = (
    click.option(
        "--prevention",
        metavar="ITEM",
        multiple=True,
        help='What you change: "Two alarms | owner=Dana Ortiz | due=2026-12-01"; repeatable.',
    ),
    click.option(
        "--follow-up", metavar="ITEM", help='When you report back: "2026-12-09 | where=this page | owner=Dana Ortiz".'
    ),
    click.option("--reviewed-by", metavar="NAME", help="Who read it before it went out."),
    click.option(
        "--text", "-m", metavar="TEXT", help='Its words, in place of the questions; "-" reads standard input.'
    ),
)
_APOLOGY = (
    click.option("--failure", metavar="TEXT", help='Your failure, in one plain sentence: "We ...".'),
    click.option(
        "--responsibility", type=click.Choice([r.value for r in Responsibility]), help="Whose failure it was."
    ),
    click.option("--known-by", metavar="WHEN", help="When you will know, with --responsibility unknown."),
    click.option("--who", metavar="TEXT", help="Whom it hurt."),
    click.option("--could-not", metavar="TEXT", help="What they could not do."),
    click.option("--from", "from_", metavar="WHEN", help="Since when. [default: from its incidents]"),
    click.option("--to", metavar="WHEN", help="Until when. [default: from its incidents]"),
    click.option("--count", metavar="TEXT", help="How many of how many."),
    click.option("--data-loss", metavar="TEXT", help="What was lost, or none."),
    click.option(
        "--repair",
        metavar="ITEM",
        multiple=True,
        help='What you do for them: "A month free | who=all shops | automatic=true", or none; repeatable.',
    ),
    click.option("--repair-reason", metavar="TEXT", help="Why there is no repair."),
    click.option(
        "--reach", metavar="ITEM", help='Where to ask about it: "help-desk | reply_within=4 h | bring=your number".'
    ),
    click.option("--disclosed-by", type=click.Choice(["us", "customers", "press"]), help="Who told of it first."),
    click.option("--amends", metavar="POST", multiple=True, help="An earlier apology that was not enough; repeatable."),
    click.option("--legal-review", metavar="TEXT", help="What legal review it had."),
)
_REPORT = (
    click.option("--cause", "causes", metavar="TEXT", multiple=True, help="What led to it; repeatable."),
    click.option("--went-well", metavar="TEXT", multiple=True, help="What helped; repeatable."),
    click.option("--went-badly", metavar="TEXT", multiple=True, help="What did not; repeatable."),
    click.option("--got-lucky", metavar="TEXT", multiple=True, help="What could have made it worse; repeatable."),
)


def apology_options(function: _F) -> _F:
    """Add the options of an apology."""
    return _with((*_SIGNED, *_APOLOGY, *_PROMISES), function)


def report_options(function: _F) -> _F:
    """Add the options of a report."""
    return _with((*_SIGNED, *_REPORT, *_PROMISES), function)


def _with(options: Sequence[Callable[[_F], _F]], function: _F) -> _F:
    function = post_options(function, is_draft=True)
    for option in reversed(options):
        function = option(function)
    return function


def write_apology(names: Sequence[str], title: str | None, options: dict[str, Any]) -> None:
    """Write the draft of an apology for the incidents called `names`, or the one that waits. Raises ClickException."""
    now = read_now()
    incidents = _incidents(now, APOLOGY, names)
    front = _front(now, APOLOGY, incidents, title, options)
    front |= filled({"failure": options["failure"], "responsibility": options["responsibility"]})
    if options["known_by"]:
        front["known_by"] = day_or_moment(options["known_by"], now.timezone, "--known-by")
    if options["repair"] == ("none",):
        front["repair"] = "none"
    else:
        front |= filled({"repair": read_items(options["repair"], RepairForm, "what", "--repair", now.timezone)})
    for reach in read_items(filter(None, [options["reach"]]), ContactForm, "to", "--reach", now.timezone):
        known([str(reach["to"])], [desk.id for desk in now.history.desks], "--reach", "desks.yml")
        front["contact"] = reach
    front["disclosed_by"] = options["disclosed_by"] or incidents[0].post.disclosed_by.value
    front |= filled(
        {
            "repair_reason": options["repair_reason"],
            "amends": known(options["amends"], [p.id for p in now.history.posts], "--amends", now.place.incidents.name),
            "legal_review": options["legal_review"],
        }
    )
    _write(now, APOLOGY, incidents, front, _impact(now, incidents, options), options)


def write_report(names: Sequence[str], title: str | None, options: dict[str, Any]) -> None:
    """Write the draft of a report on the incidents called `names`, or the one that waits. Raises ClickException."""
    now = read_now()
    incidents = _incidents(now, REPORT, names)
    front = _front(now, REPORT, incidents, title, options)
    front |= filled({key: list(options[key]) for key in ("causes", "went_well", "went_badly", "got_lucky")})
    _write(now, REPORT, incidents, front, {}, options)


def _incidents(now: Now, shape: Shape, names: Sequence[str]) -> list[IncidentFacts]:
    return incidents_of(now, names or [incident_without(now, shape.type)])


def _front(
    now: Now, shape: Shape, incidents: Sequence[IncidentFacts], title: str | None, options: dict[str, Any]
) -> dict[str, Value]:
    title = " ".join((title or "").split()) or f"{shape.title}: {incidents[0].post.title}"
    front = front_of(shape.type, title)
    front["incident"] = [facts.post.id for facts in incidents]
    front["date"] = day_or_moment(options["date"] or f"{now.as_of:%Y-%m-%d}", now.timezone, "--date")
    by = options["by"] or asked(None, "Who signs it?" if shape is APOLOGY else "Who answers for it?")
    front |= filled({"author": author_of(now, by, options["role"], options["contact"])})
    if options["components"]:
        statuses = read_components(
            options["components"], now.history.components, INCIDENT_STATUSES, default=Status.OPERATIONAL
        )
        front["components"] = list(statuses)
    made = options["prevention"]
    front |= filled(
        {"prevention": read_items(made, PreventionForm, "action", "--prevention", now.timezone, letter=shape.letter)}
    )
    for back in read_items(filter(None, [options["follow_up"]]), ReportBackForm, "date", "--follow-up", now.timezone):
        front["follow_up"] = back
    return front | filled({"reviewed_by": options["reviewed_by"]})


def _impact(now: Now, incidents: Sequence[IncidentFacts], options: dict[str, Any]) -> dict[str, Value]:
    ends = [facts.ended for facts in incidents if facts.ended]
    since = in_words(min(facts.started for facts in incidents))
    until = in_words(max(ends)) if len(ends) == len(incidents) else ""
    for key, name in (("from_", "--from"), ("to", "--to")):
        if options[key]:
            moment = in_words(past_moment(options[key], now.as_of, now.timezone, name))
            since, until = (moment, until) if key == "from_" else (since, moment)
    said = {key: options[key] for key in ("who", "could_not", "count", "data_loss")}
    return filled({**said, "from": since, "to": until})


def _write(
    now: Now,
    shape: Shape,
    incidents: Sequence[IncidentFacts],
    front: dict[str, Value],
    nested: dict[str, Value],
    options: dict[str, Any],
) -> None:
    day = parse_day_or_time(str(front["date"]), now.timezone)
    words = words_of(options["text"], edit=False, about="")
    folder = now.place.from_root(now.place.incidents)

    def said(text: str, whole: str, facts: IncidentFacts) -> str:
        return relinked(
            text,
            whole,
            source=facts.post.source.path,
            target=f"{folder}/{day:%Y}/report.md",
            is_reachable=lambda path: _is_reachable(now, path, f"{folder}/{day:%Y}"),
        )

    # Two hyphens end a comment, and what we know is in one.
    told = "\n".join(facts_in_words(incidents, now)).replace("--", "- -")
    body = words or shape.body.replace(FACTS, told).replace(TIMELINE, "\n".join(timeline(incidents, said)))
    step = "commit and push it."
    if options["draft"]:
        step = "write it, run candor check, let somebody read it; then take `draft: true` away."
    write_post(
        now,
        front,
        day=day,
        body=body.strip("\n"),
        next_step=step,
        common=options,
        last={shape.nested: nested} if nested else {},
        blanks="" if words else shape.missing(front, nested, (now.as_of + _AHEAD).date()),
    )


def _is_reachable(now: Now, path: str, folder: str) -> bool:
    """Return whether a post of `folder` may link to a file: to posts and pages, but to no other post's pictures."""
    pages = now.place.from_root(now.place.pages)
    return path.endswith(".md") or PurePosixPath(path).is_relative_to(pages) or path.startswith(f"{folder}/")

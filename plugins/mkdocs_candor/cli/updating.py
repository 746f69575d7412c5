"""One more update at the end of a post: what `update`, `resolve`, `start`, `complete` and `cancel` have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import click

from mkdocs_candor.cli.components_option import read_components
from mkdocs_candor.cli.moments import coming_moment, in_words, past_moment
from mkdocs_candor.cli.now import Dated, Now, json_option, save, say_written
from mkdocs_candor.cli.words import ask_for, can_ask, never_lost, words_of
from mkdocs_candor.edit.append import CannotAppend, with_update
from mkdocs_candor.edit.post_files import UpdateText
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import Maintenance
from mkdocs_candor.model.status import INCIDENT_STAGES, MAINTENANCE_STAGES, Stage, Status
from mkdocs_candor.read.fields import INCIDENT_STATUSES, MAINTENANCE_STATUSES, choose
from mkdocs_candor.read.headings import stage_name
from mkdocs_candor.read.notes import Misread

_F = TypeVar("_F", bound=Callable[..., Any])

_WORDS = (
    click.option("--text", "-m", metavar="TEXT", help='What there is to say, in Markdown; "-" reads standard input.'),
    click.option("--edit", is_flag=True, help="Write the text in your editor ($VISUAL or $EDITOR)."),
    click.option("--impact", metavar="TEXT", help="What customers cannot do now."),
    click.option("--scope", metavar="TEXT", help="Who is affected, and who is not."),
    click.option("--do-now", metavar="TEXT", help="What customers can do now."),
)
_NEXT = click.option("--next", "next_", metavar="WHEN", help='When you will speak next: 30m, "14:30 UTC".')
_END = (
    click.option(
        "--components", "-c", metavar="ID=STATUS", multiple=True, help="How components are from now on; repeatable."
    ),
    click.option("--since", metavar="WHEN", help="Since when components, or the end, are so, if that was earlier."),
    click.option("--by", metavar="NAME", envvar="CANDOR_BY", help="Who says it. [env: CANDOR_BY]"),
    click.option("--at", metavar="WHEN", default="now", show_default=True, help='The time it is of: "5 min ago".'),
    json_option,
)


@frozen(kw_only=True)
class Said:
    """The options of an update, as typed."""

    text: str | None
    edit: bool
    impact: str | None
    scope: str | None
    do_now: str | None
    components: tuple[str, ...]
    since: str | None
    by: str | None
    at: str
    as_json: bool
    next_: str | None = None


def update_options(function: _F) -> _F:
    """Add the options of an update that is not the last."""
    return _with((*_WORDS, _NEXT, *_END), function)


def last_update_options(function: _F) -> _F:
    """Add the options of an update that nothing is promised after."""
    return _with((*_WORDS, *_END), function)


def _with(options: tuple[Callable[[_F], _F], ...], function: _F) -> _F:
    for option in reversed(options):
        function = option(function)
    return function


def stage_of(written: str | None, post: Dated) -> Stage:
    """Return the stage that is meant, else the one the post is at. Raises ClickException."""
    stages = MAINTENANCE_STAGES if isinstance(post, Maintenance) else INCIDENT_STAGES
    if written is not None:
        try:
            return choose(written, stages, "stage")
        except Misread as misread:
            raise click.BadParameter(f"{misread.message}. {misread.hint}", param_hint="--stage") from None
    now = post.updates[-1].stage if post.updates else stages[0]
    if now.is_final:
        again = "monitoring" if stages == INCIDENT_STAGES else "in_progress"
        raise click.ClickException(
            f"'{post.id}' is {stage_name(now).lower()} since {in_words(post.updates[-1].at)}. "
            f"Say what this is: --stage {now.value} adds a word, --stage {again} opens it again."
        )
    return now


def maintenance_only(post: Dated, stage: Stage) -> None:
    """Raise ClickException unless the post is a maintenance that is not over, and not at `stage` already."""
    if not isinstance(post, Maintenance):
        raise click.ClickException(f"'{post.id}' is an incident. Say it with: candor update {post.id}")
    last = post.updates[-1].stage if post.updates else Stage.SCHEDULED
    if last.is_final or last is stage:
        raise click.ClickException(
            f"'{post.id}' is {stage_name(last).lower()} already. "
            f"To add a word: candor update {post.id} --stage {last.value}"
        )


def append_update(now: Now, post: Dated, stage: Stage, said: Said, *, needs_words: bool, next_step: str = "") -> None:
    """Append an update to the post's file, and say what comes next. Raises ClickException; nothing is written then."""
    at = _time(now, post, said.at)
    keys = _keys(now, post, at, stage, said)
    about = f"Update of {post.id}: {stage_name(stage)}, {in_words(at)}."
    question = "What do customers need to know?" if needs_words or not stage.is_final else ""
    body = words_of(said.text, edit=said.edit, about=about, question=question if not keys or can_ask() else "")
    if needs_words and not body and not keys:
        raise click.ClickException(
            'An update needs words. Say them with --text "…", --text - (standard input) or --edit; '
            "or say --impact, --do-now, --next or --components. Nothing was written."
        )
    if can_ask() and not stage.is_final and said.next_ is None and not said.edit:
        promised = ask_for(
            lambda text: "" if text == "-" else _next(now, at, text),
            "When will you speak next? (30m, 14:30 UTC; - for no promise)",
            default="30m",
        )
        keys |= {"Next update": promised} if promised else {}
    path = now.path_of(post)
    text = path.read_bytes().decode("utf-8")
    update = UpdateText(at=at, stage=stage, keys=_in_order(keys, said.by), body=body)
    with never_lost(body, edit=said.edit):
        try:
            text = with_update(text, update, type=post.type, timezone=now.timezone)
        except CannotAppend as refused:
            raise click.ClickException(f"{post.source.path}: {refused.message}. {refused.hint}") from None
        save(path, text)
    promised = keys.get("Next update", "")
    commit = "commit and push it"
    if not next_step:
        next_step = f"then speak again by {promised}: candor update" if promised else "then candor update, or end it"
    say_written(now, path, f"{commit}, {next_step}.", as_json=said.as_json)


def _time(now: Now, post: Dated, written: str) -> datetime:
    at = past_moment(written, now.as_of, now.timezone, "--at")
    if written == "now":
        taken = {update.at for update in post.updates}
        millisecond = now.as_of.replace(microsecond=now.as_of.microsecond // 1000 * 1000)
        at = next((m for m in (at, now.as_of.replace(microsecond=0)) if m not in taken), millisecond)
    return at


def _keys(now: Now, post: Dated, at: datetime, stage: Stage, said: Said) -> dict[str, str]:
    is_maintenance = isinstance(post, Maintenance)
    choices: tuple[Status, ...] = MAINTENANCE_STATUSES if is_maintenance else INCIDENT_STATUSES
    statuses = read_components(said.components, now.history.components, choices, default=None)
    keys = {"Impact": said.impact, "Scope": said.scope, "Do now": said.do_now}
    keys["Components"] = ", ".join(f"{component}={status.value}" for component, status in statuses.items())
    if said.since:
        keys["Since"] = in_words(past_moment(said.since, now.as_of, now.timezone, "--since"))
    if said.next_ and stage.is_final:
        raise click.BadParameter("nothing is promised after the last update; leave it out.", param_hint="--next")
    if said.next_:
        keys["Next update"] = _next(now, at, said.next_)
    return {key: " ".join(value.split()) for key, value in keys.items() if value and value.strip()}


def _next(now: Now, at: datetime, written: str) -> str:
    return next_update(coming_moment(written, now.as_of, now.timezone, "--next"), at)


def next_update(moment: datetime, at: datetime) -> str:
    """Return how an update of `at` promises the next one: by the time of day alone where that is clear."""
    is_clear = moment - at < timedelta(hours=24) and not moment.second
    return f"{moment:%H:%M} UTC" if is_clear else in_words(moment)


def _in_order(keys: dict[str, str], by: str | None) -> dict[str, str]:
    return {**keys, "By": " ".join(by.split())} if by and by.strip() else keys

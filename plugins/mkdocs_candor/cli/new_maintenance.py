"""`candor new maintenance`: planned work, announced."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from mkdocs_candor.cli.components_option import read_components
from mkdocs_candor.cli.moments import coming_moment, in_words, past_moment
from mkdocs_candor.cli.new_post import asked, front_of, post_options, read_or_asked, required, write_post
from mkdocs_candor.cli.now import Now, read_now
from mkdocs_candor.cli.words import ask_for, can_ask, words_of
from mkdocs_candor.edit.front_matter import Value
from mkdocs_candor.edit.post_files import UpdateText
from mkdocs_candor.model.post import PostType
from mkdocs_candor.model.status import Stage, Status
from mkdocs_candor.read.fields import MAINTENANCE_STATUSES


@click.command()
@click.argument("title", required=False)
@click.option("--starts", metavar="WHEN", help='When the window opens: "2026-11-24 05:00 UTC".')
@click.option("--ends", metavar="WHEN", help="When it closes, or how long it is: 2h.")
@click.option(
    "--components",
    "-c",
    metavar="ID[=STATUS]",
    multiple=True,
    help="What is worked on; repeatable. Without a status: under_maintenance.",
)
@click.option("--impact", metavar="TEXT", help="What customers will not be able to do.")
@click.option("--scope", metavar="TEXT", help="Who is affected, and who is not.")
@click.option("--do-now", metavar="TEXT", help="What they can do before.")
@click.option("--next", "next_", metavar="WHEN", help="When you will speak next.")
@click.option("--text", "-m", metavar="TEXT", help='What else there is to say; "-" reads standard input.')
@click.option("--by", metavar="NAME", envvar="CANDOR_BY", help="Who says it. [env: CANDOR_BY]")
@click.option("--at", metavar="WHEN", default="now", show_default=True, help="The time of this announcement.")
@post_options
def maintenance(title: str | None, **options: Any) -> None:
    """Announce planned work. It begins and ends by the clock; candor complete confirms that all works again.

    \b
    Examples:
      candor new maintenance
      candor new maintenance "New DNS software" --starts "2026-11-24 05:00 UTC" --ends 2h -c dns \\
        --impact "Changes to your zones wait until the end." --do-now "Make urgent changes before 05:00 UTC."
    """
    now = read_now()
    title = required(title, "a TITLE", "Title")
    starts = _coming(now, options["starts"], "--starts", "When does it start? (2026-11-24 05:00 UTC)", now.as_of)
    ends = _coming(now, options["ends"], "--ends", "When does it end, or how long is it?", starts, "1h")
    at = past_moment(options["at"], now.as_of, now.timezone, "--at")
    statuses = read_or_asked(
        lambda text: read_components(
            [text],
            now.history.components,
            MAINTENANCE_STATUSES,
            default=Status.UNDER_MAINTENANCE,
            can_ask=not options["components"],
        ),
        ",".join(options["components"]) or None,
        f"What is worked on? ({_choices(now.history.components)})",
        "",
    )
    front = front_of(PostType.MAINTENANCE, title)
    front.update({"starts": in_words(starts), "ends": in_words(ends), "components": _listed(statuses)})
    keys = {
        "Impact": asked(options["impact"], "What will customers not be able to do?"),
        "Scope": " ".join((options["scope"] or "").split()),
        "Do now": asked(options["do_now"], "What can they do before?", "Nothing."),
    }
    if options["next_"]:
        keys["Next update"] = in_words(coming_moment(options["next_"], now.as_of, now.timezone, "--next"))
    keys["By"] = " ".join((options["by"] or "").split())
    text = words_of(options["text"], edit=False, about="", question="Anything else? (empty: no)")
    update = UpdateText(at=at, stage=Stage.SCHEDULED, keys={k: v for k, v in keys.items() if v}, body=text)
    step = f"commit and push it; at {in_words(starts)}: candor start, and then candor complete."
    write_post(
        now,
        {key: value for key, value in front.items() if value},
        day=starts,
        updates=(update,),
        next_step=step,
        common=options,
    )


def _coming(
    now: Now, value: str | None, option: str, question: str, after: datetime, default: str | None = None
) -> datetime:
    def read(text: str) -> datetime:
        return coming_moment(text, after, now.timezone, option)

    if value is None and can_ask():
        return ask_for(read, question, default)
    return read(required(value, option, question))


def _choices(components: Any) -> str:
    return ", ".join(component.id for component in components if not component.hidden and component.until is None)


def _listed(statuses: dict[str, Status]) -> Value:
    """Return components as a list, where all are as is usual in a window, else with their statuses."""
    if all(status is Status.UNDER_MAINTENANCE for status in statuses.values()):
        return list(statuses)
    return {component: status.value for component, status in statuses.items()}

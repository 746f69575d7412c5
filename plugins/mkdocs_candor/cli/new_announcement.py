"""`candor new announcement`: news."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_candor.cli.components_option import read_components
from mkdocs_candor.cli.moments import day_or_moment
from mkdocs_candor.cli.new_post import front_of, post_options, required, write_post
from mkdocs_candor.cli.now import known, read_now
from mkdocs_candor.cli.words import can_ask, words_of
from mkdocs_candor.edit.front_matter import Value
from mkdocs_candor.model.post import PostType, Topic
from mkdocs_candor.model.status import Status
from mkdocs_candor.read.fields import INCIDENT_STATUSES
from mkdocs_candor.read.times import parse_day_or_time

_TOPICS = [topic.value for topic in Topic]


@click.command()
@click.argument("title", required=False)
@click.option("--topic", "-t", type=click.Choice(_TOPICS), help="What it is about.")
@click.option("--date", metavar="WHEN", help="Its date. [default: today, UTC]")
@click.option("--effective", metavar="WHEN", help="When it bites: the notice given in days is shown.")
@click.option("--until", metavar="WHEN", help="When it expires by itself.")
@click.option("--pin", is_flag=True, help="Keep it on the front page.")
@click.option("--components", "-c", metavar="ID", multiple=True, help="What it is about; repeatable.")
@click.option("--author", metavar="NAME", envvar="CANDOR_BY", help="Who answers for it. [env: CANDOR_BY]")
@click.option("--author-role", metavar="ROLE", help="Their role.")
@click.option("--author-contact", metavar="DESK", help="The desk where they can be reached.")
@click.option("--text", "-m", metavar="TEXT", help='What there is to say, in Markdown; "-" reads standard input.')
@post_options
def announcement(title: str | None, **options: Any) -> None:
    """Write news: a price, a policy, the end of a feature. Bad news early, and with the day it bites.

    Without words it is a draft.

    \b
    Examples:
      candor new announcement
      candor new announcement "Plain FTP ends" -t deprecation --effective 2027-03-24 --edit
      candor new announcement "New prices" -t pricing --effective 2027-01-15 --text - < prices.md
    """
    now = read_now()
    title = required(title, "a TITLE", "Title")
    front = front_of(PostType.ANNOUNCEMENT, title)
    front["date"] = day_or_moment(options["date"] or f"{now.as_of:%Y-%m-%d}", now.timezone, "--date")
    front["topic"] = _topic(options["topic"])
    for key in ("effective", "until"):
        if options[key]:
            front[key] = day_or_moment(options[key], now.timezone, f"--{key}")
    if options["pin"]:
        front["pin"] = True
    if options["components"]:
        front["components"] = list(
            read_components(
                options["components"], now.history.components, INCIDENT_STATUSES, default=Status.OPERATIONAL
            )
        )
    if options["author"]:
        front["author"] = _author(options, [desk.id for desk in now.history.desks])
    question = "" if options["edit"] else "What is there to say? (empty: written later)"
    body = words_of(options["text"], edit=False, about="", question=question)
    day = parse_day_or_time(str(front["date"]), now.timezone)
    is_blank = not body and not options["edit"]
    step = (
        "write its text, and take `draft: true` away; then commit and push it." if is_blank else "commit and push it."
    )
    options["draft"] = options["draft"] or is_blank
    write_post(now, front, day=day, body=body, next_step=step, common=options)


def _topic(topic: str | None) -> str:
    if topic is not None:
        return topic
    if not can_ask():
        raise click.UsageError(f"Say --topic ({', '.join(_TOPICS)}); it is asked for only on a terminal.")
    chosen: str = click.prompt("What is it about?", type=click.Choice(_TOPICS), default="general", err=True)
    return chosen


def _author(options: dict[str, Any], desks: list[str]) -> Value:
    author = {"name": options["author"]}
    if options["author_role"]:
        author["role"] = options["author_role"]
    if options["author_contact"]:
        (author["contact"],) = known([options["author_contact"]], desks, "--author-contact", "desks.yml")
    return author

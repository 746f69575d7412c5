"""`candor promise make`: a customer asks us to follow up, and one of us takes it on by name."""

from __future__ import annotations

from itertools import count

import click

from mkdocs_candor.cli.moments import day_or_moment, in_words
from mkdocs_candor.cli.new_post import required
from mkdocs_candor.cli.now import Now, json_option, named_post, read_now, save, say_written
from mkdocs_candor.edit.promises import CannotEdit, with_follow_up
from mkdocs_candor.model.post import Announcement, AnyPost, Apology, Incident, Maintenance, Report
from mkdocs_candor.read.times import parse_day_or_time


@click.command(short_help="Promise something, as a follow-up of a post.")
@click.argument("what")
@click.option("--post", metavar="POST", help="The post it is about; while one is open, it needs no name.")
@click.option("--to", default="all", show_default=True, metavar="TEXT", help="Whom we promise it: all, or a group.")
@click.option("--owner", metavar="NAME", help="The one person who answers for it.")
@click.option("--due", metavar="WHEN", help="By when: 2026-12-01.")
@json_option
def make(what: str, post: str | None, to: str, owner: str | None, due: str | None, as_json: bool) -> None:
    """Promise WHAT, as a follow-up of a post: somebody asked us to come back to them. It stands in the list at once.

    \b
    Examples:
      candor promise make "We write to each shop when the money is back." --owner "Jonas Weir" --due 2026-11-25
      candor promise make "We say what the tests show." --post hall-north --to "who asked in the forum" \\
        --owner "Tomas Vik" --due 2026-12-11
    """
    now = read_now()
    found = _post(now, post)
    person = required(owner, "--owner", "Who answers for it? (one person)")
    day = day_or_moment(required(due, "--due", "By when? (2026-12-01)"), now.timezone, "--due")
    if parse_day_or_time(str(day), now.timezone, end=True) <= now.as_of:
        raise click.BadParameter(f"'{due}' is past; it is {in_words(now.as_of)} now.", param_hint="--due")
    made = {"id": _free_id(found), "to": to, "what": " ".join(what.split()), "owner": person, "due": day}
    path = now.path_of(found)
    try:
        text = with_follow_up(path.read_bytes().decode("utf-8"), {**made, "status": "open"})
    except CannotEdit as refused:
        raise click.ClickException(f"{found.source.path}: {refused.message}. {refused.hint}") from None
    save(path, text)
    step = (
        f"commit and push it, and tell them your name and the day. Then: candor promise done {found.id}--{made['id']}"
    )
    say_written(now, path, step, as_json=as_json)


def _post(now: Now, name: str | None) -> AnyPost:
    if name is not None:
        return named_post(now, name, (Incident, Maintenance, Announcement, Apology, Report))
    open_ones = [facts.post for facts in now.facts.open_incidents]
    if len(open_ones) == 1:
        return open_ones[0]
    if not open_ones:
        raise click.ClickException("No incident is open. Name the post it is about: candor promise make … --post POST.")
    raise click.ClickException(
        f"{len(open_ones)} incidents are open. Name one with --post: {', '.join(post.id for post in open_ones)}."
    )


def _free_id(post: AnyPost) -> str:
    prevention = post.prevention if isinstance(post, Apology | Report) else ()
    taken = {made.id for made in (*prevention, *post.follow_ups)}
    return next(id_ for number in count(1) if (id_ := f"F{number}") not in taken)

"""`candor apologise`: the draft of an apology, with the facts filled in."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_candor.cli.letters import apology_options, write_apology


@click.command()
@click.argument("posts", metavar="[POST]...", nargs=-1)
@click.option("--title", metavar="TEXT", help='Its title. [default: "About" and the incident\'s]')
@apology_options
def apologise(posts: tuple[str, ...], title: str | None, **options: Any) -> None:
    """Draft the apology for the incidents POST: times, impact, components, missed and open promises filled in.

    While one incident of the last 30 days is over and has no apology, it needs no name.

    The words are yours: the draft holds the questions that they must answer, and the keys to fill in that no option
    said. It is published once `draft: true` is taken away.

    \b
    Examples:
      candor apologise
      candor apologise card-payments
      candor apologise hall-north-cooling volumes-read-only --by "Ines Roth" --role "head of operations" --edit
      candor apologise card-payments --failure "We let the contract lapse." --repair "A month free | automatic=true"
    """
    write_apology(posts, title, options)


@click.command(name="apology", short_help="Draft an apology, as candor apologise does.")
@click.argument("title", required=False)
@click.option(
    "--incident",
    "posts",
    metavar="POST",
    multiple=True,
    help="An incident that it is for; repeatable. [default: the one of late that has none]",
)
@apology_options
def apology(title: str | None, posts: tuple[str, ...], **options: Any) -> None:
    """Draft an apology: candor apologise by another name, for those who look for it here.

    \b
    Examples:
      candor new apology --incident card-payments
      candor new apology "We let you down on Friday" --incident card-payments --by "Ines Roth" --edit
    """
    write_apology(posts, title, options)

"""`candor answer`: the answer to a question that customers asked."""

from __future__ import annotations

import click

from mkdocs_candor.cli.moments import past_moment
from mkdocs_candor.cli.now import Now, dated_post, json_option, read_now, save, say_written
from mkdocs_candor.cli.words import ask, can_ask, never_lost, words_of
from mkdocs_candor.edit.append import CannotAppend, with_answer
from mkdocs_candor.model.post import Incident, Maintenance, Question
from mkdocs_candor.read.notes import did_you_mean


@click.command()
@click.argument("question", required=False)
@click.option("--post", metavar="POST", help="The post it stands on, where several have such a question.")
@click.option("--text", "-m", metavar="TEXT", help='The answer, in Markdown; "-" reads standard input.')
@click.option("--edit", is_flag=True, help="Write it in your editor ($VISUAL or $EDITOR).")
@click.option("--by", metavar="NAME", envvar="CANDOR_BY", help="Who answers. [env: CANDOR_BY]")
@click.option("--at", metavar="WHEN", default="now", show_default=True, help="The time of the answer.")
@json_option
def answer(
    question: str | None, post: str | None, text: str | None, edit: bool, by: str | None, at: str, as_json: bool
) -> None:
    """Answer QUESTION: some of its words, or its id. Where one question is open, it needs none.

    \b
    Examples:
      candor answer -m "No. Every double charge has been voided."
      candor answer "charged twice" --by "Dana Ortiz" --edit
    """
    now = read_now()
    found, asked = _question(now, question, post)
    moment = past_moment(at, now.as_of, now.timezone, "--at")
    words = words_of(text, edit=edit, about=f"Answer to: {asked.text}", question=f"{asked.text}\nYour answer")
    if not words:
        raise click.ClickException(
            'An answer needs words. Say them with --text "…", --text - (standard input) or --edit. Nothing was written.'
        )
    path = now.path_of(found)
    content = path.read_bytes().decode("utf-8")
    by = by or ""
    with never_lost(words, edit=edit):
        try:
            content = with_answer(content, asked.id, words, at=moment, by=by, type=found.type, timezone=now.timezone)
        except CannotAppend as refused:
            raise click.ClickException(f"{found.source.path}: {refused.message}. {refused.hint}") from None
        save(path, content)
    say_written(now, path, "commit and push it, and tell those who asked.", as_json=as_json)


def _question(now: Now, wanted: str | None, post: str | None) -> tuple[Incident | Maintenance, Question]:
    """Return the question that is meant, and its post. Raises ClickException."""
    posts = [p for p in now.history.posts if isinstance(p, Incident | Maintenance)]
    if post is not None:
        posts = [dated_post(now, post, (), "", "")]
    asked = [(p, q) for p in posts for q in p.questions]
    still_open = [(p, q) for p, q in asked if not q.answer]
    folded = " ".join((wanted or "").split()).casefold()
    exact = [(p, q) for p, q in asked if folded in {q.id, q.text.casefold()}]
    if wanted is None and post is None:  # a draft's questions wait until they are asked for by name
        still_open = [(p, q) for p, q in still_open if p.id in now.facts.posts]
    found = exact or [(p, q) for p, q in still_open if folded in q.text.casefold() or folded in q.id]
    if len(found) == 1:
        return found[0]
    if not still_open:
        raise click.ClickException('No question is open. To add one: candor ask "…"')
    if not found:
        hint = did_you_mean(wanted or "", [q.text for _, q in still_open]) or "candor status lists the open ones."
        raise click.ClickException(f"no open question says '{wanted}'. {hint}")
    texts = "".join(f"\n  {q.text} ({p.id})" for p, q in found)
    if wanted is None and can_ask():
        click.echo(f"{len(found)} questions are open:{texts}", err=True)
        return _question(now, ask("Which one? (some of its words)"), post)
    raise click.ClickException(f"{len(found)} questions are open. Name one, by some of its words:{texts}")

"""`candor ask`: what customers ask elsewhere, on the post that it is about."""

from __future__ import annotations

import click

from mkdocs_candor.cli.moments import in_words, past_moment
from mkdocs_candor.cli.now import dated_post, json_option, read_now, save, say_written
from mkdocs_candor.cli.words import words_of
from mkdocs_candor.edit.append import CannotAppend, with_answer, with_question
from mkdocs_candor.edit.post_files import QuestionText
from mkdocs_candor.read.ids import slug, unique_id


@click.command()
@click.argument("question")
@click.option("--post", metavar="POST", help="The post it is about; while one is open, it needs no name.")
@click.option("--asked", metavar="WHEN", default="now", show_default=True, help='When it was asked: "20 min ago".')
@click.option("--where", metavar="TEXT", help="Where it was asked: forum, by e-mail.")
@click.option("--answer", metavar="TEXT", help='The answer, if you have it; "-" reads standard input.')
@click.option("--by", metavar="NAME", envvar="CANDOR_BY", help="Who answers. [env: CANDOR_BY]")
@json_option
def ask(
    question: str,
    post: str | None,
    asked: str,
    where: str | None,
    answer: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Add QUESTION to an incident or a maintenance. Without an answer it is shown as open until there is one.

    \b
    Examples:
      candor ask "Was I charged twice?" --where forum --asked "10 min ago"
      candor ask "Do my backups run?" --post hall-north --answer "Yes. Every one did."
    """
    now = read_now()
    open_ones = [facts.post.id for facts in now.facts.open_incidents]
    open_ones += [facts.post.id for facts in now.facts.maintenances if facts.is_running]
    found = dated_post(now, post, open_ones, "post is open", "Name the one you mean: candor ask … --post POST.")
    question = " ".join(question.split()).strip("# ")
    if not question:
        raise click.UsageError("A question needs words.")
    when = in_words(past_moment(asked, now.as_of, now.timezone, "--asked"))
    where = " ".join((where or "").split())
    said = words_of(answer, edit=False, about="")
    path = now.path_of(found)
    new = QuestionText(text=question, keys={"Asked": f"{when}, {where}" if where else when})
    try:
        text = with_question(path.read_bytes().decode("utf-8"), new, type=found.type, timezone=now.timezone)
        if said:
            id_ = unique_id(slug(question, "question"), {q.id for q in found.questions})
            at = now.as_of.replace(second=0, microsecond=0)
            text = with_answer(text, id_, said, at=at, by=by or "", type=found.type, timezone=now.timezone)
    except CannotAppend as refused:
        raise click.ClickException(f"{found.source.path}: {refused.message}. {refused.hint}") from None
    save(path, text)
    step = "commit and push it." if said else f'answer it as soon as you can: candor answer "{question}"'
    say_written(now, path, step, as_json=as_json)

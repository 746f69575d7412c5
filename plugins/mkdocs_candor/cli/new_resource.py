"""`candor new resource`: a community page, with which customers help themselves and one another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mkdocs_candor.cli.components_option import read_components
from mkdocs_candor.cli.items import filled, read_items
from mkdocs_candor.cli.moments import day_or_moment
from mkdocs_candor.cli.new_post import asked, required
from mkdocs_candor.cli.now import Now, json_option, known, read_now, save, say_written, shown
from mkdocs_candor.cli.words import can_ask, open_editor, words_of
from mkdocs_candor.edit.front_matter import Value
from mkdocs_candor.edit.post_files import render_post
from mkdocs_candor.model.resource import Power, Trust
from mkdocs_candor.model.status import Status
from mkdocs_candor.read.fields import INCIDENT_STATUSES
from mkdocs_candor.read.ids import slug, unique_id
from mkdocs_candor.read.resources import AlternativeForm, CreditForm

_POWERS = [power.value for power in Power]
_BODY = """<!-- What is it for, in one sentence? -->

## Steps

<!-- One thing to do in each step, and how to see that it worked. -->

1. ...
"""


@click.command(short_help="Write a community page.")
@click.argument("title", required=False)
@click.option("--components", "-c", metavar="ID", multiple=True, help="The components that it is about; repeatable.")
@click.option("--incident", "incidents", metavar="POST", multiple=True, help="A post that it helps in; repeatable.")
@click.option("--power", type=click.Choice(_POWERS), help="What it puts in customers' hands.")
@click.option("--status", type=click.Choice([t.value for t in Trust]), help="Who stands behind it. [default: untested]")
@click.option("--works-for", metavar="TEXT", help="Who it works for, and for whom it does not.")
@click.option("--cost-and-risk", metavar="TEXT", help="What it costs or risks.")
@click.option("--undo", metavar="TEXT", help="How to go back.")
@click.option("--until", metavar="TEXT", help="When to stop using it.")
@click.option("--tested-on", metavar="DATE", help="The day on which it was last tested.")
@click.option("--tested-by", metavar="NAME", help="Who tested it.")
@click.option(
    "--credit", "credits", metavar="ITEM", multiple=True, help='Who found it: "Ana P. | link=https://…"; repeatable.'
)
@click.option("--discuss", metavar="URL", help="Where people talk about it.")
@click.option("--desk", metavar="ID", help="The desk that helps with it, from desks.yml.")
@click.option("--bring", metavar="TEXT", help="What to have at hand for the desk.")
@click.option(
    "--alternative",
    "alternatives",
    metavar="ITEM",
    multiple=True,
    help='Another way: "Paylane | url=https://… | better=… | worse=…"; repeatable.',
)
@click.option(
    "--step", "steps", metavar="TEXT", multiple=True, help="A step, where they are not in the text; repeatable."
)
@click.option("--tag", "tags", metavar="TEXT", multiple=True, help="A tag; repeatable.")
@click.option("--lang", metavar="LANG", help="Its language, if not the site's: de, pt-BR.")
@click.option("--description", metavar="TEXT", help="One sentence for previews and search engines.")
@click.option("--draft", is_flag=True, help="Publish nothing of it yet.")
@click.option("--text", "-m", metavar="TEXT", help='Its words, in Markdown; "-" reads standard input.')
@click.option("--edit", is_flag=True, help="Open the file in your editor once it is written.")
@click.option("--open", "open_", is_flag=True, help="Print the path of the file and nothing else.")
@json_option
def resource(title: str | None, **options: Any) -> None:
    """Write a community page: a way around, a protection, another provider. Its TITLE is the task.

    It begins as untested, and as a draft while it has neither text nor steps. What it is for, costs and risks, and how
    to go back, is asked for on a terminal.

    \b
    Examples:
      candor new resource
      candor new resource "Pay by transfer while cards fail" -c checkout --power "work around" \\
        --works-for "Everybody with a bank account." --undo "Nothing to undo." --edit
    """
    now = read_now()
    words = words_of(options["text"], edit=False, about="")
    is_blank = not words and not options["steps"]
    title = required(title, "a TITLE", "Title (the task)")
    power = options["power"]
    if power is None and can_ask():
        power = click.prompt("What can people do with it?", type=click.Choice(_POWERS), default=_POWERS[1], err=True)
    front: dict[str, Value] = {"title": title}
    front |= filled({**_about(now, options), "power": power, "status": options["status"] or Trust.UNTESTED.value})
    questions = {
        "works_for": "Who does it work for, and for whom not?",
        "cost_and_risk": "What does it cost or risk?",
        "undo": "How does one go back?",
        "until": "When should one stop using it?",
    }
    front |= filled({key: asked(options[key], question) for key, question in questions.items()})
    if options["tested_on"]:
        front["tested_on"] = day_or_moment(options["tested_on"], now.timezone, "--tested-on")
    front |= filled(
        {
            "tested_by": options["tested_by"],
            "credits": read_items(options["credits"], CreditForm, "name", "--credit", now.timezone),
            "discuss": options["discuss"],
            "help": filled({"desk": _desk(now, options["desk"]), "bring": options["bring"]}),
            "alternatives": read_items(options["alternatives"], AlternativeForm, "name", "--alternative", now.timezone),
            **{key: list(options[key]) for key in ("steps", "tags")},
            **{key: options[key] for key in ("lang", "description")},
            "draft": options["draft"] or is_blank,
        }
    )
    path = _free_path(now, title)
    save(path, render_post(front, words or f"# {title}\n\n{_BODY}"))
    if options["edit"]:
        open_editor(path)
    if options["open_"]:
        click.echo(shown(path))
        return
    step = "write its steps, and take `draft: true` away; then commit and push it."
    say_written(now, path, step if is_blank else "commit and push it.", as_json=options["as_json"])


def _about(now: Now, options: dict[str, Any]) -> dict[str, Value]:
    posts = [post.id for post in now.history.posts]
    if not options["components"] and not options["incidents"] and can_ask():
        listed = ", ".join(c.id for c in now.history.components if not c.hidden and c.until is None)
        written = [asked(None, f"Which components is it about? ({listed})")]
        is_asked = True
    else:
        written, is_asked = list(options["components"]), False
    statuses = read_components(
        written, now.history.components, INCIDENT_STATUSES, default=Status.OPERATIONAL, can_ask=is_asked
    )
    incidents = known(options["incidents"], posts, "--incident", now.place.incidents.name)
    return {"components": list(statuses), "incidents": incidents}


def _desk(now: Now, desk: str | None) -> str:
    return known([desk], [d.id for d in now.history.desks], "--desk", "desks.yml")[0] if desk else ""


def _free_path(now: Now, title: str) -> Path:
    folder = now.place.pages / "community"
    taken = {path.stem for path in folder.glob("*.md")} | {r.id for r in now.history.resources}
    return folder / f"{unique_id(slug(title, 'page')[:60].strip('-.'), taken)}.md"

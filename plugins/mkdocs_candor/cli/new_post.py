"""What all new posts have in common: the options of every type, the file's name, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import click

from mkdocs_candor.cli.moments import coming_moment, in_words
from mkdocs_candor.cli.now import Now, json_option, known, save, say_written, shown
from mkdocs_candor.cli.words import ask, ask_for, can_ask, open_editor
from mkdocs_candor.edit.append import CannotAppend, with_update
from mkdocs_candor.edit.front_matter import Value
from mkdocs_candor.edit.post_files import UpdateText, render_post
from mkdocs_candor.model.post import PostType
from mkdocs_candor.read.ids import is_safe_id, slug, unique_id

_F = TypeVar("_F", bound=Callable[..., Any])
_T = TypeVar("_T")

_COMMON = (
    click.option("--description", metavar="TEXT", help="One sentence for previews and search engines."),
    click.option("--desk", metavar="ID", help="The desk that helps, from desks.yml."),
    click.option(
        "--passed-on", metavar="TEXT", help="What the desk has from you already, so nobody explains it again."
    ),
    click.option("--resource", "resources", metavar="NAME", multiple=True, help="A community page; repeatable."),
    click.option("--related", metavar="POST", multiple=True, help="The id of a post that belongs to it; repeatable."),
    click.option("--discussion", metavar="URL", help="Where people talk about it."),
    click.option("--audience", type=click.Choice(["customers", "community"]), help="Whom it is for."),
    click.option("--lang", metavar="LANG", help="Its language, if not the site's: de, pt-BR."),
    click.option("--redirect-from", metavar="ADDRESS", multiple=True, help="An address it had before; repeatable."),
    click.option("--noindex", is_flag=True, help="Ask search engines to leave it out."),
    click.option("--publish-at", metavar="WHEN", help="Publish nothing of it before."),
    click.option("--id", "id_", metavar="ID", help="Its id, if not the file's name."),
    click.option("--edit", is_flag=True, help="Open the file in your editor once it is written."),
    click.option("--open", "open_", is_flag=True, help="Print the path of the file and nothing else."),
    json_option,
)


def post_options(function: _F, *, is_draft: bool = False) -> _F:
    """Add the options that posts of every type have. With `is_draft` a post is one unless `--no-draft` is said."""
    for option in reversed(_COMMON):
        function = option(function)
    if is_draft:
        draft = click.option("--draft/--no-draft", default=True, help="Publish nothing of it yet.", show_default=True)
    else:
        draft = click.option("--draft", is_flag=True, help="Publish nothing of it yet.")
    return draft(function)


def required(value: str | None, option: str, question: str, default: str | None = None) -> str:
    """Return an option's value, asked for on a terminal. Raises UsageError where nobody can answer."""
    if value is None and can_ask():
        value = ask(question, default)
    if value is None or not value.strip():
        raise click.UsageError(f"Say {option}; it is asked for only on a terminal.")
    return " ".join(value.split())


def asked(value: str | None, question: str, default: str = "") -> str:
    """Return an option's value, asked for on a terminal, else nothing."""
    if value is None and can_ask():
        value = ask(question, default)
    return " ".join((value or "").split())


def read_or_asked(read: Callable[[str], _T], value: str | None, question: str, default: str) -> _T:
    """Return what `read` makes of an option's value; on a terminal of an answer, elsewhere of `default`."""
    if value is None and can_ask():
        return ask_for(read, question, default)
    return read(default if value is None else value)


def write_post(
    now: Now,
    front: Mapping[str, Value],
    *,
    day: datetime,
    body: str = "",
    updates: tuple[UpdateText, ...] = (),
    next_step: str,
    common: Mapping[str, Any],
    last: Mapping[str, Value] = MappingProxyType({}),
    blanks: str = "",
) -> None:
    """Write a new file, named after the day and the title, and say so. `common` has the values of `post_options`.

    The front matter ends with the keys of `last`, and with `blanks`: comments on what is still to be filled in.
    """
    id_ = common["id_"]
    taken = {post.id for post in now.history.posts} | {unread.id for unread in now.history.unread}
    if id_ is not None and (not is_safe_id(id_) or id_ in taken):
        reason = "is taken by another post." if id_ in taken else "is no id: use letters, digits, '.', '_' and '-'."
        raise click.BadParameter(f"'{id_}' {reason}", param_hint="--id")
    path = _free_path(now, str(front["title"]), day, taken)
    values: dict[str, Value] = {**front, **_common_values(now, common), **last}
    if id_ is not None:
        values = {"type": values.pop("type"), "title": values.pop("title"), "id": id_, **values}
    text = render_post(values, body, blanks=blanks)
    for update in updates:
        try:
            text = with_update(text, update, type=PostType(str(front["type"])), timezone=now.timezone)
        except CannotAppend as refused:
            raise click.ClickException(f"{refused.message}. {refused.hint}") from None
    save(path, text)
    if common["edit"]:
        open_editor(path)
    if common["open_"]:
        click.echo(shown(path))
    else:
        say_written(now, path, next_step, as_json=common["as_json"])


def _free_path(now: Now, title: str, day: datetime, taken: set[str]) -> Path:
    """Return a path in the folder of the year that neither a file nor a post's id has."""
    folder = now.place.incidents / f"{day:%Y}"
    stem = f"{day:%Y-%m-%d}-{slug(title, 'post')[:60].strip('-.')}"
    stems = {path.stem for path in folder.glob("*.md")} if folder.is_dir() else set()
    return folder / f"{unique_id(stem, taken | stems)}.md"


def _common_values(now: Now, common: Mapping[str, Any]) -> dict[str, Value]:
    """Return the front matter that `post_options` stand for, checked, in the order of the handbook."""
    values: dict[str, Value] = {
        "related": known(common["related"], [p.id for p in now.history.posts], "--related", now.place.incidents.name),
        "resources": known(
            common["resources"], [r.id for r in now.history.resources], "--resource", "the community folder"
        ),
        "desk": _desk(now, common["desk"]),
        "passed_on": " ".join((common["passed_on"] or "").split()),
        "discussion": common["discussion"] or "",
        "description": common["description"] or "",
        "audience": common["audience"] or "",
        "lang": common["lang"] or "",
        "redirect_from": list(common["redirect_from"]),
        "noindex": common["noindex"],
        "draft": common["draft"],
    }
    if common["publish_at"]:
        values["publish_at"] = in_words(coming_moment(common["publish_at"], now.as_of, now.timezone, "--publish-at"))
    return {key: value for key, value in values.items() if value}


def _desk(now: Now, desk: str | None) -> str:
    return known([desk], [d.id for d in now.history.desks], "--desk", "desks.yml")[0] if desk else ""


def front_of(type: PostType, title: str) -> dict[str, Value]:
    """Return the keys that every post begins with."""
    return {"type": type.value, "title": title}

"""Where the words of an update come from: an option, standard input, the editor, or an answer on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

_T = TypeVar("_T")

STDIN = "-"
_MARK = "<!-- Write above this line. Nothing from here on is kept."


def can_ask() -> bool:
    """Return whether somebody sits there to answer."""
    return sys.stdin.isatty()


def ask(question: str, default: str | None = None) -> str:
    """Return what is answered on the terminal; asked on standard error, so that the output stays the command's own."""
    return ask_for(str, question, default)


def ask_for(read: Callable[[str], _T], question: str, default: str | None = None) -> _T:
    """Return what `read` makes of the answer on the terminal. BadParameter is said there, and asked again."""
    suffix = " " if question.endswith("?") and not default else ": "
    answer: _T = click.prompt(
        question,
        default=default,
        value_proc=lambda text: read(text.strip()),
        err=True,
        show_default=bool(default),
        prompt_suffix=suffix,
    )
    return answer


def words_of(text: str | None, *, edit: bool, about: str, question: str = "") -> str:
    """Return the words to be written. `text` "-" stands for standard input; `question` is asked where there is none.

    `about` tells who writes in the editor what it is for.
    """
    if text == STDIN:
        try:
            text = sys.stdin.read()
        except UnicodeDecodeError:
            raise click.ClickException("Standard input is not UTF-8 text. Nothing was written.") from None
    if edit:
        return _edited(text or "", about)
    if text is None and question and can_ask():
        text = ask(question, default="")
    return (text or "").strip()


@contextmanager
def never_lost(words: str, *, edit: bool) -> Iterator[None]:
    """Keep words from the editor in a file of their own, and say where, if writing them fails with ClickException."""
    try:
        yield
    except click.ClickException as refused:
        if edit and words:
            from tempfile import NamedTemporaryFile  # takes long to load, and is seldom needed

            with NamedTemporaryFile("w", encoding="utf-8", prefix="candor-", suffix=".md", delete=False) as file:
                file.write(f"{words}\n")
            raise click.ClickException(f"{refused.message} Your words are in {file.name}.") from None
        raise


def open_editor(path: Path) -> None:
    """Open a file that was just written in the editor. Where that fails, say so: the file is there all the same."""
    try:
        click.edit(filename=str(path))
    except click.ClickException as error:
        click.echo(f"{error.message}. The file is written; open it yourself.", err=True)


def _edited(text: str, about: str) -> str:
    written = click.edit(f"{text}\n\n{_MARK}\n{about} -->\n", extension=".md", require_save=False) or ""
    return written.partition(_MARK)[0].strip()

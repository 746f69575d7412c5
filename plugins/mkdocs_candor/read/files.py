"""Finding files and turning their bytes into clean text."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.read.notes import Notes
from mkdocs_candor.read.rules import Rule

# C0 and C1 controls but tab and newline, byte order marks, and two code points that YAML refuses.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_OTHER_NEWLINES = re.compile("\r\n?")
_ALMOST_MD = (".markdown", ".mdown", ".mkd", ".mdwn", ".md.txt", ".mdx", ".mmd")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@frozen
class Found:
    """A file, or a folder that is named like one. `path` is as problems show it, `stem` what ids come from.

    `file` is where it is on this machine: as text, for which there is not much to do for each file of a long history.
    """

    file: str
    path: str
    stem: str
    is_md: bool = True


def shown_path(file: Path, root: Path) -> str:
    """Return the path of `file` from `root`, with "/", as problems show it."""
    try:
        relative = os.path.relpath(file, root)
    except ValueError:  # another drive
        relative = str(file)
    return _printable(relative).replace(os.sep, "/")


def _printable(name: str) -> str:
    """Return a name with marks where it is no text: such a one would break whoever prints it."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")


def markdown_files(folder: Path, root: Path) -> Iterator[Found]:
    """Yield the Markdown files below `folder` by path, and what looks like one (`is_md` False).

    Hidden files are left out, and README files: those speak to colleagues about the folder.
    """
    if not folder.is_dir():
        return
    found: list[Found] = []
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        shown_parent = shown_path(Path(parent), root)
        before = "" if shown_parent == "." else f"{shown_parent}/"
        for name in (*names, *(name for name in folders if name.lower().endswith(".md"))):
            ending = ".md" if name.endswith(".md") else _ending(name)
            if ending and not name.startswith(".") and name[: -len(ending)].lower() != "readme":
                shown_name = _printable(name)
                stem = unicodedata.normalize("NFC", shown_name[: -len(ending)])
                found.append(Found(os.path.join(parent, name), before + shown_name, stem, is_md=ending == ".md"))
    yield from sorted(found, key=attrgetter("path"))


def _ending(name: str) -> str | None:
    """Return the ending of a name that looks like one of a Markdown file, in small letters."""
    return next((ending for ending in (".md", *_ALMOST_MD) if name.lower().endswith(ending)), None)


def _raise(error: OSError) -> None:
    """Stop at a folder that can't be listed: that is the machine's doing, and posts must not vanish because of it."""
    raise error


def read_text(file: str | Path, notes: Notes, content: bytes | None = None) -> str | None:
    """Return the text of `file`, cleaned; None, noted, if it can't be read. `content` is what it holds, if known."""
    try:
        content = read_bytes(file) if content is None else content
    except IsADirectoryError:
        notes.add(Rule.UNREADABLE_FILE, 1, "this is a folder, not a file", "Rename it without '.md' at its end.")
        return None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        notes.add(Rule.UNREADABLE_FILE, 1, f"the file can't be read: {reason}", "Check that it exists and may be read.")
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        kind = "looks like UTF-16" if content.startswith(_UTF16) else "is not UTF-8 text"
        notes.add(Rule.NOT_UTF8, line, f"the file {kind}; none of it is shown", "Save it as UTF-8 in your editor.")
        return None
    return clean(text)


def read_bytes(file: str | Path) -> bytes:
    with open(file, "rb", buffering=0) as opened:
        return opened.read()


def content_of(found: Found) -> bytes:
    """Return what a file holds; nothing where it cannot be read."""
    try:
        return read_bytes(found.file)
    except OSError:
        return b""


def clean(text: str) -> str:
    """Return `text` with `\\n` for every newline and without invisible characters but tabs."""
    if text.replace("\n", "").isprintable():
        return text  # as nearly all are
    visible = _INVISIBLE.sub("", _OTHER_NEWLINES.sub("\n", text))
    return visible.replace("\u2028", " ").replace("\u2029", " ")

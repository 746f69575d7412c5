"""`candor check --fix`: what is safe to mend in the files of posts, mended, and said line by line."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs_candor.cli.place import Place
from mkdocs_candor.edit.file_names import better_stem
from mkdocs_candor.edit.mending import Mended, mended
from mkdocs_candor.edit.post_files import write_file
from mkdocs_candor.edit.yaml_text import NoSuchPlace, YamlText
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.read.files import clean
from mkdocs_candor.read.frontmatter import parse_document
from mkdocs_candor.read.history import Reading
from mkdocs_candor.read.notes import Notes


@frozen
class Fix:
    """One file: its path and its text before, both after, and the sentences that say what was mended."""

    old: str
    new: str
    before: str
    after: str
    said: tuple[str, ...]

    @property
    def diff(self) -> str:
        """Return the change as `git diff` shows it."""
        names = f"rename from {self.old}\nrename to {self.new}\n" if self.old != self.new else ""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            f"a/{self.old}",
            f"b/{self.new}",
        )
        return names + "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
        )


def fixes(place: Place, reading: Reading, is_wanted: Callable[[str], bool]) -> Iterator[Fix]:
    """Yield what is to be mended in the files of posts that are wanted. Writes nothing."""
    texts = {path: text for path in reading.files if (text := _text(place.root / path)) is not None}
    posts = {post.source.path: post for post in reading.history.posts}
    taken = set(reading.files)
    for path, text in texts.items():
        is_post = (place.root / path).is_relative_to(place.incidents) and path.endswith(".md")
        if not is_post or not is_wanted(path):
            continue
        result = mended(text, path, place.timezone)
        said = [f"fixed   {path}:{mend.line}: {mend.what}" for mend in result.mends]
        name, after = path, result.text
        if post := posts.get(path):
            name, after, more = _renamed(path, post, result, texts, taken)
            said += more
            taken.add(name)
        if said:
            yield Fix(path, name, text, after, tuple(said))


def write(place: Place, fix: Fix) -> None:
    """Write a fix: the text first, which says the id that the new name would change."""
    if fix.after != fix.before:
        write_file(place.root / fix.old, fix.after)
    if fix.new != fix.old:
        (place.root / fix.old).rename(place.root / fix.new)


def _renamed(
    path: str, post: AnyPost, result: Mended, texts: dict[str, str], taken: set[str]
) -> tuple[str, str, list[str]]:
    """Return a post's better path, its text with the id that it had, and what to say about it."""
    folder, slash, name = path.rpartition("/")
    stem = name.removesuffix(".md")
    better = better_stem(post, stem)
    new = f"{folder}{slash}{better}.md"
    linked = next((other for other, text in texts.items() if name in text and other != path), None)
    if better == stem or new in taken:
        return path, result.text, []
    if linked:
        return path, result.text, [f"kept    {path} as it is called: {linked} names it"]
    text = result.text
    if better != post.id and not _says_id(text):
        try:
            editor = YamlText(text)
            editor.set((), {"id": post.id}, after="title")
            text = editor.changed()
        except NoSuchPlace:
            return path, result.text, []
    return new, text, [f"renamed {path} to {new}; its id stays '{post.id}'"]


def _says_id(text: str) -> bool:
    """Return whether the front matter says the id, so that the file's name does not matter to it."""
    front = parse_document(clean(text), Notes("")).front
    return front is not None and "id" in front.items


def _text(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None

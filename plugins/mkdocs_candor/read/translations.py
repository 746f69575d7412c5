"""Translations of posts: `2026-11-18-card-payments.de.md` beside the original has its words in German.

The facts stand in the original alone. A copy of the file that was translated is fine: what it says again must be
the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import (
    AnyPost,
    Incident,
    Maintenance,
    Question,
    Translation,
    Update,
)
from mkdocs_candor.model.problem import Source
from mkdocs_candor.read.files import Found, read_text
from mkdocs_candor.read.frontmatter import parse_document
from mkdocs_candor.read.notes import Notes, quoted
from mkdocs_candor.read.post_file import PostFile
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.translated_parts import LINES, PARTS, complete, differs, in_these_words
from mkdocs_candor.read.tree import Mapping as Tree
from mkdocs_candor.read.tree import line_of
from mkdocs_candor.read.withheld import Secrecy, note_secrecy

# What babel, too, would make of these codes; but to load it takes as long as to read fifty posts.
COMMON_LANGUAGES = frozenset(
    {"ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko"}
    | {"nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "vi", "zh"}
)

_STEM = re.compile(r"(?P<original>.+)\.(?P<lang>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)")
_TYPE = re.compile(r"^type:", re.MULTILINE)
# What a translation says itself. All other keys are facts.
_WORDS = frozenset(
    {"title", "description", "passed_on", "found_later", "failure", "repair_reason", "legal_review", "draft", "check"}
).union(LINES)
# Without these a post cannot be read; a translation may leave them to its original.
_NEEDED = ("type", "severity", "started", "starts", "ends", "date", "topic", "incident")
_FIELDS = {"starts": "window", "ends": "window", "incident": "incidents"}
# Whether there are updates, and in which order, is for the original to say.
_OF_THE_ORIGINAL = frozenset(
    {Rule.NO_UPDATES, Rule.UPDATE_BEFORE_START, Rule.UPDATE_AFTER_END, Rule.DETECTED_BEFORE_START}
)


@frozen
class TranslationFile:
    """A file named like a translation. `lang` is empty where no language has that code."""

    found: Found
    notes: Notes
    original: str
    lang: str


def parted(files: Iterable[Found]) -> tuple[list[Found], list[TranslationFile]]:
    """Return the files of posts, and those of their translations."""
    files = list(files)
    if not any("." in found.stem for found in files):
        return files, []
    names = {_place(found.path, found.stem) for found in files}
    posts: list[Found] = []
    translations: list[TranslationFile] = []
    for found in files:
        match = _STEM.fullmatch(found.stem) if "." in found.stem else None
        original = _place(found.path, match["original"]) if match else ""
        lang = _language(match["lang"]) if match else ""
        if match and found.is_md and (original in names or (lang and not _has_type(found))):
            notes = Notes(found.path)
            if not lang:
                notes.add(
                    Rule.UNKNOWN_LANGUAGE,
                    1,
                    f"no language has the code {quoted(match['lang'])}, so this translation is not shown",
                    f"Name it by a code such as 'de' or 'pt-BR': {match['original']}.de.md.",
                )
            translations.append(TranslationFile(found, notes, original, lang))
        else:
            posts.append(found)
    return posts, translations


def of_originals(files: Iterable[Found], translations: Collection[TranslationFile]) -> set[str]:
    """Return the paths of those files of posts that have a translation."""
    places = {file.original for file in translations}
    return {found.path for found in files if _place(found.path, found.stem) in places} if places else set()


def attach(files: Collection[TranslationFile], posts: Iterable[PostFile], timezone: ZoneInfo | None) -> None:
    """Give each post its translations, by language."""
    if not files:
        return
    originals = {_place(file.found.path, file.found.stem): file for file in posts}
    for file in files:
        original = originals.get(file.original)
        if original is None:
            file.notes.add(
                Rule.TRANSLATION_WITHOUT_ORIGINAL,
                1,
                f"a translation into {quoted(file.lang)}, but there is no {file.original}.md beside it",
                "Name it like its original, with the language before '.md'. Or give it a 'type:', if it is a post.",
            )
        elif file.lang and original.post:
            translation = _read(file, original, original.post, timezone)
            if translation and translation.lang not in {t.lang for t in original.post.translations}:
                known = (*original.post.translations, translation)
                original.post = replace(original.post, translations=tuple(sorted(known, key=lambda t: t.lang)))


def _place(path: str, stem: str) -> str:
    return f"{path.rpartition('/')[0]}/{stem}"


def _language(code: str) -> str:
    """Return a language code as it is written in pages: "pt-BR"; empty where there is no such language."""
    if code in COMMON_LANGUAGES:
        return code
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(code.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return ""
    return str(locale).replace("_", "-")


def _has_type(found: Found) -> bool:
    """Return whether a file says itself which post it is: then it is one, whatever its name."""
    text = read_text(found.file, Notes(found.path))
    return text is None or bool(_TYPE.search(text.partition("\n---")[0]))


def _read(file: TranslationFile, original: PostFile, post: AnyPost, timezone: ZoneInfo | None) -> Translation | None:
    """Return what a file says in its language; None for a draft, and where nothing of it may be shown."""
    notes = file.notes
    text = read_text(file.found.file, notes)
    if text is None:
        return None
    document = parse_document(text, notes)
    if document.front is None:
        return None
    tree = document.front
    if note_secrecy(tree, notes) is not Secrecy.NONE:
        return None
    written = list(tree.items)
    if original.tree:
        complete(tree, original.tree, notes)
        for key in _NEEDED:
            if key in original.tree.items and key not in tree.items:
                tree.items[key] = deepcopy(original.tree.items[key])
                tree.lines[key] = tree.line
    scratch = Notes(notes.path)
    from mkdocs_candor.read.posts import built  # for all of a post, where few sites have any that is translated

    said = built(file.found, tree, post.type, document.body, document.body_line, scratch, timezone)
    known = {(problem.rule, problem.message) for problem in original.notes.problems}
    notes.problems.extend(
        problem
        for problem in scratch.problems
        if problem.rule not in _OF_THE_ORIGINAL and (problem.rule, problem.message) not in known
    )
    _note_facts((key for key in written if key in tree.items), said, post, file, tree)
    words = replace(
        in_these_words(post, said),
        title=said.title,
        description=said.description,
        body=said.body,
        body_line=said.body_line,
        passed_on=said.passed_on,
        edited=said.edited,
        lang=file.lang,
        translations=(),
        waivers=(*post.waivers, *said.waivers),
        source=Source(file.found.path),
    )
    if isinstance(words, Incident | Maintenance) and isinstance(said, Incident | Maintenance):
        assert isinstance(post, Incident | Maintenance)  # noqa: S101 - `words` is the same with other words
        updates, questions = tuple(_updates(said.updates, post, notes)), tuple(_questions(said.questions, post, notes))
        words = replace(words, updates=updates, questions=questions)
    elif not said.body:
        notes.add(Rule.TRANSLATION_INCOMPLETE, 1, "the translation has no text", "Write it below the front matter.")
        return None
    if isinstance(words, Incident) and isinstance(said, Incident):
        words = replace(words, found_later=said.found_later)
    return Translation(file.lang, words, Source(file.found.path))


def _note_facts(written: Iterable[str], said: AnyPost, post: AnyPost, file: TranslationFile, tree: Tree) -> None:
    for key in written:
        if key == "lang":
            is_same = _language(said.lang) == file.lang
        elif key in _WORDS:
            continue
        elif key == "edited":
            is_same = set(said.edited) <= set(post.edited)
        elif key in PARTS:
            is_same = not differs(key, said, post)
        else:
            field = _FIELDS.get(key, key)
            is_same = not hasattr(post, field) or getattr(said, field) == getattr(post, field)
        if not is_same:
            where = "the file's name" if key == "lang" else f"the original, {post.source.path}"
            message = f"{'a fact under ' if key in PARTS else ''}{quoted(key)} differs from {where}"
            remedy = "Copy what is no words from it, or leave that out." if key in PARTS else "Remove this line."
            hint = f"A translation has words alone; facts stand in the original. {remedy}"
            file.notes.add(Rule.TRANSLATION_DIFFERS, line_of(tree, key), message, hint)


def _updates(said: Iterable[Update], post: Incident | Maintenance, notes: Notes) -> Iterable[Update]:
    """Yield the updates of the original with the translated words."""
    known = {update.id: update for update in post.updates}
    for update in said:
        original = known.get(update.id)
        line = update.source.line
        if original is None:
            message = f"the original has no update of {update.at:%Y-%m-%d %H:%M} UTC, so this one is not shown"
            hint = f"Copy the heading from {post.source.path}: updates are matched by their times."
            notes.add(Rule.TRANSLATION_UPDATE, line, message, hint)
            continue
        for name, mine, theirs in _facts(update, original):
            if mine and mine != theirs:
                hint = "A translation has words alone; facts stand in the original. Copy it, or leave it out."
                message = f"the {name} of this update differs from the original, {post.source.path}"
                notes.add(Rule.TRANSLATION_DIFFERS, line, message, hint)
        edits = update.edits if [e.at for e in update.edits] == [e.at for e in original.edits] else original.edits
        yield replace(
            original,
            impact=update.impact,
            scope=update.scope,
            do_now=update.do_now,
            body=update.body,
            body_line=update.body_line,
            edits=edits,
            source=update.source,
        )


def _facts(update: Update, original: Update) -> Iterable[tuple[str, object, object]]:
    yield "stage", update.stage, original.stage
    yield "next update", update.next_update, original.next_update
    yield "window", update.window, original.window
    yield "start", update.since, original.since
    yield "list of components", dict(update.components), dict(original.components)


def _questions(said: Iterable[Question], post: Incident | Maintenance, notes: Notes) -> Iterable[Question]:
    """Yield the questions of the original with the translated words. They are matched by when they were asked."""
    waiting: dict[datetime | None, list[Question]] = {}
    for question in post.questions:
        waiting.setdefault(question.asked, []).append(question)
    for question in said:
        found = waiting.get(question.asked)
        if not found:
            hint = f"Copy its 'Asked:' line from {post.source.path}: questions are matched by when they were asked."
            message = "the original has no such question, so this one is not shown"
            notes.add(Rule.TRANSLATION_UPDATE, question.source.line, message, hint)
            continue
        original = found.pop(0)
        yield replace(
            original,
            text=question.text,
            where=question.where or original.where,
            answer=question.answer,
            source=question.source,
            body_line=question.body_line,
        )

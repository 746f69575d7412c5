"""A post with its words in another language; what was not translated stays in its own, and says so."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import escape

from mkdocs_candor.model.post import (
    Announcement,
    AnyPost,
    Apology,
    Author,
    Impact,
    Incident,
    Repair,
    Report,
)
from mkdocs_candor.model.promise import Promise, Slip

ROLE, REPLY_WITHIN, BRING = "role", "reply_within", "bring"
"""Texts without Markdown, which cannot say themselves that they are in the original's language."""


def marked(line: str, lang: str) -> str:
    """Return a line of Markdown that says its language."""
    return f'<span lang="{escape(lang)}">{line}</span>' if line else ""


def in_words(post: AnyPost, words: AnyPost, original: str) -> AnyPost:
    """Return `post` with the words of its translation; `original` is the language that it was written in."""
    say = _Saying(original)
    said = replace(
        post,
        title=words.title or post.title,
        description=words.description,
        body=words.body,
        body_line=words.body_line,
        passed_on=say.line(words.passed_on, post.passed_on),
        follow_ups=say.promises(words.follow_ups, post.follow_ups),
        lang=words.lang,
        original_lang=original,
        source=words.source,
    )
    if isinstance(said, Incident) and isinstance(words, Incident):
        return replace(said, found_later=say.line(words.found_later, said.found_later))
    if isinstance(said, Announcement) and isinstance(words, Announcement):
        said = replace(said, author=say.author(words.author, said.author))
    elif isinstance(said, Apology) and isinstance(words, Apology):
        said = say.letter(words, said)
    elif isinstance(said, Report) and isinstance(words, Report):
        said = say.report(words, said)
    return replace(said, untranslated=frozenset(say.untranslated))


class _Saying:
    """Takes words where there are any, else the original's, and notes which of those cannot be marked."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.untranslated: set[str] = set()

    def line(self, words: str, original: str) -> str:
        """Return a line of Markdown. What the original does not say, or not yet, nobody says."""
        return (words or marked(original, self.original)) if original else ""

    def lines(self, words: tuple[str, ...], original: tuple[str, ...]) -> tuple[str, ...]:
        return words if len(words) == len(original) else tuple(marked(line, self.original) for line in original)

    def text(self, name: str, words: str, original: str) -> str:
        if original and not words:
            self.untranslated.add(name)
        return (words or original) if original else ""

    def author(self, words: Author | None, author: Author | None) -> Author | None:
        return replace(author, role=self.text(ROLE, words.role if words else "", author.role)) if author else None

    def letter(self, words: Apology, letter: Apology) -> Apology:
        return replace(
            letter,
            author=self.author(words.author, letter.author),
            failure=self.line(words.failure, letter.failure),
            impact=self._impact(words.impact, letter.impact),
            repairs=tuple(map(self._repair, words.repairs, letter.repairs)),
            repair_reason=self.line(words.repair_reason, letter.repair_reason),
            prevention=self.promises(words.prevention, letter.prevention),
            reply_within=self.text(REPLY_WITHIN, words.reply_within, letter.reply_within),
            bring=self.text(BRING, words.bring, letter.bring),
        )

    def report(self, words: Report, report: Report) -> Report:
        return replace(
            report,
            author=self.author(words.author, report.author),
            causes=self.lines(words.causes, report.causes),
            went_well=self.lines(words.went_well, report.went_well),
            went_badly=self.lines(words.went_badly, report.went_badly),
            got_lucky=self.lines(words.got_lucky, report.got_lucky),
            prevention=self.promises(words.prevention, report.prevention),
        )

    def _impact(self, words: Impact | None, impact: Impact | None) -> Impact | None:
        if impact is None or words is None:
            return None
        return replace(
            impact,
            who=self.line(words.who, impact.who),
            could_not=self.line(words.could_not, impact.could_not),
            count=self.line(words.count, impact.count),
            data_loss=self.line(words.data_loss, impact.data_loss),
        )

    def _repair(self, words: Repair, repair: Repair) -> Repair:
        return replace(
            repair,
            what=self.line(words.what, repair.what),
            who=self.line(words.who, repair.who),
            how=self.line(words.how, repair.how),
        )

    def promises(self, words: tuple[Promise, ...], promises: tuple[Promise, ...]) -> tuple[Promise, ...]:
        known = {promise.id: promise for promise in words}
        return tuple(self._promise(known[p.id], p) if p.id in known else p for p in promises)

    def _promise(self, words: Promise, promise: Promise) -> Promise:
        """Return a promise in the words of `words`, of which only what the promise itself tells by now is told."""
        reasons = {slip.on: slip.why for slip in words.slips}
        return replace(
            promise,
            what=promise.what if promise.is_report_back else self.line(words.what, promise.what),
            evidence=self.line(words.evidence, promise.evidence),
            why=self.line(words.why, promise.why),
            to=self.line(words.to, promise.to),
            where=self.line(words.where, promise.where),
            slips=tuple(Slip(s.on, s.due, self.line(reasons.get(s.on, ""), s.why)) for s in promise.slips),
            source=words.source,
        )

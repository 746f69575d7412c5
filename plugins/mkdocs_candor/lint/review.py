"""A history and a moment → what the linter has to say about it. The one way in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from mkdocs_candor.lint import catalogue
from mkdocs_candor.lint.case import Archive, Case, Settings
from mkdocs_candor.lint.finding import Finding, Level, Review, Waived
from mkdocs_candor.lint.pack import pack_for
from mkdocs_candor.lint.placing import Placing
from mkdocs_candor.lint.rule import Hit, Place, Rule
from mkdocs_candor.lint.sources import cited
from mkdocs_candor.lint.waivers import Excuse, excuses
from mkdocs_candor.lint.wording import word_hits
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost, Apology, Incident, Maintenance, Report
from mkdocs_candor.model.resource import Resource

_DEFAULT = Settings()


def review(
    history: History, as_of: datetime, *, texts: Mapping[str, str] | None = None, settings: Settings = _DEFAULT
) -> Review:
    """Return what is known to hurt readers in these posts and community pages, sorted by place.

    `texts` are the files by path: with them, findings in front matter and key lines have exact places too. Posts that
    another tool wrote (`imported`) are left alone. Nothing about a first notice that stands alone is an error, nor is
    any word of a first notice ever, nor anything in a draft: it may be committed unfinished.
    """
    archive, placing = Archive(history, settings), Placing(texts or {})
    reviewer = _Reviewer(archive, placing, as_of)
    findings: list[Finding] = []
    waived: list[Waived] = []
    for post in (*history.posts, *history.resources):
        if not isinstance(post, Resource) and post.imported:
            continue
        for finding, excuse in reviewer.whole(post):
            if excuse:
                waived.append(Waived(finding, excuse.reason))
            else:
                findings.append(finding)
    return Review(tuple(sorted(findings)), tuple(sorted(waived)))


@frozen
class _Reviewer:
    archive: Archive
    placing: Placing
    as_of: datetime

    def whole(self, post: AnyPost | Resource) -> Iterator[tuple[Finding, Excuse | None]]:
        """Yield each finding of a post and of its translations, with the waiver that excuses it."""
        yield from self._post(post)
        for translation in () if isinstance(post, Resource) else post.translations:
            yield from self._post(translation.post, is_translation=True)

    def _post(
        self, post: AnyPost | Resource, *, is_translation: bool = False
    ) -> Iterator[tuple[Finding, Excuse | None]]:
        lang = post.lang or self.archive.settings.lang
        path = post.source.path
        updates = post.updates if isinstance(post, Incident | Maintenance) else ()
        zones = {update.source.line: self.placing.says_utc(path, update.source.line) for update in updates}
        case = Case(post, self.archive, pack_for(lang), self.as_of, zones)
        rules = catalogue.rules(lang)
        excused = list(excuses(case))
        hits = [(rules[id_], hit) for id_, hit in (*word_hits(case), *self._structure(case, rules))]
        if is_translation:  # what is wrong with its facts is said of the original
            hits = [(rule, hit) for rule, hit in hits if _is_about_words(post, hit)]
        for rule, hit in (*hits, *self._about_waivers(excused), *self._about_language(case, lang)):
            excuse = next((e for e in excused if e.covers(rule.id, hit)), None)
            yield self._finding(case, rule, hit), excuse

    def _structure(self, case: Case, rules: Mapping[str, Rule]) -> Iterator[tuple[str, Hit]]:
        for rule in rules.values():
            if rule.check:
                yield from ((rule.id, hit) for hit in rule.check(case) if _reads(rule, hit))

    def _about_waivers(self, excused: list[Excuse]) -> Iterator[tuple[Rule, Hit]]:
        for excuse in excused:
            if catalogue.find_rule(excuse.rule) is None and excuse.rule not in catalogue.NOT_HERE:
                guesses = catalogue.likely_rules(excuse.rule)
                question = f"Did you mean {' or '.join(guesses)}? `candor explain` lists all." if guesses else ""
                yield catalogue.UNKNOWN_RULE, Hit(f"no rule is called '{excuse.rule}'", excuse.place, question=question)
            elif not excuse.reason:
                yield catalogue.NO_REASON, Hit(f"{excuse.rule} is waived without a reason", excuse.place)

    def _about_language(self, case: Case, lang: str) -> Iterator[tuple[Rule, Hit]]:
        if case.pack is None and not isinstance(case.post, Resource):
            yield (
                catalogue.NOT_CHECKED,
                Hit(f"wording was not checked: there is no pack for '{lang}'", Place(key="lang")),
            )

    def _finding(self, case: Case, rule: Rule, hit: Hit) -> Finding:
        path = case.post.source.path
        line, column = self.placing.position(path, hit.place)
        level, seen = _level(case, rule, hit), " ".join(hit.seen.split())
        if case.post.draft and level is Level.ERROR:
            level, seen = Level.WARNING, f"{seen} (a draft: an error once it is published)"
        return Finding(
            path=path,
            line=line,
            column=column,
            rule=rule.id,
            name=rule.name,
            level=level,
            seen=seen,
            hears=rule.hears,
            question=hit.question or rule.question,
            pattern=rule.pattern,
            source=cited(rule.source),
        )


def _is_about_words(post: AnyPost | Resource, hit: Hit) -> bool:
    """Return whether a finding is about what a text says, or about what a letter leaves unsaid."""
    is_letter = isinstance(post, Apology | Report)
    return hit.place.passage is not None or (is_letter and not hit.place.key and hit.place.line == post.body_line)


def _reads(rule: Rule, hit: Hit) -> bool:
    """Return whether a rule about words is one for the kind of text that its own check looked into."""
    return not rule.levels or hit.place.passage is None or hit.place.passage.kind in rule.levels


def _level(case: Case, rule: Rule, hit: Hit) -> Level:
    passage = hit.place.passage
    level = hit.level or (rule.levels[passage.kind] if rule.levels and passage else rule.level)
    is_in_first_notice = (
        isinstance(case.post, Incident) and passage and passage.update and passage.update is case.post.updates[0]
    )
    is_about_waivers = rule is catalogue.NO_REASON
    if not is_about_waivers and (case.is_first_notice or is_in_first_notice):
        return level.capped(Level.WARNING)
    return level

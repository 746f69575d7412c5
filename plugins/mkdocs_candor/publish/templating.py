"""The templates' environment: autoescape forced on, and the words, times and addresses that templates may use.

Templates lay out and never compute. What they call here turns a fact into text or an address, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined, pass_environment
from markupsafe import Markup, escape

from mkdocs_candor.derive.facts import Day, PostFacts, Snapshot
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.model.post import AnyPost, Question, Update
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.resource import Power
from mkdocs_candor.model.status import Status
from mkdocs_candor.publish.compiled import Compiled
from mkdocs_candor.publish.language.folding import Folding
from mkdocs_candor.publish.language.language import Language, direction
from mkdocs_candor.publish.language.language import language as spoken
from mkdocs_candor.publish.links import Links
from mkdocs_candor.publish.prose import Place, Prose
from mkdocs_candor.publish.swift import Swift, as_markup

ENGLISH = spoken("en")
_NOTHING = Markup("")


def environment(overrides: Path | None = None, language: Language = ENGLISH) -> Environment:
    """Return the environment of our templates in a language; those in `overrides` win by file name."""
    package = PackageLoader("mkdocs_candor.publish", "templates")
    loader = ChoiceLoader([FileSystemLoader(overrides), package]) if overrides else package
    environment = Swift(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False,  # one per build: it need not look at the files again for each piece
        extensions=[Folding],
        bytecode_cache=Compiled(("candor", language), language.tag),
    )  # fmt: skip
    environment.extend(language=language)
    environment.policies["ext.i18n.trimmed"] = True

    def shown(element: Callable[..., Markup]) -> Callable[..., Markup]:
        # A moment of an update stands in its post's page, feed and twin, and beside what it promised.
        return lru_cache(maxsize=4096)(partial(element, language=language))

    environment.filters.update(
        say=language.say,
        within=language.within,
        form=language.form,
        advice=language.advice,
        meaning=language.meaning,
        iso=iso,
        time=shown(time_element),
        clock=shown(clock_element),
        day=partial(day_element, language=language),  # days are few, and remembered by themselves
        near=shown(near_element),
        due=shown(due_element),
        month=language.month,
        span=language.span,
        days=language.span_in_days,
        percent=language.percent,
        joined=partial(joined, language=language),
        hours=language.hours,
        language=language.name_of,
        titled=titled,
        lang=lang_attributes,
        in_language_of=in_language_of,
        of_site=of_site,
        in_original=in_original,
        worst_first=worst_first,
        reported=reported,
        troubled=troubled,
        in_words=in_words,
        remembered=lru_cache(maxsize=1024, typed=True),
    )
    environment.globals["ALL_POWERS"] = tuple(Power)
    return environment


class Templates:
    """Our templates in each language, made when first asked for."""

    def __init__(self, overrides: Path | None = None) -> None:
        self._overrides = overrides
        self._made: dict[tuple[Language, str], Environment] = {}

    def spoken(self, language: Language, links: str = "") -> Environment:
        """Return our templates in a language, for the edition whose links lead to translations into `links`.

        Each edition has its own, since they know its facts.
        """
        key = (language, links)
        if key not in self._made:
            self._made[key] = environment(self._overrides, language)
        return self._made[key]

    def sources(self) -> list[str]:
        """Return the templates as they are written, the owner's in place of ours."""
        spoken = self.spoken(ENGLISH)
        names = spoken.list_templates(extensions=["html"])
        return [spoken.loader.get_source(spoken, name)[0] for name in names] if spoken.loader else []


@pass_environment
def lang_attributes(environment: Environment, post: AnyPost) -> Markup:
    """Return the attributes of what is said in a post's language; nothing where that is the page's."""
    return _lang_attributes(environment, post.lang)


@pass_environment
def in_language_of(environment: Environment, words: str, post: AnyPost) -> str:
    """Return words from a post, marked with its language where that is not the page's."""
    return _marked(environment, words, post.lang)


@pass_environment
def of_site(environment: Environment, words: str, lang: str = "") -> str:
    """Return a name that the site's owner has given, marked with the site's language where that is not the page's.

    `lang`: the language of what has the name, where that has one of its own.
    """
    home: str = environment.globals["site"].home_lang  # type: ignore[attr-defined] # an edition, as above
    return _marked(environment, words, lang or home)


def _marked(environment: Environment, words: str, lang: str) -> str:
    attributes = _lang_attributes(environment, lang)
    return Markup("<span{}>{}</span>").format(attributes, words) if attributes and words else words


def _lang_attributes(environment: Environment, lang: str) -> Markup:
    here = environment.globals["site"].lang  # type: ignore[attr-defined] # an edition, which puts itself there
    if not lang or lang == here:
        return _NOTHING
    runs = direction(lang)
    turned = Markup(' dir="{}"').format(runs) if runs != direction(here) else ""
    return Markup(' lang="{}"{}').format(lang, turned)


def worst_first(statuses: Mapping[str, Status]) -> list[tuple[str, Status]]:
    """Return components with their statuses, the worst first."""
    return sorted(statuses.items(), key=lambda each: each[1].rank, reverse=True)


def reported(days: Iterable[Day]) -> list[Day]:
    """Return the days that there is data about."""
    return [day for day in days if day.status]


def troubled(days: Iterable[Day]) -> list[Day]:
    """Return the days on which something did not work, or work was done, or nobody can say."""
    return [day for day in days if day.status not in (None, Status.OPERATIONAL)]


def in_words(promises: Iterable[PromiseFacts]) -> list[PromiseFacts]:
    """Return what was promised beside next updates."""
    return [facts for facts in promises if facts.promise]


def joined(names: Sequence[str], language: Language = ENGLISH) -> Markup:
    """Return "a", "a and b", "a, b and c"."""
    return Markup(language.joined([escape(name) for name in names]))  # noqa: S704 - escaped


def in_original(words: str, post: AnyPost, name: str) -> str:
    """Return a plain text of a post, marked with its original's language where it was not translated."""
    is_marked = words and name in post.untranslated
    return Markup('<span lang="{}">{}</span>').format(post.original_lang, words) if is_marked else words


@pass_environment
def titled(environment: Environment, post: AnyPost) -> str:
    """Return a post's title for a page that is not the post's own."""
    return _marked(environment, post.title, post.lang)


def time_element(moment: datetime, language: Language = ENGLISH) -> Markup:
    """Return a moment with its date, time and zone, for people and for machines."""
    return _time(iso(moment), language.moment(moment))


def clock_element(moment: datetime, language: Language = ENGLISH) -> Markup:
    """Return a moment of a day that the reader knows: "11:30 UTC"."""
    words = language.clock(moment)
    return as_markup(f'<time datetime="{iso(moment)}" data-show="clock">{words} UTC</time>')


def day_element(moment: datetime | date, language: Language = ENGLISH) -> Markup:
    """Return a day: "14 October 2026". A moment is taken as a day in UTC."""
    return _day(moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment, language)


@lru_cache(maxsize=4096)  # of ten years the days are fewer than the moments of one
def _day(value: date, language: Language) -> Markup:
    return _time(value.isoformat(), language.day(value))


def near_element(moment: datetime, other: datetime | None, language: Language = ENGLISH) -> Markup:
    """Return a moment told beside `other`: without its date where that is the same, in UTC."""
    if other is not None and moment.astimezone(UTC).date() == other.astimezone(UTC).date():
        return clock_element(moment, language)
    return time_element(moment, language)


def due_element(moment: datetime, language: Language = ENGLISH) -> Markup:
    """Return a moment by which something is due. Midnight is the end of the day before, as dates are promised."""
    if moment.astimezone(UTC).time() == time.min:
        return day_element(moment - timedelta(days=1), language)
    return time_element(moment, language)


def _time(machine: str, words: str) -> Markup:
    return as_markup(f'<time datetime="{machine}">{escape(words)}</time>')


@lru_cache(maxsize=4096)
def iso(moment: datetime) -> str:
    """Return RFC 3339 in UTC, to the second: "2026-10-14T11:30:00Z"."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:-6] + "Z"


def iso_duration(length: timedelta) -> str:
    """Return an ISO 8601 duration to the second: "PT9660S"."""
    return f"PT{int(length.total_seconds())}S"


class Addresses:
    """What templates link to, by id. Each returns an `href`, marked as from the root."""

    def __init__(self, links: Links, now: Snapshot, resources: dict[str, str]) -> None:
        self._links = links
        self._now = now
        self._resources = resources

    def __call__(self, path: str, fragment: str = "") -> str:
        return self._links.href(path, fragment)

    def home(self, fragment: str = "") -> str:
        return self._links.href(self._links.home, fragment)

    def index(self, section: str, fragment: str = "") -> str:
        """Return the address of a section: history, maintenance, promises, community, help, subscribe ..."""
        return self._links.href(self._links.index(section), fragment)

    def post(self, id_: str, fragment: str = "") -> str:
        return self._links.href(self._links.post(self._now.posts[id_].post.type, id_), fragment)

    def update(self, post: str, update: str) -> str:
        return self.post(post, self._links.update_anchor(update))

    def question(self, post: str, question: str) -> str:
        return self.post(post, self._links.question_anchor(question))

    def promise(self, id_: str) -> str:
        return self.index("promises", self._links.promise_anchor(id_))

    def component(self, id_: str) -> str:
        return self._links.href(self._links.component(id_))

    def year(self, year: int) -> str:
        return self._links.href(self._links.year(year))

    def next_updates(self, year: int) -> str:
        return self._links.href(self._links.next_updates(year))

    def power(self, power: Power) -> str:
        return self._links.href(self._links.power(power))

    def resource(self, id_: str) -> str:
        return self._links.href(self._resources[id_])

    def desk(self, id_: str) -> str:
        return self.index("help", f"desk-{id_}")


class Text:
    """Staff's Markdown in templates: `text.update(post, update)`, `text.body(post)`, `text.line(value, post)` ..."""

    def __init__(self, prose: Prose, links: Links) -> None:
        self._prose = prose
        self._links = links
        self._folders: dict[str, str] = {}
        self._plain_blocks = prose.plain_blocks
        self._plain_lines = prose.plain_lines

    def body(self, facts: PostFacts) -> Markup:
        return self._block(facts.post.body, facts.post, facts.post.body_line)

    def update(self, facts: PostFacts, update: Update) -> Markup:
        return self._block(update.body, facts.post, update.body_line, "u", update.id)

    def answer(self, facts: PostFacts, question: Question) -> Markup:
        return self._block(question.answer, facts.post, question.body_line, "q", question.id)

    def _block(self, value: str, post: AnyPost, line: int, kind: str = "", id_: str = "") -> Markup:
        known = self._plain_blocks.get(value)
        if known is None:
            known = self._prose.block(value, self._place(post, line, f"{kind}{id_}-" if kind else ""))
        return known

    def line(self, value: str, facts: PostFacts) -> Markup:
        """Return a key line or a front-matter text: Markdown of one line."""
        known = self._plain_lines.get(value)
        if known is None:
            known = self._prose.inline(value, self._place(facts.post, 1)) if value else _NOTHING
        return known

    def written(self, value: str, source: Source) -> Markup:
        """Return one line of Markdown that stands in the file `source`."""
        return self._prose.inline(value, Place(source.path, source.line))

    def said(self, value: str, facts: PostFacts) -> str:
        """Return Markdown of a post as it is; another plugin may have given it other words."""
        return self._prose.said(value, facts.post.source.path)

    def lead(self, url: str, facts: PostFacts) -> str:
        """Return where a link in a post's Markdown leads: marked as from the root, or as it was written."""
        return self._prose.lead(url, self._place(facts.post, 1))

    def _place(self, post: AnyPost, line: int, prefix: str = "") -> Place:
        folder = self._folders.get(post.id)
        if folder is None:
            folder = self._folders[post.id] = self._links.attachment(post.type, post.id, "")
        return Place(post.source.path, line, prefix, folder)


Macro = Callable[..., Any]

"""What feeds consist of, whatever their format: an entry for each thing that we told the public, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any, NamedTuple
from urllib.parse import quote

from mkdocs_candor.derive.effects import touched
from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts, PostFacts, UpdateFacts
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import Audience, Incident, PostType, Update
from mkdocs_candor.model.promise import Promise, PromiseOutcome
from mkdocs_candor.model.status import Severity
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.feed_html import safe, xml_text
from mkdocs_candor.publish.identity import tag
from mkdocs_candor.publish.links import placed
from mkdocs_candor.publish.pieces import Piece
from mkdocs_candor.publish.prose import plain
from mkdocs_candor.publish.templating import due_element

_LONGEST_SUMMARY = 300
HTML, SUMMARY = "entry-html", "entry-summary"


class Category(NamedTuple):
    """What an entry is filed under. `domain` says by which scale; `label` is for people."""

    domain: str
    term: str
    label: str


@frozen(kw_only=True)
class Entry:
    """One entry. `id` is a `tag:` URI that outlives a change of host, address, file name or title.

    `write` gives `html`, which is safe and has absolute links, and `summary`, which is plain text: both are made when
    they are asked for, since most entries of a long history stand in no feed but their post's. `published` never
    moves; `updated` does with an edit that says so. `is_dated` is False where nobody wrote down when it was told:
    formats that can do without leave `published` out then, for it moves with every build.

    `key` is the id and the language of our words in it: what `Edition.pieces` knows it by.

    `heading` is the title for where the post's own is known; none for the post itself. `components` and `about`
    (incidents and maintenances) are the ids of those in whose feeds the entry is. `is_of_promise`: it tells what became
    of one.
    """

    id: str
    post: str
    type: PostType
    title: str
    heading: str
    link: str
    published: datetime
    updated: datetime
    write: Callable[[], Sequence[str]] = field(repr=False)
    key: str = ""
    is_dated: bool = True
    author: str = ""
    lang: str = ""
    categories: tuple[Category, ...] = ()
    components: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    audience: Audience = Audience.CUSTOMERS
    is_major: bool = False
    is_open: bool = False
    is_of_promise: bool = False

    @property
    def html(self) -> str:
        return self.write()[0]

    @property
    def summary(self) -> str:
        return self.write()[1]

    # No two entries say the same, and they are looked up for each feed that they stand in.
    __eq__ = object.__eq__
    __hash__ = object.__hash__


def entries(edition: Edition) -> list[Entry]:
    """Return an entry for each update, each other post, and each promise that was kept, put off or dropped.

    Newest first. Drafts have none, not even in a preview: readers keep what they have once seen.
    """
    return entries_of(edition.told.values(), edition)


def pieces(found: Iterable[Entry]) -> Iterator[Piece]:
    """Yield what entries of feeds say, for the feeds that many posts share."""
    for entry in found:
        yield Piece(HTML, entry.key, entry.html)
        yield Piece(SUMMARY, entry.key, entry.summary)


def entries_of(posts: Iterable[PostFacts], edition: Edition) -> list[Entry]:
    """Return the entries of some posts, none of them a draft, newest first."""
    found: list[Entry] = []
    for facts in posts:
        spoken = edition.spoken(facts.post.lang)
        found += _Post(facts, spoken, spoken.macros("feed_entry.html")).entries()
    return sorted_newest(found)


def sorted_newest(found: Iterable[Entry]) -> list[Entry]:
    """Return entries newest first."""
    return sorted(found, key=lambda entry: (entry.published, entry.id), reverse=True)


class _Post:
    """Makes the entries of one post, in the language of `edition`. `html` are the macros that write them."""

    def __init__(self, facts: PostFacts, edition: Edition, html: Any) -> None:
        post = facts.post
        self.facts = facts
        self.edition = edition
        self.html = html
        self.say = edition.language
        self.id = edition.tag(post.id)
        self.address = edition.links.absolute(edition.links.post(post.type, post.id))
        about = _about(facts, edition)
        causes = [edition.now.posts[id_].post for id_ in about]
        self.shared: dict[str, Any] = {
            "post": post.id,
            "type": post.type,
            "lang": post.lang,
            "categories": tuple(_categories(facts, edition)),
            "components": touched(facts),
            "about": about,
            "audience": post.audience,
            "is_major": any(
                isinstance(p, Incident) and p.severity and p.severity.rank >= Severity.MAJOR.rank for p in causes
            ),
            "is_open": isinstance(facts, IncidentFacts | MaintenanceFacts) and facts.is_open,
        }

    def entries(self) -> Iterator[Entry]:
        facts = self.facts
        if isinstance(facts, IncidentFacts | MaintenanceFacts) and facts.updates:
            told = [(found, self._told(found.update)) for found in facts.updates]
            # One look at the clock for all, where all have come: what is kept of a post names each look.
            has_come = self.edition.now.has_come
            have_come = has_come(max(at for _, at in told))
            for found, at in told:
                yield self._update(facts, found, at if have_come or has_come(at) else None)
        else:
            yield self._whole()
        for promise in facts.promises:
            if promise.promise is not None:
                yield from self._news_of(promise, promise.promise)

    def _told(self, update: Update) -> datetime:
        """Return when an update was told: not before its post."""
        at, publish_at = first_published(update), self.facts.post.publish_at
        return max(at, publish_at) if publish_at else at

    def _update(self, facts: IncidentFacts | MaintenanceFacts, found: UpdateFacts, at: datetime | None) -> Entry:
        update, links, text = found.update, self.edition.links, self.edition.text
        return self._entry(
            update.id,
            title=f"{self.say.say(update.stage)}: {facts.post.title}",
            heading=self.say.say(update.stage),
            link=f"{self.address}#{links.update_anchor(update.id)}",
            html=lambda: self.html.update(facts, found, found is facts.updates[-1]),
            summary=lambda: plain(text.line(update.impact, facts) if update.impact else text.update(facts, update)),
            at=at,
            edited=max((edit.at for edit in update.edits), default=None),
            author=update.by,
        )

    def _whole(self) -> Entry:
        """Return the entry of a post without updates."""
        facts, post = self.facts, self.facts.post
        author = getattr(post, "author", None)
        return self._entry(
            title=post.title,
            heading="",
            link=self.address,
            html=lambda: self.html.whole(facts),
            summary=lambda: post.description or plain(self.edition.text.body(facts)),
            # Facts put what has no date at the moment of the build.
            at=facts.published if self.edition.now.is_past(facts.published) else None,
            edited=max(post.edited, default=None),
            author=author.name if author else "",
        )

    def _news_of(self, facts: PromiseFacts, promise: Promise) -> Iterator[Entry]:
        """Yield what was told about a promise after it was made: that it moved, and how it ended."""
        links = self.edition.links
        what = plain(self.edition.text.written(self.edition.promised(promise), promise.source))
        place = self.edition.links.index("promises")
        told: Counter[str] = Counter()
        for slip in promise.slips:
            on = f"{slip.on.astimezone(UTC):%Y-%m-%d}"
            told[on] += 1
            yield self._entry(
                f"promise-{promise.id}-slipped-{on}" + (f"-{told[on]}" if told[on] > 1 else ""),
                title=self.say.gettext("Put off to %(date)s: %(what)s", date=self._date(slip.due), what=what),
                link=links.absolute(place, links.slip_anchor(facts.id, slip.on)),
                html=partial(self.html.promise, self.facts, promise, slip),
                summary=partial(self._line, slip.why, promise),
                at=max(slip.on, self.facts.published),
                is_of_promise=True,
            )
        endings = {
            PromiseOutcome.DONE: ("done", self.say.gettext("Done: %(what)s")),
            PromiseOutcome.DROPPED: ("dropped", self.say.gettext("Dropped: %(what)s")),
        }
        if promise.outcome in endings and promise.closed:
            ending, ended = endings[promise.outcome]
            yield self._entry(
                f"promise-{promise.id}-{ending}",
                title=ended % {"what": what},
                link=links.absolute(place, links.promise_anchor(facts.id)),
                html=partial(self.html.promise, self.facts, promise, None),
                summary=partial(self._line, promise.evidence or promise.why, promise),
                at=max(promise.closed, self.facts.published),
                is_of_promise=True,
            )

    def _line(self, text: str, promise: Promise) -> str:
        return plain(self.edition.text.written(text, promise.source))

    def _date(self, moment: datetime) -> str:
        return due_element(moment, self.say).striptags()

    def _entry(
        self,
        *part: str,
        title: str,
        heading: str | None = None,
        link: str,
        html: Callable[[], str],
        summary: Callable[[], str],
        at: datetime | None,
        edited: datetime | None = None,
        author: str = "",
        is_of_promise: bool = False,
    ) -> Entry:
        """Return an entry whose id ends with `part`; without, it is that of the post. `at` None: nobody knows when."""
        site_url, address, pieces = self.edition.links.site_url, self.address, self.edition.pieces
        id_ = "/".join((self.id, *map(quote, part)))
        key = f"{self.edition.lang}:{id_}"
        known = xml_text(title)

        texts: list[str] = []

        def written() -> list[str]:
            if not texts:
                texts.append(pieces.text(HTML, key, lambda: safe(placed(html(), site_url), address)))
                texts.append(pieces.text(SUMMARY, key, lambda: xml_text(_shortened(summary())) or known))
            return texts

        published = at or self.edition.now.as_of
        # The start of the day, so that what has no date looks changed once a day at most.
        updated = at or published.replace(hour=0, minute=0, second=0, microsecond=0)
        return Entry(
            id=id_,
            key=key,
            title=known.strip() or self.facts.post.id,
            heading=xml_text(title if heading is None else heading),
            link=link,
            write=written,
            published=published,
            updated=max(updated, edited) if edited else updated,
            is_dated=at is not None,
            author=xml_text(author),
            is_of_promise=is_of_promise,
            **self.shared,
        )


def first_published(update: Update) -> datetime:
    """Return when an update was first published. Its id says so, also where its time had to be corrected later."""
    for text in (update.id, f"{update.id[:15]}.{update.id[15:]}"):  # milliseconds follow the seconds at once
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            continue
    return update.at


def _about(facts: PostFacts, edition: Edition) -> tuple[str, ...]:
    """Return the incidents and maintenances that the post is about, itself among them."""
    if isinstance(facts, IncidentFacts | MaintenanceFacts):
        return (facts.post.id,)
    named = getattr(facts.post, "incidents", ())
    return tuple(id_ for id_ in dict.fromkeys(named) if id_ in edition.now.posts and id_ not in edition.drafts)


def _categories(facts: PostFacts, edition: Edition) -> Iterator[Category]:
    host = edition.id_host
    yield _category(host, "type", facts.post.type, facts.post.type)
    if isinstance(facts, IncidentFacts) and facts.post.severity:
        yield _category(host, "severity", facts.post.severity, facts.post.severity)
    for id_ in touched(facts):
        known = edition.now.components.get(id_)
        if not (known and (component := known.component).hidden):
            yield _category(host, "component", id_, component.name if known else id_)


@lru_cache(maxsize=1024)
def _category(host: str, scale: str, term: str, label: str) -> Category:
    return Category(tag(host, "", scale), str(term), xml_text(str(label)))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SUMMARY else text[:_LONGEST_SUMMARY].rsplit(" ", 1)[0] + " …"

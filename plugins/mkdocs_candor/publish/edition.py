"""All that an output may use, for one build: facts, addresses, rendered words, templates, the owner's choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from mkdocs_candor.derive.facts import HistorySummary, PostFacts, Snapshot
from mkdocs_candor.derive.promise_facts import PromiseFacts
from mkdocs_candor.derive.sentence import brief, note, sentence
from mkdocs_candor.derive.summary import Records, records, summary_of_all
from mkdocs_candor.model.deadlines import DEADLINES, NOTICE_DAYS, Deadlines
from mkdocs_candor.model.post import Audience
from mkdocs_candor.model.promise import Promise
from mkdocs_candor.publish.card_store import CardStore
from mkdocs_candor.publish.identity import is_id, permanent_ids, tag
from mkdocs_candor.publish.language.language import Language, is_spoken, language
from mkdocs_candor.publish.links import Links
from mkdocs_candor.publish.made_once import MadeOnce
from mkdocs_candor.publish.messages import Messages
from mkdocs_candor.publish.pieces import Pieces
from mkdocs_candor.publish.prose import Prose
from mkdocs_candor.publish.remembered import Remembered
from mkdocs_candor.publish.style_names import Dress
from mkdocs_candor.publish.swift import as_markup
from mkdocs_candor.publish.templating import Addresses, Templates, Text
from mkdocs_candor.publish.watching import Watch

# What of an incident is counted: most saves change its words.
_OF_RECORDS = attrgetter("started", "first_notice_after", "longest_silence", "worst_statuses", "statuses")

LINE = "line"
"""The kind of the pieces that lists of posts are made of; the language follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of the site.

    `id_host` is the host part of permanent ids: it outlives a move of the site. `drafts` are posts shown for
    preview only. `resource_addresses` are the addresses of the community pages by resource id. `ids` are the
    permanent ids of posts by their ids now. `cards` keeps preview pictures that were drawn before, None where none
    are wanted; `own_cards` are the posts that have one of their own. `noindex`: no search engine shall list any
    page. `inbox` gets a copy of what customers write about a post; `contribute_url` is the form for their workarounds.
    `principles` is the address of the owner's page of what comes first. `notice_days` is the least notice of a change
    that customers may not like. `host_root` leads from the site's folder up to the host's; it is empty unless
    Statuspage's files are wanted there too. `watch` notes what is looked at in `now`, for what is kept between builds.
    `pieces` are what posts give to the outputs that many of them share, `remembered` what a preview has made before.

    `home_lang` is the language of the site, which names of components, desks and pages are in whatever `lang` is.
    `language` is that of the interface for `lang`; `sentence` says in it how things are, and `note` what we could not
    read. `others` are this edition in other languages, once they were asked for.
    """

    now: Snapshot
    links: Links
    prose: Prose
    templates: Templates
    name: str
    description: str = ""
    lang: str = "en"
    author: str = ""
    id_host: str = ""
    feed_size: int = 50
    websub_hub: str = ""
    days_shown: int = 90
    drafts: frozenset[str] = frozenset()
    host_root: str = ""
    statuspage_names_maintenance: bool = False
    resource_addresses: dict[str, str] = field(default_factory=dict)
    cards: CardStore | None = None
    own_cards: frozenset[str] = frozenset()
    noindex: bool = False
    inbox: str = ""
    notice_days: int = NOTICE_DAYS
    deadlines: Deadlines = DEADLINES
    contribute_url: str = ""
    principles: str = ""
    addresses: Addresses = field(init=False)
    text: Text = field(init=False)
    messages: Messages = field(init=False)
    ids: Mapping[str, str] = field(init=False)
    language: Language = field(init=False)
    home_lang: str = ""
    watch: Watch | None = field(default=None, repr=False)
    pieces: Pieces = field(default_factory=Pieces, repr=False)
    made_once: MadeOnce = field(default_factory=MadeOnce, repr=False)
    remembered: Remembered = field(default_factory=Remembered, repr=False)
    others: dict[str, Edition] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "addresses", Addresses(self.links, self.now, self.resource_addresses))
        object.__setattr__(self, "text", Text(self.prose, self.links))
        object.__setattr__(self, "language", language(self.lang))
        object.__setattr__(self, "home_lang", self.home_lang or self.lang)
        messages = Messages(self.links, self.now, self.text, self.language, self.inbox, self.contribute_url)
        object.__setattr__(self, "messages", messages)
        # Known to all templates, also to those that others import: so macros are made once and not for each page.
        self._environment.globals.update(now=self.now, site=self, href=self.addresses, text=self.text)
        ids = permanent_ids(facts.post for facts in self.now.posts.values())
        object.__setattr__(self, "ids", self.watch.mapping("ids", ids) if self.watch else ids)

    @property
    def sentence(self) -> str:
        """Return the sentence that says how everything is."""
        return sentence(self.now.overall.situation, self.language.phrases)

    @property
    def brief(self) -> str:
        """Return the same for a small screen."""
        return brief(self.now.overall.situation, self.language.phrases)

    @property
    def note(self) -> str:
        """Return what is said beside it when a report could not be read."""
        return note(self.now.overall.situation, self.language.phrases)

    def spoken(self, lang: str) -> Edition:
        """Return this edition in another language; itself for none, and for one that the interface has no words in."""
        if not lang or lang == self.lang or not is_spoken(lang):
            return self
        if lang not in self.others:
            self.others[lang] = replace(self, lang=lang)
        return self.others[lang]

    @property
    def told(self) -> dict[str, PostFacts]:
        """Return the posts that outputs for programs tell of: all but drafts. Who has many to look up asks once."""
        hidden = frozenset(self.drafts)
        return {id_: facts for id_, facts in self.now.posts.items() if id_ not in hidden}

    @property
    def summary(self) -> HistorySummary:
        """Return the numbers over all that is public."""
        return summary_of_all(self.now, self.drafts)

    @property
    def records(self) -> Records:
        """Return the same also by year and by component."""
        now = self.now
        return self.remembered.value(
            "records",
            lambda: (
                list(now.promises.values()),
                list(map(_OF_RECORDS, now.incidents)),
                [(id_, facts.component.hidden) for id_, facts in now.components.items()],
                sorted(self.drafts),
            ),
            lambda: records(now, self.drafts),
        )

    @property
    def has_audiences(self) -> bool:
        """Return whether the owners write for the community too, so that each of the two can be followed alone."""
        posts = (facts.post for facts in self.now.posts.values())
        return any(post.audience is Audience.COMMUNITY and post.id not in self.drafts for post in posts)

    def old_ids(self, promise: PromiseFacts) -> tuple[str, ...]:
        """Return the ids that a promise had while its post had others, so that links to them still lead there."""
        post, own = self.now.posts[promise.post].post, promise.id.removeprefix(promise.post)
        return tuple(f"{old}{own}" for old in post.redirect_from if is_id(old) and old not in self.now.posts)

    @property
    def _environment(self) -> Environment:
        return self.templates.spoken(self.language, self.links.lang)

    def tag(self, post: str, *parts: str) -> str:
        """Return the permanent `tag:` URI of a post, or of a part of it."""
        return tag(self.id_host, self.ids[post], *parts)

    def macros(self, template: str) -> Any:
        """Return the macros of `template` as attributes: to call one costs half of a `render`."""
        return self._environment.get_template(template).module

    def line(self, facts: PostFacts) -> Markup:
        """Return what a list says of a post."""
        return as_markup(self.pieces.text(f"{LINE}-{self.lang}", facts.post.id, lambda: self.new_line(facts)))

    def new_line(self, facts: PostFacts) -> str:
        return str(self.macros("parts.html").post_words(facts))

    def promised(self, promise: Promise) -> str:
        """Return what was promised, in Markdown."""
        return self.language.gettext("Report back") if promise.is_report_back else promise.what

    def render(self, template: str, **facts: Any) -> Markup:
        """Return `template` filled with `facts`, and with what every template knows: `now`, `site`, `href`, `text`."""
        html = self._environment.get_template(template).render(facts)
        return Markup(html)  # noqa: S704 - autoescaped by the environment

    def render_with_dress(self, template: str, **facts: Any) -> tuple[Markup, frozenset[Dress]]:
        """Return what `render` does, and by what the Markdown in it is dressed, as `Page.worn` is."""
        worn = self.prose.worn
        worn.clear()
        return self.render(template, **facts), frozenset(worn)

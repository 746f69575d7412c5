"""Our pages for an engine that makes each by itself, with the Markdown that its plugins may change on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import PostType
from mkdocs_candor.publish import frames
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.frames import Finished
from mkdocs_candor.publish.links import SECTIONS
from mkdocs_candor.publish.pages import posts, translations
from mkdocs_candor.publish.prose import PlacedText
from mkdocs_candor.publish.site import PAGES


@frozen
class SinglePage:
    """A page of ours. `texts` are the Markdown in it that stands in its own file, in the order of that.

    `path` is its address.
    """

    path: str
    page: Finished
    texts: tuple[PlacedText, ...] = ()

    @property
    def title(self) -> str:
        """Return the page's title as HTML."""
        return self.page.title.decode()

    @property
    def description(self) -> str:
        """Return what the page is about as HTML."""
        return self.page.description.decode()

    @property
    def content(self) -> str:
        """Return the page's own part, as it stands within the theme."""
        content = self.page.content.decode()
        return content if "<h1" in content else frames.HEADED + content


class SinglePages:
    """All pages of ours by their addresses. Those that tell of others come after these: letters, then what is no post.

    `few`: only the first and the last post of each section, and one page of each other kind.
    """

    def __init__(self, edition: Edition, abroad: Sequence[Edition], *, few: bool = False) -> None:
        self._edition = edition
        self._abroad = abroad
        self._most_of_a_kind = 1 if few else None
        self._posts: dict[str, tuple[PostFacts, Edition]] = {}
        self._made: dict[str, SinglePage] = {}
        self._old: set[str] = set()
        for each in (edition, *abroad):
            told = list(translations.own(each) if each is not edition else each.now.posts.values())
            for facts in sorted(_first_and_last(told) if few else told, key=_is_letter):
                single = self._of_post(facts, each)
                self._posts[single.path] = facts, each
                self._made[single.path] = single
        self._make_others()

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __getitem__(self, path: str) -> SinglePage:
        if path in self._old:
            if path in self._posts:
                self._made[path] = self._of_post(*self._posts[path])
                self._old.remove(path)
            else:
                self._make_others()
        return self._made[path]

    def reword(self, path: str, words: Sequence[str]) -> None:
        """Let the texts of a page say `words`, here and wherever else they are used."""
        texts = self._made[path].texts
        changed = [(text, said) for text, said in zip(texts, words, strict=True) if said != text[0]]
        for text, said in changed:
            self._edition.prose.reword(text, said)
        if changed:
            for edition in (self._edition, *self._abroad):
                edition.pieces.forget()
            self._old.update(self._made)

    def _of_post(self, facts: PostFacts, edition: Edition) -> SinglePage:
        with edition.prose.noting() as asked:
            page = posts.page(facts, edition)
        own = (text for text in asked if text[1].path == facts.post.source.path and text[0].strip())
        return self._single(page, sorted(own, key=lambda text: (text[1].line, text[1].prefix, text[0])))

    def _make_others(self) -> None:
        for kind in PAGES:
            for page in islice(kind(self._edition), self._most_of_a_kind):
                self._made[page.path] = self._single(page)
                self._old.discard(page.path)

    def _single(self, page: Page, texts: Sequence[PlacedText] = ()) -> SinglePage:
        edition = self._edition
        whole = frames.finished(page, edition.links, edition.lang, noindex=edition.noindex)
        return SinglePage(page.path, whole, tuple(texts))


def _is_letter(facts: PostFacts) -> bool:
    """Return whether a post tells of others."""
    return facts.post.type in {PostType.APOLOGY, PostType.REPORT}


def _first_and_last(told: Sequence[PostFacts]) -> list[PostFacts]:
    """Return the first and the last post of each section."""
    first = {SECTIONS[facts.post.type]: facts for facts in reversed(told)}
    last = {SECTIONS[facts.post.type]: facts for facts in told}
    return [*first.values(), *(facts for section, facts in last.items() if facts is not first[section])]

"""The pages that the engine makes: what stands in them of ours, and what they need once they are finished.

These are people's own pages, the live pages, the frames, and posts where the engine makes each by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from urllib.parse import unquote, urlsplit

from mkdocs_candor.inputs import Inputs
from mkdocs_candor.publish import announced, clock, frames, images, metadata
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.frames import Finished, Frame
from mkdocs_candor.publish.inline import Inline
from mkdocs_candor.publish.links import SECTIONS, placed
from mkdocs_candor.publish.mended import mended, naming
from mkdocs_candor.publish.pages import lists
from mkdocs_candor.publish.pages.live import LIVE_PAGES, resource_facts
from mkdocs_candor.publish.stylesheets import SLOT, Stylesheets
from mkdocs_candor.stages import Stages

_MARKER = re.compile(r"<!--\s*candor\s*-->")
_HEADING = re.compile(r"<(/?)h1\b")


class EnginePages:
    """Those of one build. `abroad` are the editions in other languages, `resources` the ids of community pages by
    their sources. `styles` and `inline` learn from every finished page.

    `finished_files` are the paths of those whose stylesheet has still to be named.
    """

    def __init__(
        self,
        inputs: Inputs,
        edition: Edition,
        abroad: Sequence[Edition],
        resources: Mapping[str, str],
        styles: Stylesheets,
        inline: Inline,
        stages: Stages,
    ) -> None:
        self.finished_files: list[str] = []
        self._inputs = inputs
        self._edition = edition
        self._abroad = abroad
        self._resources = resources
        self._styles = styles
        self._inline = inline
        self._stages = stages
        self._feeds = announced.site_wide(edition)
        self._common_tags = frames.replay_tag(inputs.replay)
        self._learnt: set[str] = set()

    @property
    def missing(self) -> Iterator[tuple[str, str]]:
        """Yield the source and the text of each live page that nobody wrote."""
        for source, page in LIVE_PAGES.items():
            if source not in self._inputs.pages:
                say = self._edition.language.gettext
                searched = "" if page.searched else "search: {exclude: true}\n"
                yield (
                    source,
                    f"---\ntitle: {json.dumps(say(page.title))}\ndescription: {json.dumps(say(page.description))}\n"
                    f"hide: [navigation, toc]\n{searched}---\n",
                )

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """Return the sections whose pages the theme makes in another language, with that language."""
        return {
            f"{abroad.lang}/{SECTIONS[abroad.now.posts[id_].post.type]}": abroad.lang
            for abroad in self._abroad
            for id_ in sorted(abroad.links.translated)
        }

    @cached_property
    def sections(self) -> frozenset[str]:
        """Return the sections that have pages of ours, for which a frame is needed."""
        now = self._edition.now
        others = {"community"}
        if now.components:
            others.add("components")
        if now.posts:
            others.add("history")
        if lists.has_years_of_next_updates(now):
            others.add("promises")
        types = {facts.post.type for facts in now.posts.values()}
        return frozenset((*(SECTIONS[type_] for type_ in types), *others, *self.languages))

    @property
    def base(self) -> str:
        """Return the path of the site on its host."""
        return urlsplit(self._edition.links.site_url).path or "/"

    def is_resource(self, source: str) -> bool:
        return source in self._resources

    def content(self, source: str, html: str, url: str) -> str:
        """Return the content of a page that people wrote, or that we did for them, with our own part in it."""
        before = self._stages.enter("live pages")
        try:
            return self._content(source, html, url)
        finally:
            self._stages.enter(before)

    def _content(self, source: str, html: str, url: str) -> str:
        root = self._edition.links.root(address(url))
        targets = self._edition.prose.targets
        html = images.sized(
            html, lambda src: targets.size(f"{targets.pages_folder}/{images.led_to(src, address(url))}")
        )
        if live := LIVE_PAGES.get(source):
            drawn = live.draw(self._edition)
            self._inline.distrust(drawn)
            return placed(_around(drawn, html), root)
        if source in self._resources:
            return placed(_under_heading(resource_facts(self._resources[source], self._edition), html), root)
        return html

    def with_head(self, html: str, source: str, url: str, *, title: str, description: str, lang: str) -> str:
        """Return a finished page with what its head says beside the theme's: feeds, and what previews show."""
        path = address(url)
        if source == "index.md":
            tags = metadata.of_home(self._edition)
        else:
            tags = metadata.of_page(self._edition, path, title, description, lang)
            if live := LIVE_PAGES.get(source):
                tags += live.describe(self._edition)
        root = self._edition.links.root(path)
        if clock.tells_of_now(html):
            tags += placed(self._tags_of_now(self._edition), root)
        self.finished_files.append(self._edition.links.file(path))
        return self._finished(html, root, tags, is_ours=source in LIVE_PAGES)

    def frame(self, html: str, section: str) -> Frame:
        """Return the frame of a section, of the page that the theme made for it."""
        frame = self._framed(html, section)
        self._styles.learn(frame.html)
        return frame

    def filled(self, html: str, page: Finished, content: str, edit_path: str) -> str:
        """Return a page that the engine has made for `page` alone, finished as one that was filled into a frame.

        `content` is the page's own part: what we gave, or what other plugins have made of it. Where it does not stand
        in the page as it is, all of that counts as the frame.
        """
        around = frames.slotted(html, content)
        frame = self._framed(around or html, page.section)
        if around and page.section not in self._learnt:
            self._learnt.add(page.section)
            self._styles.learn(frame.html)
        whole = replace(page, content=content.removeprefix(frames.HEADED).encode())
        # No script of a post is to be run, but those that another plugin has put around it or into it are.
        self._inline.distrust(page.content.decode())
        self._inline.read(frame.html)
        if around and whole.content != page.content:
            self._inline.read(content)
        return frame.filled(whole, edit_path, SLOT).decode()

    def carries(self, frame: str, html: str, page: Finished, content: str, edit_path: str) -> bool:
        """Return whether a frame, as the engine has made it, gives what the engine has made for `page` alone."""
        alone = Frame(frames.slotted(html, content) or html)
        return Frame(frame).filled(page, edit_path) == alone.filled(page, edit_path)

    def _framed(self, html: str, section: str) -> Frame:
        tags, edition = self._common_tags, self._edition
        if lang := self.languages.get(section):
            tags += clock.language_tag(lang)
            edition = next(each for each in self._abroad if each.lang == lang)
            html = naming(html, edition.home_lang)
        return Frame(self._styles.linked(html), tags, self._tags_of_now(edition))

    def _tags_of_now(self, edition: Edition) -> str:
        return "" if self._inputs.replay else str(clock.built_tag(edition, self._inputs.stale_page))

    def not_found(self) -> str:
        """Return the content of the page for addresses that do not exist; it is shown at any depth."""
        return placed(self._edition.render("not_found.html"), self.base)

    def with_absolute_head(self, html: str) -> str:
        self.finished_files.append("404.html")
        return self._finished(html, self.base, is_ours=True)

    def _finished(self, html: str, root: str, tags: str = "", *, is_ours: bool) -> str:
        head = self._common_tags + frames.head(self._feeds, root, tags, noindex=self._edition.noindex)
        self._inline.read(html)
        finished = frames.with_head(self._styles.linked(mended(html)), head)
        if is_ours:
            self._styles.learn(finished)
        return finished


def address(url: str) -> str:
    """Return an engine's page address as ours: not encoded, and empty for home."""
    return "" if url in {"./", "."} else unquote(url)


def _around(live: str, words: str) -> str:
    """Return people's words with the live part where they marked it, else above them. One page has one h1."""
    words = _HEADING.sub(r"<\1h2", words)
    if _MARKER.search(words):
        return _MARKER.sub(lambda _: live, words, count=1)
    return f'{live}\n<div class="cd-words">{words}</div>' if words.strip() else live


def _under_heading(facts: str, words: str) -> str:
    """Return a page's words with `facts` under its heading, else above all."""
    head, end, rest = words.partition("</h1>")
    return f"{head}{end}\n{facts}{rest}" if end else f"{facts}{words}"

"""One build, from files to the files of the site, for any engine: read, derive, publish, in this order.

The engine (MkDocs in `plugin.py`) renders the pages that people wrote and the frames, and asks this for the rest.
"""

from __future__ import annotations

import gzip
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.present import present
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.dressing import dressed
from mkdocs_candor.in_parallel import spread
from mkdocs_candor.inputs import Inputs
from mkdocs_candor.kept.basis import NotKept, basis, code
from mkdocs_candor.kept.posts import KeptPosts, Told
from mkdocs_candor.kept.store import Store
from mkdocs_candor.model.history import History
from mkdocs_candor.model.problem import Level, Problem
from mkdocs_candor.post_writer import PostWriter, Written
from mkdocs_candor.publish import cards, clock, feeds, frames, headers, metadata, search, sitemap, translated
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.card_store import CardStore
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.frames import Finished, Frame
from mkdocs_candor.publish.inline import Inline
from mkdocs_candor.publish.links import SECTIONS, Links, placed
from mkdocs_candor.publish.mended import mended
from mkdocs_candor.publish.pages import translations
from mkdocs_candor.publish.pages.live import LIVE_PAGES, resource_facts
from mkdocs_candor.publish.pieces import Pieces
from mkdocs_candor.publish.prose import Prose, Targets
from mkdocs_candor.publish.site import OUTPUTS, OUTPUTS_OF_PIECES, Output, named, pages
from mkdocs_candor.publish.stylesheets import Stylesheets
from mkdocs_candor.publish.templating import Templates
from mkdocs_candor.publish.watching import Watch
from mkdocs_candor.read.history import read_history
from mkdocs_candor.read.memory import Memory
from mkdocs_candor.site_folder import SiteFolder
from mkdocs_candor.stages import Stages

CARDS = ".cache/candor/cards"
STYLES = ".cache/candor/styles"
KEPT = ".cache/candor/posts.sqlite"
PRINCIPLES = "principles.md"
"""The owner's page of what comes first when two goals collide, if there is one."""

_MARKER = re.compile(r"<!--\s*candor\s*-->")
_HEADING = re.compile(r"<(/?)h1\b")


class Build:
    """One build. `problems` are known from the start; `late_problems` once all pages are made.

    `common_tags` stand in the head of every page, `tags_of_now` in those that tell of now: for the clock script.
    """

    def __init__(self, inputs: Inputs, stages: Stages | None = None) -> None:
        self.inputs = inputs
        self._stages = stages or Stages()
        self._stages.enter("read")
        # In a preview there are drafts, which are to be nowhere but there.
        self._store = Store((inputs.root / KEPT).resolve(), is_writable=not inputs.is_preview)
        self._memory = Memory(self._store, code(), inputs.timezone) if inputs.cache else None
        reading = read_history(
            inputs.root,
            incidents=inputs.incidents,
            pages=inputs.pages_folder,
            timezone=inputs.timezone,
            memory=self._memory,
        )
        self._stages.enter("facts")
        weights = {**Policy().uptime_weights, **inputs.uptime_weights}
        policy = Policy(uptime_weights=weights, days_shown=inputs.days_shown, stale_after=inputs.stale_after)
        history, drafts = reading.history, frozenset[str]()
        if inputs.is_preview:
            history, drafts = _previewed(history, inputs.as_of)
        self.problems = reading.problems
        if inputs.replay:
            now = snapshot(history, inputs.replay, policy)
        else:
            told = present(history, inputs.as_of, policy)
            now = told.now
            self.problems = tuple(sorted((*reading.problems, *told.problems)))
        self.common_tags = frames.replay_tag(inputs.replay)
        self.hidden_pages = tuple(r.page for r in history.resources if r.draft)

        links = Links(inputs.site_url.rstrip("/") + "/" if inputs.site_url else "", inputs.directory_urls)
        self.post_addresses = {
            _relative(inputs.root / facts.post.source.path, inputs.pages_folder): links.post(
                facts.post.type, facts.post.id
            )
            for facts in now.posts.values()
        } | {
            _relative(inputs.root / t.source.path, inputs.pages_folder): links.translation(
                t.lang, facts.post.type, facts.post.id
            )
            for facts in now.posts.values()
            for t in facts.post.translations
            if t.lang != (facts.post.lang or inputs.lang)
        }
        watch = Watch(now, self._memory.parts if self._memory else None)
        self._prose = Prose(self._targets(links), inputs.extensions, inputs.extension_configs, watch)
        self._edition = Edition(
            now=watch.now,
            watch=watch,
            pieces=Pieces(watch),
            links=links,
            prose=self._prose,
            templates=Templates(inputs.templates),
            name=inputs.name,
            description=inputs.description,
            lang=inputs.lang,
            author=inputs.author,
            id_host=inputs.id_host,
            feed_size=inputs.feed_size,
            host_root=inputs.host_root,
            statuspage_names_maintenance=inputs.statuspage_names_maintenance,
            websub_hub=inputs.websub_hub,
            days_shown=inputs.days_shown,
            drafts=watch.among("drafts", drafts),
            resource_addresses={
                r.id: _address(inputs.pages[r.page]) for r in history.resources if r.page in inputs.pages
            },
            cards=CardStore(inputs.root / CARDS) if inputs.social_cards and links.site_url else None,
            own_cards=watch.among("own_cards", cards.owning(now, inputs.own_cards)),
            noindex=inputs.noindex,
            inbox=inputs.inbox,
            notice_days=inputs.notice_days,
            deadlines=inputs.deadlines,
            contribute_url=inputs.contribute_url,
            principles=_address(inputs.pages[PRINCIPLES]) if PRINCIPLES in inputs.pages else "",
        )
        self.problems = tuple(sorted((*self.problems, *_twice_in_one_language(history, inputs.lang))))
        self._abroad = tuple(translated.editions(self._edition, now))
        self.tags_of_now = self._tags_of_now(self._edition)
        self._stages.enter("posts")
        self._kept, self.why_not_kept = self._keeping(watch)
        self._known = self._kept.told(tuple(now.posts.values())) if self._kept else {}
        for each in self._known.values():
            self._edition.pieces.add(each.pieces)
        self._stages.enter("facts")
        self._inline = Inline()
        self._styles = Stylesheets(CardStore(inputs.root / STYLES), prune=inputs.prune_styles)
        self._finished_files: list[str] = []
        self._resources = {r.page: r.id for r in history.resources if r.id in now.resources}
        self._feeds = feeds.site_wide(self._edition)
        self._stages.enter("")

    @property
    def frame_languages(self) -> Mapping[str, str]:
        """Return the sections whose frames the theme makes in another language, with that language."""
        return {
            f"{abroad.lang}/{SECTIONS[abroad.now.posts[id_].post.type]}": abroad.lang
            for abroad in self._abroad
            for id_ in sorted(abroad.links.translated)
        }

    @property
    def edition(self) -> Edition:
        """Return all that an output is made from, for who makes one that is no file of the site."""
        return self._edition

    @property
    def late_problems(self) -> list[Problem]:
        """Return what was found while pages were made: links that lead nowhere."""
        return sorted(self._prose.problems)

    @property
    def missing_live_pages(self) -> Iterator[tuple[str, str]]:
        """Yield the source and the text of each live page that nobody wrote."""
        for source, page in LIVE_PAGES.items():
            if source not in self.inputs.pages:
                say = self._edition.language.gettext
                searched = "" if page.searched else "search: {exclude: true}\n"
                yield (
                    source,
                    f"---\ntitle: {json.dumps(say(page.title))}\ndescription: {json.dumps(say(page.description))}\n"
                    f"hide: [navigation, toc]\n{searched}---\n",
                )

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
        root = self._edition.links.root(_address(url))
        if live := LIVE_PAGES.get(source):
            drawn = live.draw(self._edition)
            self._inline.distrust(drawn)
            return placed(_around(drawn, html), root)
        if source in self._resources:
            return placed(_under_heading(resource_facts(self._resources[source], self._edition), html), root)
        return html

    def with_head(self, html: str, source: str, url: str, *, title: str, description: str, lang: str) -> str:
        """Return a finished page with what its head says beside the theme's: feeds, and what previews show."""
        path = _address(url)
        if source == "index.md":
            tags = metadata.of_home(self._edition)
        else:
            tags = metadata.of_page(self._edition, path, title, description, lang)
            if live := LIVE_PAGES.get(source):
                tags += live.describe(self._edition)
        root = self._edition.links.root(path)
        if clock.tells_of_now(html):
            tags += placed(self.tags_of_now, root)
        self._finished_files.append(self._edition.links.file(path))
        return self._finished(html, root, tags, is_ours=source in LIVE_PAGES)

    def frame(self, html: str, section: str) -> Frame:
        """Return the frame of a section, of the page that the theme made for it."""
        tags, tags_of_now = self.common_tags, self.tags_of_now
        if lang := self.frame_languages.get(section):
            tags += clock.language_tag(lang)
            tags_of_now = self._tags_of_now(next(edition for edition in self._abroad if edition.lang == lang))
        frame = Frame(self._styles.linked(html), tags, tags_of_now)
        self._styles.learn(frame.html)
        return frame

    def _tags_of_now(self, edition: Edition) -> str:
        return "" if self.inputs.replay else str(clock.built_tag(edition, self.inputs.stale_page))

    def not_found(self) -> str:
        """Return the content of the page for addresses that do not exist; it is shown at any depth."""
        return placed(self._edition.render("not_found.html"), self._base)

    def with_absolute_head(self, html: str) -> str:
        self._finished_files.append("404.html")
        return self._finished(html, self._base, is_ours=True)

    def _finished(self, html: str, root: str, tags: str = "", *, is_ours: bool) -> str:
        head = self.common_tags + frames.head(self._feeds, root, tags, noindex=self._edition.noindex)
        self._inline.read(html)
        html = mended(html)
        if is_ours:
            self._styles.learn(html)
        return frames.with_head(self._styles.linked(html), head)

    def write(self, made: Mapping[str, Frame], site: Path) -> None:
        """Write everything that the engine has not made itself into the folder `site`. Raises Collision.

        `made` are the frames by section. The search index and the site map that the engine has written there get our
        entries.
        """
        folder = SiteFolder(site, self.inputs.taken)
        stages = self._stages
        stages.enter("styles")
        sources = self._edition.templates.sources()
        for path, content in dressed(self._styles, site, self.inputs.taken, self._finished_files, sources):
            folder.replace(path, content)
        stages.enter("posts")
        edition = self._edition
        posts = PostWriter(edition, self._filling(made), SiteFolder(site, self.inputs.taken), self._kept, self._known)
        with spread(
            lambda start, stop: posts.written(posts.posts[start:stop]), len(posts.posts), posts.effort
        ) as results:
            stages.enter("pages")
            others = Written()
            told_by_pages = [
                posts.write_page(page, others)
                for page in (*pages(edition), *(p for abroad in self._abroad for p in translations.pages(abroad)))
            ]
            ours: list[str] = []
            for output in OUTPUTS:
                ours += self._write_output(output, folder)
            stages.enter("posts")
            written = Written.joined((*results, others))
        for each in written.told.values():
            edition.pieces.add(each.pieces)
        for output in OUTPUTS_OF_PIECES:
            ours += self._write_output(output, folder)
        for abroad in self._abroad:
            ours += self._write_output(translations.artifacts, folder, abroad)
        self._keep(written, posts.kept_before)
        told = [*posts.told(written), *told_by_pages]
        paths = [path for each in told for path in each.paths]
        for path in paths:
            folder.claim(path)
        for stage, (files, size) in written.sizes.items():
            stages.gave(stage, size, files)
        self._inline.add_attributes(value for each in told for value in each.styled)
        self._prose.add(written.problems, {to: file for each in told for to, file in each.attachments.items()})
        for artifact in self._headers([*paths, *ours], made):
            self._write("headers", artifact.path, artifact.as_bytes, folder)
        for path, file in sorted(self._prose.targets.attachments.items()):
            self._write("attachments", path, (self.inputs.root / file).read_bytes(), folder)
        self._extend_index(site, told)
        stages.enter("")

    def _keeping(self, watch: Watch) -> tuple[KeptPosts | None, str]:
        """Return where posts are kept between builds, or nothing, and for the owner why not."""
        inputs = self.inputs
        if not inputs.cache or inputs.is_preview:
            return None, ""
        try:
            known = basis(self._edition, inputs.templates, inputs.extension_configs)
        except NotKept as reason:
            return None, str(reason)
        return KeptPosts(self._store, known, watch), ""

    def _keep(self, written: Written, before: Iterable[str]) -> None:
        """Keep what was kept `before` and is still good, and forget what nobody needs any more."""
        if self._memory is None or self.inputs.is_preview:
            return
        self._stages.enter("keep")
        self._store.settle([*self._memory.used, *before], is_damaged=written.is_damaged)

    def _write_output(self, output: Output, folder: SiteFolder, edition: Edition | None = None) -> Iterator[str]:
        """Write the files of an output of the site, or of another edition of it, and yield their paths."""
        stage = named(output)
        self._stages.enter(stage)
        for artifact in output(edition or self._edition):
            if not (artifact.is_yielding and artifact.path in self.inputs.taken):
                self._write(stage, artifact.path, artifact.as_bytes, folder)
                yield artifact.path

    def _write(self, stage: str, path: str, content: bytes, folder: SiteFolder) -> None:
        self._stages.gave(stage, len(content))
        self._stages.enter("write")
        folder.write(path, content)
        self._stages.enter(stage)

    def _filling(self, made: Mapping[str, Frame]) -> Callable[[Finished], bytes]:
        """Return what puts a page into its frame."""
        inputs = self.inputs
        listed = _relative(inputs.incidents, inputs.root) + "/components.yml"
        folders: dict[str, str] = {}

        def filled(page: Finished) -> bytes:
            folder, _, name = (page.source or listed).rpartition("/")
            if folder not in folders:
                folders[folder] = _relative(inputs.root / folder, inputs.pages_folder)
            return made[page.section].filled(page, f"{folders[folder]}/{name}", self._styles.name(page.dress))

        return filled

    def _extend_index(self, site: Path, told: Sequence[Told]) -> None:
        """Put our entries into the search index and the site map that the engine has written."""
        stages = self._stages
        stages.enter("search")
        folder = SiteFolder(site)
        index = site / "search" / "search_index.json"
        if index.is_file():
            self._write(
                "search",
                "search/search_index.json",
                search.extended(index.read_text("utf-8"), (each.found for each in told if each.found)).encode(),
                folder,
            )
        stages.enter("sitemap")
        if (site / "sitemap.xml").is_file():
            made_by_engine = (site / "sitemap.xml").read_text("utf-8")
            if self._edition.noindex:
                xml = sitemap.emptied(made_by_engine).encode()
            else:
                listed = (each.mapped for each in told if each.mapped)
                xml = sitemap.extended(made_by_engine, listed, sitemap.live_pages(self._edition)).encode()
            self._write("sitemap", "sitemap.xml", xml, folder)
            packed = gzip.compress(xml, mtime=int(self.inputs.as_of.timestamp()))
            self._write("sitemap", "sitemap.xml.gz", packed, folder)

    def _headers(self, ours: list[str], made: Mapping[str, Frame]) -> Iterator[Artifact]:
        for frame in made.values():
            self._inline.read(frame.html)
        edition, taken = self._edition, self.inputs.taken
        for artifact in headers.artifacts(
            ours, {*taken, *self._styles.paths}, self._inline, self.inputs.servers, self._base, noindex=edition.noindex
        ):
            if not (artifact.is_yielding and artifact.path in taken):
                yield artifact

    @property
    def _base(self) -> str:
        return urlsplit(self._edition.links.site_url).path or "/"

    def _targets(self, links: Links) -> Targets:
        inputs = self.inputs
        folder = _relative(inputs.pages_folder, inputs.root)
        pages = {posixpath.normpath(f"{folder}/{source}"): _address(url) for source, url in inputs.pages.items()}
        live = {f"{folder}/{source}": links.index(posixpath.dirname(source)) for source in LIVE_PAGES if "/" in source}
        posts = {posixpath.normpath(f"{folder}/{source}"): path for source, path in self.post_addresses.items()}
        return Targets(
            {f"{folder}/index.md": links.home, **live, **pages, **posts},
            folder,
            exists=lambda path: (inputs.root / path).is_file(),
            lines=lambda path: (inputs.root / path).read_text("utf-8-sig").splitlines(),
        )


def _twice_in_one_language(history: History, lang: str) -> Iterator[Problem]:
    for post in history.posts:
        if found := translated.same_language(post, lang):
            message = f"a translation into '{found.lang}', which is the original's own language: it is not shown"
            hint = f"Say the language of {post.source.path} there, with 'lang:', if it is another."
            yield Problem(found.source.path, 1, "translation-same-language", message, hint, Level.WARNING)


def _previewed(history: History, as_of: datetime) -> tuple[History, frozenset[str]]:
    """Return `history` with drafts and what is under embargo shown, and the ids of those."""
    hidden = frozenset(p.id for p in history.posts if p.draft or (p.publish_at and p.publish_at > as_of))
    posts = tuple(replace(p, draft=False, publish_at=None) if p.id in hidden else p for p in history.posts)
    return replace(history, posts=posts), hidden


def _relative(path: Path, folder: Path) -> str:
    """Return `path` as seen from `folder`, with "/"; it may lead upwards."""
    return Path(posixpath.relpath(path.as_posix(), folder.as_posix())).as_posix()


def _address(url: str) -> str:
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

"""One build, from files to the files of the site, for any engine: read, derive, publish, in this order.

The engine (MkDocs in `plugin.py`) renders the pages that people wrote and the frames, and asks this for the rest.
"""

from __future__ import annotations

import gzip
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.derive.present import present
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.dressing import dressed
from mkdocs_candor.engine_pages import EnginePages, address
from mkdocs_candor.in_parallel import spread
from mkdocs_candor.inputs import Inputs
from mkdocs_candor.kept.basis import NotKept, basis, code
from mkdocs_candor.kept.posts import KeptPosts, Told
from mkdocs_candor.kept.preview import Preview
from mkdocs_candor.kept.store import Store
from mkdocs_candor.kept.unnamed_store import UnnamedStore
from mkdocs_candor.model.history import History
from mkdocs_candor.model.problem import Level, Problem
from mkdocs_candor.post_writer import PostWriter, Written
from mkdocs_candor.publish import cards, headers, images, search, sitemap, translated
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.card_store import CardStore
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.fingerprint import fingerprint
from mkdocs_candor.publish.frames import Finished, Frame
from mkdocs_candor.publish.inline import Inline
from mkdocs_candor.publish.links import Links
from mkdocs_candor.publish.pages import translations
from mkdocs_candor.publish.pages.live import LIVE_PAGES
from mkdocs_candor.publish.pieces import Pieces
from mkdocs_candor.publish.prose import Prose, Targets
from mkdocs_candor.publish.site import OUTPUTS, OUTPUTS_OF_PIECES, Output, named, pages
from mkdocs_candor.publish.stylesheets import Stylesheets
from mkdocs_candor.publish.templating import Templates
from mkdocs_candor.publish.watching import Watch
from mkdocs_candor.read.history import read_history
from mkdocs_candor.read.memory import Memory
from mkdocs_candor.single_pages import SinglePages
from mkdocs_candor.site_folder import SiteFolder
from mkdocs_candor.stages import Stages

CARDS = ".cache/candor/cards"
STYLES = ".cache/candor/styles"
KEPT = ".cache/candor/posts.sqlite"
PRINCIPLES = "principles.md"
"""The owner's page of what comes first when two goals collide, if there is one."""


class Build:
    """One build. `problems` are known from the start; `late_problems` once all pages are made.

    `pages` are those that the engine makes. Where that is all of them, `singles` are ours among these.
    """

    def __init__(self, inputs: Inputs, stages: Stages | None = None, preview: Preview | None = None) -> None:
        self.inputs = inputs
        self._preview = preview if inputs.cache else None
        self._stages = stages or Stages()
        self._stages.enter("read")
        self._store, self._memory = self._remembered()
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
                r.id: address(inputs.pages[r.page]) for r in history.resources if r.page in inputs.pages
            },
            cards=CardStore(inputs.root / CARDS) if inputs.social_cards and links.site_url else None,
            own_cards=watch.among("own_cards", cards.owning(now, inputs.own_cards)),
            noindex=inputs.noindex,
            inbox=inputs.inbox,
            notice_days=inputs.notice_days,
            deadlines=inputs.deadlines,
            contribute_url=inputs.contribute_url,
            principles=address(inputs.pages[PRINCIPLES]) if PRINCIPLES in inputs.pages else "",
        )
        self.problems = tuple(sorted((*self.problems, *_twice_in_one_language(history, inputs.lang))))
        self._abroad = tuple(translated.editions(self._edition, now))
        self._stages.enter("posts")
        self._kept, self.why_not_kept = self._keeping(watch)
        self._known = self._kept.told(tuple(now.posts.values())) if self._kept else {}
        for each in self._known.values():
            self._edition.pieces.add(each.pieces)
        self._stages.enter("facts")
        self._inline = Inline()
        self._styles = Stylesheets(CardStore(inputs.root / STYLES), prune=inputs.prune_styles)
        resources = {r.page: r.id for r in history.resources if r.id in now.resources}
        self.pages = EnginePages(
            inputs, self._edition, self._abroad, resources, self._styles, self._inline, self._stages
        )
        self.singles: SinglePages | None = None
        self._folders: dict[str, str] = {}
        self._stages.enter("")

    def make_singly(self) -> SinglePages:
        """Let the engine make a page of its own of each of ours, and return these. Frames are not needed then."""
        # What others make of a post is nothing that we could know of in the next build.
        self._kept, self._known = None, {}
        self._edition.pieces.forget()
        self.singles = SinglePages(self._edition, self._abroad)
        return self.singles

    def sample(self) -> SinglePages:
        """Return a few of our pages, of each kind."""
        return SinglePages(self._edition, self._abroad, few=True)

    @property
    def edition(self) -> Edition:
        """Return all that an output is made from, for who makes one that is no file of the site."""
        return self._edition

    @property
    def late_problems(self) -> list[Problem]:
        """Return what was found while pages were made: links that lead nowhere."""
        return sorted(self._prose.problems)

    def write(self, made: Mapping[str, Frame], site: Path) -> None:
        """Write everything that the engine has not made itself into the folder `site`. Raises Collision.

        `made` are the frames by section. The search index and the site map that the engine has written there get our
        entries.
        """
        folder = SiteFolder(site, self.inputs.taken)
        stages = self._stages
        stages.enter("styles")
        sources = self._edition.templates.sources()
        for path, content in dressed(self._styles, site, self.inputs.taken, self.pages.finished_files, sources):
            folder.replace(path, content)
        stages.enter("posts")
        edition = self._edition
        shown = self._preview.put_back(site, self._look(made)) if self._preview else {}
        posts = PostWriter(
            edition,
            self._filling(made, site),
            SiteFolder(site, self.inputs.taken),
            self._kept,
            self._known,
            shown,
        )
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
            written = Written.joined((*posts.kept_here(results), others))
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
        if self._preview:
            self._preview.showing(posts.shown(written), [*paths, *ours, *self._prose.targets.attachments], site)
        self._extend_index(site, told)
        stages.enter("")

    def _look(self, made: Mapping[str, Frame]) -> str | None:
        """Return a text that changes with what is around posts; None where the engine makes their pages."""
        if self.singles:
            return None
        return fingerprint((self._styles.state, {section: frame.html for section, frame in made.items()}))

    def _remembered(self) -> tuple[Store | UnnamedStore, Memory | None]:
        """Return what is kept, and what was read before; None where nothing is to be remembered."""
        inputs, file = self.inputs, (self.inputs.root / KEPT).resolve()
        if self._preview:
            unnamed = self._preview.store(Store(file, is_writable=False))
            return unnamed, self._preview.memory(unnamed, code(), inputs.timezone)
        # In a preview there are drafts, which are to be nowhere but there.
        store = Store(file, is_writable=not inputs.is_preview)
        return store, Memory(store, code(), inputs.timezone) if inputs.cache and not inputs.is_preview else None

    def _keeping(self, watch: Watch) -> tuple[KeptPosts | None, str]:
        """Return where posts are kept between builds, or nothing, and for the owner why not."""
        inputs = self.inputs
        if not inputs.cache or self._memory is None:
            return None, ""
        try:
            known = basis(self._edition, inputs.templates, inputs.extension_configs)
        except NotKept as reason:
            return None, str(reason)
        return KeptPosts(self._store, known, watch, self._preview, self._memory.source), ""

    def _keep(self, written: Written, before: Iterable[str]) -> None:
        """Keep what was kept `before` and is still good, and forget what nobody needs any more."""
        if self._memory is None:
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

    def _filling(self, made: Mapping[str, Frame], site: Path) -> Callable[[Finished], bytes | None]:
        """Return what gives a whole page: puts it into its frame, or takes it as the engine has written it."""

        def filled(page: Finished) -> bytes | None:
            return made[page.section].filled(page, self.edit_path(page.source), self._styles.name(page.dress))

        def written(page: Finished) -> bytes | None:
            file = site / page.file
            return self._styles.filled(file.read_text("utf-8")).encode() if file.is_file() else None

        return written if self.singles else filled

    def edit_path(self, source: str) -> str:
        """Return the file that a page was written in, as seen from the pages folder; `source` as in `Finished`."""
        folder, _, name = (source or self.listed).rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = _relative(self.inputs.root / folder, self.inputs.pages_folder)
        return f"{self._folders[folder]}/{name}"

    @property
    def listed(self) -> str:
        """Return the file that lists the components, from the root of the project."""
        return f"{_relative(self.inputs.incidents, self.inputs.root)}/components.yml"

    def _extend_index(self, site: Path, told: Sequence[Told]) -> None:
        """Put our entries into the search index and the site map that the engine has written."""
        stages = self._stages
        stages.enter("search")
        folder = SiteFolder(site)
        index = site / "search" / "search_index.json"
        if index.is_file():
            ours = (each.found for each in told if each.found)
            parts = search.extended(index.read_text("utf-8"), ours, self.singles or ())
            stages.gave("search", folder.write_parts("search/search_index.json", parts))
        stages.enter("sitemap")
        if (site / "sitemap.xml").is_file():
            made_by_engine = (site / "sitemap.xml").read_text("utf-8")
            if self._edition.noindex:
                xml = sitemap.emptied(made_by_engine).encode()
            else:
                listed = (each.mapped for each in told if each.mapped)
                singly = {self._edition.links.absolute(path) for path in self.singles or ()}
                xml = sitemap.extended(made_by_engine, listed, sitemap.live_pages(self._edition), singly).encode()
            self._write("sitemap", "sitemap.xml", xml, folder)
            packed = gzip.compress(xml, mtime=int(self.inputs.as_of.timestamp()))
            self._write("sitemap", "sitemap.xml.gz", packed, folder)

    def _headers(self, ours: list[str], made: Mapping[str, Frame]) -> Iterator[Artifact]:
        for frame in made.values():
            self._inline.read(frame.html)
        edition, taken = self._edition, self.inputs.taken
        for artifact in headers.artifacts(
            ours,
            {*taken, *self._styles.paths},
            self._inline,
            self.inputs.servers,
            self.pages.base,
            noindex=edition.noindex,
        ):
            if not (artifact.is_yielding and artifact.path in taken):
                yield artifact

    def _targets(self, links: Links) -> Targets:
        inputs = self.inputs
        folder = _relative(inputs.pages_folder, inputs.root)
        pages = {posixpath.normpath(f"{folder}/{source}"): address(url) for source, url in inputs.pages.items()}
        live = {f"{folder}/{source}": links.index(posixpath.dirname(source)) for source in LIVE_PAGES if "/" in source}
        posts = {posixpath.normpath(f"{folder}/{source}"): path for source, path in self.post_addresses.items()}
        return Targets(
            {f"{folder}/index.md": links.home, **live, **pages, **posts},
            folder,
            exists=lambda path: (inputs.root / path).is_file(),
            lines=lambda path: (inputs.root / path).read_text("utf-8-sig").splitlines(),
            size=cache(lambda path: images.size(inputs.root / path)),
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

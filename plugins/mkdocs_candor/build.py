"""One build, from files to the files of the site, for any engine: read, derive, publish, in this order.

The engine (MkDocs in `plugin.py`) renders the pages that people wrote and the frames, and asks this for the rest.
"""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_candor.around import Around, Offer, Outcome
from mkdocs_candor.beside import Beside, Other
from mkdocs_candor.derive.present import present
from mkdocs_candor.derive.snapshot import snapshot
from mkdocs_candor.derive.visibility import with_withheld
from mkdocs_candor.dressing import dressed
from mkdocs_candor.earlier_builds import EarlierBuilds
from mkdocs_candor.engine_pages import EnginePages, address
from mkdocs_candor.in_parallel import may_copy_itself, spread
from mkdocs_candor.inputs import Inputs
from mkdocs_candor.kept.records import Told
from mkdocs_candor.model.history import History
from mkdocs_candor.model.problem import Level, Problem
from mkdocs_candor.post_writer import PostWriter, write_shares
from mkdocs_candor.publish import cards, images, translated
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.fingerprint import fingerprint
from mkdocs_candor.publish.frames import Frame
from mkdocs_candor.publish.inline import Inline
from mkdocs_candor.publish.links import Links
from mkdocs_candor.publish.pages.live import LIVE_PAGES
from mkdocs_candor.publish.pieces import Pieces
from mkdocs_candor.publish.prose import Prose, Targets
from mkdocs_candor.publish.remembered import Remembered
from mkdocs_candor.publish.stylesheets import Stylesheets
from mkdocs_candor.publish.templating import Templates
from mkdocs_candor.publish.watching import Watch
from mkdocs_candor.read.history import read_history
from mkdocs_candor.site_folder import SiteFolder
from mkdocs_candor.stages import Stages

if TYPE_CHECKING:
    from mkdocs_candor.kept.preview import Preview
    from mkdocs_candor.single_pages import SinglePages
    from mkdocs_candor.site_writer import SiteWriter

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
        self._earlier = EarlierBuilds(inputs, self._preview)
        self._memory = self._earlier.memory
        reading = read_history(
            inputs.root,
            incidents=inputs.incidents,
            pages=inputs.pages_folder,
            timezone=inputs.timezone,
            memory=self._memory,
            spread=spread,
        )
        self._stages.enter("facts")
        history, drafts = reading.history, frozenset[str]()
        if inputs.is_preview:
            history, drafts = with_withheld(history, inputs.as_of)
        self.problems = reading.problems
        settled = self._earlier.settled()
        if inputs.replay:
            now = snapshot(history, inputs.replay, inputs.policy, settled)
        else:
            told = present(history, inputs.as_of, inputs.policy, settled)
            now = told.now
            self.problems = tuple(sorted((*reading.problems, *told.problems)))
        self.hidden_pages = tuple(r.page for r in history.resources if r.draft)

        links = Links(inputs.site_url.rstrip("/") + "/" if inputs.site_url else "", inputs.directory_urls)
        self._folders: dict[str, str] = {}
        self.post_addresses = {
            self._from_pages(facts.post.source.path): links.post(facts.post.type, facts.post.id)
            for facts in now.posts.values()
        } | {
            self._from_pages(t.source.path): links.translation(t.lang, facts.post.type, facts.post.id)
            for facts in now.posts.values()
            for t in facts.post.translations
            if t.lang != (facts.post.lang or inputs.lang)
        }
        watch = Watch(now, self._memory.sources if self._memory else {}, settled.about)
        self._prose = Prose(self._targets(links), inputs.extensions, inputs.extension_configs, watch)
        made_once = self._earlier.made_once()
        self._edition = Edition(
            now=watch.now,
            watch=watch,
            pieces=Pieces(watch),
            made_once=made_once,
            remembered=self._preview.remembered if self._preview else Remembered(),
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
            cards=self._earlier.cards() if inputs.social_cards and links.site_url else None,
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
        self._earlier.find(self._edition, watch)
        self._kept, self.why_not_kept = self._earlier.posts, self._earlier.why_no_posts
        self._known: Mapping[str, Told] | None = None
        self._beside: Beside[Outcome] | None = None
        self._stages.enter("facts")
        self._inline = Inline()
        self._styles = Stylesheets(made_once, prune=inputs.prune_styles)
        resources = {r.page: r.id for r in history.resources if r.id in now.resources}
        self.pages = EnginePages(
            inputs, self._edition, self._abroad, resources, self._styles, self._inline, self._stages
        )
        self.singles: SinglePages | None = None
        self._stages.enter("")

    def make_singly(self) -> SinglePages:
        """Let the engine make a page of its own of each of ours, and return these. Frames are not needed then."""
        from mkdocs_candor.single_pages import SinglePages

        self.stop()
        # What others make of a post is nothing that we could know of in the next build.
        self._kept, self._known = None, {}
        self._edition.pieces.forget()
        self.singles = SinglePages(self._edition, self._abroad)
        return self.singles

    def sample(self) -> SinglePages:
        """Return a few of our pages, of each kind."""
        from mkdocs_candor.single_pages import SinglePages

        return SinglePages(self._edition, self._abroad, few=True)

    @property
    def edition(self) -> Edition:
        """Return all that an output is made from, for who makes one that is no file of the site."""
        return self._edition

    @property
    def late_problems(self) -> list[Problem]:
        """Return what was found while pages were made: links that lead nowhere."""
        return sorted(self._prose.problems)

    def begin(self, site: Path) -> None:
        """Begin with what needs no page of the engine, where another process can do that. It writes into `site`.

        Not where the engine makes each page of ours.
        """
        if not self.inputs.is_preview and may_copy_itself():
            # A machine may have no room for another process: then it is done here.
            with contextlib.suppress(OSError):
                self._beside = Beside(lambda other: self._write_beside(site, other))
        if self._beside is None:
            self.recall()

    def recall(self) -> None:
        """Find posts as they were last made, for who tells of them."""
        if self._known is not None:
            return
        self._stages.enter("posts")
        self._known = self._kept.told(tuple(self._edition.now.posts.values())) if self._kept else {}
        for each in self._known.values():
            self._edition.pieces.add(each.pieces)
        self._stages.enter("")

    def stop(self) -> None:
        """End what `begin` has begun."""
        if self._beside:
            self._beside.stop()
            self._beside = None

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
        around = Around(
            frames=made,
            styles=self._styles,
            inline=self._inline,
            singly=tuple(self.singles) if self.singles else None,
            attachments=self._prose.targets.attachments,
            shown=self._put_back(made, site),
        )
        outcome = self._written_beside(around, site) or self._written(around, site)
        self._prose.add(outcome.problems, {})
        if self._preview:
            self._preview.showing(outcome.shown, outcome.paths, site)
            if self._kept and not self._known:  # so that the first save finds it all at hand, as the next ones do
                self._kept.told(tuple(self._edition.now.posts.values()))
        stages.enter("")

    def _written(self, around: Around, site: Path) -> Outcome:
        """Write all that is left, alone."""
        self.recall()
        outcome = self._writer(site).write(around)
        self._keep(is_damaged=outcome.is_damaged)
        return outcome

    def _write_beside(self, site: Path, other: Other) -> Outcome:
        """Do in a copy of this process what need not wait, and then the rest."""
        self._stages = Stages()
        self.recall()
        outcome = self._writer(site).write_beside(other)
        if not outcome.is_shared:
            self._keep(is_damaged=outcome.is_damaged)
        outcome.paths, outcome.shown = (), {}
        return outcome

    def _written_beside(self, around: Around, site: Path) -> Outcome | None:
        """Return what the copy of this process has written; None where it could not. Kept posts both write."""
        beside, self._beside = self._beside, None
        if beside is None:
            return None
        beside.tell(around)
        offer: Offer | None = beside.offered()
        parts = []
        if offer and self._kept:
            keys = dict(offer.keys)
            self._kept.know(keys)
            self._earlier.store.join(offer.build)
            self._keep()
            self._stages.enter("posts")
            posts = PostWriter(self._edition, SiteFolder(site, self.inputs.taken), self._kept, keys)
            shared = [self._edition.now.posts[id_] for id_ in keys]
            parts = list(write_shares(posts, shared, around.filling(site, self.edit_path), beside))
        outcome = beside.result()
        if outcome:
            self._stages.add_beside(outcome.stages)
            for part in parts:
                for stage, (files, size) in part.sizes.items():
                    self._stages.gave(stage, size, files)
        if outcome and (outcome.is_damaged or any(part.is_damaged for part in parts)):
            self._earlier.store.settle((), is_damaged=True)
        return outcome

    def _writer(self, site: Path) -> SiteWriter:
        from mkdocs_candor.site_writer import SiteWriter  # loads much that the engine's process may not need

        return SiteWriter(
            site,
            self.inputs,
            self._edition,
            self._abroad,
            self._kept,
            self._known or {},
            self.edit_path,
            self.pages.base,
            self._stages,
        )

    def _put_back(self, made: Mapping[str, Frame], site: Path) -> Mapping[str, str]:
        """Put back what a preview still has of posts, and return the keys of these."""
        return self._preview.put_back(site, self._look(made)) if self._preview else {}

    def _look(self, made: Mapping[str, Frame]) -> str | None:
        """Return a text that changes with what is around posts; None where the engine makes their pages."""
        if self.singles:
            return None
        return fingerprint((self._styles.state, {section: frame.html for section, frame in made.items()}))

    def _keep(self, *, is_damaged: bool = False) -> None:
        self._stages.enter("keep")
        self._earlier.keep(self._edition.now, is_damaged=is_damaged)
        self._stages.enter("")

    def edit_path(self, source: str) -> str:
        """Return the file that a page was written in, as seen from the pages folder; `source` as in `Finished`."""
        return self._from_pages(source or self.listed)

    def _from_pages(self, path: str) -> str:
        """Return a path from the root of the project as the pages folder sees it; each folder is looked up once."""
        folder, _, name = path.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = _relative(self.inputs.root / folder, self.inputs.pages_folder)
        return name if self._folders[folder] == "." else f"{self._folders[folder]}/{name}"

    @property
    def listed(self) -> str:
        """Return the file that lists the components, from the root of the project."""
        return f"{_relative(self.inputs.incidents, self.inputs.root)}/components.yml"

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


def _relative(path: Path, folder: Path) -> str:
    """Return `path` as seen from `folder`, with "/"; it may lead upwards."""
    return Path(posixpath.relpath(path.as_posix(), folder.as_posix())).as_posix()

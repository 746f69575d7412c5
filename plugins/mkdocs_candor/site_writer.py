"""Writes all of a site that the engine does not make: posts, files that many posts share, and what has to know of all.

Most of it needs no page of the engine, and can be done while that makes them.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from mkdocs_candor.around import Around, Offer, Outcome
from mkdocs_candor.beside import Other
from mkdocs_candor.derive.facts import PostFacts
from mkdocs_candor.in_parallel import FEW, spread
from mkdocs_candor.inputs import Inputs
from mkdocs_candor.kept.posts import KeptPosts
from mkdocs_candor.kept.records import Made, Told
from mkdocs_candor.post_writer import Filling, PostWriter, Written, shares, write_shares
from mkdocs_candor.publish import headers, search, sitemap
from mkdocs_candor.publish.artifact import Artifact, Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pages import translations
from mkdocs_candor.publish.site import OUTPUTS, OUTPUTS_OF_PIECES, Output, named, pages
from mkdocs_candor.site_folder import SiteFolder
from mkdocs_candor.stages import Stages

_ENOUGH = 6
"""How hard the site map is compressed: harder takes six times as long, for a sixth less that only crawlers fetch."""
_PUTS_PER_POST = 16
"""How many kept posts are written in the time in which one is made."""


class SiteWriter:
    """Writes into the folder `site`. `known` is what is told of posts that are kept and have not changed, by their ids.

    `edit_path` gives the file that a page was written in, as its frame wants it.
    """

    def __init__(
        self,
        site: Path,
        inputs: Inputs,
        edition: Edition,
        abroad: Sequence[Edition],
        kept: KeptPosts | None,
        known: Mapping[str, Told],
        edit_path: Callable[[str], str],
        base: str,
        stages: Stages,
    ) -> None:
        self._site = site
        self._inputs = inputs
        self._edition = edition
        self._abroad = abroad
        self._kept = kept
        self._known = known
        self._edit_path = edit_path
        self._base = base
        self._stages = stages
        self._folder = SiteFolder(site, inputs.taken)
        self._alone = (path for output in OUTPUTS for path in self._write_output(output))
        self._ours: list[str] = []  # the paths of what is made of facts alone, once it is written
        self._made: dict[str, Made] = {}  # the first posts, which are not written yet, by their ids
        self._of_first: Written | None = None

    def write(self, around: Around) -> Outcome:
        """Write all that is not written yet. Raises Collision."""
        posts = self._post_writer()
        to_make, kept = self._split()
        to_put = [facts for facts in kept if not self._stands(facts, around)]
        filled = around.filling(self._site, self._edit_path)
        others = self._make_first(posts, to_make)
        first = [facts for facts in to_make if facts.post.id in self._made]
        all_ = [*(facts for facts in to_make if facts.post.id not in self._made), *to_put]
        with spread(
            lambda start, stop: posts.written(all_[start:stop], filled),
            len(all_),
            len(to_make) + len(to_put) // _PUTS_PER_POST,
        ) as results:
            told_by_pages = self._write_pages(posts, self._pages(), filled, others)
            self._write_alone()
            self._stages.enter("posts")
            by_this = posts.written(first, filled, self._made)
            written = Written.joined((*posts.kept_here(results), by_this, others))
        return self._finish(written, told_by_pages, [*self._ours, *self._write_shared(written)], around)

    def write_beside(self, other: Other) -> Outcome:
        """Write what needs no page of the engine, and the rest once `other` has told of these. Raises Collision.

        `other` is offered to write kept posts as well: their ids and keys. Where so much has to be made that it is
        better spread over all processors, it is not, and posts wait until the engine has done its part.
        """
        posts = self._post_writer()
        to_make, kept = self._split()
        if len(to_make) >= FEW:
            self._make_first(posts, to_make)
            self._write_alone(until=other.has_told)
            return self.write(other.receive())
        made, new = posts.made(to_make)
        keys = [(facts.post.id, self._kept.key(facts)) for facts in kept] if self._kept else []
        other.offer(Offer(keys, self._kept.build if self._kept else 0), len(shares(kept)))
        self._write_alone()
        ours = [*self._ours, *self._write_shared(new)]
        others = self._pages()
        around: Around = other.receive()
        filled = around.filling(self._site, self._edit_path)
        told_by_pages = self._write_pages(posts, others, filled, new)
        outcome = self._finish(Written.joined((new, posts.written(to_make, filled, made))), told_by_pages, ours, around)
        outcome.is_shared = self._kept is not None
        # Last what either can do: so nobody waits for the other one.
        self._stages.enter("posts")
        for part in write_shares(posts, kept, filled, other):
            self._note(part)
            outcome.is_damaged |= part.is_damaged
        self._stages.enter("")
        return outcome

    def _note(self, written: Written) -> None:
        for stage, (files, size) in written.sizes.items():
            self._stages.gave(stage, size, files)
        self._edition.prose.add(written.problems, {})

    def _make_first(self, posts: PostWriter, to_make: Sequence[PostFacts]) -> Written:
        """Make a post of each type where there are many, and return what there is to know of these.

        What that has to load and to set up takes as long as a hundred posts. Copies of this process have it then.
        """
        if self._of_first is None:
            some = {facts.post.type: facts for facts in to_make} if len(to_make) >= FEW else {}
            self._made, self._of_first = posts.made(list(some.values()))
        return self._of_first

    def _post_writer(self) -> PostWriter:
        return PostWriter(self._edition, SiteFolder(self._site, self._inputs.taken), self._kept, self._known)

    def _split(self) -> tuple[list[PostFacts], list[PostFacts]]:
        """Return the posts that have to be made, and those that were kept."""
        posts = self._edition.now.posts.values()
        to_make = [facts for facts in posts if facts.post.id not in self._known]
        return to_make, [facts for facts in posts if facts.post.id in self._known]

    def _stands(self, facts: PostFacts, around: Around) -> bool:
        return self._kept is not None and around.shown.get(facts.post.id) == self._kept.key(facts)

    def _pages(self) -> list[Page]:
        """Return the pages that are not of a post."""
        self._stages.enter("pages")
        return [*pages(self._edition), *(page for each in self._abroad for page in translations.pages(each))]

    def _write_pages(self, posts: PostWriter, others: list[Page], filled: Filling, result: Written) -> list[Told]:
        self._stages.enter("pages")
        return [posts.write_page(page, filled, result) for page in others]

    def _write_alone(self, until: Callable[[], bool] = lambda: False) -> None:
        """Write the files that are made of facts alone; stop when there is something better to do, or go on with it."""
        for path in self._alone:
            self._ours.append(path)
            if until():
                return

    def _write_shared(self, written: Written) -> list[str]:
        """Write the files that many posts share, and return their paths."""
        for each in written.told.values():
            self._edition.pieces.add(each.pieces)
        ours = [path for output in OUTPUTS_OF_PIECES for path in self._write_output(output)]
        return ours + [path for abroad in self._abroad for path in self._write_output(translations.artifacts, abroad)]

    def _finish(self, written: Written, by_pages: Sequence[Told], ours: list[str], around: Around) -> Outcome:
        """Write what has to know of all files and all pages. `ours` are the paths of what is neither."""
        stages, prose = self._stages, self._edition.prose
        told = [written.told.get(id_) or self._known[id_] for id_ in self._edition.now.posts]
        told += by_pages
        paths = [path for each in told for path in each.paths]
        self._folder.claim_all(paths)
        self._note(written)
        around.inline.add_attributes(value for each in told for value in each.styled)
        attachments = {to: file for each in told for to, file in each.attachments.items()}
        prose.add((), {**around.attachments, **attachments})
        for artifact in self._headers([*headers.one_of_each_kind(each.paths for each in told), *ours], around):
            self._write("headers", artifact.path, artifact.as_bytes)
        for path, file in sorted(prose.targets.attachments.items()):
            self._write("attachments", path, (self._inputs.root / file).read_bytes())
        self._extend_index(told, around.singly or ())
        stages.enter("")
        return Outcome(
            problems=prose.problems,
            stages=stages,
            is_damaged=written.is_damaged,
            paths=[*paths, *ours, *prose.targets.attachments],
            shown=self._shown(written),
        )

    def _shown(self, written: Written) -> dict[str, str]:
        """Return the keys of the posts that the folder has now, but of those that tell of now, by their ids."""
        if self._kept is None:
            return {}
        keys = {id_: self._kept.key(facts) for id_, facts in self._edition.now.posts.items()}
        return {id_: key for id_, key in keys.items() if id_ not in written.of_now}

    def _write_output(self, output: Output, edition: Edition | None = None) -> Iterator[str]:
        """Write the files of an output of the site, or of another edition of it, and yield their paths."""
        stage = named(output)
        self._stages.enter(stage)
        for artifact in output(edition or self._edition):
            if not (artifact.is_yielding and artifact.path in self._inputs.taken):
                self._write(stage, artifact.path, artifact.as_bytes)
                yield artifact.path

    def _write(self, stage: str, path: str, content: bytes) -> None:
        self._stages.gave(stage, len(content))
        self._stages.enter("write")
        self._folder.write(path, content)
        self._stages.enter(stage)

    def _extend_index(self, told: Sequence[Told], singly: Sequence[str]) -> None:
        """Put our entries into the search index and the site map that the engine has written."""
        stages = self._stages
        folder = SiteFolder(self._site)
        stages.enter("search")
        index = self._site / "search" / "search_index.json"
        if index.is_file():
            ours = (each.found for each in told if each.found)
            parts = search.extended(index.read_text("utf-8"), ours, singly)
            stages.gave("search", folder.write_parts("search/search_index.json", parts))
        stages.enter("sitemap")
        if (self._site / "sitemap.xml").is_file():
            made_by_engine = (self._site / "sitemap.xml").read_text("utf-8")
            if self._edition.noindex:
                xml = sitemap.emptied(made_by_engine).encode()
            else:
                listed = (each.mapped for each in told if each.mapped)
                addresses = {self._edition.links.absolute(path) for path in singly}
                xml = sitemap.extended(made_by_engine, listed, sitemap.live_pages(self._edition), addresses).encode()
            packed = gzip.compress(xml, _ENOUGH, mtime=int(self._inputs.as_of.timestamp()))
            for path, content in (("sitemap.xml", xml), ("sitemap.xml.gz", packed)):
                stages.gave("sitemap", len(content))
                folder.write(path, content)

    def _headers(self, ours: list[str], around: Around) -> Iterator[Artifact]:
        for frame in around.frames.values():
            around.inline.read(frame.html)
        for artifact in headers.artifacts(
            ours,
            {*self._inputs.taken, *around.styles.paths},
            around.inline,
            self._inputs.servers,
            self._base,
            noindex=self._edition.noindex,
        ):
            if not (artifact.is_yielding and artifact.path in self._inputs.taken):
                yield artifact

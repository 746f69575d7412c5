"""Our pages as pages of MkDocs, which its hooks, the theme and other plugins treat as any page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from jinja2.filters import do_striptags
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils.meta import get_data

from mkdocs_candor.build import Build
from mkdocs_candor.publish import frames

if TYPE_CHECKING:
    from mkdocs_candor.single_pages import SinglePage, SinglePages

# In a post's front matter this is a letter's author, with a role; themes print it as the name of one.
_OTHERWISE_MEANT = frozenset({"author"})

# Stands before, between and behind the texts of a page's Markdown.
_MARK = "<!-- candor: the words of the next part -->"
_PLACE = "candor-page-content"
_AT_PLACE = re.compile(f"<p>{_PLACE}</p>|{_PLACE}")


class Html(str):
    """A text that is HTML already: what escapes texts leaves it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def without_tags(value: Any) -> str:
    """Return a text without its tags, for themes: Jinja's filter would make tags of the escaped ones in ours."""
    return str(value) if isinstance(value, Html) else do_striptags(value)


class CandorPage(Page):
    """One of our pages. MkDocs gives its Markdown to hooks; from what comes back its content is made."""

    def __init__(self, path: str, pages: SinglePages, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self._path = path
        self._pages = pages
        self.single: SinglePage = pages[path]

    def read_source(self, config: MkDocsConfig) -> None:
        self.single = self._pages[self._path]  # the words of others may have changed
        replaced = config.plugins.on_page_read_source(page=self, config=config)
        said, meta = get_data(replaced or (self.file.content_string if self.single.texts else ""))
        self.markdown = said if replaced else self._own_markdown
        self.meta = {key: value for key, value in meta.items() if key not in _OTHERWISE_MEANT}
        self.meta |= {"hide": ["navigation", "toc"], "search": {"exclude": True}, **self._said}

    @property
    def _said(self) -> dict[str, str]:
        return {"title": self.single.title, "description": self.single.description}

    def mark_as_html(self) -> None:
        """Let templates know that title and description are HTML, where nobody has changed them."""
        self.meta.update({key: Html(said) for key, said in self._said.items() if self.meta.get(key) == said})

    @property
    def _own_markdown(self) -> str:
        return "\n\n".join((_MARK, *(f"{text}\n\n{_MARK}" for text, _ in self.single.texts)))

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make the content of the Markdown: our own with the words in it, and what was put before and behind it."""
        written = self.markdown or ""
        if written.replace(_MARK, "").split() == self._own_markdown.replace(_MARK, "").split():
            self._take(self.single.content)
            return
        before, *words = written.split(_MARK)
        if len(words) != len(self.single.texts) + 1:
            super().render(config, files)  # somebody has written another page in its place
            return
        *words, after = words
        self._reword(words)
        self._take(self.single.content)
        if before.strip() or after.strip():
            self.markdown = f"{before}\n\n{_PLACE}\n\n{after}"
            super().render(config, files)
            self.markdown = written
            self.content = _AT_PLACE.sub(lambda _: self.single.content, self.content or "", count=1)

    def _reword(self, words: Sequence[str]) -> None:
        before = self._said
        told = zip(words, self.single.texts, strict=True)
        kept = [text if said.strip() == text.strip() else said.strip("\n") for said, (text, _) in told]
        self._pages.reword(self._path, kept)
        self.single = self._pages[self._path]
        self.meta.update({key: said for key, said in self._said.items() if self.meta.get(key) == before[key]})

    def _take(self, content: str) -> None:
        self.content = content
        self.toc = get_toc([])


def page_files(pages: SinglePages, build: Build, config: MkDocsConfig) -> Iterator[File]:
    """Yield the file of each of our pages, with its page, and with the file that it was written in for its source."""
    for path in pages:
        single = pages[path]
        file = File.generated(
            config,
            f"{single.page.section}/{unquote(single.page.name.decode())}.md",
            abs_src_path=str(build.inputs.root / (single.page.source or build.listed)),
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        if single.texts:
            file.generated_by = None  # people wrote it: plugins may ask git, and others, about the file
        file.dest_uri = single.page.file
        # As in a frame, where a slot stands for what comes last: so both spell the address alike.
        file.edit_uri = frames.EDIT
        page = CandorPage(path, pages, file, config)
        file.edit_uri = build.edit_path(single.page.source)
        page.edit_url = page.edit_url and page.edit_url.replace(frames.EDIT, quote(file.edit_uri))
        yield file


def populate(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read and render a page that MkDocs has come to know too late to do so itself."""
    page = config.plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    page.render(config, files)
    page.content = config.plugins.on_page_content(page.content or "", page=page, config=config, files=files)


def read_first(files: Files) -> list[File]:
    """Let MkDocs read our pages before all others, which tell of posts; return the order that was."""
    before = list(files)
    _put_last((file for file in before if not isinstance(file.page, CandorPage)), files)
    return before


def put_back(order: list[File], files: Files) -> None:
    """Give files their `order` again: search and site map list them in it."""
    known = {file.src_uri for file in order}
    added = [file for file in files if file.src_uri not in known]
    _put_last((*(file for file in order if file.src_uri in files.src_uris), *added), files)


def _put_last(some: Iterable[File], files: Files) -> None:
    for file in some:
        files.remove(file)
        files.append(file)

"""The MkDocs adapter: hands history to the inner stages, and their pages and files to MkDocs. It decides nothing.

How pages are made. MkDocs renders the pages that people wrote, the few live pages (home, sections), and for each
section one *frame*: a page with slots where a post's title, words and addresses go. Posts never enter MkDocs' own
pipeline; after the build the frames are filled, once for each post, which costs microseconds where a page of a
theme costs milliseconds. Themes, overrides and other plugins act on the frame as on any page.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime
from mkdocs.utils.templates import TemplateContext

from mkdocs_candor import garbage, options
from mkdocs_candor.build import Build
from mkdocs_candor.inputs import Inputs
from mkdocs_candor.model.problem import Problem
from mkdocs_candor.options import CandorConfig
from mkdocs_candor.pipeline import choice
from mkdocs_candor.pipeline.pages import CandorPage, page_files, populate, put_back, read_first, without_tags
from mkdocs_candor.publish import frames, precompressed
from mkdocs_candor.publish.frames import Frame
from mkdocs_candor.publish.script import script
from mkdocs_candor.publish.stylesheets import STYLESHEET
from mkdocs_candor.read.memory import FileChanged
from mkdocs_candor.site_folder import Collision
from mkdocs_candor.stages import Stages
from mkdocs_candor.theme_environment import keep_compiled, quicker

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from mkdocs_candor.kept.preview import Preview

log = get_plugin_logger(__name__)

garbage.pass_by_what_is_loaded()

PACKAGE = Path(__file__).parent
ICON = "assets/candor/icon.svg"
_THEMES_ICON = "assets/images/favicon.png"  # Material's own mark, where the owner has named none


class PostFile(File):
    """Makes a post known to MkDocs as a target of links, and to nothing else: its page is written by a frame."""

    @property
    def src_path(self) -> str:
        return os.path.normpath(self.src_uri)

    @src_path.setter
    def src_path(self, value: str) -> None:
        self.src_uri = value  # it has "/" on any system: MkDocs takes longer to see that than for all the rest

    def is_documentation_page(self) -> bool:
        return False

    def is_modified(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Write nothing."""


class CandorPlugin(BasePlugin[CandorConfig]):
    """Compiles the posts of `incidents/` into a public status site."""

    def __init__(self) -> None:
        self.is_preview = False
        self.preview: Preview | None = None
        self.build: Build | None = None
        self.frames: dict[str, Frame] = {}
        self.nav: Navigation | None = None
        self.order: list[File] = []
        self.language = "en"
        self.stages = Stages()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.is_preview = command == "serve"
        self.preview = None
        if self.is_preview:
            from mkdocs_candor.kept.preview import Preview
            from mkdocs_candor.leaving import leave_when_told

            self.preview = None if dirty else Preview()
            leave_when_told()

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        if self.preview:
            self.preview.begin(Path(config.site_dir), is_kept=self.config.cache)

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        from mkdocs_candor.watched_folders import hear_saves

        hear_saves(server, config.watch)
        return server

    def on_shutdown(self) -> None:
        if self.preview:
            self.preview.end()

    @event_priority(100)  # before others use the theme
    def _quicken(self, config: MkDocsConfig) -> None:
        config.theme.get_env = quicker(config.theme.get_env)  # type: ignore[method-assign] # of this theme alone

    @event_priority(0)
    def _begin(self, config: MkDocsConfig) -> None:
        self.build = None
        self.frames = {}
        self.nav = None
        self.order = []
        self.stages = Stages()
        config.watch.append(self.config.incidents_dir)
        if self.config.templates_dir:
            config.watch.append(self.config.templates_dir)
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(PACKAGE / "theme"))
        config.extra_css.insert(0, STYLESHEET)
        config.extra_javascript.append(script().path)
        if config.theme.get("favicon") == _THEMES_ICON:
            config.theme["favicon"] = ICON
        if not config.site_url:
            log.warning("site_url is not set in mkdocs.yml: feeds need it, their links must be absolute.")

    on_config = CombinedEvent(_quicken, _begin)

    @event_priority(-100)  # when the files of other plugins are known
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        garbage.stop_looking()
        self.language = str(config.theme.get("language") or "en")
        with _faults_told():
            self.build = Build(self._inputs(files, config), self.stages, self.preview)
        _report(self.build.problems)
        if self.build.why_not_kept:
            log.info(f"Every post is made anew in each build: {self.build.why_not_kept}.")
        reasons = choice.reasons(config) if self.config.pipeline == "auto" else []
        is_single = bool(reasons) or self.config.pipeline == "mkdocs"
        if not is_single:
            self.build.begin(Path(config.site_dir))
        for resource in self.build.hidden_pages:
            if file := files.get_file_from_path(resource):
                file.inclusion = InclusionLevel.DRAFT if self.is_preview else InclusionLevel.EXCLUDED
        for source, address in self.build.post_addresses.items():
            _link_target(source, address, files, config)
        for source, text in self.build.pages.missing:
            _add(files, File.generated(config, source, content=text, inclusion=InclusionLevel.INCLUDED))
        if is_single:
            self._add_pages(reasons, files, config)
        for section in () if is_single else sorted(self.build.pages.sections):
            file = File.generated(
                config, frames.source(section), content=frames.SKELETON, inclusion=InclusionLevel.NOT_IN_NAV
            )
            file.edit_uri = frames.EDIT
            _add(files, file)
        look = (PACKAGE / "publish" / "static" / "candor.css").read_text("utf-8")
        if self.config.brand_color:
            look += options.brand_of(self.config.brand_color).css
        icon = (PACKAGE / "publish" / "static" / "icon.svg").read_text("utf-8")
        for path, content in ((STYLESHEET, look), (ICON, icon), (script().path, script().content)):
            _add(files, File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        self.nav = nav
        self.order = read_first(files) if self._current.singles else []

    @event_priority(-100)  # when other plugins have put their filters into it
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> None:
        keep_compiled(env)
        if self._current.singles:
            env.filters["striptags"] = without_tags
            put_back(self.order, files)
        elif self.config.pipeline == "auto" and self.nav is not None:
            self._try_frames(env, self.nav, files, config)

    def _try_frames(self, env: Environment, nav: Navigation, files: Files, config: MkDocsConfig) -> None:
        """Try whether frames do, where nobody could say so before, and do without them if not."""
        reasons = choice.late_reasons(self._current, env, nav, files, config)
        if not reasons:
            return
        for file in [file for file in files if frames.is_frame(file.src_uri)]:
            files.remove(file)
        for file in self._add_pages(reasons, files, config):
            if file.page:
                populate(file.page, config, files)

    def _add_pages(self, reasons: list[str], files: Files, config: MkDocsConfig) -> list[File]:
        """Let MkDocs make each of our pages by itself, and tell the owner why."""
        if reasons:
            log.info(choice.said(reasons))
        made = list(page_files(self._current.make_singly(), self._current, config))
        for file in made:
            _add(files, file)
        return made

    @event_priority(100)  # so that others see our part of a page
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        source = page.file.src_uri
        if frames.is_frame(source):
            return frames.BODY
        if isinstance(page, CandorPage):
            return html
        if self._current.pages.is_resource(source):
            page.meta.pop(
                "status", None
            )  # Material has a mark of its own for pages with a `status`, and no word for it
        with _faults_told():
            return self._current.pages.content(source, html, page.url)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Let the theme speak the language of the frame that comes next: its templates ask the configuration for it."""
        section = posixpath.dirname(page.file.src_uri)
        is_ours = frames.is_frame(page.file.src_uri) or isinstance(page, CandorPage)
        if isinstance(page, CandorPage):
            page.mark_as_html()
        is_abroad = is_ours and section in self._current.pages.languages
        config.theme["language"] = self._current.pages.languages[section] if is_abroad else self.language
        return context

    @event_priority(-100)  # after everybody who changes finished pages
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        source = page.file.src_uri
        if frames.is_frame(source):
            section = posixpath.dirname(source)
            self.frames[section] = self._current.pages.frame(output, section)
            return output  # written like any page, and taken away once it is filled: MkDocs reports empty pages
        if isinstance(page, CandorPage):
            edit_path = page.file.edit_uri or ""
            return self._current.pages.filled(output, page.single.page, page.content or "", edit_path)
        return self._current.pages.with_head(
            output,
            source,
            page.url,
            title=unescape(str(page.title or "")),  # MkDocs gives a heading's words as HTML
            description=str(page.meta.get("description") or ""),
            lang=str(page.meta.get("lang") or ""),
        )

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext | None:
        if template_name == "404.html":
            context["candor_not_found"] = self._current.pages.not_found()  # type: ignore[typeddict-unknown-key] # ours
        return context

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str | None:
        return self._current.pages.with_absolute_head(output_content) if template_name == "404.html" else output_content

    def on_build_error(self, *, error: Exception) -> None:
        garbage.look_again(is_over=False)
        if self.build:
            self.build.stop()

    @event_priority(-100)  # after search has written its index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        try:
            self._write(config)
        finally:
            garbage.look_again(is_over=not self.is_preview)

    def _write(self, config: MkDocsConfig) -> None:
        for section in self.frames:
            _remove(Path(config.site_dir), frames.source(section), config.use_directory_urls)
        with _faults_told():
            self._current.write(self.frames, Path(config.site_dir))
        if self.config.precompress and not self.is_preview:
            if not precompressed.has_brotli():
                log.info(
                    "precompress: only gzip copies, as brotli is not installed (pip install 'mkdocs-candor[brotli]')."
                )
            for file, content in precompressed.copies(Path(config.site_dir)):
                file.write_bytes(content)
        _report(self._current.late_problems)

    @property
    def _current(self) -> Build:
        assert self.build is not None, "MkDocs sends on_files first"  # noqa: S101
        return self.build

    def _inputs(self, files: Files, config: MkDocsConfig) -> Inputs:
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        pages = {f.src_uri: f.url for f in files.documentation_pages()}
        zone = options.zone_of(self.config.timezone)
        return Inputs(
            root=root,
            incidents=Path(self.config.incidents_dir),
            pages_folder=Path(config.docs_dir),
            pages=pages,
            taken=frozenset(f.dest_uri for f in files if f.inclusion.is_included()),
            site_url=config.site_url or "",
            directory_urls=config.use_directory_urls,
            name=config.site_name,
            description=config.site_description or "",
            author=config.site_author or "",
            lang=str(config.theme.get("language") or "en"),
            extensions=tuple(config.markdown_extensions),
            extension_configs=config.mdx_configs,
            is_preview=self.is_preview,
            timezone=zone,
            as_of=get_build_datetime(),
            replay=options.moment_of(self.config.as_of or os.environ.get("CANDOR_AS_OF", ""), zone),
            id_host=self.config.id_host or urlsplit(config.site_url or "").hostname or "localhost",
            feed_size=self.config.feed_size,
            host_root=options.host_root(config) if self.config.statuspage_at_host_root and not self.is_preview else "",
            statuspage_names_maintenance=self.config.statuspage_names_maintenance,
            websub_hub=self.config.websub_hub or "",
            days_shown=self.config.days_shown,
            stale_after=timedelta(hours=self.config.stale_after_hours),
            stale_page=timedelta(minutes=self.config.stale_page_minutes),
            uptime_weights=options.weights_of(self.config.uptime_weights),
            templates=Path(self.config.templates_dir) if self.config.templates_dir else None,
            cache=self.config.cache,
            social_cards=self.config.social_cards,
            own_cards=self.config.own_cards,
            noindex=self.config.noindex,
            inbox=self.config.inbox,
            notice_days=self.config.notice_days,
            deadlines=options.deadlines_of(self.config.deadlines),
            contribute_url=self.config.contribute_url or "",
            servers=tuple(self.config.servers),
            prune_styles=self.config.prune_styles,
        )


@contextmanager
def _faults_told() -> Iterator[None]:
    """Let the engine say what the owner has to know, and not where in our code it was found out."""
    try:
        yield
    except Collision as taken:
        raise PluginError(f"Two things want to be '{taken}': one of yours and one of ours. Rename yours.") from None
    except FileChanged as changed:
        raise PluginError(str(changed)) from None


def _report(problems: Iterable[Problem]) -> None:
    for problem in problems:
        log.warning(str(problem))


def _add(files: Files, file: File) -> None:
    if files.get_file_from_path(file.src_uri):
        raise PluginError(f"'{file.src_uri}' is made by candor; rename the file of that name.")
    files.append(file)


def _remove(site: Path, source: str, directory_urls: bool) -> None:
    page = site / source.removesuffix(".md")
    if directory_urls:
        (page / "index.html").unlink(missing_ok=True)
        page.rmdir()
    else:
        page.with_name(f"{page.name}.html").unlink(missing_ok=True)


def _link_target(source: str, address: str, files: Files, config: MkDocsConfig) -> None:
    """Let pages link to a post by the path it has on disk."""
    path = urlsplit(address).path
    file = PostFile(
        source,
        src_dir=None,
        dest_dir=config.site_dir,
        use_directory_urls=config.use_directory_urls,
        dest_uri=f"{path}index.html" if path.endswith("/") else path,
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.generated_by = "candor"
    files.append(file)

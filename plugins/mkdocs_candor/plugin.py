"""The MkDocs adapter: hands history to the inner stages, and their pages and files to MkDocs. It decides nothing.

How pages are made. MkDocs renders the pages that people wrote, the few live pages (home, sections), and for each
section one *frame*: a page with slots where a post's title, words and addresses go. Posts never enter MkDocs' own
pipeline; after the build the frames are filled, once for each post, which costs microseconds where a page of a
theme costs milliseconds. Themes, overrides and other plugins act on the frame as on any page.
"""

from __future__ import annotations

import gc
import os
import posixpath
from collections.abc import Iterable
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jinja2 import Environment
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime
from mkdocs.utils.templates import TemplateContext

from mkdocs_candor.build import Build
from mkdocs_candor.inputs import Inputs
from mkdocs_candor.model.deadlines import NOTICE_DAYS, Deadlines
from mkdocs_candor.model.problem import Problem
from mkdocs_candor.model.status import Status
from mkdocs_candor.publish import frames, precompressed
from mkdocs_candor.publish.brand import Brand, brand
from mkdocs_candor.publish.compiled import Compiled, compiler_of, told
from mkdocs_candor.publish.frames import Frame
from mkdocs_candor.publish.headers import SERVERS
from mkdocs_candor.publish.script import script
from mkdocs_candor.publish.stylesheets import STYLESHEET
from mkdocs_candor.read.deadlines import BadDeadlines, read_deadlines
from mkdocs_candor.read.notes import Misread
from mkdocs_candor.read.times import parse_time
from mkdocs_candor.site_folder import Collision
from mkdocs_candor.stages import Stages

log = get_plugin_logger(__name__)

# What is loaded stays. Else each look for garbage, the last of them while the engine ends, goes through all of it.
gc.freeze()

PACKAGE = Path(__file__).parent
ICON = "assets/candor/icon.svg"
_THEMES_ICON = "assets/images/favicon.png"  # Material's own mark, where the owner has named none


class CandorConfig(Config):
    """The plugin's options; the handbook page `configuration.md` explains each."""

    incidents_dir = c.Dir(exists=True, default="incidents")
    timezone = c.Optional(c.Type(str))
    as_of = c.Type(str, default="")
    id_host = c.Type(str, default="")
    feed_size = c.Type(int, default=50)
    statuspage_at_host_root = c.Type(bool, default=False)
    statuspage_names_maintenance = c.Type(bool, default=False)
    websub_hub = c.Optional(c.URL())
    days_shown = c.Type(int, default=90)
    stale_after_hours = c.Type((int, float), default=24)
    stale_page_minutes = c.Type(int, default=60)
    uptime_weights = c.Type(dict, default={})
    glossary = c.ListOfItems(c.Type(str), default=[])
    templates_dir = c.Optional(c.Dir(exists=True))
    cache = c.Type(bool, default=True)
    social_cards = c.Type(bool, default=True)
    own_cards = c.Type(int, default=50)
    noindex = c.Type(bool, default=False)
    notice_days = c.Type(int, default=NOTICE_DAYS)
    deadlines = c.Type(dict, default={})
    inbox = c.Type(str, default="")
    contribute_url = c.Optional(c.URL())
    servers = c.ListOfItems(c.Choice(SERVERS), default=[])
    brand_color = c.Type(str, default="")
    prune_styles = c.Type(bool, default=True)
    precompress = c.Type(bool, default=False)


class PostFile(File):
    """Makes a post known to MkDocs as a target of links, and to nothing else: its page is written by a frame."""

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
        self.build: Build | None = None
        self.frames: dict[str, Frame] = {}
        self.language = "en"
        self.stages = Stages()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.is_preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        self.build = None
        self.frames = {}
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

    @event_priority(-100)  # when the files of other plugins are known
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        # A build makes much and drops little; to look for what is in a circle takes a twentieth of its time.
        gc.disable()
        self.language = str(config.theme.get("language") or "en")
        self.build = Build(self._inputs(files, config), self.stages)
        _report(self.build.problems)
        if self.build.why_not_kept:
            log.info(f"Every post is made anew in each build: {self.build.why_not_kept}.")
        for resource in self.build.hidden_pages:
            if file := files.get_file_from_path(resource):
                file.inclusion = InclusionLevel.DRAFT if self.is_preview else InclusionLevel.EXCLUDED
        for source, address in self.build.post_addresses.items():
            _link_target(source, address, files, config)
        for source, text in self.build.missing_live_pages:
            _add(files, File.generated(config, source, content=text, inclusion=InclusionLevel.INCLUDED))
        for section in (*frames.SECTIONS, *self.build.frame_languages):
            file = File.generated(
                config, frames.source(section), content=frames.SKELETON, inclusion=InclusionLevel.NOT_IN_NAV
            )
            file.edit_uri = frames.EDIT
            _add(files, file)
        look = (PACKAGE / "publish" / "static" / "candor.css").read_text("utf-8")
        if self.config.brand_color:
            look += _brand(self.config.brand_color).css
        icon = (PACKAGE / "publish" / "static" / "icon.svg").read_text("utf-8")
        for path, content in ((STYLESHEET, look), (ICON, icon), (script().path, script().content)):
            _add(files, File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED))

    @event_priority(-100)  # when other plugins have put their filters into it
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> None:
        if env.bytecode_cache is None:
            compiler = compiler_of(env)
            env.bytecode_cache = Compiled(compiler, told_by=told(compiler))

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        source = page.file.src_uri
        if frames.is_frame(source):
            return frames.BODY
        if self._current.is_resource(source):
            page.meta.pop(
                "status", None
            )  # Material has a mark of its own for pages with a `status`, and no word for it
        return self._current.content(source, html, page.url)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Let the theme speak the language of the frame that comes next: its templates ask the configuration for it."""
        section = posixpath.dirname(page.file.src_uri)
        is_abroad = frames.is_frame(page.file.src_uri) and section in self._current.frame_languages
        config.theme["language"] = self._current.frame_languages[section] if is_abroad else self.language
        return context

    @event_priority(-100)  # after everybody who changes finished pages
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        source = page.file.src_uri
        if frames.is_frame(source):
            section = posixpath.dirname(source)
            self.frames[section] = self._current.frame(output, section)
            return output  # written like any page, and taken away once it is filled: MkDocs reports empty pages
        return self._current.with_head(
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
            context["candor_not_found"] = self._current.not_found()  # type: ignore[typeddict-unknown-key] # ours
        return context

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str | None:
        return self._current.with_absolute_head(output_content) if template_name == "404.html" else output_content

    def on_build_error(self, *, error: Exception) -> None:
        gc.enable()

    @event_priority(-100)  # after search has written its index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        try:
            self._write(config)
        finally:
            gc.enable()

    def _write(self, config: MkDocsConfig) -> None:
        for section in self.frames:
            _remove(Path(config.site_dir), frames.source(section), config.use_directory_urls)
        try:
            self._current.write(self.frames, Path(config.site_dir))
        except Collision as taken:
            raise PluginError(f"Two things want to be '{taken}': one of yours and one of ours. Rename yours.") from None
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
        zone = _zone(self.config.timezone)
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
            replay=_moment(self.config.as_of or os.environ.get("CANDOR_AS_OF", ""), zone),
            id_host=self.config.id_host or urlsplit(config.site_url or "").hostname or "localhost",
            feed_size=self.config.feed_size,
            host_root=_host_root(config) if self.config.statuspage_at_host_root and not self.is_preview else "",
            statuspage_names_maintenance=self.config.statuspage_names_maintenance,
            websub_hub=self.config.websub_hub or "",
            days_shown=self.config.days_shown,
            stale_after=timedelta(hours=self.config.stale_after_hours),
            stale_page=timedelta(minutes=self.config.stale_page_minutes),
            uptime_weights=_weights(self.config.uptime_weights),
            templates=Path(self.config.templates_dir) if self.config.templates_dir else None,
            cache=self.config.cache,
            social_cards=self.config.social_cards,
            own_cards=self.config.own_cards,
            noindex=self.config.noindex,
            inbox=self.config.inbox,
            notice_days=self.config.notice_days,
            deadlines=_deadlines(self.config.deadlines),
            contribute_url=self.config.contribute_url or "",
            servers=tuple(self.config.servers),
            prune_styles=self.config.prune_styles,
        )


def _deadlines(written: dict[str, object]) -> Deadlines:
    try:
        return read_deadlines(written)
    except BadDeadlines as bad:
        raise ConfigurationError(f"candor: {bad}") from None


def _zone(name: str | None) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ConfigurationError(
            f"candor: timezone '{name}' is not known. Write an IANA name such as 'UTC' or 'Europe/Berlin'."
        ) from None


def _brand(color: str) -> Brand:
    try:
        found = brand(color)
    except ValueError as error:
        raise ConfigurationError(f"candor: brand_color: {error}") from None
    for scheme, used in (("light", found.light), ("dark", found.dark)):
        if used != found.color:
            log.info(f"brand_color: links in {found.color} could not be read in the {scheme} scheme; {used} is used.")
    return found


def _moment(text: str, zone: ZoneInfo | None) -> datetime | None:
    if not text:
        return None
    try:
        return parse_time(text, zone)
    except Misread as error:
        raise ConfigurationError(f"candor: as_of: {error}") from None


def _host_root(config: MkDocsConfig) -> str:
    """Return the way from the site's folder up to the folder that stands for the whole host."""
    folders = urlsplit(config.site_url or "").path.strip("/").split("/")
    if folders == [""]:
        return ""
    if Path(config.site_dir).parts[-len(folders) :] != tuple(folders):
        raise ConfigurationError(
            "candor: statuspage_at_host_root writes beside the site's folder. That is safe only if the folder is named "
            f"like the path in site_url: set 'site_dir: public/{'/'.join(folders)}' and publish 'public'."
        )
    return "../" * len(folders)


def _weights(given: dict[str, float]) -> dict[Status, float]:
    try:
        return {Status(status): float(weight) for status, weight in given.items()}
    except (ValueError, TypeError) as error:
        raise ConfigurationError(f"candor: uptime_weights: {error}; expected a number for each status.") from None


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

"""A trial of frames before they are used: whether they give what MkDocs would make of each page by itself."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_candor.build import Build
from mkdocs_candor.pipeline.pages import CandorPage, page_files, without_tags
from mkdocs_candor.publish import frames


def first_that_differs(
    build: Build, environment: Environment, nav: Navigation, files: Files, config: MkDocsConfig
) -> str:
    """Return the address of a page that its frame does not give; empty where a few of each kind are all alike."""
    environment.filters["striptags"] = without_tags
    made: dict[str, str] = {}
    for file in page_files(build.sample(), build, config):
        page = file.page
        assert isinstance(page, CandorPage)  # noqa: S101 - made so
        section = page.single.page.section
        frame = files.src_uris[frames.source(section)].page
        assert frame is not None, "MkDocs has read it"  # noqa: S101
        if section not in made:
            made[section] = _rendered(frame, environment, nav, files, config)
        page.read_source(config)
        page.meta = {**frame.meta, **page.meta}
        page.render(config, files)
        alone = _rendered(page, environment, nav, files, config)
        ours, content = page.single.page, page.content or ""
        if not build.pages.carries(made[section], alone, ours, content, file.edit_uri or ""):
            return page.url
    return ""


def _rendered(page: Page, environment: Environment, nav: Navigation, files: Files, config: MkDocsConfig) -> str:
    page.active = True
    try:
        context = get_context(nav, files, config, page)
        template = environment.get_template(page.meta.get("template", "main.html"))
        return template.render(config.plugins.on_page_context(context, page=page, config=config, nav=nav))
    finally:
        page.active = False

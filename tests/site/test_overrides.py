"""What an owner's template asks of single pages: only that needs more than a frame."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from mkdocs_candor.pipeline.overrides import asked

CARRIED = [
    "{{ page.title }} {{ page.meta.title | e }} {{ page.canonical_url }} {{ page.url | url }} {{ page.edit_url }}",
    "{{ page.title | striptags }} {{ page.title | d(config.site_name, true) }} {{ page.file.src_uri }}",
    "{% if page and page.meta and page.meta.description %}{{ page.meta.description }}{% endif %}",
    "{% if page.edit_url and not page.is_homepage %}<a href='{{ page.edit_url }}'>edit</a>{% endif %}",
    "{% if '<h1' not in page.content %}<h1>{{ page.title }}</h1>{% endif %}{{ page.content }}",
    "{% set title = config.site_name ~ ' - ' ~ page.title %}<meta content='{{ title | e }}'>",
    "{% if page.meta.hide and 'toc' in page.meta.hide %}hidden{% endif %}{{ page.meta.my_own_key }}",
    "{% if page.parent %}{{ page.parent.title | upper }}{% endif %}{{ page.previous_page.title | e }}",
    "{% for item in nav %}{% if item == page %}here{% endif %}{% endfor %}",
    "{% for page in nav.pages %}{{ page.title | upper }}{% endfor %}",
    "{{ page.title if page.title is defined else config.site_name }}",
]
ASKED = {
    "{% if page.meta.severity == 'major' %}!{% endif %}": "page.meta.severity",
    "{{ page.meta.get('components') }}": "page.meta.components",
    "{{ page.meta['started'] }}": "page.meta.started",
    "{% if 'draft' in page.meta %}!{% endif %}": "page.meta.draft",
    "{{ page.title | upper }}": "page.title",
    "{{ page.title[:10] }}": "page.title",
    "{% if page.url.startswith('incidents/2026') %}!{% endif %}": "page.url.startswith",
    "{% if 'payments' in page.title %}!{% endif %}": "page.title",
    "{% if page.file.src_uri == 'incidents/x.md' %}!{% endif %}": "page.file.src_uri",
    "{{ page.content | striptags | truncate(150) }}": "page.content",
    "{% set words = page.content | wordcount %}{{ words }}": "page.content",
    "{% set address = '/' ~ page.url %}{{ address | replace('a', 'b') }}": "address",
    "{% filter upper %}{{ page.title }}{% endfilter %}": "page.title",
    "{{ my_macro(page) }}": "page",
    "{% set here = page %}{{ here.meta.severity }}": "page",
    "{% for key in page.meta %}{{ key }}{% endfor %}": "page.meta",
    "{{ page.meta | tojson }}": "page.meta",
    "{{ page.markdown }}": "page.markdown",
    "{% if 'x' %}{{ page.meta.author or page.meta.severity }}{% endif %}": "page.meta.severity",
}
FRONT_MATTER = {"severity", "components", "started", "draft"}


def what_is_asked(template: str) -> list[str]:
    return [what for what, _ in asked(Environment(autoescape=True).parse(template), FRONT_MATTER)]


@pytest.mark.parametrize("template", CARRIED)
def test_a_frame_carries_what_is_only_printed_or_looked_for(template: str) -> None:
    assert what_is_asked(template) == []


@pytest.mark.parametrize(("template", "what"), ASKED.items())
def test_what_no_frame_can_carry_is_named(template: str, what: str) -> None:
    assert what_is_asked(template) == [what]

"""Posts filled into frames, and posts made by MkDocs one by one: the same pages, and which of both a site gets."""

from __future__ import annotations

import importlib

import pytest

from conftest import AS_OF, DURING, ENGINE, IN_GERMAN, INCIDENT, RESOLVED, SORRY, Built, Site

POST = "incidents/2026-03-02-cards.md"
PAGE = "incidents/2026-03-02-cards/index.html"
TAKES_LONGER = "MkDocs makes each post's page by itself"
THEME = """
<html><head><title>{{ page.title }}</title><meta name="description" content="{{ page.meta.description }}"></head>
<body>{{ page.content }}</body></html>
"""

NEWS = """
---
type: announcement
title: 'Prices & "terms" of <b>1 % up</b> change'
date: 2026-02-01
topic: pricing
effective: 2026-03-20
redirect_from: [old-prices]
---

Read [how it was](2026-03-02-cards.md), and [what to do](../site_src/community/pay-by-transfer.md).

![a chart](chart.svg)

- [ ] a box <script>alert("from a post")</script>

| a |   |
|---|---|
| b | c |
"""
REPORT = """
---
type: report
title: What happened to cards
incident: [2026-03-02-cards]
date: 2026-03-03
---

```console
$ pay
```
"""
WORK = """
---
type: maintenance
title: A new database
starts: 2026-03-03 11:00 UTC
ends: 2026-03-03 13:00 UTC
components: [search]
noindex: true
---

## 2026-03-01 10:00 UTC — Scheduled
Impact: Search may be slow.
"""


@pytest.fixture
def full(site: Site) -> Site:
    """A site with a post of each type, a translation, a file beside a post, and posts that nobody may see yet."""
    site.write(POST, INCIDENT + RESOLVED + "\n## Questions\n\n### Was I charged twice?\n\nNo.\n")
    site.write("incidents/2026-03-02-cards.de.md", IN_GERMAN)
    site.write("incidents/2026/2026-03-03-database.md", WORK)
    site.write("incidents/2026-02-01-prices.md", NEWS)
    site.write("incidents/2026-03-03-sorry.md", SORRY)
    site.write("incidents/2026-03-04-cards-report.md", REPORT)
    site.write("incidents/chart.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.write("incidents/draft.md", INCIDENT.replace("severity", "draft: true\nseverity").replace("Card", "SECRET"))
    site.write(
        "incidents/later.md",
        WORK.replace("noindex: true", "publish_at: 2026-12-01 08:00 UTC").replace("database", "SECRET"),
    )
    edit = "repo_url: https://git.acme.example/status\nedit_uri: edit/main/site_src/\ntheme:"
    site.configure("theme:", edit)
    site.configure("  font: false", "  font: false\n  features: [content.action.edit, content.action.view]")
    return site


def choose(site: Site, pipeline: str) -> None:
    site.configure("\n  - candor\n", f"\n  - candor:\n      pipeline: {pipeline}\n")


def both_ways(site: Site) -> tuple[Built, Built]:
    """Return the site made with frames, and with a page of MkDocs for each post."""
    choose(site, "fast")
    fast = site.build("--strict", into="fast")
    site.configure("pipeline: fast", "pipeline: mkdocs")
    return fast, site.build("--strict", into="singly")


def differing(one: Built, other: Built) -> list[str]:
    a, b = one.files(), other.files()
    return sorted(path for path in a.keys() | b.keys() if a.get(path) != b.get(path))


def test_both_ways_give_the_same_site_to_the_byte(full: Site) -> None:
    fast, singly = both_ways(full)

    assert fast.code == singly.code == 0, fast.log + singly.log
    assert differing(fast, singly) == []
    assert "SECRET" not in "".join(map(str, singly.files().values()))
    assert TAKES_LONGER not in fast.log + singly.log


def test_so_they_do_under_a_path_without_folders_in_addresses_and_with_mkdocs_own_search(full: Site) -> None:
    full.configure("https://status.acme.example/", "https://acme.example/status/")
    full.configure("theme:", "use_directory_urls: false\ntheme:")
    full.configure("  - search", "  - /search")

    fast, singly = both_ways(full)

    assert fast.code == singly.code == 0, fast.log + singly.log
    assert differing(fast, singly) == []
    locations = [entry["location"] for entry in singly.json("search/search_index.json")["docs"]]  # type: ignore[call-overload,index]
    assert locations.count("incidents/2026-03-02-cards.html") == 1
    assert not [location for location in locations if "candor-slot" in location]


def test_a_preview_shows_the_same_drafts_both_ways(full: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(AS_OF.timestamp())))
    made = {}
    for pipeline in ("fast", "mkdocs"):
        config = importlib.import_module(f"{ENGINE}.config").load_config(
            str(full.root / "mkdocs.yml"),
            site_dir=str(full.root / pipeline),
            plugins=[{"candor": {"pipeline": pipeline}}],
        )
        config.plugins.on_startup(command="serve", dirty=False)
        importlib.import_module(f"{ENGINE}.commands.build").build(config, serve_url="http://127.0.0.1:8000/")
        made[pipeline] = Built(0, "", full.root / pipeline)

    assert "SECRET" in made["mkdocs"].text("incidents/draft/index.html")
    assert differing(made["fast"], made["mkdocs"]) == []


@pytest.fixture
def small(site: Site) -> Site:
    """A site with one post, in a theme that costs little."""
    site.configure("name: material\n  font: false", "name: null\n  custom_dir: theme")
    for name in ("main.html", "404.html"):
        site.write(f"theme/{name}", THEME)
    site.write(POST, INCIDENT)
    return site


HOOKS = {
    "on_page_markdown": "def on_page_markdown(words, **_): return words.replace('rejects cards', 'REFUSES cards')",
    "on_page_content": "def on_page_content(html, **_): return html.replace('rejects cards', 'REFUSES cards')",
    "on_post_page": "def on_post_page(output, **_): return output.replace('rejects cards', 'REFUSES cards')",
    "on_page_read_source": "def on_page_read_source(**_): return 'She REFUSES cards'",
    "on_pre_page": "def on_pre_page(page, **_): page.title = 'REFUSES cards'",
}


@pytest.mark.parametrize("event", HOOKS)
def test_a_hook_that_works_on_pages_is_given_each_post_and_the_build_says_so_once(small: Site, event: str) -> None:
    small.write("hooks.py", HOOKS[event])
    small.configure("theme:", "hooks: [hooks.py]\ntheme:")

    built = small.build("--strict", as_of=DURING)

    assert built.code == 0, built.log
    assert "REFUSES cards" in built.text(PAGE)
    assert "REFUSES cards" in built.text("index.html")
    assert built.log.count(TAKES_LONGER) == 1
    assert f"because of the hook 'hooks.py' ({event}). " in built.log
    assert "'pipeline: fast'" in built.log


def test_words_that_a_hook_changes_in_markdown_are_the_same_wherever_they_are_told(small: Site) -> None:
    small.write("hooks.py", HOOKS["on_page_markdown"].replace("rejects cards", "You cannot pay by card"))
    small.configure("theme:", "hooks: [hooks.py]\ntheme:")

    built = small.build(as_of=DURING)

    twin = PAGE.replace(".html", ".md")
    pages = ("index.html", "components/checkout/index.html")
    for path in (PAGE, twin, *pages, "feed.xml", "search/search_index.json", "api/v2/summary.json"):
        assert "REFUSES cards" in built.text(path), path
        assert "You cannot pay by card" not in built.text(path), path
    small.configure("hooks: [hooks.py]\n", "")
    assert "You cannot pay by card" in small.build(as_of=DURING).text(PAGE), "nothing of it may be kept"


def test_a_hook_may_add_to_the_markdown_of_a_post_or_write_another_page(small: Site) -> None:
    small.write("incidents/2026-03-02-other.md", INCIDENT)
    small.write(
        "hooks.py",
        """
        def on_page_markdown(markdown, page, **_):
            if "other" in page.file.src_uri:
                return "# Nothing to see"
            return f"Before all.\\n\\n{markdown}\\n\\n## Behind *all*"
        """,
    )
    small.configure("theme:", "hooks: [hooks.py]\ntheme:")

    built = small.build(as_of=DURING)

    page = built.text(PAGE).partition("<body>")[2]
    places = [page.index(each) for each in ("<p>Before all.</p>", "<h1", "Our payment provider", "<em>all</em>")]
    assert places == sorted(places)
    assert "candor:" not in page
    other = built.text("incidents/2026-03-02-other/index.html").partition("<body>")[2]
    assert "Nothing to see" in other
    assert "rejects cards" not in other


def test_a_hook_that_takes_comments_out_of_markdown_leaves_posts_as_they_are(small: Site) -> None:
    small.write(
        "hooks.py", "import re\ndef on_page_markdown(markdown, **_): return re.sub('<!--.*?-->', '', markdown)\n"
    )
    small.configure("theme:", "hooks: [hooks.py]\ntheme:")

    changed = small.build(as_of=DURING).text(PAGE)

    small.configure("hooks: [hooks.py]\n", "")
    assert changed == small.build(as_of=DURING).text(PAGE)


def test_plugins_of_material_that_posts_need_not_see_leave_the_build_fast(full: Site) -> None:
    full.write("site_src/.meta.yml", "subtitle: ours\n")
    full.configure("  - search\n", "  - search\n  - tags\n  - meta\n  - typeset\n  - offline\n")

    by_itself = full.build("--strict", into="auto")

    assert TAKES_LONGER not in by_itself.log
    choose(full, "mkdocs")
    assert differing(by_itself, full.build("--strict", into="singly")) == []


def test_one_that_works_on_what_posts_show_is_given_them(full: Site) -> None:
    full.configure("  - search\n", "  - search\n  - privacy:\n      assets: false\n")

    assert "because of the plugin 'material/privacy' (on_page_content, on_post_page)." in full.build().log


def test_the_owner_may_choose_speed_and_hears_nothing_more(small: Site) -> None:
    small.write("hooks.py", HOOKS["on_page_content"])
    small.configure("theme:", "hooks: [hooks.py]\ntheme:")
    choose(small, "fast")

    built = small.build(as_of=DURING)

    assert "REFUSES cards" not in built.text(PAGE)
    assert TAKES_LONGER not in built.log


def test_what_is_the_same_for_all_pages_needs_no_page_of_its_own(small: Site) -> None:
    small.write(
        "hooks.py",
        """
        def on_page_context(context, **_):
            context["motto"] = "We tell you first."

        def on_env(env, **_):
            env.globals["year"] = 2026
        """,
    )
    small.write("theme/main.html", THEME.replace("</body>", "{{ motto }} {{ year }}</body>"))
    small.configure("theme:", "hooks: [hooks.py]\ntheme:")

    built = small.build(as_of=DURING)

    assert "We tell you first. 2026" in built.text(PAGE)
    assert TAKES_LONGER not in built.log


def test_what_a_hook_says_of_each_page_alone_is_noticed(small: Site) -> None:
    small.write("hooks.py", "def on_page_context(context, page, **_): context['length'] = len(page.title)\n")
    small.write("theme/main.html", THEME.replace("</body>", "{{ length }} letters</body>"))
    small.configure("theme:", "hooks: [hooks.py]\ntheme:")

    built = small.build("--strict", as_of=DURING)

    assert f"{len('Card payments fail at checkout')} letters" in built.text(PAGE)
    assert built.log.count(TAKES_LONGER) == 1
    assert "the hook 'hooks.py' (on_page_context)" in built.log
    assert "candor-slot" not in "".join(built.text(path) for path in built.files() if path.endswith(".html"))


PREVIEWS = """
{% extends "base.html" %}
{% block extrahead %}
  {% set title = config.site_name %}
  {% if page and page.meta and page.meta.title %}
    {% set title = title ~ " - " ~ page.meta.title %}
  {% elif page and page.title and not page.is_homepage %}
    {% set title = title ~ " - " ~ page.title | striptags %}
  {% endif %}
  <meta name="ours" content="{{ title }}">
  {% if page %}
    <link rel="me" href="{{ page.canonical_url }}"><!-- {{ page.file.src_uri }} {{ page.edit_url or "" }} -->
  {% endif %}
{% endblock %}
{% block htmltitle %}<title>{{ page and page.title | striptags }}</title>{% endblock %}
"""
CONTENT = """
{% if "\x3ch1" not in page.content %}<h1>{{ page.title | d(config.site_name, true) }}</h1>{% endif %}
<div class="ours">{{ page.content }}</div>
"""


def test_overrides_that_only_print_what_a_page_is_stay_fast_and_the_same(full: Site) -> None:
    full.write("theme/main.html", PREVIEWS)
    full.write("theme/partials/content.html", CONTENT)
    full.write("theme/home.html", "{{ page.title | upper }}")  # for pages of the owner's that ask for it
    full.configure("  font: false", "  font: false\n  custom_dir: theme")

    by_itself = full.build("--strict", into="auto")

    assert by_itself.code == 0, by_itself.log
    assert TAKES_LONGER not in by_itself.log
    assert '<div class="ours">' in by_itself.text(PAGE)
    choose(full, "mkdocs")
    assert differing(by_itself, full.build("--strict", into="singly")) == []


def test_an_override_that_asks_for_a_posts_front_matter_has_it(full: Site) -> None:
    full.write(
        "theme/main.html",
        '{% extends "base.html" %}{% block announce %}'
        '{% if page and page.meta.severity == "major" %}This was {{ page.meta.severity }}.{% endif %}{% endblock %}',
    )
    full.configure("  font: false", "  font: false\n  custom_dir: theme")

    built = full.build("--strict")

    assert "This was major." in built.text(PAGE)
    assert "This was" not in built.text("reports/2026-03-04-cards-report/index.html")
    assert "because of the template main.html:1: page.meta.severity" in built.log


FEEDBACK = """
extra:
  analytics:
    provider: google
    property: G-1
    feedback:
      title: Did this help?
      ratings:
        - {icon: material/heart, name: Yes, data: 1, note: Thanks}
        - {icon: material/heart-broken, name: No, data: 0, note: "<a href='https://x.example/?page={title}'>Why?</a>"}
"""


def test_material_asking_whether_a_page_helped_names_the_page(full: Site) -> None:
    full.append("mkdocs.yml", FEEDBACK)

    built = full.build("--strict")

    assert built.code == 0, built.log
    assert "https://x.example/?page=Card%20payments%20fail" in built.text(PAGE)
    assert "because of the theme; seen at" in built.log

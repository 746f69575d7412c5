"""Headers for hosts: right for every file, the same on every server, and a policy that knows what pages carry."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from conftest import DURING, INCIDENT, Built, Site
from mkdocs_candor.publish.headers import SERVERS, Rule, headers_for, one_of_each_kind
from mkdocs_candor.publish.inline import Inline
from served import rules_of

PAGE = """
---
title: About
---

<script>window.ours = 1</script>
<style>.x { color: red }</style>

| a |
|--:|
| <span style="color: red; content: &quot;x&quot;">b</span> |
"""


def test_every_file_has_one_value_of_each_header_and_the_right_ones(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    built = site.build(as_of=DURING)

    rules = rules_of(built.text("_headers"))
    for path in built.files():
        address = f"/{path.removesuffix('index.html')}"
        names = Counter(name for rule in rules if re.match(rule.pattern, address) for name in rule.headers)
        assert not [name for name, count in names.items() if count > 1], address
        assert headers_for(address, rules)["X-Content-Type-Options"] == "nosniff"
    _expect(rules, "/", "Cache-Control", "public, max-age=60, must-revalidate")
    _expect(rules, "/incidents/2026-03-02-cards/", "Cache-Control", "public, max-age=60, must-revalidate")
    _expect(rules, "/feed.xml", "Content-Type", "application/rss+xml; charset=utf-8")
    _expect(rules, "/components/search/badge.svg", "Content-Type", "image/svg+xml")
    _expect(rules, "/incidents/2026-03-02-cards/index.md", "Content-Type", "text/markdown; charset=utf-8")
    for shared in (
        "/feed.xml",
        "/badge.svg",
        "/badge.json",
        "/embed.js",
        "/embed.json",
        "/components/search/badge.json",
    ):
        _expect(rules, shared, "Access-Control-Allow-Origin", "*")
    assert "Access-Control-Allow-Origin" not in headers_for("/", rules)
    hashed = [f"/{path}" for path in built.files() if re.search(r"\.[0-9a-f]{8}\.min\.(js|css)$", path)]
    assert hashed
    for path in hashed:
        _expect(rules, path, "Cache-Control", "public, max-age=31536000, immutable")
    assert "frame-ancestors 'none'" in headers_for("/incidents/2026-03-02-cards/", rules)["Content-Security-Policy"]
    assert "frame-ancestors *" in headers_for("/embed/", rules)["Content-Security-Policy"]
    assert max(map(len, built.text("_headers").splitlines())) < 2000  # Cloudflare takes no longer line


def test_the_policy_names_what_pages_carry_but_no_script_of_a_post(site: Site) -> None:
    site.write("site_src/about.md", PAGE)
    site.write("incidents/2026-03-02-cards.md", INCIDENT + '\n<script>evil()</script> <b style="color: blue">x</b>\n')

    policy = headers_for("/about/", rules_of(site.build(as_of=DURING).text("_headers")))["Content-Security-Policy"]

    assert policy.startswith("default-src 'self'; ")
    assert _hash("window.ours = 1") in policy
    assert _hash(".x { color: red }") in policy
    assert _hash('color: red; content: "x"') in policy
    assert _hash("text-align: right;") in policy
    assert _hash("color: blue") in policy
    assert _hash("evil()") not in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy


def test_servers_of_ones_own_get_the_same_rules_below_the_path_of_the_site(site: Site) -> None:
    site.configure("https://status.acme.example/", "https://acme.example/status/")
    site.configure("  - candor\n", "  - candor: {servers: [nginx, caddy]}\n")

    built = site.build()

    rules = rules_of(built.text("_headers"))
    for path in built.files():
        address = f"/{path.removesuffix('index.html')}"
        expected = headers_for(address, rules)
        assert _from_nginx(built, f"/status{address}") == {n: v for n, v in expected.items() if n != "Content-Type"}
        assert _from_caddy(built, f"/status{address}") == expected


def test_the_handbook_shows_rules_as_they_are(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)
    page = (Path(__file__).parents[2] / "site_src/handbook/hosting.md").read_text("utf-8")
    shown = re.search(r'title="_headers, in part"\n(.*?)```', page, re.DOTALL)
    assert shown

    rules = {rule.path: rule.headers for rule in rules_of(site.build(as_of=DURING).text("_headers"))}

    for rule in rules_of(shown[1]):
        assert list(rule.headers) == list(rules[rule.path])
        for name, value in rule.headers.items():
            assert rules[rule.path][name].startswith(value.removesuffix("...")), name
    assert f"servers: [{', '.join(reversed(SERVERS))}]" in page


def test_a_file_of_the_owner_takes_the_place_of_ours(site: Site) -> None:
    names = ("_headers", "robots.txt", "llms.txt")
    for name in names:
        site.write(f"site_src/{name}", "mine\n")

    built = site.build("--strict")

    assert [built.text(name) for name in names] == ["mine\n"] * 3


def test_robots_find_the_site_map_unless_the_owner_wants_no_page_listed(site: Site) -> None:
    site.write("incidents/2026-03-02-cards.md", INCIDENT)

    listed = site.build(as_of=DURING)
    site.configure("  - candor\n", "  - candor: {noindex: true}\n")
    hidden = site.build(as_of=DURING, into="hidden")

    assert "Sitemap: https://status.acme.example/sitemap.xml\n" in listed.text("robots.txt")
    assert not listed.page("index.html").select("meta[name=robots]")
    assert "Sitemap" not in hidden.text("robots.txt")
    assert "<url>" not in hidden.text("sitemap.xml")
    assert "X-Robots-Tag: noindex" in hidden.text("_headers")
    for path in ("index.html", "incidents/2026-03-02-cards/index.html", "community/pay-by-transfer/index.html"):
        assert hidden.page(path).select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]


@given(st.text(alphabet=st.characters(exclude_characters="<\r", exclude_categories=["Cs"])).filter(str.strip))
def test_a_script_of_any_words_is_named_by_its_hash_and_data_is_not(text: str) -> None:
    inline = Inline()

    inline.read(f'<p title="a > b"><SCRIPT data-x="a>b">{text}</SCRIPT ><script src="x.js">{text}y</script>')
    inline.read(f'<script type="application/ld+json">{text}z</script>')

    assert inline.scripts == [_hash(text)]


def _expect(rules: tuple[Rule, ...], address: str, name: str, value: str) -> None:
    assert headers_for(address, rules).get(name) == value, (address, name)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _from_nginx(built: Built, address: str) -> dict[str, str]:
    """Return the headers that nginx adds: for each, what the first line that fits in its map says."""
    found = {}
    for variable, lines in re.findall(r"map \$uri (\S+) \{\n(.*?)\n\}", built.text("_nginx/http.conf"), re.DOTALL):
        name = re.search(rf"add_header (\S+) {re.escape(variable)} always;", built.text("_nginx/server.conf"))
        assert name
        for pattern, value in re.findall(r'"~(.*)" "(.*)";', lines):
            if re.match(pattern, address):
                found[name[1]] = value
                break
    return found


def _from_caddy(built: Built, address: str) -> dict[str, str]:
    """Return the headers that Caddy sets: what all matchers that fit say, the last for each."""
    text = built.text("_caddy/headers.caddy")
    blocks = re.findall(r"path_regexp `([^`]*)`\nheader \S+ \{\n(.*?)\n\}", text, re.DOTALL)
    fitting = [lines for pattern, lines in blocks if re.match(pattern, address)]
    return {name: value for lines in fitting for name, value in re.findall(r"^    (\S+) `(.*)`$", lines, re.MULTILINE)}


def test_what_is_of_a_thousand_posts_is_looked_at_once_for_each_kind() -> None:
    of_posts = [(f"incidents/{id_}/index.html", f"incidents/{id_}/feed.xml", f"api/posts/{id_}.json") for id_ in "ab"]
    of_files = [(f"incidents/{id_}.html", f"incidents/{id_}/feed.xml") for id_ in "cd"]
    of_one = ("reports/a/index.html", "reports/a/index.md")

    found = list(one_of_each_kind([*of_posts, *of_files, of_one]))

    assert found == [*of_posts[0], *of_files[0], *of_one]

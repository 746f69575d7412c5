"""HTTP headers, for hosts that take them from a file: how long to keep what, who may read it, what a page may load.

No header of a path comes from two rules. Hosts disagree about what happens then: one takes the last, another joins both
with a comma, which makes a policy stricter and a cache time wrong.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.inline import Inline
from mkdocs_candor.publish.links import EMBED_PAGE

HEADERS = "_headers"
SERVERS = ("caddy", "nginx")

BRIEFLY = "public, max-age=60, must-revalidate"
FOREVER = "public, max-age=31536000, immutable"

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_SHARED = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
STAFF_FOLDER = "admin"
_STAFF_FILE = f"{STAFF_FOLDER}/config.yml"
# An editor in the browser talks with the Git host, wherever that is; it is staff's page, and no public one links to it.
_STAFF = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob: https:; font-src 'self' https:; connect-src 'self' data: blob: https:; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
)
_FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"

# By how a path ends; the first that fits.
_TYPES = {
    "sitemap.xml": "",
    ".schema.json": "application/schema+json",
    "feed.json": "application/feed+json",
    "digest.json": "application/feed+json",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".xml": "application/rss+xml; charset=utf-8",
    ".json": "application/json",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".js": "text/javascript; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_TYPED = tuple(end for end, kind in _TYPES.items() if kind)
_UNTYPED = tuple(end for end, kind in _TYPES.items() if not kind)
_NOT_PAGES = (EMBED_PAGE, "../")
_HASHED = re.compile(r"^assets/.*\.[0-9a-f]{8,}\.(?:min\.)?(?:js|css)$")


@frozen
class Rule:
    """Headers for the addresses that `path` fits: from "/", `*` at its end for anything, `:name` for one part."""

    path: str
    headers: Mapping[str, str]

    @property
    def pattern(self) -> str:
        """Return a regular expression for the whole address."""
        parts = re.split(r"(\*|:[a-z]+)", self.path)
        return "^" + "".join({"*": ".*"}.get(p, "[^/]+" if p.startswith(":") else re.escape(p)) for p in parts) + "$"


def artifacts(
    ours: Iterable[str],
    theirs: Iterable[str],
    inline: Inline,
    servers: Iterable[str],
    base: str = "/",
    *,
    noindex: bool = False,
) -> Iterator[Artifact]:
    """Yield `_headers` (Netlify, Cloudflare Pages and others), and what the owner's own servers include.

    `ours` are the paths of what we wrote, `theirs` those of the engine and the owner. `base` is the site's own path.
    """
    found = rules(ours, theirs, inline, noindex=noindex)
    yield Artifact(HEADERS, for_hosts(found), is_yielding=True)
    for server in servers:
        yield from _FOR_SERVERS[server](found, base)


def one_of_each_kind(groups: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield what headers have to know of groups of paths: those of one group of all that differ by a name alone.

    A group is a page and what goes with it, in a folder of its name or as a file of it. A long history has tens of
    thousands of files, and a dozen kinds of groups.
    """
    known = set()
    for paths in groups:
        name = paths[0].removesuffix("index.html").rstrip("/").removesuffix(".html").rpartition("/")[2]
        kind = "\n".join(paths).replace(f"/{name}/", "/*/").replace(f"/{name}.", "/*.")
        if kind not in known:
            known.add(kind)
            yield from paths


@frozen
class _Kinds:
    """What there is of files: pages at the root, folders with pages and with data, data at the root and deeper."""

    pages: frozenset[str]
    folders_of_pages: frozenset[str]
    folders_of_data: frozenset[str]
    data: tuple[str, ...]
    deep: tuple[str, ...]
    has_api: bool


def rules(ours: Iterable[str], theirs: Iterable[str], inline: Inline, *, noindex: bool = False) -> list[Rule]:
    """Return all rules. Those of different headers overlap; those of one header never do."""
    theirs = {*theirs, "404.html"}
    kinds, others = _kinds(frozenset(ours)), _kinds(frozenset(theirs))
    with_pages = kinds.folders_of_pages | others.folders_of_pages
    folders = with_pages | kinds.folders_of_data
    shown = {"Cache-Control": BRIEFLY, "Content-Security-Policy": policy(inline)}
    found = [Rule("/*", {**_EVERYWHERE, "X-Robots-Tag": "noindex"} if noindex else _EVERYWHERE), Rule("/", shown)]
    found += [Rule(f"/{quote(path)}", shown) for path in sorted(kinds.pages | others.pages)]
    for folder in sorted(folders - {EMBED_PAGE.rstrip("/")}):
        headers = shown if folder in with_pages else {"Cache-Control": BRIEFLY}
        if folder == STAFF_FOLDER and _STAFF_FILE in theirs:
            headers = {"Cache-Control": BRIEFLY, "Content-Security-Policy": _STAFF}
        found.append(Rule(f"/{quote(folder)}/*", headers))
    found.append(Rule(f"/{EMBED_PAGE}*", {"Cache-Control": BRIEFLY, "Content-Security-Policy": _FRAMED}))
    found += [Rule(f"/{quote(path)}", {"Cache-Control": BRIEFLY, **_of(path)}) for path in kinds.data]
    deep = {_generalised(path): _of(path) for path in kinds.deep}
    found += [Rule(pattern, headers) for pattern, headers in sorted(deep.items())]
    if kinds.has_api:
        found.append(Rule("/api/*", {"Content-Type": _TYPES[".json"], **_SHARED}))
    found += [Rule(f"/{quote(path)}", {"Cache-Control": FOREVER}) for path in sorted(theirs) if _HASHED.match(path)]
    return found


def _kinds(paths: frozenset[str]) -> _Kinds:
    pages = [path for path in paths if path.endswith(".html") and not path.startswith(_NOT_PAGES)]
    data = [path for path in paths if path.endswith(_TYPED) and not path.endswith(_UNTYPED)]
    deep_data = [path for path in data if "/" in path and not path.startswith("../")]
    deep = (path for path in deep_data if not path.startswith("api/"))
    return _Kinds(
        pages=frozenset(path for path in pages if "/" not in path),
        folders_of_pages=frozenset(path.partition("/")[0] for path in pages if "/" in path),
        folders_of_data=frozenset(path.partition("/")[0] for path in deep_data),
        data=tuple(sorted(path for path in data if "/" not in path)),
        deep=tuple({(path.count("/"), path.rpartition("/")[2]): path for path in deep}.values()),
        has_api=any(path.startswith("api/") for path in deep_data),
    )


def policy(inline: Inline) -> str:
    """Return the content security policy of all pages: only what this site serves, and what its pages carry."""
    scripts = " ".join(("'self'", *inline.scripts))
    styles = " ".join(("'self'", *inline.styles))
    parts = ["default-src 'self'", f"script-src {scripts}", f"style-src {styles}", "img-src 'self' data:"]
    if inline.attributes:
        parts.insert(3, " ".join(("style-src-attr 'unsafe-hashes'", *inline.attributes)))
    return "; ".join([*parts, "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"])


def headers_for(address: str, found: Iterable[Rule]) -> dict[str, str]:
    """Return the headers of an address, as a host that reads all rules would send them."""
    return {name: value for rule in found if re.match(rule.pattern, address) for name, value in rule.headers.items()}


def for_hosts(found: Iterable[Rule]) -> str:
    """Return the rules as Netlify and Cloudflare Pages read them."""
    return "\n".join(
        "\n".join((rule.path, *(f"  {name}: {value}" for name, value in rule.headers.items()), "")) for rule in found
    )


def for_nginx(found: list[Rule], base: str = "/") -> Iterator[Artifact]:
    """Yield the rules for nginx: maps, for its `http` block, and headers, for a `server` block."""
    maps, added = ["# Include within http."], ["# Include within server."]
    for name in sorted({name for rule in found for name in rule.headers} - {"Content-Type"}):
        variable = "$candor_" + name.lower().replace("-", "_")
        lines = [f'    "~{_based(rule, base)}" "{rule.headers[name]}";' for rule in found if name in rule.headers]
        maps += [f"map $uri {variable} {{", '    default "";', *lines, "}"]
        added.append(f"add_header {name} {variable} always;")
    for rule in found:
        if kind := rule.headers.get("Content-Type"):
            added.append(f'location ~ "{_based(rule, base)}" {{ types {{ }} default_type "{kind}"; }}')
    yield Artifact("_nginx/http.conf", "\n".join(maps) + "\n")
    yield Artifact("_nginx/server.conf", "\n".join(added) + "\n")


def for_caddy(found: list[Rule], base: str = "/") -> Iterator[Artifact]:
    """Yield the rules for Caddy, for a site's block."""
    lines = ["# Import within the site's block."]
    for number, rule in enumerate(found):
        lines.append(f"@candor{number} path_regexp `{_based(rule, base)}`")
        lines.append(f"header @candor{number} {{")
        lines += [f"    {name} `{value}`" for name, value in rule.headers.items()]
        lines.append("}")
    yield Artifact("_caddy/headers.caddy", "\n".join(lines) + "\n")


_FOR_SERVERS: dict[str, Callable[[list[Rule], str], Iterator[Artifact]]] = {"nginx": for_nginx, "caddy": for_caddy}


def _based(rule: Rule, base: str) -> str:
    return f"^{re.escape(base.rstrip('/'))}{rule.pattern.removeprefix('^')}"


def _generalised(path: str) -> str:
    """Return a pattern for all files of this name at this depth: a site may have thousands of them."""
    folders = "".join(f"/:{name}" for name, _ in zip("abcdefgh", path.split("/")[:-1], strict=False))
    return f"{folders}/{posixpath.basename(path)}"


def _type(path: str) -> str:
    return next((kind for end, kind in _TYPES.items() if path.endswith(end)), "")


def _of(path: str) -> dict[str, str]:
    headers = {"Content-Type": _type(path)}
    return headers if path.endswith(".txt") else {**headers, **_SHARED}

"""The only speller of addresses: where everything lives, with or without directory addresses, absolute or not.

Addresses are paths from the site's root. HTML is written once and used at several depths (page, home, feed), so links
in it begin with `ROOT`; whoever places the HTML calls `placed` with the way back to the root, or the site's address.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import Audience, PostType
from mkdocs_candor.model.resource import Power

ROOT = "candor-root:"

EMBED_SCRIPT, EMBED_STATE = "embed.js", "embed.json"
EMBED_PAGE, EMBED_STYLE = "embed/", "embed/embed.css"
NOTHING_FOUND = "search/nothing.json"

SECTIONS = {
    PostType.INCIDENT: "incidents",
    PostType.MAINTENANCE: "incidents",
    PostType.ANNOUNCEMENT: "announcements",
    PostType.APOLOGY: "apologies",
    PostType.REPORT: "reports",
}


_PLAIN = re.compile("[A-Za-z0-9/_.~-]*")


@lru_cache(maxsize=32_768)  # a long history has so many addresses, and each stands in several files
def quoted(text: str) -> str:
    """Return `text` percent-encoded, but "/"."""
    return text if _PLAIN.fullmatch(text) else quote(text)


def placed(html: str, root: str) -> str:
    """Return `html` with its links made relative to `root`: "../../", "./" or "https://status.example.org/"."""
    return str.replace(html, ROOT, root)  # of `Markup`, Python's own is slower: it looks for something to escape


@frozen
class Links:
    """Addresses from the site's root, not yet percent-encoded. `site_url` ends with "/", or is empty.

    `translated` are the posts that have a page in `lang`: their addresses are those of these pages.
    """

    site_url: str = ""
    directory_urls: bool = True
    lang: str = ""
    translated: frozenset[str] = frozenset()

    def page(self, path: str) -> str:
        """Return the address of a page named without ending: "history/2026" → "history/2026/"."""
        return f"{path}/" if self.directory_urls else f"{path}.html"

    def index(self, section: str) -> str:
        return f"{section}/" if self.directory_urls else f"{section}/index.html"

    @property
    def home(self) -> str:
        return "" if self.directory_urls else "index.html"

    def post(self, type_: PostType, id_: str) -> str:
        if id_ in self.translated:
            return self.translation(self.lang, type_, id_)
        return self.original(type_, id_)

    def original(self, type_: PostType, id_: str) -> str:
        """Return the address of a post in the language that it was written in."""
        return self.page(f"{SECTIONS[type_]}/{id_}")

    def translation(self, lang: str, type_: PostType, id_: str) -> str:
        return self.page(f"{lang}/{SECTIONS[type_]}/{id_}")

    def component(self, id_: str) -> str:
        return self.page(f"components/{id_}")

    def power(self, power: Power) -> str:
        return self.page(f"community/{power.replace(' ', '-')}")

    def year(self, year: int) -> str:
        return self.page(f"history/{year}")

    def next_updates(self, year: int) -> str:
        """Return the address of what became of the next updates that the incidents of a year promised."""
        return self.page(f"promises/{year}")

    def attachment(self, type_: PostType, id_: str, name: str) -> str:
        """Return where a file beside a post is published."""
        return f"{SECTIONS[type_]}/{id_}/{name}"

    def twin(self, type_: PostType, id_: str) -> str:
        """Return where a post's twin in Markdown is published."""
        return f"{self._beside(type_, id_)}/index.md"

    def card(self, type_: PostType, id_: str) -> str:
        """Return where the picture for previews of a post is published."""
        return f"{self._beside(type_, id_)}/card.png"

    def _beside(self, type_: PostType, id_: str) -> str:
        """Return the folder of what is made from a post's words."""
        lang = f"{self.lang}/" if id_ in self.translated else ""
        return f"{lang}{SECTIONS[type_]}/{id_}"

    def shared_card(self, name: str) -> str:
        return f"assets/candor/cards/{name}.png"

    def badge(self, component: str = "") -> str:
        """Return where the badge of a component, or of the whole page, is published."""
        return f"components/{component}/badge.svg" if component else "badge.svg"

    def badge_data(self, component: str = "") -> str:
        return f"components/{component}/badge.json" if component else "badge.json"

    def calendar(self, component: str = "") -> str:
        """Return where the calendar of all planned work, or of one component's, is published."""
        return f"components/{component}/maintenance.ics" if component else "maintenance.ics"

    @property
    def promise_calendar(self) -> str:
        return "promises/promises.ics"

    def window(self, id_: str) -> str:
        """Return where the calendar file of one maintenance is published."""
        return f"{SECTIONS[PostType.MAINTENANCE]}/{id_}/maintenance.ics"

    def webcal(self, path: str) -> str:
        """Return the address at which calendar programs subscribe to `path`; empty without a `site_url`."""
        return f"webcal://{self.absolute(path).partition('://')[2]}" if self.site_url else ""

    def statuspage(self, name: str) -> str:
        """Return where a file of Statuspage's public API is published: "summary", "incidents/unresolved"."""
        return f"api/v2/{name}.json"

    def api(self, name: str) -> str:
        """Return where a file of our own API is published: "status", "posts/<id>"."""
        return f"api/candor/v1/{name}.json"

    def api_schema(self, name: str) -> str:
        return f"api/candor/v1/{name}.schema.json"

    def feed(self, name: str, folder: str = "") -> str:
        """Return the address of a feed: `name` is "feed.xml", "digest.json" ..., `folder` that of its subject."""
        if folder or not self.lang:
            return f"{folder}/{name}" if folder else name
        return f"{self.lang}/{name}"

    def post_folder(self, type_: PostType, id_: str) -> str:
        """Return the folder of what belongs to a post beside its page, without "/" at its end."""
        return f"{SECTIONS[type_]}/{id_}"

    def component_folder(self, id_: str) -> str:
        return f"components/{id_}"

    def group_folder(self, id_: str) -> str:
        return f"groups/{id_}"

    def audience_folder(self, audience: Audience) -> str:
        return str(audience)

    def update_anchor(self, id_: str) -> str:
        return f"update-{id_}"

    def question_anchor(self, id_: str) -> str:
        return f"question-{id_}"

    def promise_anchor(self, id_: str) -> str:
        return f"promise-{id_}"

    def slip_anchor(self, promise: str, on: datetime) -> str:
        """Return the place where the promises page tells that a promise was put off, which we told `on` a day."""
        return f"{self.promise_anchor(promise)}-slipped-{on.astimezone(UTC):%Y-%m-%d}"

    def href(self, path: str, fragment: str = "") -> str:
        """Return `path` for an `href`, percent-encoded and marked as from the root."""
        return f"{ROOT}{quoted(path)}" + (f"#{quoted(fragment)}" if fragment else "")

    def absolute(self, path: str, fragment: str = "") -> str:
        return f"{self.site_url}{quoted(path)}" + (f"#{quoted(fragment)}" if fragment else "")

    def file(self, path: str) -> str:
        """Return the file that a web server gives for the address `path`."""
        return f"{path}index.html" if path == "" or path.endswith("/") else path

    def root(self, path: str) -> str:
        """Return the way from the page at `path` back to the root: "../../", or "./" for a page at the root."""
        return "../" * path.count("/") or "./"

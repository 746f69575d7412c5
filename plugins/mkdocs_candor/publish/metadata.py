"""What a page's head says about it: OpenGraph and Twitter tags for previews of links, the Markdown twin, schema.org.

Chats keep a preview for as long as they like: so a title says the state, and a description the day it was true on.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape

from babel.core import Locale, UnknownLocaleError, get_global

from mkdocs_candor.derive.facts import ComponentFacts, PostFacts
from mkdocs_candor.publish import cards, schema_org
from mkdocs_candor.publish.badges import shortened
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.frames import ALTERNATE
from mkdocs_candor.publish.links import placed
from mkdocs_candor.publish.states import kind_of, state_of
from mkdocs_candor.publish.templating import iso
from mkdocs_candor.publish.translated import versions

_TITLE, _DESCRIPTION = 200, 300


def of_post(facts: PostFacts, edition: Edition, description: str) -> str:
    """Return the tags of a post's page. Addresses within the site are marked as from the root (`links.ROOT`)."""
    post, links = facts.post, edition.links
    path = links.post(post.type, post.id)
    picture = cards.of_post(facts, edition)
    say = edition.spoken(post.lang).language
    title = f"{state_of(facts, say)}: {post.title}"
    tags = [
        *_preview(edition, title, f"{say.short_day(facts.changed.date())}: {description}", path, post.lang, picture),
        ("og:type", "article"),
        ("article:published_time", iso(facts.published)),
        ("article:modified_time", iso(facts.changed)),
        ("article:section", kind_of(facts, say)),
    ]
    head = _written(tags)
    if has_twin(facts, edition):
        head += f'<link rel="{ALTERNATE}" type="text/markdown" href="{links.href(links.twin(post.type, post.id))}">\n'
    head += _versions(facts, edition)
    return head + schema_org.of_post(facts, edition.spoken(post.lang), description, image=_image(edition, picture))


def _versions(facts: PostFacts, edition: Edition) -> str:
    """Return where search engines find the post in each of its languages; other readers get the original."""
    found = versions(facts, edition)
    named = [*((version.lang, version) for version in found), *(("x-default", version) for version in found[:1])]
    site = edition.links.site_url
    return "".join(
        f'<link rel="{ALTERNATE}" hreflang="{lang}" href="{placed(version.href, site) if site else version.href}">\n'
        for lang, version in named
    )


def of_component(facts: ComponentFacts, edition: Edition) -> str:
    """Return the tags of a component's page."""
    say = edition.language
    words = say.gettext("Retired") if facts.is_retired else say.say(facts.status)
    name = facts.component.name
    about = f"{_as_of(edition)} {facts.component.description}"
    path = edition.links.component(facts.component.id)
    tags = _preview(edition, f"{name}: {words}", about, path)
    return _written([*tags, ("og:type", "website")]) + schema_org.of_component(facts, edition)


def of_page(edition: Edition, path: str, title: str, description: str, lang: str = "") -> str:
    """Return the tags of any other page of the site."""
    description = description or edition.description
    return _written([*_preview(edition, title, description, path, lang), ("og:type", "website")])


def of_home(edition: Edition) -> str:
    """Return the tags of the page that shows the state now."""
    about = " ".join(part for part in (_as_of(edition), edition.note, edition.description) if part)
    tags = _preview(edition, f"{edition.name}: {edition.sentence}", about, edition.links.home)
    return _written([*tags, ("og:type", "website")])


def _as_of(edition: Edition) -> str:
    return edition.language.gettext("As of %(moment)s.", moment=edition.language.moment(edition.now.as_of))


def has_twin(facts: PostFacts, edition: Edition) -> bool:
    """Return whether the post also appears as Markdown: what search shall not list and drafts do not."""
    return not facts.post.noindex and facts.post.id not in edition.drafts


@cache
def og_locale(lang: str) -> str:
    """Return a language as OpenGraph wants it, with a territory: "de" → "de_DE"; without one where none is known."""
    try:
        locale = str(Locale.parse(lang.replace("-", "_"))) if lang != "en" else "en_GB"
    except (UnknownLocaleError, ValueError):
        locale = "en_GB"
    parts = locale.split("_")  # language, script, territory
    if len(parts) == 1:
        parts = str(get_global("likely_subtags").get(parts[0], parts[0])).split("_")
    return parts[0] if len(parts) == 1 else f"{parts[0]}_{parts[-1]}"


def _preview(
    edition: Edition, title: str, description: str, path: str, lang: str = "", picture: cards.Picture | None = None
) -> list[tuple[str, str]]:
    links = edition.links
    tags = [
        ("og:site_name", edition.name),
        ("og:locale", og_locale(lang or edition.lang)),
        ("og:title", shortened(title, _TITLE)),
    ]
    if description := shortened(description, _DESCRIPTION):
        tags.append(("og:description", description))
    if links.site_url:
        tags.append(("og:url", links.absolute(path)))
    picture = picture or cards.of_site(edition)
    image = _image(edition, picture)
    if not image:
        return [*tags, ("twitter:card", "summary")]
    return [
        *tags,
        ("og:image", image),
        ("og:image:type", "image/png"),
        ("og:image:width", str(cards.WIDTH)),
        ("og:image:height", str(cards.HEIGHT)),
        ("og:image:alt", picture.card.alt),
        ("twitter:card", "summary_large_image"),
    ]


def _image(edition: Edition, picture: cards.Picture) -> str:
    """Return the absolute address of a card; empty where there are none."""
    if edition.cards is None:
        return ""
    return f"{edition.links.absolute(picture.path)}?v={picture.version}"


def _written(tags: Iterable[tuple[str, str]]) -> str:
    return "".join(_tag(name, value) for name, value in tags)


@lru_cache(maxsize=64)  # most are of the site, and the same on each page
def _tag(name: str, value: str) -> str:
    return f'<meta {"name" if name.startswith("twitter:") else "property"}="{name}" content="{escape(value)}">\n'

"""What a search tells that finds nothing: how things are, what is open, and where to go on.

Pages of closed posts hold nothing of the moment, so the script of the search asks for this when it is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts
from mkdocs_candor.publish import embed, translated
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.links import NOTHING_FOUND


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield one file for all languages that pages are in, that of the site first."""
    languages = [edition.lang, *translated.languages(edition)]
    content = {lang: _told(edition, lang) for lang in languages}
    yield Artifact(NOTHING_FOUND, json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")


def _told(edition: Edition, lang: str) -> dict[str, object]:
    """Return what is told on pages in `lang`. Addresses are from the site's root."""
    links, spoken = edition.links, edition.spoken(lang)
    say = spoken.language.gettext
    onward = (
        (links.home, say("Status now")),
        (links.index("history"), say("All history")),
        (links.index("help"), say("Ask a person")),
    )
    return {
        "none": say("Nothing was found with these words."),
        "status": str(edition.now.overall.status),
        "sentence": spoken.sentence,
        "open": [_open(facts, edition, lang) for facts in embed.shown(edition)],
        "onward": [_link(path, text) for path, text in onward],
    }


def _open(facts: IncidentFacts | MaintenanceFacts, edition: Edition, lang: str) -> dict[str, str]:
    links = edition.links
    if lang == edition.lang:
        return _link(links.post(facts.post.type, facts.post.id), facts.post.title, facts.post.lang)
    post = translated.translated(facts, lang, edition.lang).post
    has_page = post.lang == lang and post.original_lang
    path = links.translation(lang, post.type, post.id) if has_page else links.post(post.type, post.id)
    return _link(path, post.title, "" if post.lang == lang else post.lang)


def _link(path: str, text: str, lang: str = "") -> dict[str, str]:
    return {"href": quote(path), "text": text, "lang": lang}

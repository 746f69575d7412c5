"""What other sites put into theirs: a banner made by a script, its data, and a page for a frame without any script.

The banner asks this site for `embed.json` and nobody else, keeps nothing, and shows only while something is open.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from mkdocs_candor.derive.facts import IncidentFacts, MaintenanceFacts
from mkdocs_candor.publish.artifact import Artifact
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.links import EMBED_PAGE, EMBED_SCRIPT, EMBED_STATE, EMBED_STYLE, placed
from mkdocs_candor.publish.pages import lists
from mkdocs_candor.publish.states import COLOURS, state_of, tone_of
from mkdocs_candor.publish.templating import iso

_STATIC = Path(__file__).parent / "static"
# How far ahead a window may start and still be in the data, so that it shows by the clock between two builds.
_AHEAD = timedelta(days=2)


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield the script, its data, the page for frames and that page's style."""
    yield Artifact(EMBED_SCRIPT, (_STATIC / "embed.js").read_text("utf-8"))
    yield Artifact(EMBED_STATE, state(edition))
    yield Artifact(EMBED_STYLE, (_STATIC / "embed.css").read_text("utf-8"))
    found = shown(edition)
    states = {facts.post.id: state_of(facts, edition.language) for facts in found}
    html = edition.render("embed.html", open=found, states=states, style=EMBED_STYLE)
    yield Artifact(f"{EMBED_PAGE}index.html", placed(html, edition.links.root(EMBED_PAGE)))


def shown(edition: Edition) -> list[IncidentFacts | MaintenanceFacts]:
    """Return what a banner tells of: open incidents, worst first, then maintenance that runs. Nothing from drafts."""
    running = lists.windows(edition.now).running
    found: tuple[IncidentFacts | MaintenanceFacts, ...] = (*edition.now.open_incidents, *running)
    return [facts for facts in found if facts.post.id not in edition.drafts]


def state(edition: Edition) -> str:
    """Return what the banner needs to know, as JSON.

    `open` also holds the windows that start soon, with `from`: the reader's clock shows them when they start.
    """
    now, links, say = edition.now, edition.links, edition.language.gettext
    soon = [
        facts
        for facts in lists.windows(now).coming
        if facts.post.id not in edition.drafts and facts.window and facts.window.start <= now.as_of + _AHEAD
    ]
    content = {
        "name": edition.name,
        "lang": edition.lang,
        "url": links.absolute(links.home),
        "as_of": iso(now.as_of),
        "status": str(now.overall.status),
        "words": edition.language.say(now.overall.status),
        "open": [_item(facts, edition) for facts in (*shown(edition), *soon)],
        "say": {"banner": say("News from %(name)s", name=edition.name), "close": say("Close")},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _item(facts: IncidentFacts | MaintenanceFacts, edition: Edition) -> dict[str, object]:
    post, links = facts.post, edition.links
    tone = tone_of(facts)
    item: dict[str, object] = {
        "type": str(post.type),
        "title": post.title,
        "lang": post.lang or edition.lang,
        "state": state_of(facts, edition.language),
        "colour": COLOURS[tone] if tone else "",
        "url": links.absolute(links.post(post.type, post.id)),
        "components": sorted(facts.statuses or dict.fromkeys(post.components)),
    }
    if isinstance(facts, MaintenanceFacts) and not facts.is_running and facts.window:
        item["from"] = iso(facts.window.start)
    return item

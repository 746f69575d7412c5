"""A page for each power that customers have, so that "What can I do?" has an answer before anything breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mkdocs_candor.model.resource import Power
from mkdocs_candor.publish import announced, metadata
from mkdocs_candor.publish.artifact import Page
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.pages import lists
from mkdocs_candor.publish.words import N_

# Where else on the site the power is at hand: a section, and what to do there.
_SECTIONS: Mapping[Power, tuple[tuple[str, str], ...]] = {
    Power.OBSERVE: (("help", N_("Tell a desk what you see")), ("history", N_("Compare with what happened before"))),
    Power.PROTECT: (("maintenance", N_("See which work is planned")), ("subscribe", N_("Hear of it first"))),
    Power.HELP_ONE_ANOTHER: (("questions", N_("See what others ask")),),
    Power.DECIDE: (("history", N_("See how we did")), ("announcements", N_("See what changes"))),
    Power.HOLD_TO_ACCOUNT: (
        ("promises", N_("See what we promised")), ("policy", N_("See what we always promise")),
        ("apologies", N_("Read our apologies")), ("reports", N_("Read what went wrong")),
    ),
}  # fmt: skip


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of every power but those at whose address the owner has a community page."""
    found = dict(lists.resources_by_power(edition.now.resources.values()))
    taken = set(edition.resource_addresses.values())
    for power in Power:
        path = edition.links.power(power)
        if path in taken:
            continue
        say = edition.language
        advice, title = say.advice(power), say.say(power)
        sections = [(section, say.gettext(words)) for section, words in _SECTIONS.get(power, ())]
        resources = found.get(power, [])
        html, worn = edition.render_with_dress(
            "power.html", power=power, advice=advice, found=resources, sections=sections
        )
        yield Page(
            path=path,
            section="community",
            title=title,
            description=advice.meaning,
            html=html,
            worn=worn,
            text="\n".join((f"{advice.meaning} {advice.when}", *(facts.resource.title for facts in resources))),
            lang=edition.lang,
            feeds=announced.site_wide(edition),
            head=metadata.of_page(edition, path, title, advice.meaning),
        )

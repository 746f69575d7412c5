"""schema.org descriptions of pages, as JSON-LD: data for search engines that no browser runs.

An incident is a `LiveBlogPosting`, a maintenance an `Event`, answered questions an `FAQPage`. There is no `QAPage`:
that is for pages on which readers answer, and here only we do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from mkdocs_candor.derive.facts import (
    AnnouncementFacts,
    ApologyFacts,
    ComponentFacts,
    IncidentFacts,
    MaintenanceFacts,
    Phase,
    PostFacts,
    QuestionFacts,
    UpdateFacts,
)
from mkdocs_candor.publish.badges import shortened
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.links import SECTIONS
from mkdocs_candor.publish.prose import plain
from mkdocs_candor.publish.states import state_of
from mkdocs_candor.publish.templating import iso
from mkdocs_candor.publish.words import N_

SECTION_NAMES = {
    "history": N_("History"),
    "announcements": N_("Announcements"),
    "apologies": N_("Apologies"),
    "reports": N_("Reports"),
}

Thing: TypeAlias = dict[str, object]

_HEADLINE = 110
# Inside a script element nothing may look like its end; JSON has another spelling for each of these.
_TO_ESCAPE = ("<", ">", "&", "\u2028", "\u2029")
_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in _TO_ESCAPE})


def of_post(facts: PostFacts, edition: Edition, description: str, image: str = "") -> str:
    """Return the script element that describes a post; empty without a `site_url`, for all addresses are absolute."""
    if not edition.links.site_url:
        return ""
    things = [_post(facts, edition, description, image), _trail(facts, edition)]
    if isinstance(facts, IncidentFacts | MaintenanceFacts):
        answered = [found for found in facts.questions if not found.is_open and found.question.answer]
        if answered:
            address = edition.links.absolute(edition.links.post(facts.post.type, facts.post.id), "questions")
            things.append(_questions(answered, edition, address, facts.post.lang))
    return _element(things)


def of_questions(answered: Iterable[QuestionFacts], edition: Edition) -> str:
    """Return the script element of the page of questions: of those on it that are answered."""
    links = edition.links
    found = [facts for facts in answered if facts.question.answer]
    if not links.site_url or not found:
        return ""
    path = links.index("questions")
    steps = [(edition.name, links.home), ("Questions", path)]
    return _element([_questions(found, edition, links.absolute(path)), _breadcrumbs(steps, edition)])


def of_component(facts: ComponentFacts, edition: Edition) -> str:
    """Return the script element that says where a component's page stands."""
    links = edition.links
    if not links.site_url:
        return ""
    steps = [(edition.name, links.home), (facts.component.name, links.component(facts.component.id))]
    return _element([_breadcrumbs(steps, edition)])


def _element(things: list[Thing]) -> str:
    from pydantic_core import to_json  # takes long to load, and the pages of a site without posts need none of it

    text = to_json({"@context": "https://schema.org", "@graph": things}).decode()
    if any(sign in text for sign in _TO_ESCAPE):
        text = text.translate(_ESCAPES)
    return f'<script type="application/ld+json">{text}</script>\n'


def _post(facts: PostFacts, edition: Edition, description: str, image: str) -> Thing:
    url = _url(facts, edition)
    common: Thing = {"@id": url, "url": url, "description": description}
    if image:
        common["image"] = image
    if isinstance(facts, MaintenanceFacts):
        return {"@type": "Event", **common, **_event(facts, edition)}
    post = facts.post
    thing: Thing = {
        **common,
        "headline": shortened(f"{state_of(facts, edition.language)}: {post.title}", _HEADLINE),
        "inLanguage": post.lang or edition.lang,
        "datePublished": iso(facts.published),
        "dateModified": iso(facts.changed),
        "mainEntityOfPage": url,
        "publisher": _organization(edition),
    }
    if isinstance(facts, IncidentFacts):
        return {"@type": "LiveBlogPosting", **thing, **_live_blog(facts, edition)}
    author = facts.post.author
    thing["author"] = {"@type": "Person", "name": author.name} if author else _organization(edition)
    if author and author.role:
        thing["author"] = {"@type": "Person", "name": author.name, "jobTitle": author.role}
    kind = (
        "NewsArticle"
        if isinstance(facts, AnnouncementFacts)
        else "Article"
        if isinstance(facts, ApologyFacts)
        else "Report"
    )
    return {"@type": kind, **thing}


def _live_blog(facts: IncidentFacts, edition: Edition) -> Thing:
    """Return the course of an incident. The coverage ends with it; while it is open nobody knows when."""
    course: Thing = {"author": _organization(edition), "coverageStartTime": iso(facts.published)}
    if facts.ended and facts.post.is_readable:
        course["coverageEndTime"] = iso(max(facts.ended, facts.published))
    url = _url(facts, edition)
    course["liveBlogUpdate"] = [_update(found, facts, url, edition) for found in facts.updates]
    return course


def _update(found: UpdateFacts, facts: IncidentFacts, page: str, edition: Edition) -> Thing:
    update = found.update
    url = f"{page}#{edition.links.update_anchor(update.id)}"
    told = (edition.text.line(update.impact, facts), edition.text.update(facts, update))
    thing: Thing = {
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "headline": shortened(f"{edition.language.say(update.stage)}: {facts.post.title}", _HEADLINE),
        "datePublished": iso(update.at),
        "articleBody": " ".join(filter(None, map(plain, told))),
    }
    if update.edits:
        thing["dateModified"] = iso(max(edit.at for edit in update.edits))
    if update.by:
        thing["author"] = {"@type": "Person", "name": plain(edition.text.line(update.by, facts))}
    return thing


def _event(facts: MaintenanceFacts, edition: Edition) -> Thing:
    home = edition.links.absolute(edition.links.home)
    status = "EventScheduled"
    if facts.phase is Phase.CANCELLED:
        status = "EventCancelled"
    elif facts.moved_from:
        status = "EventRescheduled"
    event: Thing = {
        "name": facts.post.title,
        "inLanguage": facts.post.lang or edition.lang,
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": home},
        "organizer": _organization(edition),
    }
    if facts.window:
        event["startDate"], event["endDate"] = iso(facts.window.start), iso(facts.window.end)
    if facts.moved_from and status == "EventRescheduled":
        event["previousStartDate"] = iso(facts.moved_from[-1].start)
    return event


def _questions(answered: list[QuestionFacts], edition: Edition, address: str, lang: str = "") -> Thing:
    return {
        "@type": "FAQPage",
        "@id": address,
        "inLanguage": lang or edition.lang,
        "mainEntity": [_question(found, edition) for found in answered],
    }


def _question(found: QuestionFacts, edition: Edition) -> Thing:
    links, asked = edition.links, found.question
    facts = edition.now.posts[found.post]
    url = links.absolute(links.post(facts.post.type, facts.post.id), links.question_anchor(asked.id))
    answer: Thing = {"@type": "Answer", "url": url, "text": plain(edition.text.answer(facts, asked))}
    if asked.answered:
        answer["datePublished"] = iso(asked.answered)
    question: Thing = {"@type": "Question", "@id": url, "name": plain(edition.text.line(asked.text, facts))}
    if asked.asked:
        question["datePublished"] = iso(asked.asked)
    return {**question, "acceptedAnswer": answer}


def _trail(facts: PostFacts, edition: Edition) -> Thing:
    """Return the way from home to a post, as the page itself shows it: incidents stand under history."""
    links, post = edition.links, facts.post
    section = SECTIONS[post.type]
    above = "history" if section == "incidents" else section
    return _breadcrumbs(
        [
            (edition.name, links.home),
            (edition.language.gettext(SECTION_NAMES[above]), links.index(above)),
            (post.title, links.post(post.type, post.id)),
        ],
        edition,
    )


def _breadcrumbs(steps: list[tuple[str, str]], edition: Edition) -> Thing:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": edition.links.absolute(path)}
            for position, (name, path) in enumerate(steps, 1)
        ],
    }


def _organization(edition: Edition) -> Thing:
    return {
        "@type": "Organization",
        "name": edition.author or edition.name,
        "url": edition.links.absolute(edition.links.home),
    }


def _url(facts: PostFacts, edition: Edition) -> str:
    return edition.links.absolute(edition.links.post(facts.post.type, facts.post.id))

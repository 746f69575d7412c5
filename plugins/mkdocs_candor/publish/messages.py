"""Messages that a customer only has to complete: to a desk about a post, and with a way around that they found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from mkdocs_candor.derive.facts import DeskFacts, IncidentFacts, MaintenanceFacts, Snapshot
from mkdocs_candor.model.desk import Desk
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.publish.language.language import Language
from mkdocs_candor.publish.links import Links
from mkdocs_candor.publish.prose import plain
from mkdocs_candor.publish.templating import Text

COMMUNITY_DESKS = ("community-desk", "community")

_SLOT = re.compile(r"\{(\w+)\}")


@frozen
class Messages:
    """`inbox` gets a copy of what customers write about a post. `contribute_url` is a form for workarounds.

    The form's address may hold `{reference}`, `{title}`, `{questions}` and `{page}`: the incident's id, a title for an
    issue, what we need to know as text, and a community page to complete for a pull request.
    """

    links: Links
    now: Snapshot
    text: Text
    language: Language
    inbox: str = ""
    contribute_url: str = ""

    def desk_for(self, id_: str) -> DeskFacts | None:
        """Return the desk that a post names; where it names none, the only one there is."""
        desks = self.now.desks
        return desks.get(id_) or (next(iter(desks.values())) if len(desks) == 1 else None)

    def to(self, desk: Desk, post: AnyPost, bring: str = "") -> str:
        """Return a `mailto:` address with what the desk needs: what it is about, what we know, what to add."""
        have = bring or desk.bring
        _ = self.language.gettext
        lines = [
            *self._about(post),
            *self._known(post),
            "",
            _("What you asked me to have ready (%(what)s):", what=have) if have else "",
            "",
            _("What I need:"),
            "",
        ]
        return mail(desk.contact.email, f"{post.title} ({post.id})", lines, self.inbox)

    def follow_up(self, desk: Desk, post: AnyPost) -> str:
        """Return a `mailto:` address that asks the desk to come back: for a name and a day, so for a promise."""
        _ = self.language.gettext
        lines = [
            *self._about(post),
            "",
            _("What I wait for:"),
            "",
            _("By when I need to know:"),
            _("How you reach me:"),
            "",
            _("Please tell me who takes it on, and by what day I hear from you."),
        ]
        subject = _("Please follow up: %(title)s (%(id)s)", title=post.title, id=post.id)
        return mail(desk.contact.email, subject, lines, self.inbox)

    def question(self, desk: Desk) -> str:
        """Return a `mailto:` address for what may be about an open incident, or about none."""
        of_desk = [f for f in self.now.open_incidents if f.post.desk in ("", desk.id)]
        _ = self.language.gettext
        lines = [
            *(_("Is it about this? %(title)s (reference %(id)s)", title=f.post.title, id=f.post.id) for f in of_desk),
            "",
            _("What you asked me to have ready (%(what)s):", what=desk.bring) if desk.bring else "",
            "",
            _("What I need:"),
            "",
        ]
        subject = _("Question to: %(desk)s", desk=desk.name)
        return mail(desk.contact.email, subject, lines, self.inbox if of_desk else "")

    def offer(self, post: AnyPost | None = None) -> str:
        """Return where a customer brings a workaround: the form, else the community desk's mail; empty without both."""
        _ = self.language.gettext
        asked = (
            _("What it gets people to do again:"),
            _("The steps:"),
            _("Who it works for, and who not:"),
            _("What it costs or risks:"),
            _("How to go back:"),
            _("When and how I tested it:"),
            _("May you name me, and how:"),
        )
        about, title = [], _("A workaround")
        if post:
            about = [_("For: %(title)s", title=post.title), _("Reference: %(id)s", id=post.id), self._address(post)]
            title = _("A workaround for %(title)s (%(id)s)", title=post.title, id=post.id)
        questions = [*about, *(f"\n{line}" for line in asked)]
        desk = self._community_desk
        if self.contribute_url:
            return _filled(
                self.contribute_url,
                reference=post.id if post else "",
                title=title,
                questions="\n".join(_tidy(questions)),
                page=page_to_complete(post, desk),
            )
        return mail(desk.contact.email, title, questions, self.inbox) if desk and desk.contact.email else ""

    @property
    def _community_desk(self) -> Desk | None:
        return next((self.now.desks[id_].desk for id_ in COMMUNITY_DESKS if id_ in self.now.desks), None)

    def _about(self, post: AnyPost) -> Iterable[str]:
        _ = self.language.gettext
        about = _("I write about: %(title)s", title=post.title)
        return about, _("Reference: %(id)s", id=post.id), self._address(post)

    def _address(self, post: AnyPost) -> str:
        return self.links.absolute(self.links.post(post.type, post.id)) if self.links.site_url else ""

    def _known(self, post: AnyPost) -> Iterable[str]:
        """Yield what we know already, so that nobody has to explain it once more."""
        if post.passed_on:
            what = plain(self.text.written(post.passed_on, post.source))
            yield self.language.gettext("You have from your colleagues: %(what)s", what=what)
        facts = self.now.posts.get(post.id)
        if not isinstance(facts, IncidentFacts | MaintenanceFacts):
            return
        if isinstance(facts, IncidentFacts):
            began = self.language.moment(facts.started)
            yield self.language.gettext(
                "You know that it began on %(moment)s, and I need not explain it.", moment=began
            )
        ids = facts.post.components if isinstance(facts, MaintenanceFacts) else facts.worst_statuses or facts.statuses
        names = [self.now.components[id_].component.name for id_ in ids if id_ in self.now.components]
        if names:
            yield self.language.gettext("It concerns: %(names)s", names="; ".join(names))


def page_to_complete(post: AnyPost | None, desk: Desk | None) -> str:
    """Return a community page about `post` whose author only has to put true words for ours."""
    components = getattr(post, "components", ())
    lines = [
        "---",
        "title: What it gets people to do again",
        f"components: [{', '.join(components)}]",
        *([f"incidents: [{post.id}]"] if post else []),
        "power: work around",
        "status: untested",
        "works_for: Who it works for, and who not.",
        "cost_and_risk: What it costs or risks.",
        "undo: How to go back.",
        "until: When to stop using it.",
        "credits: [{name: as you want to be named, consent: yes}]",
        *([f"help: {{desk: {desk.id}, bring: what to have at hand}}"] if desk else []),
        "---",
        "",
        "# What it gets people to do again",
        "",
        "1. The first step.",
        "2. How to see that it worked. When and how did you test it?",
        "",
    ]
    return "\n".join(lines)


def _filled(form: str, **values: str) -> str:
    """Return the address of a form with these values in it, percent-encoded."""
    return _SLOT.sub(lambda found: quote(values.get(found[1], found[0]), safe=""), form)


def mail(to: str, subject: str, lines: Iterable[str], copy: str = "") -> str:
    """Return a `mailto:` address (RFC 6068) with a subject, a body of `lines`, and a `copy` to another address."""
    body = "\r\n".join(line.replace("\n", "\r\n") for line in _tidy(lines))
    fields = {"subject": " ".join(subject.split()), "cc": copy, "body": body}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items() if value)
    return f"mailto:{quote(to, safe='@')}?{query}"


def _tidy(lines: Iterable[str]) -> list[str]:
    """Return `lines` without an empty one after another."""
    found: list[str] = []
    for line in lines:
        if line or (found and found[-1]):
            found.append(line)
    return found

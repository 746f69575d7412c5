"""CR401 to CR410: community pages, and how incidents use them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.rule import Hit, Place, structure
from mkdocs_candor.model.post import Incident
from mkdocs_candor.model.resource import TEST_LASTS, Consent, Power, Resource, Trust

E, W, H = Level.ERROR, Level.WARNING, Level.HINT

HELP_AFTER = timedelta(hours=2)

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_DANGEROUS = re.compile(
    r"(?P<pipe>\b(?:curl|wget)\b[^\n|]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b)|(?P<tls>(?:curl|wget)[^\n]*\s(?:-k|--insecure|--no-check-certificate)\b|verify\s*=\s*False|"
    r"NODE_TLS_REJECT_UNAUTHORIZED\s*=\s*[\"']?0|StrictHostKeyChecking[ =]no)|(?P<open>chmod\s+(?:-R\s+)?0?777\b)|"
    r"(?P<token>(?:send|paste|post|share|give)\b[^.\n]{0,40}\b(?:your|the)\s+(?:\w+\s+)?"
    r"(?:password|token|private key|secret)\b)",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(r"\b(?:do not|don't|never|no one|nobody|kein|nicht|nunca|no)\b", re.IGNORECASE)
_HOSTS = re.compile(r"/etc/hosts\b|\bhosts file\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:remove|delete|undo|take .{1,20} out|comment .{1,10} out|entfernen|löschen|quit\w+|borr\w+)\b", re.IGNORECASE
)
_DANGERS = {
    "pipe": "a script from the network goes straight into a shell",
    "tls": "the check of certificates is switched off",
    "open": "everybody may write",
    "token": "a secret is handed over",
}


@structure(
    "CR401", "unattached", E, on="resource",
    flags="A community page that names no component and no incident.",
    why="People find it where they look when something fails: on the incident and on the component.",
    hears="[Nothing: nobody comes here.]",
    question="Which component does it help with?",
    pattern="components: [webmail]",
    source="F",
    bad="components: []",
    good="components: [search]",
)  # fmt: skip
def unattached(case: Case) -> Iterator[Hit]:
    if isinstance(case.post, Resource) and not case.post.components and not case.post.incidents:
        yield Hit("it belongs to no component and no incident", Place(key="components"))


@structure(
    "CR402", "unverified-or-stale", W, on="resource",
    flags=f"No `works_for`; said to be tested, and no day or no name; tested more than {TEST_LASTS.days} days ago.",
    why="Advice that no longer works costs people the hour that they do not have.",
    hears="I tried it, and it made things worse.",
    question="Who tried it, when, and for whom does it work?",
    pattern="tested_on: [date], tested_by: [name], works_for: [who, and who not]",
    source="us",
    bad="tested_on: 2026-01-05",
    good="tested_on: 2026-10-05",
)  # fmt: skip
def stale(case: Case) -> Iterator[Hit]:
    resource = case.post
    if not isinstance(resource, Resource):
        return
    missing = [] if resource.works_for else ["works_for"]
    if resource.trust is not Trust.UNTESTED:
        missing += [
            name for name, value in (("tested_on", resource.tested_on), ("tested_by", resource.tested_by)) if not value
        ]
    if missing:
        yield Hit(f"it does not say {', '.join(missing)}", Place(key="status"))
    if resource.tested_on and resource.is_stale(case.as_of.date()):
        age = case.as_of.date() - resource.tested_on
        yield Hit(f"last tested {age.days} days ago", Place(key="tested_on"))


@structure(
    "CR403", "no-credit", W, on="resource",
    flags="Community-tested, and nobody is thanked; an e-mail address in a credit; the name of somebody who declined.",
    why="A community that is thanked helps again.",
    hears="They took it and said nothing.",
    question="Whose work is it, and how do they want to be named?",
    pattern="credits: [{name: as they want it, consent: yes}]",
    source="F",
    bad="""
        credits: [{name: mila@sundial.example, consent: yes}]
        """,
    good="""
        credits: [{name: Mila of Sundial Books, consent: yes}]
        """,
)  # fmt: skip
def no_credit(case: Case) -> Iterator[Hit]:
    resource = case.post
    if not isinstance(resource, Resource):
        return
    if resource.trust is Trust.COMMUNITY_TESTED and not resource.credits:
        yield Hit("community-tested, and nobody is thanked", Place(key="status"))
    for credit in resource.credits:
        if _MAIL.search(credit.name + credit.link):
            yield Hit("a credit holds an e-mail address", Place(key="credits"))
        if credit.consent is Consent.DECLINED and case.body and credit.name.lower() in case.body.prose.text.lower():
            yield Hit(f"'{credit.name}' declined to be named, and is named in the text", Place(key="credits"))


@structure(
    "CR404", "no-undo", W, on="resource",
    flags="Missing: what it costs or risks, how to go back, when to stop using it.",
    why="A workaround that stays in place is the next outage.",
    hears="And how do I get out of this again?",
    question="What can go wrong, how do people go back, and until when is it good?",
    pattern="cost_and_risk: .. undo: .. until: webmail works again",
    source="F",
    bad="undo: ''",
    good="undo: Choose the search in the header again.",
)  # fmt: skip
def no_undo(case: Case) -> Iterator[Hit]:
    resource = case.post
    if isinstance(resource, Resource):
        fields = (("cost_and_risk", resource.cost_and_risk), ("undo", resource.undo), ("until", resource.until))
        missing = [name for name, value in fields if not value]
        if missing:
            yield Hit(f"it does not say {', '.join(missing)}", Place(key="undo"))


@structure(
    "CR405", "sales-talk", H, on="resource",
    flags=(
        "An alternative without something better or something worse; a page of other providers without the way out; "
        "praise of ourselves."
    ),
    why="They already suggest other hosts to one another. An honest table keeps more of them than a silent one.",
    hears="This is an advertisement.",
    question="What does the other do better? And how do people take their data along?",
    pattern="alternatives: [{name: .., better: .., worse: ..}]",
    source="F",
    bad="alternatives: [{name: Northlight Search, better: '', worse: Dearer}]",
    good="alternatives: [{name: Northlight Search, better: Finds typing errors, worse: Dearer}]",
)  # fmt: skip
def sales_talk(case: Case) -> Iterator[Hit]:
    resource = case.post
    if not isinstance(resource, Resource):
        return
    for other in resource.alternatives:
        if not other.better or not other.worse:
            yield Hit(
                f"nothing that '{other.name}' does {'better' if not other.better else 'worse'}",
                Place(key="alternatives"),
            )
    text = case.body.prose.text if case.body else ""
    leads_out = re.search(
        r"export|leave|leaving|take everything|verlassen|mitnehmen|export\w+|salir", text, re.IGNORECASE
    )
    if resource.alternatives and resource.power in {Power.SUBSTITUTE, Power.DECIDE} and text and not leads_out:
        yield Hit("other providers, and no link to the way out", Place(key="alternatives"))
    patterns = case.pack.rules.get("AP112") if case.pack else None
    if patterns and case.body:
        for sentence in case.body.prose.sentences:
            found = next((m for p in patterns.flags if (m := p.search(sentence.text))), None)
            if found and not case.has("negative_change", sentence.text):
                yield Hit(found[0], Place(case.body, sentence.start + found.start(), len(found[0])))
                return


@structure(
    "CR406", "nowhere-to-go", E, on="resource",
    flags="A community page without a desk that helps (error), or without what to bring there (warning).",
    why="Help although it is not your job: every page says where to go.",
    hears="I am stuck, and alone.",
    question="Who helps when it does not work, and what should people have at hand?",
    pattern="help: {desk: mail-desk, bring: the address of the mailbox}",
    source="W",
    bad="help: {bring: your order number}",
    good="help: {desk: help-desk, bring: your order number}",
)  # fmt: skip
def nowhere_to_go(case: Case) -> Iterator[Hit]:
    resource = case.post
    if not isinstance(resource, Resource):
        return
    desk = case.archive.desks.get(resource.desk)
    if not resource.desk:
        yield Hit("'help' names no desk", Place(key="help"))
    elif not resource.bring and not (desk and desk.bring):
        yield Hit("nobody says what to bring", Place(key="help"), W)


@structure(
    "CR407", "no-help-during-incident", H, on="incident",
    flags=(
        "A major or critical incident that has been open for two hours, with no resource linked and no 'nothing; "
        "wait'."
    ),
    why="'Sit tight' leaves people powerless. Something is nearly always theirs to do.",
    hears="There is nothing that I can do.",
    question="Can they observe, work around, protect, substitute, help one another, decide? Which page says how?",
    pattern="resources: [pay-by-transfer]; or, in the newest update: Do now: Nothing; wait.",
    source="F",
    bad="""
        started: 2026-11-20 09:00 UTC
        components: {checkout: partial_outage}

        ## 2026-11-20 09:10 UTC — Investigating
        Impact: You cannot pay by card.
        Next update: 2026-11-20 13:00 UTC
        """,
    good="""
        started: 2026-11-20 09:00 UTC
        components: {checkout: partial_outage}

        ## 2026-11-20 09:10 UTC — Investigating
        Impact: You cannot pay by card.
        Do now: Nothing; wait. Your basket is kept.
        Next update: 2026-11-20 13:00 UTC
        """,
)  # fmt: skip
def no_help(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Incident) or case.is_over or case.is_draft or not case.is_grave or not case.updates:
        return
    if post.started is None or case.as_of - post.started <= HELP_AFTER:
        return
    targets = (post.id, *case.archive.components_of(post))
    is_linked = bool(post.resources) or any(case.archive.resources_for[target] for target in targets)
    advice = next((update.do_now for update in reversed(case.updates) if update.do_now), "")
    if not is_linked and not advice:
        hours = int((case.as_of - post.started) / timedelta(hours=1))
        yield Hit(f"open for {hours} hours, and nothing that people can do is linked", Place(key="resources"))


@structure(
    "CR408", "dangerous", W, on="resource",
    flags=(
        "A script from the network into a shell, certificates unchecked, `chmod 777`, handing over secrets, a hosts "
        "file without 'remove it later'."
    ),
    why="Advice in a crisis is copied without reading.",
    hears="They told me to, and now I am open to everybody.",
    question="Is there a way that is safe when it is copied blindly? If not, how do people close it again?",
    pattern="Download it, look at it, then run it. Afterwards remove [what] again.",
    source="us",
    bad="""
        1. Run `curl https://search.example/fix.sh | sh`.
        """,
    good="""
        1. Download `https://search.example/fix.sh`, read it, and run it.
        """,
)  # fmt: skip
def dangerous(case: Case) -> Iterator[Hit]:
    if not isinstance(case.post, Resource) or case.body is None:
        return
    text = case.body.prose.text
    for match in _DANGEROUS.finditer(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        if not _NOT_SAID.search(text, line_start, match.start()):
            kind = match.lastgroup or ""
            yield Hit(_DANGERS.get(kind, match[0]), Place(case.body, match.start(), len(match[0])))
    hosts = _HOSTS.search(text)
    if hosts and not _LATER.search(text, hosts.end()) and not _LATER.search(case.post.undo):
        yield Hit(
            "the hosts file is changed, and nobody says to change it back",
            Place(case.body, hosts.start(), len(hosts[0])),
        )


@structure(
    "CR410", "promoted-without-thanks", H, on="incident",
    flags="An incident that uses a community page, and names nobody whom the page credits, nor thanks anybody.",
    why="Credit beside the incident, where everybody reads it, is worth more than at the foot of a page.",
    hears="They took it for theirs.",
    question="Who found this, and have you thanked them where it was used?",
    pattern="Mila of Sundial Books found these steps. Thank you.",
    source="F W",
    bad="resources: [tested-by-mila]",
    good="""
        resources: [tested-by-mila]

        ## 2026-11-19 09:10 UTC — Resolved

        Cards have worked again since 09:05 UTC. Mila of Sundial Books found the way round it. Thank you.
        """,
)  # fmt: skip
def without_thanks(case: Case) -> Iterator[Hit]:
    post = case.post
    if not isinstance(post, Incident) or not case.updates:
        return
    text = "\n".join(passage.prose.text for passage in case.passages)
    for id_ in post.resources:
        resource = case.archive.resources.get(id_)
        names = [c.name for c in resource.credits if c.consent is Consent.YES] if resource else []
        if resource and resource.trust is Trust.COMMUNITY_TESTED and names:
            is_thanked = any(name in text for name in names) or case.said("thanks", case.passages)
            if not is_thanked:
                yield Hit(f"'{id_}' is used, and {names[0]} is not named", Place(key="resources"))


RULES = (unattached, stale, no_credit, no_undo, sales_talk, nowhere_to_go, no_help, dangerous, without_thanks)

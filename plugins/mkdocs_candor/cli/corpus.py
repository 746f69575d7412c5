"""A history to measure with: N posts as a real team would have written them, the same on every machine.

About five updates and 300 words a post; most are incidents, some planned work, news, letters and reports. The newest
is not over yet. Words, times and components come from one seeded generator, so that two measurements of N posts measure
the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mkdocs_candor.model.frozen import frozen

AS_OF = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
"""The moment as of which the history is told; the newest post is some hours old then."""

COMPONENTS = ("checkout", "search", "login", "mail", "dns", "storage", "api", "billing")
_BETWEEN = timedelta(hours=7)
_STAGES = ("Investigating", "Identified", "Identified", "Monitoring", "Resolved")
_WORK_STAGES = ("Scheduled", "Scheduled", "In progress", "Verifying", "Completed")
_SEVERITIES = ("minor", "minor", "major", "critical")
_WORDS = (
    *("we", "see", "errors", "when", "people", "open", "the", "page", "and", "look", "into", "the", "cause", "now"),
    *("the", "queue", "grows", "because", "a", "disk", "is", "slow", "and", "workers", "wait", "for", "it"),
    *("customers", "in", "the", "north", "cannot", "log", "in", "since", "then", "mail", "is", "delivered", "late"),
    *("nothing", "is", "lost", "and", "you", "need", "not", "do", "anything", "we", "moved", "the", "load"),
)
# What people write beside plain sentences, once in some updates.
_MARKED = (
    "See [what the supplier writes](https://supplier.example/status) about it.",
    "- Mail sent before noon is delivered.\n- Mail sent after noon waits.\n- Nothing is lost.",
    "The answer is `503 Service Unavailable`, and **retrying helps**.",
    "```\ncurl --retry 3 https://api.example/v1/orders\n```",
    "It's our *own* fault: a limit that nobody knew of.",
)


@frozen(kw_only=True)
class Told:
    """One dated part of a post: a moment, a stage, and Markdown."""

    at: datetime
    stage: str
    text: str


@frozen(kw_only=True)
class Case:
    """A post, whatever its form. `about` is the id of the incident that a letter or a report is about."""

    id: str
    kind: str
    at: datetime
    title: str
    component: str
    severity: str
    told: tuple[Told, ...]
    about: str = ""


def cases(count: int) -> Iterator[Case]:
    """Yield `count` posts, oldest first."""
    chosen = random.Random(7)  # noqa: S311 - the same posts every time
    last_incident = ""
    for number in range(count):
        at = AS_OF - _BETWEEN * (count - number)
        kind = _kind(number, last_incident)
        component = COMPONENTS[number % len(COMPONENTS)]
        stages = (_WORK_STAGES if kind == "maintenance" else _STAGES)[: 4 if number == count - 1 else 5]
        id_ = f"{at:%Y-%m-%d}-{component}-{kind}-{number}"
        yield Case(
            id=id_,
            kind=kind,
            at=at,
            title=f"{component.capitalize()}: {_sentence(chosen)[:-1]}",
            component=component,
            severity=chosen.choice(_SEVERITIES),
            told=tuple(
                Told(at=at + timedelta(minutes=10 + 25 * step), stage=stage, text=_text(chosen))
                for step, stage in enumerate(stages)
            ),
            about=last_incident,
        )
        if kind == "incident":
            last_incident = id_


def write_site(root: Path, count: int, extra: str = "") -> None:
    """Write a whole project of `count` posts into `root`. `extra` is put at the end of its `mkdocs.yml`."""
    (root / "incidents").mkdir(parents=True)
    (root / "site_src").mkdir()
    listed = "".join(f"      - {{id: {c}, name: {c.capitalize()}, since: 2010-01-01}}\n" for c in COMPONENTS)
    _write(root / "incidents/components.yml", f"groups:\n  - id: all\n    name: All\n    components:\n{listed}")
    _write(
        root / "mkdocs.yml",
        "site_name: Bench\nsite_url: https://bench.example/\ndocs_dir: site_src\n"
        f"theme: {{name: material, font: false}}\nplugins: [search, candor]\n{EXTENSIONS}{extra}",
    )
    for case in cases(count):
        folder = root / "incidents" / f"{case.at:%Y}"
        _write(folder / f"{case.id}.md", markdown(case))


def commit(root: Path, number: int = 0) -> None:
    """Change the project in `root` as people do while things are down: an incident begins, the newest gets an update.

    `number` says which commit it is, from 0 to 19: each begins an incident of its own.
    """
    folder = root / "incidents"
    at = AS_OF - timedelta(minutes=20 - number)
    told = Told(at=at, stage="Investigating", text="Mail is delivered late. We look into the cause.")
    begun = Case(
        id=f"{at:%Y-%m-%d}-mail-late-{number}",
        kind="incident",
        at=at,
        title="Mail: it is delivered late",
        component="mail",
        severity="minor",
        told=(told,),
    )
    newest = max(folder.rglob("*-incident-*.md"), key=lambda file: int(file.stem.rpartition("-")[2]), default=None)
    if newest:
        update = _update(Told(at=at, stage="Monitoring", text="Most works again. We watch it."), begun)
        newest.write_bytes(newest.read_bytes() + update.encode())
    _write(folder / f"{at:%Y}" / f"{begun.id}.md", markdown(begun))


EXTENSIONS = """markdown_extensions:
  - admonition
  - attr_list
  - tables
  - toc: {permalink: true}
  - pymdownx.highlight
  - pymdownx.superfences
"""


def markdown(case: Case) -> str:
    """Return a post as its file has it."""
    head = {
        "incident": lambda: (
            f"severity: {case.severity}\ncomponents:\n  {case.component}: partial_outage\nstarted: {_time(case.at)}\n"
        ),
        "maintenance": lambda: (
            f"components: [{case.component}]\nstarts: {_time(case.at + timedelta(minutes=50))}\n"
            f"ends: {_time(case.at + timedelta(minutes=120))}\n"
        ),
        "announcement": lambda: f"date: {_time(case.at)}\ntopic: feature\ncomponents: [{case.component}]\n",
        "apology": lambda: (
            f"incident: [{case.about}]\ndate: {_time(case.at)}\nauthor: {{name: Dana Ortiz, role: director}}\n"
            f"failure: We let {case.component} fail.\nresponsibility: ours\n"
            "impact: {who: everybody, could_not: work, data_loss: none}\n"
            f"repair: none\nrepair_reason: Nothing was lost.\nprevention:\n{_promise(case, 'P1')}"
        ),
        "report": lambda: (
            f"incident: [{case.about}]\ndate: {_time(case.at)}\nauthor: {{name: Dana Ortiz, role: engineer}}\n"
            "causes: [A disk was slow.]\nwent_well: [Nobody lost mail.]\nwent_badly: [We saw it late.]\n"
            f"prevention:\n{_promise(case, 'R1')}"
        ),
    }[case.kind]()
    start = f"---\ntype: {case.kind}\ntitle: '{case.title}'\n{head}---\n"
    if case.kind in {"incident", "maintenance"}:
        return start + "".join(_update(told, case) for told in case.told)
    return start + "\n" + "\n\n".join(told.text for told in case.told) + "\n"


def _update(told: Told, case: Case) -> str:
    return (
        f"\n## {_time(told.at)} — {told.stage}\nImpact: {case.title.partition(': ')[2]}.\n"
        + ("Do now: Wait, or write to us.\n" if told is case.told[0] else "")
        + ("" if told.stage == "Resolved" or case.kind == "maintenance" else "Next update: in 30 min\n")
        + f"By: Dana Ortiz\n\n{told.text}\n"
    )


def _promise(case: Case, id_: str) -> str:
    due = case.at + timedelta(days=30)
    return (
        f"  - id: {id_}\n    action: Watch the disks of {case.component}\n    owner: Noor Haddad\n"
        f"    due: {due:%Y-%m-%d}\n"
        + (
            f"    status: done\n    on: {case.at + timedelta(days=20):%Y-%m-%d}\n    evidence: The chart shows it.\n"
            if due < AS_OF
            else "    status: open\n"
        )
    )


def _kind(number: int, incident: str) -> str:
    if number % 10 == 3:
        return "maintenance"
    if number % 25 == 6:
        return "announcement"
    if number % 40 == 12 and incident:
        return "apology"
    if number % 40 == 14 and incident:
        return "report"
    return "incident"


def _text(chosen: random.Random) -> str:
    paragraphs = [" ".join(_sentence(chosen) for _ in range(3)), " ".join(_sentence(chosen) for _ in range(2))]
    if chosen.random() < 0.2:
        paragraphs.insert(1, chosen.choice(_MARKED))
    return "\n\n".join(paragraphs)


def _sentence(chosen: random.Random) -> str:
    return " ".join(chosen.choices(_WORDS, k=chosen.randint(8, 16))).capitalize() + "."


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())

"""NE601 to NE603: news that hurts, told early and signed, and reports in the time that the policy page promises."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_candor.lint.case import Case
from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.rule import Hit, Place, structure
from mkdocs_candor.model.deadlines import NOTICE_DAYS, REPORT_DUE, UNWELCOME, working_days
from mkdocs_candor.model.post import Announcement, Report

W = Level.WARNING


@structure(
    "NE601", "short-notice", W, on="announcement",
    flags=(
        "News about pricing, a deprecation or a policy that takes effect less than `notice_days` after it is told: "
        f"{NOTICE_DAYS}, unless mkdocs.yml says otherwise."
    ),
    why="Who has to change something, or to leave, needs the time for it.",
    hears="They knew it long before, and left me no way out.",
    question="Can it take effect later? If not, say in the text why, and what you do for those who cannot be ready.",
    pattern="effective: [at least 30 days after date]",
    source="W us",
    bad="effective: 2026-11-10",
    good="effective: 2026-12-10",
    false_positives="What the law sets a day for, or what protects people: waive the rule with that reason.",
)  # fmt: skip
def short_notice(case: Case) -> Iterator[Hit]:
    post, least = case.post, case.archive.settings.notice_days
    if not isinstance(post, Announcement) or post.topic not in UNWELCOME or not post.effective:
        return
    told = post.publish_at or post.date
    if told and (days := (post.effective.date() - told.date()).days) < least:
        seen = f"takes effect {days} days after it is told" if days >= 0 else "takes effect before it is told"
        yield Hit(f"{seen}; {least} is our rule", Place(key="effective"))


@structure(
    "NE602", "unsigned", W, on="announcement",
    flags="News about pricing, a deprecation or a policy that nobody signs.",
    why="Who decides against somebody's wish stands up and says so.",
    hears="Nobody there dares to say it.",
    question="Who decided it, and answers for it?",
    pattern="author: {name: Amara Lindqvist, role: managing director, contact: help-desk}",
    source="W F",
    bad="author: {name: Acme}",
    good="author: {name: Ines Roth, role: managing director, contact: help-desk}",
)  # fmt: skip
def unsigned(case: Case) -> Iterator[Hit]:
    post = case.post
    if isinstance(post, Announcement) and post.topic in UNWELCOME and not (post.author and post.author.role):
        yield Hit("nobody signs it with name and role", Place(key="author" if post.author else "topic"))


@structure(
    "NE603", "late-report", W, on="report",
    flags=(
        "A report later after the end of its incidents than the policy page promises: "
        f"{' or '.join(f'{days} working days ({severity})' for severity, days in REPORT_DUE.items())}, "
        "unless mkdocs.yml says otherwise."
    ),
    why="People wait for the cause, and remember the day that was told.",
    hears="They hoped that I would forget to ask.",
    question="Why only now? Say so in the report.",
    pattern="This report comes [n] days later than we promise, because [why].",
    source="S25 us",
    bad="date: 2026-11-19",
    good="date: 2026-11-10",
)  # fmt: skip
def late_report(case: Case) -> Iterator[Hit]:
    post, due = case.post, case.archive.settings.deadlines.report
    if not isinstance(post, Report) or post.date is None or case.severity not in due:
        return
    ends = [i.updates[-1].at for i in case.archive.incidents_of(post) if i.updates and i.updates[-1].stage.is_final]
    allowed = due[case.severity]
    if ends and (days := working_days(max(ends).date(), post.date.date())) > allowed:
        yield Hit(f"{days} working days after the end; {allowed} is our rule for {case.severity}", Place(key="date"))


RULES = (short_notice, unsigned, late_report)

"""What the policy page promises is what `candor check` holds posts to."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from lint_examples import at, incident, read, update

from conftest import Site
from editions import edition_of
from mkdocs_candor.cli import candor
from mkdocs_candor.lint.finding import Finding, Level
from mkdocs_candor.model.deadlines import APOLOGY_DUE, REPORT_DUE, working_days
from mkdocs_candor.model.post import Announcement, Apology, Author, Incident, Report, Topic, Update
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.status import Severity
from mkdocs_candor.publish.pages.policy import Promised, cadence
from mkdocs_candor.read.deadlines import BadDeadlines, read_deadlines

START = at("2026-11-02 09:00")
SEVERITIES = [s for s in Severity if s is not Severity.NONE]
SIGNED = Author("Ines Roth", "managing director", "help-desk")


@pytest.fixture(scope="module")
def promised(tmp_path_factory: pytest.TempPathFactory) -> dict[Severity, Promised]:
    root = tmp_path_factory.mktemp("policy")
    (root / "incidents").mkdir()
    (root / "incidents/components.yml").write_text("components: []\n")
    return {row.severity: row for row in cadence(edition_of(root)).promised}


def _moment(offset: timedelta) -> str:
    return f"{START + offset:%Y-%m-%d %H:%M}"


def _began(*updates: Update, severity: Severity) -> Incident:
    return replace(incident(*updates, severity=severity), started=START)


def _found(rule: str, *posts: object, **settings: object) -> list[Finding]:
    return [f for f in read(*posts, **settings).findings if f.rule == rule]  # type: ignore[arg-type]


@pytest.mark.parametrize("severity", SEVERITIES)
def test_the_first_notice_that_is_promised_is_the_one_that_is_checked(
    severity: Severity, promised: dict[Severity, Promised]
) -> None:
    within = promised[severity].first_notice
    assert within is not None

    for late, findings in ((timedelta(), 0), (timedelta(minutes=1), 1)):
        first = update(_moment(within + late), "resolved")
        assert len(_found("IU301", _began(first, severity=severity))) == findings


@pytest.mark.parametrize("severity", SEVERITIES)
def test_the_longest_silence_that_is_promised_is_the_one_that_is_checked(
    severity: Severity, promised: dict[Severity, Promised]
) -> None:
    longest = promised[severity].longest_silence
    assert longest is not None

    for more, findings in ((timedelta(), 0), (timedelta(minutes=6), 1)):
        updates = update(_moment(timedelta()), "investigating"), update(_moment(longest + more), "resolved", line=30)
        assert len(_found("IU304", _began(*updates, severity=severity))) == findings


@pytest.mark.parametrize("severity", SEVERITIES)
def test_the_days_of_letters_that_are_promised_are_those_that_are_checked(
    severity: Severity, promised: dict[Severity, Promised]
) -> None:
    assert promised[severity].apology == APOLOGY_DUE.get(severity)
    assert promised[severity].report == REPORT_DUE.get(severity)
    over = _began(update(_moment(timedelta()), "resolved"), severity=severity)
    about = {"title": "x", "incidents": ("post",), "author": SIGNED, "source": Source("incidents/letter.md", 1)}

    for kind, rule, days in (
        (Apology, "AP210", promised[severity].apology),
        (Report, "NE603", promised[severity].report),
    ):
        for later in range(1, 40):
            letter = kind(id="letter", date=START + timedelta(days=later), **about)  # type: ignore[arg-type]
            is_late = days is not None and working_days(START.date(), letter.date.date()) > days
            assert bool(_found(rule, over, letter)) == is_late


def test_what_the_owner_promises_instead_is_on_the_page_and_in_the_checks(site: Site) -> None:
    written = {"critical": {"first_notice_minutes": 5, "apology_days": None}, "maintenance_hours": 24}
    site.configure("  - candor\n", f"  - candor:\n      deadlines: {json.dumps(written)}\n")
    late = _began(update(_moment(timedelta(minutes=6)), "resolved"), severity=Severity.CRITICAL)

    words = site.build("--strict").words("policy/index.html")
    (finding,) = _found("IU301", late, deadlines=read_deadlines(written))

    assert "Critical 5 min 30 min" in words
    assert "2 working days" not in words
    assert finding.level is Level.WARNING
    assert "5 minutes is our rule for critical" in finding.seen


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param([], "'deadlines' holds a severity and its numbers", id="a list"),
        pytest.param({"critcal": {}}, "'deadlines' has no 'critcal'. Did you mean 'critical'?", id="a typo"),
        pytest.param({"major": 5}, "'deadlines: major' holds numbers", id="a number for a severity"),
        pytest.param({"major": {"silence": 5}}, "'deadlines: major' has no 'silence'.", id="an unknown number"),
        pytest.param({"major": {"apology_days": "2 d"}}, "'apology_days' is '2 d'. Write a whole number", id="words"),
    ],
)
def test_deadlines_that_cannot_be_meant_are_refused_with_the_likely_repair(written: object, said: str) -> None:
    with pytest.raises(BadDeadlines, match=re.escape(said)):
        read_deadlines(written)


def test_deadlines_that_cannot_be_meant_stop_the_check_and_the_build(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.configure("  - candor\n", "  - candor: {deadlines: {critcal: {}}}\n")
    monkeypatch.chdir(site.root)

    result, built = CliRunner().invoke(candor, ["check"]), site.build()

    assert result.exit_code == 2
    assert "mkdocs.yml: candor: 'deadlines' has no 'critcal'. Did you mean 'critical'?" in result.output
    assert built.code == 1
    assert "candor: 'deadlines' has no 'critcal'. Did you mean 'critical'?" in built.log


@pytest.mark.parametrize(("days", "least", "findings"), [(30, 30, 0), (29, 30, 1), (45, 60, 1), (0, 0, 0), (-3, 30, 1)])
def test_news_that_hurts_is_told_in_time(days: int, least: int, findings: int) -> None:
    news = Announcement(
        id="news", title="x", date=START, effective=START + timedelta(days=days), topic=Topic.PRICING, author=SIGNED,
        source=Source("incidents/news.md", 1),
    )  # fmt: skip

    assert [f.level for f in _found("NE601", news, notice_days=least)] == [Level.WARNING] * findings


@pytest.mark.parametrize("topic", [Topic.SECURITY, Topic.FEATURE, Topic.GENERAL])
def test_other_news_may_be_told_on_the_day_and_by_nobody(topic: Topic) -> None:
    news = Announcement(
        id="news", title="x", date=START, effective=START, topic=topic, source=Source("incidents/news.md", 1)
    )

    assert not [f for f in read(news).findings if f.rule.startswith("NE")]

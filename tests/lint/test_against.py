"""What was published stays, and what changes in it says so: each rule flags its bad example and passes its good one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from example_site import FILES, write_site
from lint_examples import AS_OF

from mkdocs_candor.lint.against import compared
from mkdocs_candor.lint.catalogue import rules
from mkdocs_candor.lint.finding import Review
from mkdocs_candor.model.history import History
from mkdocs_candor.publish.links import SECTIONS
from mkdocs_candor.read.history import read_history

# The others speak of whole files, which `--against` has tests for.
IN_A_FILE = [rule for rule in rules().values() if rule.needs_another_commit and rule.on in FILES]


def _read(root: Path) -> History:
    return read_history(root, incidents=root / "incidents", pages=root / "site_src").history


def _against(before: Path, now: Path) -> Review:
    history = _read(now)
    withheld = {post.id for post in history.posts if post.draft}
    return compared(_read(before), history, AS_OF, sections=SECTIONS, withheld=withheld)


def _side(example: str, sign: str) -> str:
    """Return what an example has on one side: `-` before, `+` now."""
    return "\n".join(line[2:] for line in example.split("\n") if line[:1] in {"", " ", sign})


@pytest.mark.parametrize("rule", IN_A_FILE, ids=lambda rule: rule.id)
def test_a_rule_about_changes_flags_its_bad_example_and_passes_its_good_one(rule, tmp_path: Path) -> None:
    (example,) = rule.examples
    found = {}
    for name, change in (("bad", example.bad), ("good", example.good)):
        before, now = tmp_path / name / "before", tmp_path / name / "now"
        write_site(before, rule.on, _side(change, "-"))
        write_site(now, rule.on, _side(change, "+"))
        found[name] = {f.rule for f in _against(before, now).findings}

    assert rule.id in found["bad"], "the bad example is let pass"
    assert rule.id not in found["good"]


def test_nothing_changed_is_nothing_found(tmp_path: Path) -> None:
    write_site(tmp_path)

    assert _against(tmp_path, tmp_path) == Review()


def _edited(tmp_path: Path, path: str, *changes: tuple[str, str]) -> Review:
    before, now = tmp_path / "before", tmp_path / "now"
    write_site(before)
    write_site(now)
    file = now / path
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return _against(before, now)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("We do not know the cause.", "We do not\nknow the cause.", id="lines broken anew"),
        pytest.param("We do not know the cause.", "We do not know the cause. <!-- ask Juno -->", id="a comment"),
        pytest.param("09:05 UTC — Inv", "09:05 UTC - Inv", id="another dash"),
        pytest.param("Next update: 09:30 UTC", "Next update: 2026-11-19 09:30 UTC", id="the same time in full"),
        pytest.param("{checkout: partial_outage}", "\n  checkout: partial_outage", id="the same in other YAML"),
    ],
)
def test_what_readers_do_not_see_is_no_edit(tmp_path: Path, old: str, new: str) -> None:
    assert _edited(tmp_path, "incidents/incident.md", (old, new)).findings == ()


def test_a_silent_edit_says_what_stood_there_and_where(tmp_path: Path) -> None:
    change = ("Shops in Europe. Other shops are", "Shops in Europe. Shops elsewhere are")

    (finding,) = _edited(tmp_path, "incidents/incident.md", change).findings

    assert (finding.path, finding.line) == ("incidents/incident.md", 10)
    assert finding.seen == "published with another scope; it said 'Shops in Europe. Other shops are not affected.'"


def test_a_waiver_with_a_reason_excuses_a_change(tmp_path: Path) -> None:
    waiver = ("desk: help-desk", "desk: help-desk\ncheck: {disable: [{rule: IU318, reason: a name of a customer}]}")

    review = _edited(tmp_path, "incidents/incident.md", waiver, ("We do not know the cause.", "We look for it."))

    assert review.findings == ()
    assert [waived.reason for waived in review.waived] == ["a name of a customer"]


def test_a_file_that_cannot_be_read_lost_nothing_yet(tmp_path: Path) -> None:
    broken = _edited(tmp_path, "incidents/apology.md", ("date: 2026-11-04", "date: soon"), ("id: P1,", "id: P2,"))

    assert broken.findings == ()


def test_a_slip_that_was_told_stays(tmp_path: Path) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    slips = "slips: [{on: 2026-11-10, due: 2027-02-01, why: The trial takes longer.}]"
    write_site(before, "apology", f"follow_up: {{date: 2027-01-15, owner: Ines Roth, {slips}}}")
    write_site(now, "apology", "follow_up: {date: 2027-01-15, owner: Ines Roth}")

    (finding,) = _against(before, now).findings

    assert (finding.rule, finding.seen.split(",")[0]) == ("FU508", "follow-up slipped on 2026-11-10")


def test_another_type_has_another_address(tmp_path: Path) -> None:
    write_site(tmp_path)
    now = _read(tmp_path)
    report = next(post for post in now.posts if post.id == "report")
    before = replace(now, posts=tuple(p for p in now.posts if p.id != "apology" and p.id != "report"))
    news = next(post for post in now.posts if post.id == "announcement")
    as_news = replace(news, id="report", source=report.source)

    review = compared(replace(before, posts=(*before.posts, as_news)), now, AS_OF, sections=SECTIONS)

    assert [(f.rule, f.seen) for f in review.findings] == [
        ("PB702", "'report' was published as announcement, and its address changes with its type")
    ]

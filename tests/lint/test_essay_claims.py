"""The essays' claims that the linter answers for; each test is named after its row of the table in the handbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from example_site import APOLOGY, reviewed, write_site
from lint_examples import AS_OF, apology, at, found, incident, post_saying, read, update

from mkdocs_candor.lint.catalogue import rules
from mkdocs_candor.lint.finding import Finding, Level
from mkdocs_candor.lint.pack import load_pack
from mkdocs_candor.lint.passages import Kind
from mkdocs_candor.lint.review import review
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import Responsibility
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.promise import Promise, PromiseKind, PromiseOutcome, Slip
from mkdocs_candor.model.resource import Alternative
from mkdocs_candor.model.status import Severity

Found = Callable[[str, str], list[Finding]]


@pytest.fixture
def found_in(tmp_path: Path) -> Found:
    """Return what the linter says about the small site with a part of a file changed."""

    def run(on: str, part: str) -> list[Finding]:
        write_site(tmp_path, on, part)
        return list(reviewed(tmp_path).findings)

    return run


def _ids(findings: list[Finding]) -> set[str]:
    return {finding.rule for finding in findings}


def test_w1_treat_people_as_you_would_be_treated_each_finding_says_what_the_reader_hears() -> None:
    assert all(rule.hears for rule in rules().values())


def test_w2_do_not_lie_a_letter_that_differs_from_its_incident_is_found(found_in: Found) -> None:
    letter = APOLOGY.partition("\n---\n\n")[2].replace("to 12:00 UTC", "to 11:10 UTC")

    assert "AP214" in _ids(found_in("apology", letter))


def test_w2_do_not_lie_not_knowing_yet_is_legal_with_a_day_by_which_it_is_known() -> None:
    unknown = apology("We do not know yet, and I am sorry.", responsibility=Responsibility.UNKNOWN)
    dated = replace(unknown, known_by=at("2026-12-01 00:00"))

    assert any("known_by" in f.seen for f in read(unknown).findings)
    assert not any("known_by" in f.seen for f in read(dated).findings)


def test_w3_overthinking_paralyses_four_facts_are_a_first_notice_without_an_error() -> None:
    first = update(
        "2026-11-20 11:50",
        "investigating",
        impact="You cannot log in.",
        do_now="Wait.",
        next_update=at("2026-11-20 12:20"),
    )
    sloppy = replace(first, body="Oops, sorry if this hit anyone! An intern broke it!", next_update=None)

    for one in (first, sloppy):
        assert all(f.level is not Level.ERROR for f in read(incident(one)).findings)


def test_w4_help_although_it_is_not_your_job_a_page_without_help_is_an_error(found_in: Found) -> None:
    assert "CR406" in _ids(found_in("resource", "help: {bring: your order number}"))


def test_w6_show_them_where_to_go_an_unknown_desk_is_an_error(found_in: Found) -> None:
    assert "FU507" in _ids(found_in("incident", "desk: upstairs"))


def test_w7_take_them_there_a_bare_contact_support_is_cold() -> None:
    assert found("Please contact support.", Kind.UPDATE, "FU501")


def test_w8_follow_up_afterwards_past_its_day_a_promise_is_an_error_unless_it_slipped_aloud() -> None:
    promise = Promise(
        id="P1", kind=PromiseKind.PREVENTION, what="x", owner="A B", due=at("2026-11-10 00:00"), source=Source("x")
    )
    told = Slip(at("2026-11-09 00:00"), at("2026-12-09 00:00"), "The part is late.")
    slipped = replace(promise, outcome=PromiseOutcome.SLIPPED, slips=(told,))
    done = replace(promise, outcome=PromiseOutcome.DONE)

    states = {p: _ids(list(read(apology("x", prevention=(p,))).findings)) for p in (promise, slipped, done)}

    assert ["AP213" in ids for ids in states.values()] == [True, False, False]


def test_w9_apologise_for_what_is_not_your_fault_a_supplier_leaves_our_own_share_to_say() -> None:
    without = "I am sorry. The outage was caused by our payment provider."
    with_share = f"{without} We had no second one, and that was our choice."

    assert found(without, Kind.APOLOGY, "AP116")
    assert not found(with_share, Kind.APOLOGY, "AP116")
    assert found("The outage was caused by our payment provider.", Kind.APOLOGY, "AP201")


def test_w10_mistakes_were_made_twenty_variants_are_caught_and_twenty_near_misses_are_not() -> None:
    test = load_pack("en").tests["AP101"]

    assert len(test.hits) >= 20
    assert len(test.near) >= 20
    assert all(found(sentence, Kind.APOLOGY, "AP101") for sentence in test.hits)
    assert not any(found(sentence, Kind.APOLOGY, "AP101") for sentence in test.near)


def test_w11_fear_of_liability_a_waiver_needs_its_reason_and_is_shown() -> None:
    without = read(post_saying("Mistakes were made. <!-- check: off AP101 -->", Kind.APOLOGY))
    with_reason = read(
        post_saying("Mistakes were made. <!-- check: off AP101: our lawyer asks for it -->", Kind.APOLOGY)
    )

    assert "LN002" in {f.rule for f in without.findings}
    assert [w.reason for w in with_reason.waived] == ["our lawyer asks for it"]


def test_w12_an_apology_is_a_first_step_and_says_when_it_reports_back(found_in: Found) -> None:
    assert "AP208" in _ids(found_in("apology", "follow_up:"))


@pytest.mark.parametrize(("minutes", "level"), [(9, None), (11, Level.WARNING), (31, Level.ERROR)])
def test_w13_the_longer_bad_news_waits_the_first_notice_has_its_minutes(minutes: int, level: Level | None) -> None:
    told = at("2026-11-20 09:00").replace(minute=minutes)
    first = update(f"{told:%Y-%m-%d %H:%M}", "investigating", impact="You cannot pay.")
    later = update("2026-11-20 09:50", "resolved", "Fixed.", line=30)
    findings = read(incident(first, later, severity=Severity.CRITICAL)).findings

    assert [f.level for f in findings if f.rule == "IU301"] == ([level] if level else [])


def test_w15_write_for_the_silent_majority_first_what_it_did_to_them() -> None:
    us_first = "Our engineers worked around the clock. You could not pay."
    them_first = "You could not pay. Our engineers worked around the clock."

    assert found(us_first, Kind.APOLOGY, "AP119")
    assert not found(them_first, Kind.APOLOGY, "AP119")
    assert "IU305" in {
        f.rule for f in read(incident(update("2026-11-20 11:50", "investigating", "We look into it."))).findings
    }


def test_f1_nobody_speaks_a_gap_that_nobody_announced_is_found() -> None:
    silent = incident(update("2026-11-20 09:05", "investigating"))
    announced = incident(update("2026-11-20 09:05", "investigating", next_update=at("2026-11-20 13:00")))

    assert "IU304" in {f.rule for f in read(silent).findings}
    assert "IU304" not in {f.rule for f in read(announced).findings}


def test_f2_a_community_against_you_is_still_one_nobody_is_blamed() -> None:
    assert found("Users who ignored our mail lost their domain.", Kind.UPDATE, "AP115")


def test_f4_they_suggest_other_hosts_a_competitor_is_welcome_and_praise_alone_is_not() -> None:
    page = replace(post_saying("Export it, and go.", Kind.COMMUNITY))
    fair = replace(page, alternatives=(Alternative("Northlight", better="Faster", worse="Dearer"),))
    praise = replace(page, alternatives=(Alternative("Northlight", better="", worse="Dearer"),))

    hits = [[f for f in review(History(resources=(p,)), AS_OF).findings if f.rule == "CR405"] for p in (fair, praise)]

    assert [bool(h) for h in hits] == [False, True]


def test_f6_service_and_community_differ_they_have_rules_of_their_own() -> None:
    pages = {rule.id for rule in rules().values() if rule.on == "resource"}
    posts = {rule.id for rule in rules().values() if rule.on in {"incident", "apology"}}

    assert pages
    assert posts
    assert not pages & posts


def test_f8_sit_tight_leaves_people_powerless_nothing_wait_is_advice(found_in: Found) -> None:
    heading = "## 2026-11-20 11:50 UTC — Investigating\nImpact: You cannot pay by card.\nNext update: 12:20 UTC"

    assert "IU306" in _ids(found_in("incident", heading))
    assert "IU306" not in _ids(found_in("incident", f"{heading}\nDo now: Nothing; wait."))

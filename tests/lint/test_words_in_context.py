"""The same words weigh differently by where they stand, and what is quoted, code or an address is not said at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lint_examples import apology, at, found, incident, post_saying, read, update

from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.masking import masked
from mkdocs_candor.lint.pack import load_pack
from mkdocs_candor.lint.passages import Kind
from mkdocs_candor.lint.prose import Prose, Splitting
from mkdocs_candor.lint.review import review
from mkdocs_candor.model.component import Component
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import Discloser, Imported, Maintenance, Waiver
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.promise import Promise, PromiseKind
from mkdocs_candor.model.status import Severity, Status
from mkdocs_candor.model.timespan import Timespan

MARKDOWN = st.text(alphabet=st.sampled_from(list("ab.W e!?\n\n#>-*_`~|[]()<>\"“”'1: \t—é")), max_size=120)


@given(MARKDOWN)
def test_masking_keeps_every_character_in_its_place(text: str) -> None:
    shown = masked(text).text

    assert len(shown) == len(text)
    assert [i for i, c in enumerate(shown) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@given(MARKDOWN)
def test_sentences_lie_in_order_and_hold_every_word_that_is_not_masked(text: str) -> None:
    prose = Prose(text, Splitting())

    starts = [sentence.start for sentence in prose.sentences]

    assert starts == sorted(starts)
    assert all(prose.masked[s.start : s.end] == s.text for s in prose.sentences)
    assert "".join("".join(s.text.split()) for s in prose.sentences) == "".join(prose.masked.split())


@given(MARKDOWN)
def test_no_text_breaks_the_linter(text: str) -> None:
    for kind in Kind:
        read(post_saying(text, kind))


@pytest.mark.parametrize(
    "text",
    [
        "> Mistakes were made.",
        "A customer called it “mistakes were made”, and was right.",
        'We wrote "mistakes were made" and should not have.',
        "The button says `mistakes were made`.",
        "```\nMistakes were made.\n```",
        "![Mistakes were made](picture.png)",
        "<!-- Mistakes were made. -->",
        "See [the log](https://acme.example/mistakes-were-made).",
        "| step | note |\n|---|---|\n| 1 | mistakes were made |",
        "Text.\n\n    Mistakes were made.",
    ],
)
def test_what_is_quoted_code_or_hidden_is_not_said(text: str) -> None:
    assert found(text, Kind.APOLOGY, "AP101") == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("Mistakes were made.", 8, 1),
        ("First.\nThen mistakes were made.", 9, 6),
        ("One.\n\n- Item.\n- Here mistakes were made.", 11, 8),
        ("**Bold.** Mistakes were made.", 8, 11),
        ("`code` and “quote”: mistakes\nwere made.", 8, 21),
        ("Approx. 20 of them, i.e. all. Mistakes were made.", 8, 31),
    ],
)
def test_a_finding_points_at_the_line_and_the_column_of_its_words(text: str, line: int, column: int) -> None:
    (finding,) = found(text, Kind.APOLOGY, "AP101")

    assert (finding.line, finding.column) == (line, column)


def test_abbreviations_initials_and_german_dates_end_no_sentence() -> None:
    english = Prose("It rose to approx. 20. J. Smith wrote, e.g. Two. Then 3.5 more.", load_pack("en").splitting)
    german = Prose("Am 9. Juni um ca. 8 Uhr begann es. Danach z. B. Wartung.", load_pack("de").splitting)

    assert [s.text for s in english.sentences] == [
        "It rose to approx. 20.",
        "J. Smith wrote, e.g. Two.",
        "Then 3.5 more.",
    ]
    assert len(german.sentences) == 2


def test_words_of_a_first_notice_are_never_errors() -> None:
    first = update("2026-11-20 11:50", "investigating", "Sorry if you could not pay. It was human error.")

    findings = read(incident(first)).findings

    assert {"AP104", "AP117"} <= {f.rule for f in findings}
    assert all(f.level is not Level.ERROR for f in findings)


def test_words_of_a_first_notice_stay_no_errors_when_more_follows() -> None:
    first = update("2026-11-20 11:00", "investigating", "Sorry if you could not pay.")
    later = update("2026-11-20 11:50", "identified", "Sorry if you still cannot pay.", line=30)

    levels = [f.level for f in read(incident(first, later)).findings if f.rule == "AP104"]

    assert levels == [Level.WARNING, Level.ERROR]


def test_a_soft_word_weighs_more_when_it_is_grave() -> None:
    updates = (
        update("2026-11-20 11:00", "investigating"),
        update("2026-11-20 11:50", "identified", "A glitch.", line=30),
    )

    levels = {
        severity: next(f.level for f in read(incident(*updates, severity=severity)).findings if f.rule == "AP110")
        for severity in (Severity.MINOR, Severity.MAJOR)
    }

    assert levels == {Severity.MINOR: Level.HINT, Severity.MAJOR: Level.WARNING}


def test_planned_work_may_be_small() -> None:
    window = Timespan(at("2026-11-25 20:00"), at("2026-11-25 22:00"))
    told = update("2026-11-20 09:00", "scheduled", "A brief interruption.")
    planned = Maintenance(id="m", title="Work", window=window, updates=(told,), source=Source("m.md"))

    assert [f for f in read(planned).findings if f.rule == "AP111"] == []


def test_a_slogan_that_an_act_follows_is_only_a_hint() -> None:
    act = "We take security very seriously. By 12 May Ines Roth and we will require two approvals."

    assert [f.level for f in found("We take security very seriously.", Kind.APOLOGY, "AP114")] == [Level.WARNING]
    assert [f.level for f in found(act, Kind.APOLOGY, "AP114")] == [Level.HINT]


def test_a_promise_before_a_list_of_acts_is_let_pass() -> None:
    assert found("We will do better:\n\n- Two people look at each change.", Kind.REPORT, "AP124") == []
    assert found("We will do better.\n\nGoodbye.", Kind.REPORT, "AP124")


def test_a_colleague_by_name_as_the_culprit_is_found_and_the_signer_is_not() -> None:
    owner = Promise(id="P1", kind=PromiseKind.PREVENTION, what="x", owner="Tomas Vik", source=Source("x"))

    accused = read(apology("Tomas Vik deleted the folder. I am sorry.", prevention=(owner,))).findings
    thanked = read(apology("Tomas Vik found the copy. I am sorry.", prevention=(owner,))).findings
    signer = read(apology("Ines Roth deleted the folder. I am sorry.", prevention=(owner,))).findings

    assert [f.level for f in accused if f.rule == "AP117"] == [Level.ERROR]
    assert [f for f in (*thanked, *signer) if f.rule == "AP117"] == []


def test_a_supplier_alone_is_a_hint_while_open_and_a_warning_at_the_end() -> None:
    first = update("2026-11-20 09:05", "investigating", impact="You cannot pay.")
    words = "Our payment provider had an outage."
    open_ = incident(first, update("2026-11-20 11:50", "identified", words, line=30))
    closed = incident(first, update("2026-11-20 11:50", "resolved", words, line=30))
    owned = incident(first, update("2026-11-20 11:50", "resolved", f"{words} We rely on one, by choice.", line=30))

    levels = [[f.level for f in read(post).findings if f.rule == "AP116"] for post in (open_, closed, owned)]

    assert levels == [[Level.HINT], [Level.WARNING], []]


def test_only_with_a_component_that_works_is_scope_and_a_hint() -> None:
    body = "Only a few customers wait; Search works as usual."
    post = incident(
        update("2026-11-20 11:00", "investigating"), update("2026-11-20 11:50", "identified", body, line=30)
    )
    history = History(components=(Component(id="search", name="Search"),), posts=(post,))

    assert [f.level for f in review(history, at("2026-11-20 12:00")).findings if f.rule == "AP111"] == [Level.HINT]


def test_a_hint_about_words_is_given_once_a_post() -> None:
    text = "It began this morning. Yesterday it was fine.\n\nEarlier today too."

    assert len(found(text, Kind.UPDATE, "IU316")) == 1


def test_more_than_one_exclamation_mark_and_emoji_are_levity() -> None:
    assert found("We are back! It works!", Kind.UPDATE, "AP121")
    assert found("We are back 🎉", Kind.UPDATE, "AP121")
    assert not found("We are back!", Kind.UPDATE, "AP121")


def test_abbreviations_are_jargon_unless_the_site_knows_them() -> None:
    text = "The BGP session and web-prod-03 are down. The IMAP (mail) port works."

    assert {f.seen for f in found(text, Kind.UPDATE, "IU308")} == {"BGP", "web-prod-03"}
    known = read(post_saying(text, Kind.UPDATE), glossary=frozenset({"BGP"})).findings
    assert {f.seen for f in known if f.rule == "IU308"} == {"web-prod-03"}


def test_a_language_without_a_pack_gets_one_hint_and_the_rules_on_shape() -> None:
    findings = read(post_saying("Virheitä tehtiin. Mistakes were made.", Kind.APOLOGY, lang="fi")).findings

    assert [f.rule for f in findings if f.rule == "LN001"] == ["LN001"]
    assert "AP101" not in {f.rule for f in findings}
    assert "AP207" in {f.rule for f in findings}


def test_a_post_is_read_in_its_own_language_and_coached_in_it() -> None:
    (finding,) = found("Es wurden Fehler gemacht.", Kind.APOLOGY, "AP101", lang="de-AT")

    assert finding.hears == "Niemand von denen war es."


def test_posts_of_another_tool_are_left_alone() -> None:
    old = replace(apology("Mistakes were made."), imported=Imported("statuspage"))

    assert read(old).findings == ()


def test_disclosed_by_others_wants_it_said() -> None:
    updates = (update("2026-11-20 11:00", "investigating", "You cannot pay."),)

    assert [f.rule for f in read(incident(*updates, disclosed_by=Discloser.PRESS)).findings if f.rule == "IU319"]


def test_a_major_outage_in_weak_words_is_found_and_a_mixed_one_is_not() -> None:
    first = update("2026-11-20 11:00", "investigating", impact="Some customers may see slow pages.")
    down = incident(first, components={"checkout": Status.MAJOR_OUTAGE})
    mixed = incident(first, components={"checkout": Status.MAJOR_OUTAGE, "search": Status.DEGRADED_PERFORMANCE})

    assert [f.rule for f in read(down).findings if f.rule == "IU317"]
    assert not [f.rule for f in read(mixed).findings if f.rule == "IU317"]


def test_a_waiver_in_the_front_matter_excuses_the_post_and_is_listed_with_its_reason() -> None:
    post = apology("In three years we had 99.98 % uptime.", waivers=(Waiver("AP112", "our contract asks for it"),))

    result = read(post)

    assert "AP112" not in {f.rule for f in result.findings}
    assert [(w.finding.rule, w.reason) for w in result.waived] == [("AP112", "our contract asks for it")]


def test_a_comment_excuses_its_own_paragraph_or_the_next_one_and_no_other() -> None:
    words = "Errors were made in the north."
    inside = f"{words} <!-- check: off AP101: a quotation of the court -->\n\n{words}"
    above = f"<!-- check: off AP101: a quotation of the court -->\n\n{words}\n\n{words}"

    for text in (inside, above):
        result = read(apology(text))
        assert len([f for f in result.findings if f.rule == "AP101"]) == 1, text
        assert [w.reason for w in result.waived] == ["a quotation of the court"]


def test_a_waiver_without_a_reason_excuses_nothing_and_is_an_error() -> None:
    findings = read(apology("Mistakes were made. <!-- check: off AP101 -->")).findings

    assert {"AP101", "LN002"} <= {f.rule for f in findings}
    assert next(f.level for f in findings if f.rule == "LN002") is Level.ERROR


def test_a_waiver_for_a_rule_that_does_not_exist_says_which_was_meant() -> None:
    (finding,) = (f for f in read(apology("x", waivers=(Waiver("AP1011", "why"),))).findings if f.rule == "LN003")

    assert "AP101" in finding.question

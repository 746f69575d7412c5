"""What the context of a match says: whether it counts, and how much. The same for every language."""

from __future__ import annotations

import re

from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.masking import LineKind
from mkdocs_candor.lint.passages import Kind
from mkdocs_candor.lint.spot import Spot
from mkdocs_candor.model.post import Apology, Incident, Maintenance, Report
from mkdocs_candor.model.resource import Resource
from mkdocs_candor.model.status import Stage

_DIGIT = re.compile(r"\d")


def always(spot: Spot, level: Level) -> Level | None:
    return level


def unless_owned_here_or_next(spot: Spot, level: Level) -> Level | None:
    if spot.sentence.block.is_dated or spot.in_section("timeline_section", "impact_section", "change_section"):
        return None
    return None if spot.near("own", 0, 1) else level


def unless_owned_nearby(spot: Spot, level: Level) -> Level | None:
    return None if spot.near("own", -1, 0, 1) else level


def after_an_apology(spot: Spot, level: Level) -> Level | None:
    """Let go a `But` that begins a sentence, unless the one before it apologises."""
    if spot.case.has("regret_word", spot.match[0]):
        return level
    return level if spot.near("regret_word", -1) else None


def unless_said_plainly(spot: Spot, level: Level) -> Level | None:
    """One is allowed where a plain one stands beside it."""
    others = [s for s in spot.passage.prose.sentences if s is not spot.sentence]
    return None if any(spot.case.has("plain_regret", s.text) for s in others) else level


def unless_sorry_anywhere(spot: Spot, level: Level) -> Level | None:
    return None if spot.case.said("regret", spot.case.passages) else level


def by_severity(spot: Spot, level: Level) -> Level | None:
    return level if spot.case.is_grave else Level.HINT


def unless_planned(spot: Spot, level: Level) -> Level | None:
    """Planned work may be small. A figure beside a vague share, or parts that work by name, make it milder."""
    if isinstance(spot.case.post, Maintenance):
        return None
    has_own_figure = bool(_DIGIT.search(spot.match[0])) or spot.case.has("number", spot.match[0])
    if not has_own_figure and _DIGIT.search(spot.sentence.text):
        return Level.HINT
    names = spot.case.archive.component_names.values()
    return Level.HINT if any(name in spot.sentence.text for name in names) and spot.has("scope") else level


def unless_against_ourselves(spot: Spot, level: Level) -> Level | None:
    return None if spot.has("negative_change") else level


def unless_limits(spot: Spot, level: Level) -> Level | None:
    return None if spot.in_section("limits_section") else level


def milder_with_an_act(spot: Spot, level: Level) -> Level | None:
    """A slogan that an act of ours follows, with a date or a person, is only superfluous."""
    prose = spot.passage.prose
    following = prose.neighbour(spot.sentence, 1)
    around = [*prose.in_block(spot.sentence.block), *([following] if following else [])]
    case = spot.case
    acts = [s for s in around if case.has("org", s.text) and case.has("action_verb", s.text)]
    is_followed = any(
        case.has("date", s.text) or case.has("person_name", s.text) for s in acts if s is not spot.sentence
    )
    return Level.HINT if is_followed else level


def unless_advice(spot: Spot, level: Level) -> Level | None:
    return None if spot.passage.key == "Do now" or spot.in_section("now_section") else level


def unless_own_share(spot: Spot, level: Level) -> Level | None:
    """Ask for our half where a supplier is named alone: in a letter's section, or anywhere in an incident."""
    case = spot.case
    if spot.passage.kind is Kind.UPDATE:
        if case.said("own_share", case.passages) or case.archive.letters_about[case.post.id]:
            return None
        return level if case.is_over else Level.HINT
    section = spot.sentence.block.section
    around = [s.text for s in spot.passage.prose.sentences if s.block.section == section]
    return None if any(case.has("own_share", text) or case.has("own", text) for text in around) else level


def heavier_before_owning(spot: Spot, level: Level) -> Level | None:
    if not spot.passage.is_body:
        return level
    is_owned = any(spot.case.has("own", s.text) for s in spot.before())
    return level if is_owned else Level.WARNING


def before_the_impact(spot: Spot, level: Level) -> Level | None:
    """Let go what stands after the harm: in the same text, or in the key lines above it."""
    update = spot.passage.update
    if update and any(other.impact for other in spot.case.updates if other.at <= update.at):
        return None
    return None if any(spot.case.has("impact", s.text) for s in (*spot.before(), spot.sentence)) else level


def before_regret_and_impact(spot: Spot, level: Level) -> Level | None:
    if not spot.passage.is_body:
        return None
    earlier = [s.text for s in spot.before()]
    return None if any(spot.case.has("impact", t) or spot.case.has("regret", t) for t in earlier) else level


def beside_an_apology(spot: Spot, level: Level) -> Level | None:
    return level if spot.near("regret_word", -1, 0, 1) else None


def unless_somebody_answers(spot: Spot, level: Level) -> Level | None:
    """A promise counts with a person, a date or a link beside it, or as the sentence that a list of acts follows."""
    if spot.in_paragraph("date") or spot.in_paragraph("person_name") or spot.has_address_in_paragraph():
        return None
    following = spot.passage.prose.next_block(spot.sentence.block)
    if following and following.kind is LineKind.ITEM and spot.sentence.block.kind is not LineKind.ITEM:
        return None
    post = spot.case.post
    return Level.HINT if isinstance(post, Apology | Report) and post.prevention else level


def guessed_while_looking(spot: Spot, level: Level) -> Level | None:
    """A cause that is claimed counts while its stage says that we are still looking; a guess counts always."""
    update = spot.passage.update
    if spot.passage.key in {"Do now", "Scope", "title"} or spot.near("unconfirmed", 1):
        return None
    if spot.is_milder and not (update and update.stage is Stage.INVESTIGATING):
        return None
    return level


def in_an_open_incident(spot: Spot, level: Level) -> Level | None:
    update = spot.passage.update
    is_final = update is not None and update.stage.is_final
    return level if isinstance(spot.case.post, Incident) and update and not is_final else None


def in_an_update(spot: Spot, level: Level) -> Level | None:
    return level if spot.passage.update else None


def heavier_in_the_impact(spot: Spot, level: Level) -> Level | None:
    if spot.passage.update is None:
        return None
    return Level.WARNING if spot.passage.key == "Impact" else level


def unless_it_names_somebody(spot: Spot, level: Level) -> Level | None:
    """A warm hand-off names a desk, or has an address and says what to bring; the page's own desk helps a little."""
    if spot.has_address_in_paragraph() or spot.near("named_support", 0, 1):
        return None
    post = spot.case.post
    has_desk = bool(post.desk) or (isinstance(post, Apology) and bool(post.contact_desk))
    return Level.HINT if has_desk else level


def unless_we_stay(spot: Spot, level: Level) -> Level | None:
    post = spot.case.post
    follows = not isinstance(post, Resource) and bool(post.follow_ups)
    return None if follows or spot.near("hand_back", 0, 1, 2) else level

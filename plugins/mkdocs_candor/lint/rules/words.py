"""Word rules: what each flags and why, in every language. The words themselves are in `packs/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mkdocs_candor.lint.finding import Level
from mkdocs_candor.lint.pack import Pack
from mkdocs_candor.lint.passages import Kind
from mkdocs_candor.lint.rule import Check, Example, Rule
from mkdocs_candor.lint.rules import judging
from mkdocs_candor.lint.rules.people import culprits_by_name
from mkdocs_candor.lint.rules.plain import jokes_without_words, unknown_capitals
from mkdocs_candor.lint.spot import Judge
from mkdocs_candor.model.frozen import frozen

E, W, H = Level.ERROR, Level.WARNING, Level.HINT
A, R, U, N, C = Kind.APOLOGY, Kind.REPORT, Kind.UPDATE, Kind.NEWS, Kind.COMMUNITY


@frozen
class WordRule:
    """`judge` decides from the context; `check` adds what no list of words can find."""

    id: str
    name: str
    levels: Mapping[Kind, Level]
    flags: str
    why: str
    source: tuple[str, ...]
    false_positives: str
    judge: Judge = judging.always
    check: Check | None = None

    def in_words_of(self, pack: Pack) -> Rule:
        """Return the rule with the coaching and the examples of a language's pack."""
        message, test = pack.messages[self.id], pack.tests[self.id]
        return Rule(
            id=self.id,
            name=self.name,
            level=max(self.levels.values(), key=lambda level: level.weight),
            levels=self.levels,
            on=", ".join(self.levels),
            flags=self.flags,
            why=self.why,
            hears=message.hears,
            question=message.question,
            pattern=message.pattern,
            source=self.source,
            false_positives=self.false_positives,
            examples=(Example(test.hits[0], message.better), *(Example(bad, "") for bad in test.hits[1:3])),
            check=self.check,
        )


WORD_RULES: tuple[WordRule, ...] = (
    WordRule(
        "AP101", "agentless-mistakes", {A: E, R: E, U: E, N: W},
        "The family of 'mistakes were made': a failure, and nobody who failed.",
        (
            "Who was hurt wants to hear who did it. Wording without an actor sheds blame with bystanders, so the "
            "hurt read it as dodging."
        ),
        ("S13", "S9", "W"),
        "Quoting the phrase; 'no mistakes were made'; a by-phrase that names us; a question which mistakes were made.",
    ),
    WordRule(
        "AP102", "agentless-failure", {A: W, R: H},
        "The one clause that tells the failure in the passive, with none of ours in it or in the next sentence.",
        "Passives are normal; the passive in the sentence that tells what went wrong is where blame gets lost.",
        ("S9", "S13"),
        "Symptoms ('logins were rejected'), repairs, being attacked, entries of a timeline, the section on the impact.",
        judging.unless_owned_here_or_next,
    ),
    WordRule(
        "AP103", "machine-did-it", {A: H},
        "A bug, script or tool as the one that acts and wills.",
        "It moves the failure to something that cannot answer for it.",
        ("S15",),
        "A precise technical cause that a sentence beside it owns.",
        judging.unless_owned_nearby,
    ),
    WordRule(
        "AP104", "conditional-apology", {A: E, R: E, U: E, N: W},
        "Sorry if, sorry to anyone who may, should this have; and the same turned round.",
        "The condition doubts that anybody was hurt.",
        ("S13", "S14"),
        (
            "'Sorry, even if'; a condition in another sentence ('If you lost more, write to us'); 'we should have "
            "told you'."
        ),
    ),
    WordRule(
        "AP105", "any-hedge", {A: W, U: H, N: H},
        "'Any inconvenience', 'that this may have caused'.",
        (
            "'Any' makes the harm hypothetical, 'inconvenience' names the mildest there is, and the phrase is the "
            "same for a blip and for lost data."
        ),
        ("S10", "us"),
        "'Any of you'; 'at any time'.",
    ),
    WordRule(
        "AP106", "wrong-object", {A: E, R: E},
        "Sorry for how the reader feels (error), or for an abstraction such as 'the confusion' (warning).",
        "It apologises for the wrong thing: for the reaction and not for the act.",
        ("S13",),
        "An event in the place of a feeling ('sorry that you had to wait'); a feeling beside the act that caused it.",
    ),
    WordRule(
        "AP107", "sorry-but", {A: W, U: W, N: W},
        "A contrast straight after the apology.",
        "What follows 'but' takes back what stood before it.",
        ("S14",),
        "'Sorry, but sorry is not enough'; a contrast that admits more.",
        judging.after_an_apology,
    ),
    WordRule(
        "AP108", "throat-clearing", {A: H},
        "'We would like to apologise', 'please accept our apologies'.",
        "Announcing an apology is weaker than making one: the verb itself counts.",
        ("S2",),
        "One is allowed where a plain 'we are sorry' stands beside it.",
        judging.unless_said_plainly,
    ),
    WordRule(
        "AP109", "regret-only", {A: W},
        "Regret, sadness, disappointment, and no 'sorry' in the whole letter.",
        "The words sorry and apologise have no substitute.",
        ("S12", "S14"),
        "Regret beside a real sorry.",
        judging.unless_sorry_anywhere,
    ),
    WordRule(
        "AP110", "euphemism", {A: W, U: W, N: H},
        (
            "Hiccup, glitch, inconvenience, difficulties (warning when severity is major or worse); issue, event, "
            "degraded (hint)."
        ),
        "A soft word hides what people could not do. Concrete words show that somebody listened.",
        ("S10",),
        "'Issue' as the act of issuing, or with a number; 'in the event of'.",
        judging.by_severity,
    ),
    WordRule(
        "AP111", "minimising", {A: W, U: W, R: W},
        "Only, just, brief, minor, a small percentage, most will not have noticed.",
        "For the one who was hit it was all of it. A figure tells the size without judging it.",
        ("S15",),
        "'Minor version'; 'just after 10:00'; planned maintenance; scope by name ('only search is down').",
        judging.unless_planned,
    ),
    WordRule(
        "AP112", "bolstering", {A: W},
        "Uptime, awards, growth, 'industry-leading', 'rest assured' inside an apology.",
        "Praise of oneself beside another's loss reads as boasting at their expense.",
        ("S15",),
        "A figure used against oneself (fell, missed, below); tables.",
        judging.unless_against_ourselves,
    ),
    WordRule(
        "AP113", "normalising", {A: W, U: W, N: W},
        "'No system is perfect', 'outages happen', 'as with any complex platform'.",
        "It says that the next one is coming and that this is fine.",
        ("S15",),
        "A sentence under a heading about what we cannot promise.",
        judging.unless_limits,
    ),
    WordRule(
        "AP114", "seriously-without-action", {A: W, U: W, N: W},
        (
            "'We take it very seriously', 'our highest priority', 'committed to'; a hint where an act with a date "
            "or a person follows."
        ),
        "Talk is cheap, and readers know it. An act that can be checked is not.",
        ("S6", "W"),
        "None known; with an act beside it, it is only superfluous.",
        judging.milder_with_an_act,
    ),
    WordRule(
        "AP115", "blame-customer", {A: E, R: E, U: E, N: W},
        "Users should have, failed to, misunderstood; 'user error'.",
        "It hands the failure to those who were hurt by it.",
        ("S15", "F"),
        "Advice ('you should have received a mail'); facts without harm ('customers who did not get the mail can ..').",
        judging.unless_advice,
    ),
    WordRule(
        "AP116", "blame-supplier", {A: W, R: W, U: W},
        "A supplier, the weather or an attacker as the cause, and no share of our own in the section.",
        (
            "Naming the supplier is right and useful. The missing half is why one supplier could take you down. An "
            "incident that is still open gets a hint."
        ),
        ("S22", "W"),
        "The rule asks for the missing half and never for deletion.",
        judging.unless_own_share,
    ),
    WordRule(
        "AP117", "scapegoat", {A: E, R: E, U: W, N: W},
        "An engineer, an intern, 'human error', or somebody's name, as the cause.",
        "What one person could break, the next one will. The organisation acts, and its leader answers.",
        ("S25",),
        "'I ran the wrong script' by the signer is welcome; thanks and credits; an engineer who is on the way.",
        check=culprits_by_name,
    ),
    WordRule(
        "AP118", "intent-defence", {A: H},
        "'It was never our intention'; a warning where it stands before the first sentence that owns something.",
        "Good intentions are human and change nothing for the reader.",
        ("S15",),
        "Fine as one sentence after ownership.",
        judging.heavier_before_owning,
    ),
    WordRule(
        "AP119", "us-first", {A: H, U: H},
        "The staff's effort or pain before the reader's.",
        "Empathy for the reader has the largest effect of all; this asks the reader for it.",
        ("S3",),
        "Thanks at the end; a desk that answers around the clock.",
        judging.before_the_impact,
    ),
    WordRule(
        "AP120", "patience-and-forgiveness", {A: H, U: H, N: H},
        "'Thank you for your patience', 'we hope that you forgive us'.",
        "It takes what was not given. Asking for forgiveness counts least of all parts of an apology.",
        ("S1",),
        "Thanks for something that people did.",
    ),
    WordRule(
        "AP121", "levity", {A: W, U: W, N: H},
        "Oops, emoji, jokes, more than one exclamation mark; a warning when severity is major or worse, else a hint.",
        "A light tone has undone apologies that were otherwise complete.",
        ("S26",),
        "A small project whose readers know its voice: waive it, with that reason.",
        judging.by_severity,
        jokes_without_words,
    ),
    WordRule(
        "AP122", "impatience", {A: H},
        "'As we have said', 'obviously', 'of course', 'move on' beside an apology.",
        "It says that the reader asks for too much.",
        ("S14",),
        "'We clearly failed'.",
        judging.beside_an_apology,
    ),
    WordRule(
        "AP123", "reassurance-first", {A: H},
        "'No evidence that', 'your data is safe' before the harm or the apology.",
        "First what to do, then what happened, and only then why it is not worse.",
        ("S16",),
        "A security notice in which being safe is the instruction.",
        judging.before_regret_and_impact,
    ),
    WordRule(
        "AP124", "agentless-promise", {A: W, R: W},
        (
            "'Steps are being taken', 'lessons will be learned', 'we will do better', with no act, owner or date in "
            "the paragraph."
        ),
        "Promises to do better that nobody can check do harm when they are repeated.",
        ("S6", "S1"),
        "The sentence that a list of actions follows; a hint where the front matter has prevention items.",
        judging.unless_somebody_answers,
    ),
    WordRule(
        "AP125", "absolute-promise", {A: W},
        "Never again, guarantee, cannot happen.",
        "A promise that fails costs more than none.",
        ("S6",),
        "Negated ('we cannot promise that it never ..'); one that says what still can fail.",
    ),
    WordRule(
        "IU308", "jargon", {U: H},
        (
            "Abbreviations without their words, names of machines and programs, bare status codes; a warning in the "
            "line Impact."
        ),
        "Who cannot log in does not know your pods.",
        ("S22",),
        "Words in the names and descriptions of components and desks are known, and those in the `glossary` option.",
        judging.heavier_in_the_impact,
        unknown_capitals,
    ),
    WordRule(
        "IU309", "guess-as-fact", {U: W},
        (
            "A guess about the cause without 'not confirmed'; a cause that is claimed while the stage is "
            "Investigating (hint)."
        ),
        "A cause that is taken back costs more trust than one that came an hour later.",
        ("S21",),
        "A guess that says that it is one.",
        judging.guessed_while_looking,
    ),
    WordRule(
        "IU310", "fix-time-promise", {U: H},
        "'Resolved within the hour', 'shortly', 'soon'.",
        "Nobody can keep a repair time. The next update can be promised, and kept.",
        ("S21",),
        "Maintenance windows; promises of words, not of repair.",
        judging.in_an_open_incident,
    ),
    WordRule(
        "IU316", "relative-time", {U: H},
        "This morning, yesterday, two hours ago.",
        "Readers come later, and from other zones.",
        ("us",),
        "With the hour or the date beside it.",
        judging.in_an_update,
    ),
    WordRule(
        "FU501", "cold-hand-off", {A: W, R: W, U: W, N: W, C: W},
        "'Please contact support': no desk, nothing to bring, no time. A hint where the post names its `desk`.",
        "Take people there: who, with what, how fast, and what you have told them already.",
        ("W",),
        "A named desk; an address with what to say.",
        judging.unless_it_names_somebody,
    ),
    WordRule(
        "FU502", "no-return", {A: W, U: W, N: W},
        "Sending people to their bank, registrar or another firm, with no follow-up and no way back to you.",
        "Following up afterwards is half of the help.",
        ("W",),
        "A post with `follow_ups`; a sentence that says when to come back.",
        judging.unless_we_stay,
    ),
)  # fmt: skip


def word_rules(pack: Pack) -> Iterable[Rule]:
    """Yield the word rules that a language has, in its words."""
    return (rule.in_words_of(pack) for rule in WORD_RULES if rule.id in pack.rules)

"""What a letter and a report are made of: the keys that their authors must fill in, and the questions to answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import PostType

FACTS, TIMELINE = "%FACTS%", "%TIMELINE%"
_DUE = "%DUE%"


@frozen(kw_only=True)
class Shape:
    """A kind of letter. `blanks` are the keys it should have, with what to write; `body` the questions it answers.

    Those that begin with two spaces belong to the mapping `nested`, which is written last for that reason.
    """

    type: PostType
    title: str
    letter: str
    blanks: Mapping[str, str]
    body: str
    nested: str = ""

    def missing(self, said: Collection[str], said_in_nested: Collection[str], due: date) -> str:
        """Return the keys that are not said yet, as lines of YAML comments; `due` is the day in their examples."""
        inner = [
            f"  # {key.strip()}: {text}"
            for key, text in self.blanks.items()
            if key.startswith(" ") and key.strip() not in said_in_nested
        ]
        outer = []
        for key, text in self.blanks.items():
            if not key.startswith(" ") and key not in said:
                outer += [f"# {key}:", f"#   {text}"] if text.startswith("- ") else [f"# {key}: {text}"]
        if not inner and not outer:
            return ""
        lines = [*inner, "# Fill in, and take away the number sign.", *outer]
        return "".join(f"{line}\n" for line in lines).replace(_DUE, f"{due}")


_PREVENTION = "- {id: %s1, action: what we change, owner: Name Surname, due: %%DUE%%, status: open}"

APOLOGY = Shape(
    type=PostType.APOLOGY,
    title="About",
    letter="A",
    nested="impact",
    blanks={
        "  who": "which customers",
        "  could_not": "what they could not do",
        "  count": "how many of how many",
        "  data_loss": "what was lost, or none",
        "failure": "We ... (one plain sentence, active: what did we do, or not do?)",
        "responsibility": "ours (or: shared, supplier, unknown)",
        "repair": "- {what: what we do for those who were hurt, who: for whom, automatic: true, by: %DUE%}",
        "prevention": _PREVENTION % "A",
        "follow_up": "{date: %DUE%, where: this page, owner: Name Surname}",
        "contact": "{to: the id of a desk, reply_within: 4 h, bring: what to have at hand}",
        "reviewed_by": "who read it before it went out",
    },
    body=f"""
<!--
Comments are never published. What we know:

{FACTS}

Write the letter below, 250 to 500 words, and answer in this order. candor check reads it with you.
-->

<!-- Sorry, and for what: which failure of ours, in two sentences? -->

<!-- What did it do to them: who, how many, what could they not do, for how long? Was data lost? -->

<!-- What do we do for them, and must they ask for it? -->

<!-- What happened, in words a customer understands? Which promises did we miss meanwhile? -->

<!-- What do we change: what, who answers for it, by which date? -->

<!-- What do we not know yet? When do we report back, and where? -->

<!-- Who signs, and how can they be reached? -->
""",
)

REPORT = Shape(
    type=PostType.REPORT,
    title="Report",
    letter="P",
    blanks={
        "causes": "- We ... (not who: what made it possible, and what made it last?)",
        "went_well": "- what helped",
        "went_badly": "- what did not, late notices and missed promises too",
        "got_lucky": "- what could have made it worse",
        "prevention": _PREVENTION % "P",
        "reviewed_by": "who read it before it went out",
    },
    body=f"""
<!--
Comments are never published. What we know:

{FACTS}
-->

<!-- In three sentences: what broke, for whom, for how long? Was data lost? -->

## What happened

<!-- This is what we told at the time. Say also what we did, saw and believed in between. -->

{TIMELINE}

## Why it happened

<!-- What made it possible? Why was it not found before? Why did it last as long as it did? -->

## What we change

<!-- Each with an owner and a date, in `prevention` above. What do we not change, and why? -->

## What we do not know

<!-- And when will we? -->
""",
)

"""`candor report`: the draft of a report, with the facts filled in."""

from __future__ import annotations

import click

from mkdocs_candor.cli.drafts import author_of, facts_in_words, incidents_of, timeline, write_draft
from mkdocs_candor.cli.now import read_now
from mkdocs_candor.edit.front_matter import Value

_BLANKS = """
# Fill in, and take away the number sign.
# causes:
#   - We ... (not who: what made it possible, and what made it last?)
# went_well:
#   - what helped
# went_badly:
#   - what did not, late notices and missed promises too
# got_lucky:
#   - what could have made it worse
# prevention:
#   - {id: P1, action: what we change, owner: Name Surname, due: 2026-12-31, status: open}
# reviewed_by: who read it before it went out
"""

_TEXT = """
<!--
Comments are never published. What we know:

%FACTS%
-->

<!-- In three sentences: what broke, for whom, for how long? Was data lost? -->

## What happened

<!-- This is what we told at the time. Say also what we did, saw and believed in between. -->

%TIMELINE%

## Why it happened

<!-- What made it possible? Why was it not found before? Why did it last as long as it did? -->

## What we change

<!-- Each with an owner and a date, in `prevention` above. What do we not change, and why? -->

## What we do not know

<!-- And when will we? -->
"""


@click.command()
@click.argument("posts", metavar="POST...", nargs=-1, required=True)
@click.option("--title", metavar="TEXT", help='Its title. [default: "Report" and the incident\'s]')
@click.option("--by", metavar="NAME", envvar="CANDOR_BY", help="Who answers for it. [env: CANDOR_BY]")
@click.option("--role", metavar="ROLE", help="Their role.")
@click.option("--contact", metavar="DESK", help="The desk where they can be reached.")
@click.option("--edit", is_flag=True, help="Open the draft in your editor.")
@click.option("--open", "open_", is_flag=True, help="Print the path of the draft and nothing else.")
def report(
    posts: tuple[str, ...],
    title: str | None,
    by: str | None,
    role: str | None,
    contact: str | None,
    edit: bool,
    open_: bool,
) -> None:
    """Draft the report on the incidents POST: the times, the components, the promises and the timeline filled in.

    The words are yours: the draft holds the questions that they must answer. It is published once `draft: true` is
    taken away.

    \b
    Examples:
      candor report card-payments
      candor report hall-north-cooling volumes-read-only --by "Tomas Vik" --edit
    """
    now = read_now()
    incidents = incidents_of(now, posts)
    front: dict[str, Value] = {
        "type": "report",
        "title": title or f"Report: {incidents[0].post.title}",
        "draft": True,
        "incident": [facts.post.id for facts in incidents],
        "date": now.as_of.date(),
    }
    if author := author_of(now, by, role, contact):
        front["author"] = author
    facts = "\n".join(facts_in_words(incidents, now)).replace("--", "- -")
    text = _TEXT.replace("%FACTS%", facts).replace("%TIMELINE%", "\n".join(timeline(incidents)))
    step = "write it, run candor check, let somebody read it; then take `draft: true` away."
    write_draft(now, front, _BLANKS, text, open_=open_, edit=edit, next_step=step)

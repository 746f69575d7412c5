"""`candor apologise`: the draft of an apology, with the facts filled in."""

from __future__ import annotations

import click

from mkdocs_candor.cli.drafts import author_of, facts_in_words, incidents_of, write_draft
from mkdocs_candor.cli.moments import in_words
from mkdocs_candor.cli.now import read_now
from mkdocs_candor.edit.front_matter import Value

_BLANKS = """
  # who: which customers
  # could_not: what they could not do
  # count: how many of how many
  # data_loss: what was lost, or none
# Fill in, above too, and take away the number sign. Each is shown beside your letter.
# failure: We ... (one plain sentence, active: what did we do, or not do?)
# responsibility: ours (or: shared, supplier, unknown)
# repair:
#   - {what: what we do for those who were hurt, who: for whom, automatic: true, by: 2026-12-31}
# prevention:
#   - {id: A1, action: what we change, owner: Name Surname, due: 2026-12-31, status: open}
# follow_up: {date: 2026-12-31, where: this page, owner: Name Surname}
# contact: {to: the id of a desk, reply_within: 4 h, bring: what to have at hand}
# reviewed_by: who read it before it went out
"""

_LETTER = """
<!--
Comments are never published. What we know:

%FACTS%

Write the letter below, 250 to 500 words, and answer in this order. candor check reads it with you.
-->

<!-- Sorry, and for what: which failure of ours, in two sentences? -->

<!-- What did it do to them: who, how many, what could they not do, for how long? Was data lost? -->

<!-- What do we do for them, and must they ask for it? -->

<!-- What happened, in words a customer understands? Which promises did we miss meanwhile? -->

<!-- What do we change: what, who answers for it, by which date? -->

<!-- What do we not know yet? When do we report back, and where? -->

<!-- Who signs, and how can they be reached? -->
"""


@click.command()
@click.argument("posts", metavar="POST...", nargs=-1, required=True)
@click.option("--title", metavar="TEXT", help='Its title. [default: "About" and the incident\'s]')
@click.option("--by", metavar="NAME", envvar="CANDOR_BY", help="Who signs it. [env: CANDOR_BY]")
@click.option("--role", metavar="ROLE", help="Their role.")
@click.option("--contact", metavar="DESK", help="The desk where they can be reached.")
@click.option("--edit", is_flag=True, help="Open the draft in your editor.")
@click.option("--open", "open_", is_flag=True, help="Print the path of the draft and nothing else.")
def apologise(
    posts: tuple[str, ...],
    title: str | None,
    by: str | None,
    role: str | None,
    contact: str | None,
    edit: bool,
    open_: bool,
) -> None:
    """Draft the apology for the incidents POST: times, impact, components, missed and open promises filled in.

    The words are yours: the draft holds the questions that they must answer. It is published once `draft: true` is
    taken away.

    \b
    Examples:
      candor apologise card-payments
      candor apologise hall-north-cooling volumes-read-only --by "Ines Roth" --role "head of operations" --edit
    """
    now = read_now()
    incidents = incidents_of(now, posts)
    ends = [facts.ended for facts in incidents if facts.ended]
    impact: dict[str, Value] = {"from": in_words(min(facts.started for facts in incidents))}
    if len(ends) == len(incidents):
        impact["to"] = in_words(max(ends))
    front: dict[str, Value] = {
        "type": "apology",
        "title": title or f"About: {incidents[0].post.title}",
        "draft": True,
        "incident": [facts.post.id for facts in incidents],
        "date": now.as_of.date(),
        "disclosed_by": incidents[0].post.disclosed_by.value,
    }
    if author := author_of(now, by, role, contact):
        front["author"] = author
    front["impact"] = impact  # last, since the blanks go on with it
    facts = "\n".join(facts_in_words(incidents, now)).replace("--", "- -")
    step = "write it, run candor check, let somebody read it; then take `draft: true` away."
    write_draft(now, front, _BLANKS, _LETTER.replace("%FACTS%", facts), open_=open_, edit=edit, next_step=step)

"""The handbook's page of all rules, from the rules' own values.

`candor explain --markdown > site_src/handbook/wording.md` writes it; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_candor.lint.catalogue import FAMILIES, NOT_HERE, rules
from mkdocs_candor.lint.pack import LANGUAGES, load_pack
from mkdocs_candor.lint.rule import Rule
from mkdocs_candor.lint.sources import cited

_INTRODUCTION = """\
---
description: "Every rule of candor check: what the reader hears, why, and how to say it better."
---

# What the words say

`candor check` reads your posts as somebody who was hurt would read them. It says what they hear, and asks you a
question. It knows patterns, not
hearts: when it finds nothing, it says that no known pattern was found, and no more.

- **Nothing here ever stops a build.** `candor check` fails on errors, and on warnings with `--strict`. Hints never
  fail.
- **A first notice comes first.** Nothing about an incident with one update is an error, nor is a word of a first
  update ever.
- **Each finding has an exact place**: file, line and column.
- What you quote, code, addresses and comments are not read as your words. Posts that another tool wrote (`imported`)
  are left alone.
- `candor explain AP101` says in the terminal what stands here.

## When a rule is wrong

It will be, now and then. Keep the sentence and say why. Beside it, for the paragraph:

```markdown
<!-- check: off AP112: the figure fell, and we say so -->
```

or in the front matter, for the post:

```yaml
check:
  disable:
    - {rule: AP112, reason: "the figure fell, and we say so"}
```

A waiver without a reason excuses nothing. `candor check` lists all waivers with their reasons.
"""


def wording_page() -> str:
    """Return the page as Markdown."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield _INTRODUCTION
    yield from _languages()
    yield from _summary()
    family = ""
    for rule in rules().values():
        if rule.id[:3] != family:
            family = rule.id[:3]
            yield f"## {FAMILIES[family]}\n"
        yield from _rule(rule)
    yield "## Not here, and why\n"
    yield "| rule | |\n|---|---|"
    yield from (f"| {id_} | {reason} |" for id_, reason in NOT_HERE.items())
    yield ""


def _languages() -> Iterator[str]:
    yield "## Languages\n"
    yield "| language | rules about words | sentences that they are tested with |\n|---|---:|---:|"
    for lang in LANGUAGES:
        pack = load_pack(lang)
        sentences = sum(len(test.hits) + len(test.near) for test in pack.tests.values())
        yield f"| `{lang}` | {len(pack.rules)} | {sentences} |"
    yield "\nIn any other language shape and time are checked, and a hint says that the wording was not.\n"
    eased = [(lang, rule, override) for lang in LANGUAGES for rule, override in load_pack(lang).severity.items()]
    for lang, rule, override in eased:
        yield f"- In `{lang}`, {rule} is a {override.level}: {override.reason}"
    yield ""


def _summary() -> Iterator[str]:
    yield "## All rules\n"
    yield "| rule | at most | flags |\n|---|---|---|"
    for rule in rules().values():
        yield f"| [{rule.id}](#{rule.id.lower()}) {rule.name} | {rule.level} | {rule.flags} |"
    yield ""


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id} {rule.name} {{ #{rule.id.lower()} }}\n"
    yield f"{rule.flags}\n"
    if rule.needs_another_commit:
        yield "It is found by `candor check --against REF` alone.\n"
    yield f"**Why.** {rule.why} ({cited(rule.source)})\n"
    for example in rule.examples:
        if "\n" in example.bad or ":" in example.bad:
            language = "diff" if rule.needs_another_commit else "markdown"
            yield from (f'```{language} title="flagged"', example.bad, "```\n")
            yield from (f'```{language} title="let pass"', example.good, "```\n")
        elif example.good:
            yield f"- Flagged: “{example.bad}”\n- Better: “{example.good}”"
        else:
            yield f"- Flagged: “{example.bad}”"
    yield f"\n*The reader hears:* {rule.hears}\n"
    yield f"*Ask yourself:* {rule.question}\n"
    yield f"*Pattern:* `{rule.pattern}`\n"
    if rule.false_positives:
        yield f"*Known false alarms:* {rule.false_positives}\n"

"""A tiny site with a post of every type, one of them translated, for tests that build it in several languages."""

from __future__ import annotations

from conftest import INCIDENT, Site

FILES = {
    "incidents/cards.md": INCIDENT
    + """
## Questions

### Was I charged twice?
Asked: 2026-03-02 14:05 UTC, forum
""",
    "incidents/disks.md": """
---
{type: maintenance, title: New disks, components: [search], starts: 2026-03-09 16:00 UTC, ends: 2026-03-09 17:00 UTC}
---

## 2026-03-01 12:00 UTC — Scheduled
Impact: Search is slower.
""",
    "incidents/price.md": """
---
{type: announcement, title: A new price, date: 2026-03-01, topic: pricing, effective: 2026-05-01, components: [search]}
---

We ask for more from May on.
""",
    "incidents/letter.md": """
---
type: apology
title: We are sorry
incident: cards
date: 2026-03-02 14:00 UTC
author: {name: Dana Ortiz, role: head of payments, contact: help-desk}
repair: [{what: A month for free, who: everybody, automatic: yes, by: 2026-04-01}]
follow_ups:
  - {id: F1, to: all, what: We say what it was., owner: Dana Ortiz, due: 2026-03-05, status: open}
---

I am sorry.
""",
    "incidents/review.md": """
---
{type: report, title: What happened, incident: cards, date: 2026-03-02 14:05 UTC, causes: [A certificate ran out.],
 author: {name: Dana Ortiz, role: head of payments, contact: help-desk}}
---

A certificate of our provider ran out.
""",
}
TRANSLATED = """
---
title: {title}
---

## 2026-03-02 14:02 UTC — Investigating
Impact: {impact}

{impact}
"""
WORDS = {
    "de": ("Kartenzahlungen schlagen fehl", "Sie können nicht mit Karte zahlen."),
    "es": ("Fallan los pagos con tarjeta", "No puede pagar con tarjeta."),
    "fr": ("Les paiements par carte échouent", "Vous ne pouvez pas payer par carte."),
    "ja": ("カード決済ができません", "カードでお支払いいただけません。"),
    "ar": ("تعذر الدفع بالبطاقة", "لا يمكنك الدفع بالبطاقة."),
}
PAGES = (
    "", "404.html", "incidents/cards/", "incidents/disks/", "announcements/price/", "announcements/",
    "apologies/letter/",
    "apologies/", "reports/review/", "reports/", "components/search/", "history/", "history/2026/", "maintenance/",
    "promises/", "questions/", "policy/", "community/", "community/pay-by-transfer/", "help/", "subscribe/", "embed/",
)  # fmt: skip


def write_every_type(site: Site, lang: str, translated: str = "") -> None:
    """Write a site in the language `lang`, whose posts are in English, one with a translation into `translated`."""
    site.configure("  font: false", f"  font: false\n  language: {lang}")
    for path, text in FILES.items():
        site.write(path, text.replace("---\n{type", "---\n{lang: en, type").replace("---\ntype", "---\nlang: en\ntype"))
    if translated:
        title, impact = WORDS[translated]
        site.write(f"incidents/cards.{translated}.md", TRANSLATED.format(title=title, impact=impact))

"""A page of the demo for each template, by what people call it: for tests that look at all of them."""

from __future__ import annotations

PAGES = {
    "home": "",
    "incident, open": "incidents/2026-10-14-hall-north-cooling/",
    "incident, translated": "de/incidents/2026-10-14-hall-north-cooling/",
    "incident, over": "incidents/2025-04-26-certificates-not-renewed/",
    "incident in German": "incidents/2026-06-09-webmail-umstellung/",
    "maintenance": "incidents/2026-02-17-block-storage-firmware/",
    "maintenance, all": "maintenance/",
    "announcement": "announcements/2026-01-15-price-change/",
    "announcements": "announcements/",
    "apology": "apologies/2025-09-05-webmail-apology/",
    "apologies": "apologies/",
    "report": "reports/2025-09-17-webmail-report/",
    "reports": "reports/",
    "component": "components/block-storage/",
    "history": "history/",
    "history, a year": "history/2025/",
    "promises": "promises/",
    "questions": "questions/",
    "policy": "policy/",
    "help": "help/",
    "subscribe": "subscribe/",
    "community": "community/",
    "community page": "community/export-and-leave/",
    "own page": "principles/",
    "own long page": "handbook/configuration/",
    "not found": "404.html",
    "embedded": "embed/",
}

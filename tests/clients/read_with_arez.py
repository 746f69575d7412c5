"""Prints what the PyPI client `aRez` makes of the page at argv[1]. Run by the Python that has it."""

import asyncio
import json
import sys

from arez.statuspage import CurrentStatus, StatusPage  # type: ignore[import-not-found]


async def read() -> CurrentStatus:
    async with StatusPage(sys.argv[1], loop=asyncio.get_running_loop()) as page:
        return await page.get_status()


status = asyncio.run(read())
shown = {
    "description": status.status,
    "impact": status.impact,
    "components": {c.name: c.status for c in status.components},
    "groups": {g.name: [g.status, len(g.components)] for g in status.groups},
    "incidents": [
        [i.name, i.status, i.impact, [c.name for c in i.components], i.last_update.status] for i in status.incidents
    ],
    "maintenances": [[m.name, m.status, m.scheduled_for.isoformat(), len(m.updates)] for m in status.maintenances],
}
sys.stdout.write(json.dumps(shown))

// Maintenance begins and embargoes end by the clock, so the site must be built though nobody commits.
// Netlify runs this every 15 minutes; it asks for a build only when one is due.
import { next } from "../next.mjs"; // seconds since 1970; the build writes it

// Pages say that they may be out of date after an hour (stale_page_minutes), so build before that. Every build costs
// build minutes: with another value for the option, choose another one here.
const AT_LEAST_EVERY_MINUTES = 30;

export default async () => {
  const built = await builtAt(`${process.env.URL}/api/candor/v1/build.json`);
  const due = Math.min(next * 1000, built + AT_LEAST_EVERY_MINUTES * 60_000);
  if (Date.now() < due) {
    return new Response(`Not yet: ${new Date(due).toISOString()}`);
  }
  const answer = await fetch(process.env.BUILD_HOOK, { method: "POST" });
  return new Response(answer.ok ? "A build was asked for." : `The build hook answered ${answer.status}.`);
};

// A site that cannot be read is built rather than not.
async function builtAt(address) {
  try {
    const build = await (await fetch(address, { cache: "no-store" })).json();
    return Date.parse(build.as_of) || 0;
  } catch {
    return 0;
  }
}

export const config = { schedule: "*/15 * * * *" };

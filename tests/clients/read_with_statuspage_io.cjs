// Prints what the npm client `statuspage.io` makes of the page at argv[2]. Run where it is installed.
const { Statuspage } = require(require.resolve("statuspage.io", { paths: [process.cwd()] }))

async function main() {
  const page = new Statuspage("page")
  page.setApiUrl(process.argv[2])
  const { api } = page
  const summary = await api.getSummary()
  const { status } = await api.getStatus()
  const { components } = await api.getComponents()
  const unresolved = (await api.incidents.getUnresolved()).incidents
  const all = (await api.incidents.getAll()).incidents
  const upcoming = (await api.scheduledMaintenances.getUpcoming()).scheduled_maintenances
  console.log(JSON.stringify({
    indicator: status.indicator,
    description: status.description,
    agrees: summary.status.indicator === status.indicator
      && summary.incidents.map((i) => i.id).join() === unresolved.map((i) => i.id).join()
      && summary.components.length === components.length,
    components: Object.fromEntries(components.filter((c) => !c.group).map((c) => [c.name, c.status])),
    groups: Object.fromEntries(components.filter((c) => c.group).map((c) => [c.name, c.components.length])),
    incidents: unresolved.map((i) => [i.name, i.status, i.impact, i.incident_updates.length]),
    history: all.map((i) => [i.name, i.status]),
    maintenances: upcoming.map((m) => [m.name, m.status, m.scheduled_for]),
  }))
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})

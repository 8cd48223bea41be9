"""riveter inside of other programs: hooks, workflows, containers."""

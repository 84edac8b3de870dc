"""The topics that come before everything else."""

EMERGENCIES = ("route.police", "route.fire", "route.medical", "route.traffic-accident", "route.gas-leak")

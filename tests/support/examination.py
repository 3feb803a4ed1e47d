# SPDX-License-Identifier: Apache-2.0
"""What ``ngnprov doctor`` says, all at once."""

from ngnprov.calls.finding import Finding
from ngnprov.db.engine import Database
from ngnprov.upkeep import doctor
from tests.support.world import World


def examine(database: Database) -> list[Finding]:
    """Everything that is found."""
    return list(doctor.examine(database))


def repair(world: World) -> list[Finding]:
    """The same after its repair."""
    return list(doctor.repaired(doctor.examine(world.database), world.operator))

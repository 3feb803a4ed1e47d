# SPDX-License-Identifier: Apache-2.0
"""EnumPort: ranges of telephone numbers, and the URIs that numbers lead to (docs/contract/enum.md, RFC 6116).

One folder for each group of operations, each with the five files of a port, and ``mappings``, which numbers have; the rest is
shared::

    mappings < numbers      ranges < numbers; both rely on a number lying in the longest range that covers it
    naptr < zone            what is published, and the file of a whole zone
    csv_import              numbers from a CSV file
"""

from ngnprov.calls.port import Events, Port, Unlike
from ngnprov.ports.enum.clearing import clear, clearable
from ngnprov.ports.enum.hooks import RECOUNTS, examine, in_use, reserves
from ngnprov.ports.enum.moving import MOVING
from ngnprov.ports.enum.numbers.operations import EnumNumbers
from ngnprov.ports.enum.ranges.operations import EnumRanges
from ngnprov.ports.enum.settings import EnumSettings
from ngnprov.ports.enum.zone import cuts

PORT = Port(
    name="enum",
    title="EnumPort",
    namespace="urn:AGProjects:NGNPro:Enum",
    services=(EnumRanges, EnumNumbers),
    floor=1,
    offers=("service", "names", "errors", "wire"),
    credits=("enum_range_credit", "enum_number_credit"),
    in_use=in_use,
    clear=clear,
    clearable=clearable,
    moving=MOVING,
    reserves=reserves,
    cuts=cuts,
    recounts=RECOUNTS,
    examine=examine,
    settings=EnumSettings,
    unlike=Unlike(set_by_server=frozenset({"serial", "used"}), made_again=(("mappings", "id"),)),
    events=Events({"ENUM range ": "enumRange", "ENUM number ": "enumNumber"}),
)

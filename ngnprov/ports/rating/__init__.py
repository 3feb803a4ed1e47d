# SPDX-License-Identifier: Apache-2.0
"""RatingPort: by which rating profiles calls of an account, a domain or a gateway are priced (docs/contract/rating.md).

Prices are made by a rating engine such as CDRTool's; here is only stored which of its profiles apply. ``entities`` reads what
they apply to, and ``holders`` finds it in the caller's scope.
"""

from ngnprov.calls.port import Events, Port
from ngnprov.ports.rating.hooks import KEPT
from ngnprov.ports.rating.operations import RatingPort

PORT = Port(
    name="rating",
    title="RatingPort",
    namespace="urn:AGProjects:NGNPro:Rating",
    services=(RatingPort,),
    floor=2,
    kept=KEPT,
    events=Events({"rating profiles of ": "ratingProfiles"}),
)

# SPDX-License-Identifier: Apache-2.0
"""SipPort: domains, accounts, aliases, groups, credit, personal settings, PSTN routing, live data (docs/contract/sip.md).

One folder for each group of operations, each with the five files of a port; what lies beside them is shared. Domains,
accounts, groups and aliases move and go together and know each other's stores; credit, vouchers, features and live stand on
accounts, peers and routing on nothing.
"""

from ngnprov.calls.port import Events, Port, Switch, Unlike
from ngnprov.ports.sip.accounts.operations import SipAccounts
from ngnprov.ports.sip.aliases.operations import SipAliases
from ngnprov.ports.sip.clearing import clear, clearable
from ngnprov.ports.sip.credit.operations import SipCredit
from ngnprov.ports.sip.domains.operations import SipDomains
from ngnprov.ports.sip.features.acceptance.operations import SipAcceptRules
from ngnprov.ports.sip.features.diversions.operations import SipDiversions
from ngnprov.ports.sip.features.phonebook.operations import SipPhonebook
from ngnprov.ports.sip.features.screening.operations import SipScreening
from ngnprov.ports.sip.groups.operations import SipGroups
from ngnprov.ports.sip.hooks import KEPT, RECOUNTS, examine, in_use
from ngnprov.ports.sip.live.operations import SipLive
from ngnprov.ports.sip.live.platform import attach
from ngnprov.ports.sip.moving import MOVING
from ngnprov.ports.sip.peers.operations import SipTrustedPeers
from ngnprov.ports.sip.routing.carriers.operations import SipCarriers
from ngnprov.ports.sip.routing.gateways.operations import SipGateways
from ngnprov.ports.sip.routing.routes.operations import SipRoutes
from ngnprov.ports.sip.routing.rules.operations import SipGatewayRules
from ngnprov.ports.sip.sealing import examine_sealed, seal
from ngnprov.ports.sip.settings import SipSettings
from ngnprov.ports.sip.vouchers.operations import SipVouchers

PORT = Port(
    name="sip",
    title="SipPort",
    namespace="urn:AGProjects:NGNPro:Sip",
    services=(
        SipDomains,
        SipAccounts,
        SipAliases,
        SipGroups,
        SipCredit,
        SipVouchers,
        SipPhonebook,
        SipAcceptRules,
        SipScreening,
        SipDiversions,
        SipTrustedPeers,
        SipCarriers,
        SipGateways,
        SipGatewayRules,
        SipRoutes,
        SipLive,
    ),
    floor=1,
    offers=(
        "service",
        "lookup",
        "making",
        "renaming",
        "logins",
        "names",
        "types",
        "wire",
        "errors",
        "provider",
        "platform",
    ),
    credits=("sip_credit", "sip_alias_credit"),
    switches=(
        Switch("pstn_access", shared=True),
        Switch("prepaid_changes", shared=True),
        Switch("prepaid_access", managed=False, shared=True),  # the second name of prepaid_changes (customer.md C15)
        Switch("pstn_changes"),
        Switch("sms_access"),
    ),
    in_use=in_use,
    clear=clear,
    clearable=clearable,
    moving=MOVING,
    recounts=RECOUNTS,
    examine=examine,
    examine_sealed=examine_sealed,
    seal=seal,
    kept=KEPT,
    settings=SipSettings,
    attach=attach,
    unlike=Unlike(
        set_by_server=frozenset({"create_date"}),
        made_again=(("accept_rules", "ends"),),  # a temporary rule has the minutes that were left
        goes_along=frozenset({"aliases"}),
        told_beside=("balance", "value", "description"),  # a payment back has others
    ),
    events=Events(
        {
            **{
                f"SIP {name} ": f"sip{name.capitalize()}"
                for name in ("domain", "account", "alias", "carrier", "gateway", "route")
            },
            **{"SIP gateway rule ": "sipGatewayRule", "SIP trusted peer ": "sipTrustedPeer"},
        }
    ),
)

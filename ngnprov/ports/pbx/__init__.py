# SPDX-License-Identifier: Apache-2.0
"""PbxPort: what PBX customers may have, and what their extensions hold of it (docs/contract/pbx.md).

One folder for each group of operations, each with the five files of a port; what lies beside them is shared::

    products < agreements < subscriptions      what is sold, how much of it a customer may use, and who uses it
    numbers < extensions < pilots              who holds subscriptions, and by which numbers he is called
    extensions < groups, attendants            whom calls reach that are for several, or for whom a caller chooses
    devices                                    phones, with accounts of their own, and whose they are
    provisioning                               what phones are given: their files, and the door where they fetch these
    licences                                   how many users and devices were ordered
    charging                                   what of all that is charged for, as BillingPort reads it
    entitlements                               every limit that one thing more would meet
    rewriting                                  how numbers are written, in calls to and from SIP domains
    dialling                                   what becomes of what an extension dials
    checking                                   what a SIP domain needs outside of this server
    blocking                                   who has blocked whom
    revisions                                  what was applied, and in what the draft differs from it
    account_ids, e164, names                   how all of them are written
"""

from ngnprov.calls.port import Events, Port, Unlike
from ngnprov.ports.pbx.agreements.operations import PbxAgreements
from ngnprov.ports.pbx.attendants.operations import PbxAttendants
from ngnprov.ports.pbx.blocking.operations import PbxBlocking
from ngnprov.ports.pbx.blocking.service import settle_all
from ngnprov.ports.pbx.checking.operations import PbxChecking
from ngnprov.ports.pbx.clearing import clear, clearable
from ngnprov.ports.pbx.copying import COPYING
from ngnprov.ports.pbx.devices.operations import PbxDevices
from ngnprov.ports.pbx.dialling.operations import PbxDialling
from ngnprov.ports.pbx.entitlements.operations import PbxEntitlements
from ngnprov.ports.pbx.extensions.operations import PbxExtensions
from ngnprov.ports.pbx.groups.operations import PbxGroups
from ngnprov.ports.pbx.hooks import HOLDS, KEPT, examine, fixes_kind, in_use, limits
from ngnprov.ports.pbx.licences.operations import PbxLicences
from ngnprov.ports.pbx.moving import MOVING
from ngnprov.ports.pbx.names import NAMESPACE
from ngnprov.ports.pbx.numbers.operations import PbxNumbers
from ngnprov.ports.pbx.outside import attach
from ngnprov.ports.pbx.pilots.operations import PbxPilots
from ngnprov.ports.pbx.products.operations import PbxProducts
from ngnprov.ports.pbx.provisioning.channels import channels
from ngnprov.ports.pbx.provisioning.door import DOOR
from ngnprov.ports.pbx.provisioning.operations import PbxProvisioning
from ngnprov.ports.pbx.revisions.following import credentials_changed
from ngnprov.ports.pbx.revisions.operations import PbxRevisions
from ngnprov.ports.pbx.rewriting.operations import PbxRewriting
from ngnprov.ports.pbx.settings import PbxSettings
from ngnprov.ports.pbx.subscriptions.closing import customer_ended, customer_restored
from ngnprov.ports.pbx.subscriptions.operations import PbxSubscriptions
from ngnprov.ports.tenant.lifecycle.levels import LIFTED_BECAUSE

PORT = Port(
    name="pbx",
    title="PbxPort",
    namespace=NAMESPACE,
    type_namespace=NAMESPACE,
    services=(
        PbxProducts,
        PbxAgreements,
        PbxPilots,
        PbxExtensions,
        PbxGroups,
        PbxAttendants,
        PbxNumbers,
        PbxSubscriptions,
        PbxLicences,
        PbxEntitlements,
        PbxRewriting,
        PbxDialling,
        PbxChecking,
        PbxBlocking,
        PbxRevisions,
        PbxDevices,
        PbxProvisioning,
    ),
    floor=4,
    offers=("files", "errors", "permissions", "names", "ordering", "ending", "charges", "types", "wire"),
    in_use=in_use,
    clear=clear,
    clearable=clearable,
    moving=MOVING,
    copying=COPYING,
    credentials_changed=credentials_changed,
    fixes_kind=fixes_kind,
    suspension_changed=settle_all,
    ended=customer_ended,
    restored=customer_restored,
    holds=HOLDS,
    limits=limits,
    kept=KEPT,
    examine=examine,
    settings=PbxSettings,
    attach=attach,
    doors=(DOOR,),
    channels=channels,
    unlike=Unlike(
        set_by_server=frozenset({"created_by", "create_date", "since"}),
        goes_along=frozenset({LIFTED_BECAUSE, "products", "numbers", "active"}),
    ),
    events=Events(
        {
            **{
                "PBX extension ": "extension",
                "PBX block ": "extension",
                "PBX device ": "device",
                "PBX number ": "number",
            },
            **{"PBX base number ": "baseNumber", "PBX product ": "product", "PBX agreement ": "agreement"},
            **{
                "PBX revision ": "draft",
                "PBX subscription ": "subscription",
                "PBX rewrite rule set ": "rewriteRuleSet",
            },
        },
        verbs={
            **{"blockExtension": "blocked", "unblockExtension": "unblocked", "activateExtension": "activated"},
            **{"renumberExtension": "renumbered", "linkDevice": "linked", "unlinkDevice": "unlinked"},
            **{"assignNumber": "assigned", "unassignNumber": "unassigned", "releaseNumber": "released"},
            **{"applyConfiguration": "applied", "endSubscription": "ending", "withdrawEnd": "endWithdrawn"},
        },
    ),
)

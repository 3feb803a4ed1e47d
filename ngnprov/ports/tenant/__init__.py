# SPDX-License-Identifier: Apache-2.0
"""TenantPort: customers with all that a provider sells them: profiles, contacts, billing profiles (docs/contract/tenant.md).

NGNPro has none of it: what it knows of a customer stays the account of CustomerPort. One folder for each group; ``regions``
knows countries, ``texts`` the forms of free text.
"""

from ngnprov.calls.port import Events, LimitRules, Port, Unlike
from ngnprov.ports.tenant.clones.operations import TenantClones
from ngnprov.ports.tenant.connections.operations import TenantConnections
from ngnprov.ports.tenant.connections.syncing import jobs
from ngnprov.ports.tenant.connectiontemplates.operations import TenantConnectionTemplates
from ngnprov.ports.tenant.contacts.operations import TenantContacts
from ngnprov.ports.tenant.discovered.operations import TenantDiscoveredUsers
from ngnprov.ports.tenant.hooks import DATED, KEPT, accompany, examine, in_use
from ngnprov.ports.tenant.invitations.door import DOOR
from ngnprov.ports.tenant.invitations.letters import channels
from ngnprov.ports.tenant.invitations.operations import TenantInvitations
from ngnprov.ports.tenant.lifecycle.ending import require_open
from ngnprov.ports.tenant.lifecycle.levels import LIFTED_BECAUSE
from ngnprov.ports.tenant.lifecycle.operations import TenantLifecycle
from ngnprov.ports.tenant.moves.operations import TenantMoves
from ngnprov.ports.tenant.outside import attach
from ngnprov.ports.tenant.producttypes.operations import TenantProductTypes
from ngnprov.ports.tenant.profiles.operations import TenantProfiles
from ngnprov.ports.tenant.resellers import service as resellers
from ngnprov.ports.tenant.resellers.operations import TenantResellers
from ngnprov.ports.tenant.roles.operations import TenantRoles
from ngnprov.ports.tenant.secondfactor.operations import TenantSecondFactors
from ngnprov.ports.tenant.sessions.operations import TenantSessions
from ngnprov.ports.tenant.settings import TenantSettings
from ngnprov.ports.tenant.tenants.operations import TenantAdding
from ngnprov.ports.tenant.tokens.operations import TenantTokens
from ngnprov.ports.tenant.users.operations import TenantUsers
from ngnprov.ports.tenant.users.people import PEOPLE
from ngnprov.ports.tenant.users.store import is_name

PORT = Port(
    name="tenant",
    title="TenantPort",
    namespace="urn:ngnprov:Tenant",
    type_namespace="urn:ngnprov:Tenant",
    services=(
        TenantAdding,
        TenantClones,
        TenantProfiles,
        TenantLifecycle,
        TenantMoves,
        TenantContacts,
        TenantResellers,
        TenantUsers,
        TenantInvitations,
        TenantRoles,
        TenantTokens,
        TenantSessions,
        TenantSecondFactors,
        TenantConnectionTemplates,
        TenantConnections,
        TenantDiscoveredUsers,
        TenantProductTypes,
    ),
    floor=3,
    offers=(
        *("service", "status", "store", "texts", "types", "wire"),
        *("errors", "features", "levels", "lookup", "owning", "permissions", "regions", "tables"),
    ),
    in_use=in_use,
    accompany=accompany,
    examine=examine,
    kept=KEPT,
    dated=DATED,
    limit_rules=LimitRules(resellers.thresholds_of, resellers.hint_of),
    people=PEOPLE,
    knows_login=is_name,
    doors=(DOOR,),
    channels=channels,
    require_open=require_open,
    settings=TenantSettings,
    attach=attach,
    jobs=jobs,
    unlike=Unlike(
        set_by_server=frozenset({"create_date", "created_by", "since"}), goes_along=frozenset({LIFTED_BECAUSE})
    ),
    events=Events(
        {
            **{"profile of customer ": "customerProfile", "profile of reseller ": "resellerProfile"},
            **{"contact ": "contact", "user ": "user", "connection ": "connection"},
            **{"billing profile ": "billingProfile", "product type ": "productType"},
            **{"suspension ": "suspension", "role ": "role", "API token ": "apiToken"},
            **{"move of customer ": "tenant.moved", "arrival of customer ": "tenant.moved"},
            **{"connection template ": "connectionTemplate", "discovered user ": "discoveredUser"},
        },
        verbs={"startTrial": "trialStarted", "extendTrial": "trialExtended", "convertTrial": "trialConverted"},
    ),
)

# SPDX-License-Identifier: Apache-2.0
"""BillingPort: by which billing profiles resellers charge their tenants (docs/contract/billing.md).

What is stored is TenantPort's, whose tenants name it; here are the operations.
"""

from ngnprov.calls.port import Port
from ngnprov.ports.billing.profiles.operations import BillingProfiles

PORT = Port(
    name="billing",
    title="BillingPort",
    namespace="urn:ngnprov:Billing",
    type_namespace="urn:ngnprov:Tenant",
    services=(BillingProfiles,),
    floor=4,
)

# SPDX-License-Identifier: Apache-2.0
"""SIP domains (sip.md 5.1)."""

import pytest

from sip.conftest import SipScene

PEM = "-----BEGIN CERTIFICATE-----\r\nMIIB+/=\r\n\tx & <y>\n-----END CERTIFICATE-----\n"


def test_a_domain_belongs_to_the_customer_named(sip: SipScene) -> None:
    stored = sip.admin.sip.addDomain(domain={"domain": "Mixed.Example.NET", "customer": sip.customer_id})
    assert (stored["domain"], stored["customer"], stored["reseller"]) == (
        "mixed.example.net",
        sip.customer_id,
        sip.reseller_id,
    )
    (found,) = sip.customer_login.getDomains(query={"filter": {"domain": "mixed%"}})["domains"]
    assert found == stored


@pytest.mark.parametrize(
    "name", ["localhost", "1.2.3.4", "a..b", "-a.example", "x.example.", "a b.example", "a_b.example"]
)
def test_a_name_that_is_no_domain_is_refused(quick_sip: SipScene, name: str) -> None:
    fault = quick_sip.admin.sip.refused("addDomain", domain={"domain": name})
    assert (fault.code, fault.field) == (101, "domain.domain")

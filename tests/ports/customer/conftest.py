# SPDX-License-Identifier: Apache-2.0
"""People and entries for the tests of CustomerPort."""

from tests.support.scene import Scene, scene_fixtures

TEXTS = [
    "firstName",
    "lastName",
    "organization",
    "vatNumber",
    "email",
    "web",
    "tel",
    "fax",
    "mobile",
    "sip",
    "enum",
    "address",
    "postcode",
    "city",
    "state",
    "country",
    "timezone",
    "language",
    "bankAccount",
    "billingAddress",
    "billingEmail",
    "companyCode",
]
"""The free texts of a CustomerAccount (customer.md 2)."""

customer_world, scene, quick = scene_fixtures(Scene)

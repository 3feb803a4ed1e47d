# SPDX-License-Identifier: Apache-2.0
"""Types of terms (order.md 2)."""

from ngnprov.ports.order.types import OrderRecord
from ngnprov.soap.types import Id, Text, page_of, query_of

LONGEST_TERMS = 65535


class Terms(OrderRecord):
    """Terms and conditions as they stand ``since`` a moment; ``reseller`` 0 are the provider's, for who has none.

    The server numbers versions, over all resellers.
    """

    version = Id()
    reseller = Id()
    title = Text(128, example="General terms")
    text = Text(LONGEST_TERMS, example="Fees are due in advance for each calendar month.")
    createdBy = Text(255)
    since = Text(64)


class TermsFilter(OrderRecord):
    """What getTerms filters by."""

    version = reseller = Id()


TermsQuery = query_of("TermsQuery", "terms", TermsFilter)
TermsPage = page_of("TermsPage", "terms", terms=Terms)

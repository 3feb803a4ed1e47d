# SPDX-License-Identifier: Apache-2.0
"""Terms on the wire (order.md 1)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.order.permissions import READ_ORDERS, WRITE_TERMS
from ngnprov.ports.order.terms import service
from ngnprov.ports.order.terms.types import Terms, TermsPage, TermsQuery
from ngnprov.ports.order.terms.wire import TermsAnswer, TermsFields, TermsPageAnswer, TermsQueryFields
from ngnprov.soap.port_service import PortService, listing, operation


class OrderTerms(PortService):
    """Terms and conditions, which are accepted with an order."""

    @operation(Terms, returns=Terms, answers="terms", may=WRITE_TERMS, faults=(MissingInput, InvalidValue))
    def addTerms(call: Call, terms: TermsFields) -> TermsAnswer:
        """Make new terms the present ones: of the caller's reseller, or of the one that an administrator names, else the
        provider's."""
        return service.add_terms(call, terms)

    @listing(TermsQuery, returns=TermsPage, may=READ_ORDERS)
    def getTerms(call: Call, query: TermsQueryFields | None) -> TermsPageAnswer:
        """Terms that match, former ones included: the caller's reseller's and the provider's."""
        return service.get_terms(call, query or {})

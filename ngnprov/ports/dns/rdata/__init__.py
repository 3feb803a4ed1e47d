# SPDX-License-Identifier: Apache-2.0
"""The values of records (dns.md 5): what clients write, what they are answered, and what a DNS server publishes.

A value is read with the rules of the contract, then by dnspython, which writes it again: what is stored is correct RDATA.
Values hold names without trailing dot and no priority; RDATA is master file text, names absolute.

::

    table                 the types, and the way of a value through them
     ├── targets          CNAME, NS, PTR, MX, SRV: names
     ├── bindings         HTTPS, SVCB
     ├── pointers         NAPTR
     │    └── substitution, ere    what its regexp must be
     ├── free_text        TXT
     ├── locations        LOC
     └── plain            A, AAAA, CAA, DS, SSHFP, TLSA: as dnspython has them
    words                 one value is one record (D-A)
    data                  what comes out
    files                 the values of master files
    forms                 the message for a value that lacks the form of its type
"""

from ngnprov.ports.dns.rdata.data import HIGHEST_PRIORITY, LONGEST_RDATA, Data, says
from ngnprov.ports.dns.rdata.files import of_file
from ngnprov.ports.dns.rdata.table import TYPES, of_rdata, read, stored

__all__ = ["HIGHEST_PRIORITY", "LONGEST_RDATA", "TYPES", "Data", "of_file", "of_rdata", "read", "says", "stored"]

# SPDX-License-Identifier: Apache-2.0
"""Every refusal of DnsPort (dns.md 9): in each pair the even number is unknown and the odd one exists.

::

    Unknown                     Exists
     ├── ZoneUnknown   7000      ├── ZoneExists       7001
     ├── RecordUnknown 7002      ├── RecordExists     7003
     └── FancyUnknown  7004      ├── FancyExists      7005
                                 └── RecordConflict   7010  what DNS lets nobody have at one name
"""

from ngnprov.errors import Exists, Unknown


class ZoneUnknown(Unknown):
    """No such zone."""

    code, name = 7000, "DnsZoneUnknownError"


class ZoneExists(Exists):
    """The zone exists; clients that import update it instead."""

    code, name = 7001, "DnsZoneExistsError"


class RecordUnknown(Unknown):
    """No such record."""

    code, name = 7002, "DnsRecordUnknownError"


class RecordExists(Exists):
    """The zone has a record of this name, type and value; clients that import update it instead."""

    code, name = 7003, "DnsRecordExistsError"


class FancyUnknown(Unknown):
    """No such e-mail alias or URL redirect."""

    code, name = 7004, "DnsFancyRecordUnknownError"


class FancyExists(Exists):
    """The zone has this e-mail alias, or a URL redirect of this name."""

    code, name = 7005, "DnsFancyRecordExistsError"


class RecordConflict(Exists):
    """The records cannot be together: a CNAME stands alone, and MX and NS do not lead to one (RFC 2181 10)."""

    code, name = 7010, "DnsRecordConflictError"

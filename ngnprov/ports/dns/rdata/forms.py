# SPDX-License-Identifier: Apache-2.0
"""The message for a value that lacks the form of its type."""

FORMS = {
    "A": "must be an IPv4 address such as 192.0.2.1 (RFC 1035 3.4.1)",
    "AAAA": "must be an IPv6 address such as 2001:db8::1 (RFC 4291 2.2)",
    "CAA": 'must be flags, tag and value, such as 0 issue "ca.example.net" (RFC 8659 4.1)',
    "DS": "must be key tag, algorithm, digest type and a digest of that type's length in hexadecimal (RFC 4034 5.3)",
    "HTTPS": "must be priority, target and parameters, each once and in its form, those that mandatory names among them, and "
    "none beside priority 0 (RFC 9460 2, 7, 8)",
    "LOC": "must be a place such as 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m (RFC 1876 3)",
    "NAPTR": "must be order, preference, flags, services, regexp and replacement; \\ is written \\\\ (RFC 3403)",
    "SSHFP": "must be algorithm, type and a fingerprint of that type's length in hexadecimal (RFC 4255 3.2)",
    "TLSA": "must be usage, selector, matching type and data of that type's length in hexadecimal (RFC 6698 2.2)",
    "TXT": "must be text, or strings in quotes (RFC 1035 3.3.14)",
}
FORMS["SVCB"] = FORMS["HTTPS"]
"""As clients write values: without priority, and of names without a form."""

FORMS_IN_FILES = {
    **FORMS,
    "CNAME": "must be a name (RFC 1035 3.3.1)",
    "MX": "must be preference and name, such as 10 mail.example.net. (RFC 1035 3.3.9)",
    "NS": "must be a name (RFC 1035 3.3.11)",
    "PTR": "must be a name (RFC 1035 3.3.12)",
    "SOA": "must be primary, mailbox, serial, refresh, retry, expire and minimum (RFC 1035 3.3.13)",
    "SRV": "must be priority, weight, port and target, such as 0 5 5060 sip.example.net. (RFC 2782)",
    "TXT": "must be strings of at most 255 octets each (RFC 1035 3.3.14)",
}
"""As master files have them."""

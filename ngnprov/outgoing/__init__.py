# SPDX-License-Identifier: Apache-2.0
"""The way out over HTTP to addresses that callers name: which may be reached, and one request to one of them.

Whoever may tell a server where to send something could have it reach what only the server itself reaches: the database beside
it, the addresses of its own network, the metadata of a cloud. So an address is looked at when it is stored, and again when it
is connected to: a name is resolved once, what it stands for is looked at, and that very address is connected to. Redirects are
answers like any other, and no proxy is asked.
"""

# SPDX-License-Identifier: Apache-2.0
"""What ENUM numbers lead to: a URI for each kind of service.

They are members of a number and come and go with it: ``operations`` and ``service`` are those of ``numbers``.
"""

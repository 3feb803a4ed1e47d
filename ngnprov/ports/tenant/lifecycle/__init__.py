# SPDX-License-Identifier: Apache-2.0
"""What may befall a tenant: it is suspended in layers and goes on, it ends, now or on a day, and can be restored for a while.

``levels`` and ``tables`` stand below profiles, and PbxPort blocks by the same levels. There is no ``service``: ``suspending``,
``ending`` and ``releasing`` have the rules.
"""

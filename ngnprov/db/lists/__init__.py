# SPDX-License-Identifier: Apache-2.0
"""Lists: filters, their SQL, pages."""

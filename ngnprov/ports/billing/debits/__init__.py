# SPDX-License-Identifier: Apache-2.0
"""Direct debits: files by which a reseller has its bank collect what was invoiced. The server moves no money."""

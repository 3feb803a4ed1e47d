# SPDX-License-Identifier: Apache-2.0
"""Products: what can be put into an agreement and held by extensions, in catalogues of the provider and of each reseller."""

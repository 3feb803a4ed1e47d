# SPDX-License-Identifier: Apache-2.0
"""What operators do to a database from time to time: examine, repair, seal anew, back up, prune, upgrade."""

# SPDX-License-Identifier: Apache-2.0
"""DNS as text, for every port that publishes it: names of hosts, master files, serials."""

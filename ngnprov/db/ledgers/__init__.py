# SPDX-License-Identifier: Apache-2.0
"""What is only ever added to or counted: journal, counters, sequences, attempts."""

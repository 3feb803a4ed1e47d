# SPDX-License-Identifier: Apache-2.0
"""What a call is and how it is run, for every way in: the wire, the command line, imports."""

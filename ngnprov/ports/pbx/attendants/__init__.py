# SPDX-License-Identifier: Apache-2.0
"""Auto attendants: extensions that answer calls with a menu, whose keys lead to others."""

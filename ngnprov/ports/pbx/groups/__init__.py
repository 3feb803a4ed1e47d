# SPDX-License-Identifier: Apache-2.0
"""Groups: extensions that ring several users, one after the other or together."""

# SPDX-License-Identifier: Apache-2.0
"""HTTP: the door for requests, the pages for reading, who asks and by which URL."""

# SPDX-License-Identifier: Apache-2.0
"""What is told about the wire: WSDL, schemas, the reference and its samples."""

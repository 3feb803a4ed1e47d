#!/usr/bin/env php
<?php
// SPDX-License-Identifier: Apache-2.0
// Give a customer with a PBX the users of a CSV file in one call, all of them or none, and apply its configuration.
//
//     fill_pbx.php CUSTOMER_ID FILE
//
// The first line of the file names columns that are members of Extension: number,name,email. The customer has a pilot, and an
// agreement with one main product. Prints how many were made and the number of the revision that PBXs and phones go by; a row
// that is refused is told with its line and why, and then nothing is made. Needs server.php; the server and the
// administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.

declare(strict_types=1);
require __DIR__ . '/server.php';

[$customer, $file] = arguments('CUSTOMER_ID', 'FILE');
if (!ctype_digit($customer) || !is_readable($file)) {
    fail('usage: fill_pbx.php CUSTOMER_ID FILE: CUSTOMER_ID is a number, and FILE can be read', 2);
}

$report = connect('imports')->importExtensions($customer, file_get_contents($file));
foreach ($report->rows as $row) {
    if ($row->status === 'refused') {
        fwrite(STDERR, "line $row->row: $row->errorstring ($row->errorcode)\n");
    }
}
if ($report->refused > 0) {
    fail("refused: $report->refused of $report->total rows, so nothing was made", 1);
}
$revision = connect('pbx')->applyConfiguration($customer);
echo "made $report->made, revision $revision->number\n";

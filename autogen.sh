#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes configure and Makefile.in from configure.ac; needed after a clone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
mkdir -p build-aux
exec autoreconf --install --force --warnings=all

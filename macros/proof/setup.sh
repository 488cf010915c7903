#!/bin/sh
# Finds a Chromium for the proof and the tests, or installs one, and checks that it starts.
# It runs after the proof's packages are installed: see `make proof`.
set -eu
cd "$(dirname "$0")/../.."
PY=.venv/bin/python

on_path() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

of_playwright() {
  "$PY" - <<'END'
import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not os.path.exists(p.chromium.executable_path))
END
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

apt() {
  # Waits up to ten minutes for another apt or dpkg to finish.
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" >/dev/null
}

with_apt() {
  command -v apt-get >/dev/null || return 1
  as_root true 2>/dev/null || return 1
  echo 'No Chromium on the PATH: installing it with apt-get.'
  # apt-get update does not wait for its own lock, so it is tried again.
  for try in 1 2 3 4 5 6; do
    apt update && break
    [ "$try" -lt 6 ] || return 1
    sleep 10
  done
  apt install -y --no-install-recommends chromium fonts-dejavu fonts-liberation || return 1
  on_path >/dev/null
}

with_playwright() {
  echo "No Chromium on the PATH: installing Playwright's own."
  "$PY" -m playwright install chromium
}

if ! on_path >/dev/null && ! of_playwright && ! with_apt && ! with_playwright; then
  cat >&2 <<'END'
The proof and the tests need Chromium, and it could not be installed. Please install one of these:
  Debian:   sudo apt-get install chromium fonts-dejavu fonts-liberation
  Fedora:   sudo dnf install chromium
  macOS:    .venv/bin/python -m playwright install chromium
  Ubuntu:   .venv/bin/python -m playwright install --with-deps chromium
Or put any Chromium on the PATH as chromium, chromium-browser or google-chrome.
END
  exit 1
fi

if ! "$PY" -m macros.proof.browser; then
  echo 'A Chromium is installed but does not start: the reason is above.' >&2
  echo 'If libraries are missing: sudo .venv/bin/python -m playwright install-deps chromium' >&2
  exit 1
fi

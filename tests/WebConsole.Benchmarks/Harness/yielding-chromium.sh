#!/bin/sh
# A browser with low priority, in place of browsers on other machines: it only uses the CPU time that the
# server leaves.
exec nice -n 19 /usr/bin/chromium "$@"

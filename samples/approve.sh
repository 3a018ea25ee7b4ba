#!/bin/sh
# Approves samples, so that their reports are final: copies each named sample to FOLDER/NAME and writes the digest that
# `tenken digest` prints into every sign-off entry. The samples themselves carry no digest, because it changes with every
# text of the guide. (With a report of your own, each person who signs pastes the entry after reading the draft.)
#
#   samples/approve.sh TENKEN FOLDER NAME...
set -eu
tenken=$1 folder=$2
shift 2
here=$(dirname "$0")
for name in "$@"; do
  mkdir -p "$folder/$name"
  cp "$here/$name"/*.yaml "$folder/$name/"
  answers=$folder/$name/answers.yaml
  digest=$("$tenken" digest "$answers" | sed -n 1p)
  # An entry is written on lines of its own ("- role: prepared") or in braces ("- {role: prepared, ...}").
  sed -i -e "/^signoff:/,\$ s/^  - role: .*/&\n    digest: \"$digest\"/" \
    -e "/^signoff:/,\$ s/^  - {role: [a-z-]*,/& digest: \"$digest\",/" "$answers"
done

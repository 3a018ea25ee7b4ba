#!/bin/bash
# make install into a path with blanks, run from there, moved elsewhere, uninstalled.
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here" || exit 1
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
stage="$box/a stage"
prefix="/opt/my tools"
ok() { echo "ok $1"; }
fail() { echo "not ok $1 $2"; }
check() { if [ "$2" = 0 ]; then ok "$1"; else fail "$1" "$3"; fi; }

# A build folder of its own: other tests run the program of the tree meanwhile.
variant=${VARIANT:-release}
mkdir "$box/build" && cp -a "${BUILD:-build}/$variant" "$box/build/"
said=$(make -s install DESTDIR="$stage" PREFIX="$prefix" VARIANT="$variant" BUILD="$box/build" 2>&1)
check "make install into a path with blanks" $? "$said"
root="$stage$prefix"
for part in bin/tenken share/man/man1/tenken.1 share/man/man5/tenken.5 share/tenken/data/framework/csf-1.1.yaml \
  share/tenken/templates/board.yaml share/tenken/templates/themes/default.yaml share/tenken/fonts/fonts.yaml; do
  [ -f "$root/$part" ]; check "installed: $part" $? missing
done
for name in data templates fonts; do
  difference=$(diff -r "$name" "$root/share/tenken/$name" 2>&1)
  check "installed $name is the tree's" $? "$difference"
done
mkdir "$box/work" && cp -r samples/hokuto-power "$box/work/" && cd "$box/work" || exit 1
said=$("$root/bin/tenken" build -t board -o out hokuto-power/answers.yaml 2>&1)
check "runs from where it was installed" $? "$said"
"${TENKEN:-$here/build/tenken}" build -q -t board -o tree hokuto-power/answers.yaml && cmp -s out/*.pdf tree/*.pdf
check "makes the same bytes as the program in the tree" $? different
mv "$stage" "$box/moved"
said=$("$box/moved$prefix/bin/tenken" build -t board -o moved hokuto-power/answers.yaml 2>&1)
check "runs after the folder was moved" $? "$said"
ln -s "$box/moved$prefix/bin/tenken" "$box/link"
said=$("$box/link" check hokuto-power/answers.yaml 2>&1)
check "runs through a link" $? "$said"
mkdir "$box/alone" && cp "$box/moved$prefix/bin/tenken" "$box/alone/"
said=$("$box/alone/tenken" check hokuto-power/answers.yaml 2>&1)
code=$?
if [ -d /usr/local/share/tenken ]; then echo "skip a program without its data: /usr/local/share/tenken is there"; else
  [ $code = 3 ] && [[ $said == *--data* ]]; check "without its data: exit 3 and what to give" $? "exit $code: $said"
fi
cd "$here" || exit 1
said=$(make -s uninstall DESTDIR="$box/moved" PREFIX="$prefix" 2>&1)
check "make uninstall" $? "$said"
left=$(find "$box/moved" -type f)
[ -z "$left" ]; check "uninstall leaves no file" $? "$left"

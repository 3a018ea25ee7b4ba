# tenken: build, test, install. Objects go to $(BUILD)/$(VARIANT); the sources stay clean.
# Knobs: VARIANT=debug|release|san|cov|fuzz (fuzz: with CC=clang)  PKCS11=1 (keys on tokens)  BUILD  CC  CFLAGS  PREFIX  DESTDIR  V=1 (show commands)

PROG     := tenken
VERSION  := 0.1.0
PREFIX   ?= /usr/local
BINDIR   ?= $(PREFIX)/bin
DATADIR  ?= $(PREFIX)/share/$(PROG)
MANDIR   ?= $(PREFIX)/share/man
INSTALL  ?= install
VARIANT  ?= release
BUILD    ?= build
B        := $(BUILD)/$(VARIANT)
Q        := $(if $(V),,@)

# What must be there to build and run, and what the tests use besides.
PACKAGES := gcc make pkg-config libhpdf-dev libcairo2-dev libharfbuzz-dev libyaml-dev libssl-dev libisal-dev libdeflate-dev zlib1g-dev libjansson-dev \
            fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho fonts-ipamj-mincho fonts-dejavu-core icc-profiles-free
TEST_PACKAGES := check openssl libnss3-tools softhsm2 libengine-pkcs11-openssl opensc-pkcs11 poppler-utils qpdf mandoc libicu-dev mupdf-tools python3 python3-yaml strace parallel
LONG_PACKAGES := clang libclang-rt-14-dev
BENCH_PACKAGES := libpango1.0-dev valgrind

PKGS     := cairo harfbuzz yaml-0.1 libcrypto libisal libdeflate zlib jansson
STD      := -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-float-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2 -Wundef -Wcast-qual -Wno-format-nonliteral
FLAGS_debug   := -O1 -g
FLAGS_release := -O2 -g -flto=auto -D_FORTIFY_SOURCE=2 -fstack-protector-strong
FLAGS_san     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_cov     := -O0 -g --coverage
FLAGS_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE     := $(FLAGS_$(VARIANT))
$(if $(MODE),,$(error unknown VARIANT=$(VARIANT); use debug, release, san, cov or fuzz))

# Evaluated when first used, so that `make deps` and `make help` work before the packages are there.
DEPS_C    = $(eval DEPS_C := $$(shell pkg-config --cflags $(PKGS)))$(DEPS_C)
DEPS_L    = $(eval DEPS_L := $$(shell pkg-config --libs $(PKGS)) -lhpdf -lm)$(DEPS_L)
# Ours first, the caller's CFLAGS last, so that `make CFLAGS=-O3` adds and never erases.
ALL_C     = $(STD) $(WARN) $(MODE) -Isrc -DTENKEN_VERSION='"$(VERSION)"' $(DEPS_C) $(CFLAGS)

SRC      := $(sort $(wildcard src/*.c src/*/*.c))
OBJ      := $(SRC:%.c=$(B)/%.o)
CORE     := $(filter-out $(B)/src/main.o $(B)/src/press.o $(B)/src/pressed.o,$(OBJ))
DATA     := $(sort $(shell find data templates fonts -name '*.yaml'))
TSRC     := $(sort $(wildcard tests/unit/*.c))
TOBJ     := $(TSRC:%.c=$(B)/%.o)
HARNESS  := $(sort $(wildcard tests/sign/*.c tests/fuzz/*.c))

.DELETE_ON_ERROR:
.PHONY: all deps test-deps samples check check-unit check-long lint install uninstall clean help bench san cov FORCE
all: $(BUILD)/$(PROG)            ## build the program (build/tenken)

# An archive, so that a unit test links only what it uses.
$(B)/libtenken.a: $(CORE)
	$(if $(Q),@echo '  AR    $@')
	$(Q)rm -f $@ && ar rcs $@ $^

# The data files are parsed here, once, so that no run has to (read/yaml_pressed.h).
$(B)/press: $(B)/src/press.o $(B)/libtenken.a
	$(if $(Q),@echo '  LD    $@')
	$(Q)$(CC) $(MODE) $(LDFLAGS) -o $@ $^ $(DEPS_L)
$(B)/pressed.bin: $(B)/press $(DATA)
	$(if $(Q),@echo '  PRESS $@')
	$(Q)$(B)/press $(DATA) > $@
$(B)/src/pressed.o: ONLY = -DTENKEN_PRESSED='"$(B)/pressed.bin"'
$(B)/src/pressed.o: $(B)/pressed.bin

$(B)/$(PROG): $(B)/src/main.o $(B)/src/pressed.o $(B)/libtenken.a
	$(if $(Q),@echo '  LD    $@')
	$(Q)$(CC) $(MODE) $(LDFLAGS) -o $@ $^ $(DEPS_L)

$(BUILD)/$(PROG): $(B)/$(PROG) FORCE
	$(Q)cmp -s $< $@ || $(INSTALL) -m 755 $< $@

$(B)/unit: $(TOBJ) $(B)/libtenken.a
	$(if $(Q),@echo '  LD    $@')
	$(Q)$(CC) $(MODE) $(LDFLAGS) -o $@ $^ $(DEPS_L) $$(pkg-config --libs check)

# Damaged reports by the thousand (tests/sign/test_mutants.py), and targets for libFuzzer (VARIANT=fuzz CC=clang).
$(B)/mutants: $(B)/tests/sign/mutants.o $(B)/libtenken.a
	$(if $(Q),@echo '  LD    $@')
	$(Q)$(CC) $(MODE) $(LDFLAGS) -o $@ $^ $(DEPS_L)
$(B)/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(B)/libtenken.a
	$(if $(Q),@echo '  LD    $@')
	$(Q)$(CC) $(MODE) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(DEPS_L)

# Line breaking beside ICU's: only this test program knows ICU.
$(B)/lines: tests/lines/lines.c $(B)/libtenken.a $(B)/flags
	$(if $(Q),@echo '  LD    $@')
	$(Q)$(CC) $(ALL_C) -o $@ $< $(B)/libtenken.a $$(pkg-config --cflags --libs icu-uc) $(DEPS_L)

# Draws glyphs straight from the font files; knows nothing of the program.
$(B)/draw_glyphs: tests/pdf/draw_glyphs.c $(B)/flags
	$(if $(Q),@echo '  LD    $@')
	$(Q)$(CC) $(ALL_C) -o $@ $< $$(pkg-config --cflags --libs cairo-ft freetype2)

# Objects depend on the flags they were built with.
$(B)/flags: FORCE
	@mkdir -p $(@D); echo '$(subst ','\'',$(CC) $(ALL_C))' | cmp -s - $@ || echo '$(subst ','\'',$(CC) $(ALL_C))' > $@
FORCE:

# One file knows the data folder, so that another PREFIX rebuilds only that.
KNOWS_DATADIR := $(B)/src/batch/library.o
$(KNOWS_DATADIR): ONLY = -DTENKEN_DATADIR='"$(DATADIR)"'
$(KNOWS_DATADIR): $(B)/datadir
$(B)/datadir: FORCE
	@mkdir -p $(@D); echo '$(DATADIR)' | cmp -s - $@ || echo '$(DATADIR)' > $@

# And one knows whether keys may stay on tokens (PKCS11=1).
KNOWS_TOKENS := $(B)/src/sign/key.o
$(KNOWS_TOKENS): ONLY = $(if $(PKCS11),-DTENKEN_PKCS11)
$(KNOWS_TOKENS): $(B)/tokens
$(B)/tokens: FORCE
	@mkdir -p $(@D); echo '$(PKCS11)' | cmp -s - $@ || echo '$(PKCS11)' > $@

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(if $(Q),@echo '  CC    $<')
	$(Q)$(CC) $(ALL_C) $(ONLY) -MMD -MP -c -o $@ $<

# ---- set-up ---------------------------------------------------------------------------------------------------------
# Installs what is missing, as root or through sudo; otherwise says the exact line to run. One stamp per package list,
# so that a second call costs nothing. (dpkg decides; pkg-config may know a library under another name.)
define need
@missing=; for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
if [ -n "$$missing" ]; then \
  if [ "$$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; \
  else echo "These Debian packages are missing. Run:  apt-get install$$missing" >&2; exit 1; fi; \
  echo "Installing Debian packages:$$missing"; \
  { $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends$$missing >/dev/null; } \
  || { echo "Installing failed. Run:  apt-get install$$missing" >&2; exit 1; }; \
fi
endef
deps:                           ## install the Debian packages to build and run
	$(call need,$(PACKAGES))
test-deps:                      ## install the packages that the tests use besides
	$(call need,$(PACKAGES) $(TEST_PACKAGES))

# ---- use ------------------------------------------------------------------------------------------------------------
# Three of the samples are approved as a company would do it, so that their reports are final; the others stay drafts.
APPROVED := hokuto-power hinata-denryoku tsubame-resource
DRAFTS    = $(filter-out $(APPROVED:%=samples/%/answers.yaml),$(wildcard samples/*/answers.yaml))
samples: deps                   ## build the program and the sample reports (out/)
	$(Q)$(MAKE) --no-print-directory all
	$(Q)rm -rf $(BUILD)/samples && samples/approve.sh $(BUILD)/$(PROG) $(BUILD)/samples $(APPROVED)
	$(Q)$(BUILD)/$(PROG) build -o out $(DRAFTS) $(APPROVED:%=$(BUILD)/samples/%/answers.yaml)
	$(Q)$(BUILD)/$(PROG) build -l en -o out $(DRAFTS) $(APPROVED:%=$(BUILD)/samples/%/answers.yaml)
	$(Q)$(BUILD)/$(PROG) guide -o out/guide-ja.pdf && $(BUILD)/$(PROG) guide -l en -o out/guide-en.pdf
	@echo "The reports are in out/. Begin with out/hokuto-power-2026-board-ja.pdf"

# ---- tests ----------------------------------------------------------------------------------------------------------
check: test-deps                ## all tests; ends with "N passed, M failed"
	$(Q)$(MAKE) --no-print-directory $(B)/unit $(B)/mutants $(B)/lines $(B)/draw_glyphs $(BUILD)/$(PROG)
	$(Q)B='$(B)' BUILD='$(BUILD)' VARIANT='$(VARIANT)' /usr/bin/python3 tests/run.py
check-long:                     ## the long programme: sweeps and fuzzing
	$(call need,$(PACKAGES) $(TEST_PACKAGES) $(LONG_PACKAGES))
	$(Q)$(MAKE) --no-print-directory $(B)/unit $(B)/mutants $(B)/lines $(B)/draw_glyphs $(BUILD)/$(PROG)
	$(Q)B='$(B)' BUILD='$(BUILD)' VARIANT='$(VARIANT)' TENKEN_LONG=1 /usr/bin/python3 tests/run.py
check-unit: $(B)/unit           ## unit tests only (Check)
	$(Q)$<
lint:                           ## include rules, library fences, sizes
	$(Q)/usr/bin/python3 tests/tools/lint.py
bench:                          ## time and memory per report, as ratios in one run
	$(call need,$(PACKAGES) $(TEST_PACKAGES) $(BENCH_PACKAGES))
	$(Q)$(MAKE) --no-print-directory $(BUILD)/$(PROG)
	$(Q)BUILD='$(BUILD)' /usr/bin/python3 tests/bench/bench.py
san:                            ## all tests under ASan and UBSan
	$(Q)$(MAKE) VARIANT=san check
cov:                            ## all tests with coverage
	$(Q)$(MAKE) VARIANT=cov check

# ---- install --------------------------------------------------------------------------------------------------------
install: all                    ## install below PREFIX (honours DESTDIR)
	$(INSTALL) -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(MANDIR)/man1' '$(DESTDIR)$(MANDIR)/man5' '$(DESTDIR)$(DATADIR)'
	$(INSTALL) -m 755 $(BUILD)/$(PROG) '$(DESTDIR)$(BINDIR)/$(PROG)'
	$(INSTALL) -m 644 src/cli/tenken.1 '$(DESTDIR)$(MANDIR)/man1/tenken.1'
	$(INSTALL) -m 644 src/cli/tenken.5 '$(DESTDIR)$(MANDIR)/man5/tenken.5'
	cd . && find data templates fonts -type f -exec $(INSTALL) -D -m 644 {} '$(DESTDIR)$(DATADIR)/{}' \;
uninstall:                      ## remove what install put there
	rm -f '$(DESTDIR)$(BINDIR)/$(PROG)' '$(DESTDIR)$(MANDIR)/man1/tenken.1' '$(DESTDIR)$(MANDIR)/man5/tenken.5'
	rm -rf '$(DESTDIR)$(DATADIR)'
clean:                          ## remove build/ and out/
	rm -rf $(BUILD) out
help:                           ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 22

-include $(OBJ:.o=.d) $(TOBJ:.o=.d) $(HARNESS:%.c=$(B)/%.d)
